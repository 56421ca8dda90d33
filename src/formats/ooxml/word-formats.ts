import type { Limits } from "../contract.ts";
import type { TextFormat } from "../office/vocabulary.ts";
import { OFF } from "../office/visible-format.ts";
import { partText } from "../package/walk-part.ts";
import type { Archive } from "../package/zip.ts";
import { parseXml } from "../xml/reader.ts";
import { formatProperty, TOGGLES } from "./formats.ts";
import { attributeOf } from "./roles.ts";

/** How the styles of a Word document format text (ECMA-376 part 1, §17.7.2). */
export interface WordFormats {
  /** Format of a text without properties of its own, in a paragraph of this style. */
  readonly paragraph: (style: string | undefined) => TextFormat;
  /** The properties of a run with those of its style in the place of the style's name. */
  readonly run: (format: TextFormat, paragraphStyle: string | undefined) => TextFormat;
}

interface Style {
  readonly base: string | undefined;
  readonly own: TextFormat;
}

interface Styles {
  readonly defaults: TextFormat;
  readonly styles: ReadonlyMap<string, Style>;
  readonly usualParagraph: string | undefined;
}

const NO_FORMAT: TextFormat = new Map();
/** Longest chain of styles that are made from each other. */
const LONGEST_CHAIN = 32;

/** Reads what the styles say of texts. @throws {Problem} as the XML reader */
export function readWordFormats(archive: Archive, part: string, limits: Limits): WordFormats {
  const { defaults, styles, usualParagraph } = readStyles(archive, part, limits);
  const remember = (make: (id: string) => TextFormat) => {
    const known = new Map<string, TextFormat>();
    return (id: string): TextFormat => {
      const format = known.get(id) ?? make(id);
      known.set(id, format);
      return format;
    };
  };
  const ofStyle = remember((id) => {
    const chain: TextFormat[] = [];
    for (let at: string | undefined = id; at !== undefined && chain.length < LONGEST_CHAIN;) {
      const style = styles.get(at);
      chain.push(style?.own ?? NO_FORMAT);
      at = style?.base;
    }
    return new Map(chain.reverse().flatMap((own) => [...own]));
  });
  const ofParagraph = remember((id) => new Map([...defaults, ...ofStyle(id)]));
  const idOf = (style: string | undefined) => style ?? usualParagraph ?? "";
  return {
    paragraph: (style) => ofParagraph(idOf(style)),
    run: (format, paragraphStyle) => {
      const name = format.get(STYLE);
      if (name === undefined) return format;
      const whole = new Map(ofStyle(name));
      // Two styles that are both bold make the text thin (§17.7.3).
      const around = ofStyle(idOf(paragraphStyle));
      for (const [key, value] of whole)
        if (TOGGLES.has(key) && value === "on" && around.get(key) === "on") whole.set(key, OFF);
      for (const [key, value] of format) if (key !== STYLE) whole.set(key, value);
      return whole;
    },
  };
}

/** Property that names the style of a run. */
const STYLE = "rStyle";

function readStyles(archive: Archive, part: string, limits: Limits): Styles {
  const styles = new Map<string, Style>();
  const defaults = new Map<string, string>();
  let usualParagraph: string | undefined;
  const xml = partText(archive, part, limits);
  if (xml === undefined) return { defaults, styles, usualParagraph };
  const path: string[] = [];
  let open: { id: string; base: string | undefined; own: Map<string, string> } | undefined;
  let from = 0;
  parseXml(
    xml,
    {
      undeclared: () => undefined,
      wantsSpace: () => false,
      open: (element) => {
        path.push(element.local);
        from =
          path.length === PROPERTY.length + 2 || path.length === DEFAULT.length + 2 ? element.start : from;
        if (element.local === "style" && path.length === 2) {
          open = { id: attributeOf(element, "styleId") ?? "", base: undefined, own: new Map() };
          const isDefault = /^(?:1|true|on)$/u.test(attributeOf(element, "default") ?? "");
          if (isDefault && attributeOf(element, "type") === "paragraph") usualParagraph = open.id;
        } else if (element.local === "basedOn" && open !== undefined) open.base = attributeOf(element, "val");
      },
      close: (element, end) => {
        path.pop();
        const own = endsWith(path, PROPERTY) ? open?.own : endsWith(path, DEFAULT) ? defaults : undefined;
        if (own !== undefined) {
          const value = formatProperty(element.local, xml.slice(from, end));
          if (value !== undefined) own.set(element.local, value);
        } else if (path.length === 1 && open !== undefined) {
          styles.set(open.id, open);
          open = undefined;
        }
      },
    },
    limits,
  );
  return { defaults, styles, usualParagraph };
}

/** Where the properties of texts stand in the part. */
const PROPERTY = ["style", "rPr"];
const DEFAULT = ["docDefaults", "rPrDefault", "rPr"];

/** True if exactly these elements are open in the root. */
const endsWith = (path: readonly string[], names: readonly string[]): boolean =>
  path.length === names.length + 1 && names.every((name, at) => path[at + 1] === name);
