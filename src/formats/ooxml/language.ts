import type { Language } from "../../domain/language.ts";
import type { Edit } from "../edits.ts";
import { attributeEdit } from "../xml/edits.ts";
import { officeTag } from "./formats.ts";

/** Parts of a Word document that name its languages and the fonts of its scripts. */
export const SETTINGS = ["word/settings.xml", "word/styles.xml"] as const;

/** Chinese fonts that Word and its like know, or replace well. */
const CHINESE_FONT = "SimSun";
/** Fonts of other East Asian languages have other forms of the same characters. */
const FOREIGN_FONT = /^(?:MS |Yu |Meiryo|Malgun|Batang|Gulim|Dotum|ＭＳ|游|メイリオ|맑은|바탕|굴림)/u;

/**
 * Edits that name the language of the document, so that hyphenation and line breaking are those of the language, and
 * Chinese has a Chinese font.
 */
export function languageEdits(name: string, xml: string, language: Language, tag: string): readonly Edit[] {
  const office = officeTag(language, tag);
  if (name === "word/settings.xml") return tagEdits(xml, /<(\w+:)?themeFontLang\b[^>]*>/gu, language, office);
  const edits = tagEdits(defaults(xml), /<(\w+:)?lang\b[^>]*>/gu, language, office);
  if (language !== "zh") return edits;
  return [...edits, ...fontEdits(xml)].toSorted((a, b) => a.start - b.start);
}

/** The styles up to the end of the defaults of the document. */
function defaults(xml: string): string {
  const end = xml.search(/<\/(?:\w+:)?docDefaults>/u);
  return end < 0 ? "" : xml.slice(0, end);
}

function tagEdits(xml: string, pattern: RegExp, language: Language, office: string): Edit[] {
  return [...xml.matchAll(pattern)].flatMap((match) => {
    const prefix = match[1] ?? "";
    const name = `${prefix}${language === "zh" ? "eastAsia" : "val"}`;
    return attributeEdit(xml, match.index, match.index + match[0].length, name, office);
  });
}

/** Fonts of East Asian text that are none for Chinese become one for Chinese. */
function fontEdits(xml: string): Edit[] {
  return [...xml.matchAll(/<(\w+:)?rFonts\b[^>]*>/gu)].flatMap((match) => {
    const name = `${match[1] ?? ""}eastAsia`;
    const font = new RegExp(`\\s${name}="([^"]*)"`, "u").exec(match[0])?.[1];
    if (font === undefined || !FOREIGN_FONT.test(font)) return [];
    return attributeEdit(xml, match.index, match.index + match[0].length, name, CHINESE_FONT);
  });
}
