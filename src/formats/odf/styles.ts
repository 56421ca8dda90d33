import type { Limits } from "../contract.ts";
import type { TextFormat } from "../office/vocabulary.ts";
import type { Archive } from "../package/zip.ts";
import { walkPart } from "../package/walk-part.ts";
import { attributeNamed } from "./roles.ts";

/** Styles of a document by family and name. */
export interface OdfStyles {
  readonly format: (name: string) => TextFormat;
  /** Name of the style that an automatic paragraph style is made from; the name itself for other styles. */
  readonly paragraph: (name: string) => string;
}

interface Style {
  readonly isAutomatic: boolean;
  readonly parent: string;
  readonly own: Map<string, string>;
}

/** Attributes of `style:text-properties` that a reader sees. */
const SEEN: ReadonlySet<string> = new Set(
  `font-weight font-style text-underline-style text-underline-type text-line-through-style text-line-through-type
  text-position font-variant text-transform color background-color font-size font-name font-family display`.split(
    /\s+/u,
  ),
);

const HINTS: Readonly<Record<string, string>> = {
  "font-weight": "bold",
  "font-style": "italic",
  "text-underline-style": "underlined",
  "text-underline-type": "underlined",
  "text-line-through-style": "struck through",
  "text-line-through-type": "struck through",
  "font-variant": "small capitals",
  "text-transform": "capitals",
  color: "colour",
  "background-color": "highlighted",
  "font-size": "size",
  "font-name": "font",
  "font-family": "font",
  display: "hidden",
};

/** Name of a property for translators. */
export function odfHint(name: string, value: string): string {
  if (name === "text-position")
    return value.startsWith("sub") || value.startsWith("-") ? "subscript" : "superscript";
  if (name === "style") return `style ${value.replaceAll("_20_", " ")}`;
  const hint = HINTS[name] ?? name;
  return value === "normal" || value === "none" ? `not ${hint}` : hint;
}

/** Reads the styles of texts and paragraphs. @throws {Problem} as the XML reader */
export function readOdfStyles(archive: Archive, limits: Limits): OdfStyles {
  const texts = new Map<string, Style>();
  const paragraphs = new Map<string, Style>();
  for (const part of ["styles.xml", "content.xml"]) {
    let isAutomatic = false;
    let isBody = false;
    let open: Style | undefined;
    walkPart(archive, part, limits, {
      open: (element) => {
        if (isBody) return;
        const { local } = element;
        if (local === "body" || local === "master-styles") isBody = true;
        else if (local === "automatic-styles") isAutomatic = true;
        else if (local === "style") {
          const family = attributeNamed(element, "family");
          open = { isAutomatic, parent: attributeNamed(element, "parent-style-name") ?? "", own: new Map() };
          const name = attributeNamed(element, "name") ?? "";
          // Automatic styles of `styles.xml` serve its headers and footers, and may have names of `content.xml`.
          if (family === "text") texts.set(name, open);
          else if (family === "paragraph") paragraphs.set(name, open);
        } else if (local === "text-properties" && open !== undefined) {
          for (const [key, value] of Object.entries(element.attributes)) {
            const name = key.slice(key.indexOf(":") + 1);
            if (SEEN.has(name)) open.own.set(name, value);
          }
        }
      },
      close: ({ local }) => {
        if (local === "style") open = undefined;
        else if (local === "automatic-styles") isAutomatic = false;
      },
    });
  }
  const formats = new Map<string, TextFormat>();
  const formatOf = (name: string): TextFormat => {
    const style = texts.get(name);
    if (style === undefined) return NO_FORMAT;
    if (!style.isAutomatic) return new Map([["style", name]]);
    return style.parent === "" ? style.own : new Map([["style", style.parent], ...style.own]);
  };
  return {
    format: (name) => {
      const known = formats.get(name) ?? formatOf(name);
      formats.set(name, known);
      return known;
    },
    paragraph: (name) => {
      const style = paragraphs.get(name);
      return style?.isAutomatic === true && style.parent !== "" ? style.parent : name;
    },
  };
}

const NO_FORMAT: TextFormat = new Map();

/** Styles of a document without any. */
export const NO_STYLES: OdfStyles = { format: () => NO_FORMAT, paragraph: (name) => name };
