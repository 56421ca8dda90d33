import type { Limits } from "../contract.ts";
import type { TextFormat } from "../office/vocabulary.ts";
import { OFF } from "../office/visible-format.ts";
import type { Archive } from "../package/zip.ts";
import { walkPart } from "../package/walk-part.ts";
import { attributeNamed } from "./roles.ts";

/** Styles of a document by family and name. */
export interface OdfStyles {
  /** Format that a text style gives. */
  readonly format: (name: string) => TextFormat;
  /** Format of a text without a style of its own, in a paragraph of this style. */
  readonly paragraphFormat: (name: string) => TextFormat;
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
  const hint = HINTS[name] ?? name;
  return value === OFF ? `not ${hint}` : hint;
}

/** Reads the styles of texts and paragraphs. @throws {Problem} as the XML reader */
export function readOdfStyles(archive: Archive, limits: Limits): OdfStyles {
  const texts = new Map<string, Style>();
  const paragraphs = new Map<string, Style>();
  const usual = new Map<string, string>();
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
        } else if (local === "default-style" && attributeNamed(element, "family") === "paragraph")
          open = { isAutomatic, parent: "", own: usual };
        else if (local === "text-properties" && open !== undefined) {
          for (const [key, value] of Object.entries(element.attributes)) {
            const property = propertyOf(key.slice(key.indexOf(":") + 1), value);
            if (property !== undefined) open.own.set(...property);
          }
        }
      },
      close: ({ local }) => {
        if (local === "style" || local === "default-style") open = undefined;
        else if (local === "automatic-styles") isAutomatic = false;
      },
    });
  }
  const resolver = (styles: ReadonlyMap<string, Style>, defaults: TextFormat) => {
    const known = new Map<string, TextFormat>();
    return (name: string): TextFormat => {
      const format = known.get(name) ?? new Map([...defaults, ...chainOf(styles, name)]);
      known.set(name, format);
      return format;
    };
  };
  return {
    format: resolver(texts, NO_FORMAT),
    paragraphFormat: resolver(paragraphs, usual),
    paragraph: (name) => {
      const style = paragraphs.get(name);
      return style?.isAutomatic === true && style.parent !== "" ? style.parent : name;
    },
  };
}

/** Longest chain of styles that are made from each other. */
const LONGEST_CHAIN = 32;

/** Properties of a style and of those that it is made from. */
function chainOf(styles: ReadonlyMap<string, Style>, name: string): (readonly [string, string])[] {
  const chain: Style[] = [];
  for (
    let at = styles.get(name);
    at !== undefined && chain.length < LONGEST_CHAIN;
    at = styles.get(at.parent)
  )
    chain.push(at);
  return chain.reverse().flatMap(({ own }) => [...own]);
}

/** Names under which a property counts, where programs use several. */
const NAMES: Readonly<Record<string, string>> = { "font-family": "font-name" };
/** Values that say that a text lacks what others have. */
const NOTHING = /^(?:none|normal|transparent|0%(?: 100%)?|true)$/u;

/** A property as it counts for a reader. */
function propertyOf(name: string, value: string): readonly [string, string] | undefined {
  if (name === "use-window-font-color") return value === "true" ? ["color", OFF] : undefined;
  if (!SEEN.has(name)) return undefined;
  return [NAMES[name] ?? name, NOTHING.test(value) ? OFF : value];
}

const NO_FORMAT: TextFormat = new Map();

/** Styles of a document without any. */
export const NO_STYLES: OdfStyles = {
  format: () => NO_FORMAT,
  paragraphFormat: () => NO_FORMAT,
  paragraph: (name) => name,
};
