import type { Language } from "../../domain/language.ts";
import type { TextFormat } from "../office/vocabulary.ts";
import { OFF } from "../office/visible-format.ts";
import { escapeAttribute } from "../xml/xml-characters.ts";

/** Properties of runs that no reader sees, or that follow from the language. */
const UNSEEN: ReadonlySet<string> = new Set(
  `lang noProof kern spacing w bCs iCs szCs rtl cs snapToGrid fitText webHidden rPrChange ins del moveFrom moveTo
  eastAsianLayout specVanish oMath ea sym extLst hlinkMouseOver family charset scheme uLnTx uFillTx`.split(
    /\s+/u,
  ),
);
/** Properties that are on or off. */
export const TOGGLES: ReadonlySet<string> = new Set([
  "b",
  "i",
  "strike",
  "dstrike",
  "caps",
  "smallCaps",
  "vanish",
]);
/** Values that say that a text lacks what others have. */
const NOTHING = /val="(?:0|false|off|none|nil|auto|baseline)"/u;
const SWITCHED: ReadonlySet<string> = new Set([
  ...TOGGLES,
  "u",
  "color",
  "highlight",
  "vertAlign",
  "bdr",
  "em",
  "effect",
]);

/** Attributes of `a:rPr` that a reader sees. */
const SEEN_ATTRIBUTES: ReadonlySet<string> = new Set(["b", "i", "u", "strike", "baseline", "cap", "sz"]);
const NONE: ReadonlySet<string> = new Set(["0", "none", "noStrike", "false"]);

const HINTS: Readonly<Record<string, string>> = {
  b: "bold",
  i: "italic",
  u: "underlined",
  strike: "struck through",
  dstrike: "struck through",
  smallCaps: "small capitals",
  caps: "capitals",
  cap: "capitals",
  color: "colour",
  solidFill: "colour",
  gradFill: "colour",
  highlight: "highlighted",
  shd: "highlighted",
  sz: "size",
  rFonts: "font",
  rFont: "font",
  latin: "font",
  hlinkClick: "link",
  vanish: "hidden",
  bdr: "border",
};

/** A property as it counts for a reader: its element, without what differs by language or program. */
export function formatProperty(name: string, xml: string): string | undefined {
  if (UNSEEN.has(name)) return undefined;
  const value = xml.replace(/\s(?:[\w]+:)?(?:hint|cs|cstheme|eastAsia|eastAsiaTheme|rsid\w*)="[^"]*"/gu, "");
  // Without other attributes a font is that of the text around it.
  if (name === "rFonts") return fontOf(value);
  if (name === "rStyle") return /val="([^"]*)"/u.exec(value)?.[1];
  if (SWITCHED.has(name) && NOTHING.test(value)) return OFF;
  if (TOGGLES.has(name)) return "on";
  if (name === "shd" && !/fill="(?!auto)/u.test(value)) return OFF;
  // No outline and no effect: what a text has anyway.
  if (name === "ln" && /<(?:\w+:)?noFill\b/u.test(value)) return undefined;
  if (name === "effectLst" && !/<\/?(?!(?:\w+:)?effectLst)\w/u.test(value)) return undefined;
  return value.replace(/^<[^\s/>]*|\s*\/?>$/gu, "");
}

/** Fonts of Latin and of other letters; `undefined` if none is named. */
function fontOf(xml: string): string | undefined {
  const named = (name: string) => new RegExp(`(?:^|[\\s:])${name}(?:Theme)?="([^"]*)"`, "u").exec(xml)?.[1];
  const [latin, other] = [named("ascii"), named("hAnsi")];
  if (latin === undefined && other === undefined) return undefined;
  return latin === other ? latin : `${latin ?? ""}/${other ?? ""}`;
}

export function formatAttributes(attributes: Readonly<Record<string, string>>): TextFormat {
  const format = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    if (!SEEN_ATTRIBUTES.has(name) || NONE.has(value)) continue;
    format.set(name, name === "b" || name === "i" ? "on" : value);
  }
  return format;
}

/** Name of a property for translators. */
export function formatHint(name: string, value: string): string {
  const of = /val="([^"]*)"/u.exec(value)?.[1] ?? value;
  if (name === "vertAlign") return of;
  if (name === "baseline") return of.startsWith("-") ? "subscript" : "superscript";
  return value === OFF ? `not ${HINTS[name] ?? name}` : (HINTS[name] ?? name);
}

export const isHiddenFormat = (format: TextFormat): boolean => format.get("vanish") === "on";

/** Tags of programs, which want a region: Word has no `zh-Hans`. */
export function officeTag(language: Language, tag: string): string {
  if (language === "zh") return /hant|-tw|-hk|-mo/iu.test(tag) ? "zh-TW" : "zh-CN";
  if (/^[a-z]{2,3}-[A-Z]{2}$/u.test(tag)) return tag;
  return language === "ru" ? "ru-RU" : "en-US";
}

/** Sets an attribute of the first tag in a piece of XML. */
function withAttribute(xml: string, name: string, value: string): string {
  const end = /\s*\/?>/u.exec(xml);
  const tagEnd = xml.indexOf(">") + 1;
  const tag = xml.slice(0, tagEnd);
  const known = new RegExp(`(\\s${name}=)(?:"[^"]*"|'[^']*')`, "u");
  const text = `"${escapeAttribute(value)}"`;
  if (known.test(tag)) return tag.replace(known, (_, start: string) => start + text) + xml.slice(tagEnd);
  if (end === null) return xml;
  const at = tag.endsWith("/>") ? tagEnd - 2 : tagEnd - 1;
  return `${xml.slice(0, at).trimEnd()} ${name}=${text}${xml.slice(at)}`;
}

/**
 * The start of a Word run in another language. A Chinese text gets the East Asian form of quotation marks and dashes.
 *
 * @param xml the start tag of the run, and its properties if it has any
 */
export function wordRunInLanguage(xml: string, prefix: string, language: Language, tag: string): string {
  const office = officeTag(language, tag);
  const attribute = language === "zh" ? `${prefix}eastAsia` : `${prefix}val`;
  let properties = /<(?:\w+:)?rPr\b[\s\S]*$/u.exec(xml)?.[0];
  const start = properties === undefined ? xml : xml.slice(0, -properties.length);
  if (properties === undefined || /^<[^>]*\/>$/u.test(properties))
    properties = `<${prefix}rPr></${prefix}rPr>`;
  const end = properties.lastIndexOf("</");
  const changed = (text: string, name: string, key: string, value: string, inFront: boolean): string => {
    const found = new RegExp(`<${prefix}${name}(?:\\s[^>]*)?/>`, "u").exec(text);
    if (found !== null)
      return (
        text.slice(0, found.index) +
        withAttribute(found[0], key, value) +
        text.slice(found.index + found[0].length)
      );
    const element = `<${prefix}${name} ${key}="${value}"/>`;
    const style = new RegExp(`^<${prefix}rPr>(?:<${prefix}rStyle[^>]*/>)?`, "u").exec(text)?.[0] ?? "";
    if (inFront && style !== "") return style + element + text.slice(style.length);
    const close = text.lastIndexOf("</");
    return text.slice(0, close) + element + text.slice(close);
  };
  // Properties of another revision stay as they were.
  const revision = properties.search(/<(?:\w+:)?rPrChange\b/u);
  const [own, rest] =
    revision < 0
      ? [properties, ""]
      : [`${properties.slice(0, revision)}${properties.slice(end)}`, properties.slice(revision, end)];
  let made = changed(own, "lang", attribute, office, false);
  if (language === "zh") made = changed(made, "rFonts", `${prefix}hint`, "eastAsia", true);
  const close = made.lastIndexOf("</");
  return start + made.slice(0, close) + rest + made.slice(close);
}

/** The start of a DrawingML run in another language. */
export function drawingRunInLanguage(xml: string, prefix: string, language: Language, tag: string): string {
  const office = officeTag(language, tag);
  const at = xml.search(/<(?:\w+:)?rPr\b/u);
  if (at < 0) return `${xml}<${prefix}rPr lang="${office}"/>`;
  const properties = withAttribute(xml.slice(at), "lang", office);
  return xml.slice(0, at) + (language === "zh" ? withAttribute(properties, "altLang", "en-US") : properties);
}
