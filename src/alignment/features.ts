import { type Language } from "../domain/language.ts";
import { simplify } from "../domain/normal-form.ts";
import { numberValues } from "./numerals.ts";
import { stem } from "./stem.ts";
import { transcriptions } from "./transcription.ts";

const STOP_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    "the a an of to in and or is are was were be been by for on at with as it its that this".split(" "),
  ),
  ru: new Set("и в на с по к у о от за из а но же бы ли то не".split(" ")),
  zh: new Set([..."的了在是和与也就都而及着地得"]),
};
/** Punctuation marks that translations keep. The first string is the name of the feature. */
const PUNCTUATION: readonly (readonly [string, RegExp])[] = [
  ["¶?", /[?？]/u],
  ["¶!", /[!！]/u],
  ['¶"', /["“”«»„「」『』]/u],
  ["¶(", /[()（）]/u],
  ["¶:", /[:：]/u],
  ["¶…", /…|\.\.\./u],
];
const HAN_RUN = /\p{Script=Han}+/gu;
const LATIN_WORD = /[a-z][a-z0-9'’-]+/gu;
const WORD = /[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu;
const CAPITALISED = /(?<![\p{L}\p{M}])\p{Lu}\p{L}{2,}/gu;
/** Longest Chinese lexicon entry that is searched in a text, in characters. */
const LONGEST_ENTRY = 8;

let segmenter: Intl.Segmenter | undefined;

/** Length for the length model: characters; Chinese without white space. At least 1. */
export function lengthOf(text: string, language: Language): number {
  let length = 0;
  for (const character of text) if (language !== "zh" || character.trim() !== "") length += 1;
  return Math.max(1, length);
}

/**
 * Lexical types of a sentence, each once. A word is given as its stem. Chinese text gives the words of
 * `Intl.Segmenter`, the pairs of characters inside them, and every entry of `entries` that the text contains.
 * Anchors are the same in all three languages: `#value` for a number, `@stem` for a Latin word in ru and zh,
 * `¶mark` for punctuation.
 */
export function featuresOf(text: string, language: Language, entries?: ReadonlySet<string>): string[] {
  const lower = text.normalize("NFKC").toLowerCase();
  const plain = language === "zh" ? simplify(lower) : lower;
  const found = new Set<string>();
  addWords(plain, language, found, entries);
  addAnchors(text, plain, language, found);
  return [...found];
}

/** The numbers and punctuation of `featuresOf`. Words do not depend on the text around them, but these do. */
export function anchorsOf(text: string, language: Language): string[] {
  const lower = text.normalize("NFKC").toLowerCase();
  const found = new Set<string>();
  addAnchors(text, language === "zh" ? simplify(lower) : lower, language, found);
  return [...found];
}

function addAnchors(text: string, plain: string, language: Language, found: Set<string>): void {
  for (const value of numberValues(plain, language)) found.add(`#${value}`);
  for (const [sign, pattern] of PUNCTUATION) if (pattern.test(text)) found.add(sign);
}

function addWords(
  lower: string,
  language: Language,
  found: Set<string>,
  entries: ReadonlySet<string> | undefined,
): void {
  if (language === "zh") addChinese(lower, found, entries);
  else {
    for (const [word] of lower.matchAll(WORD)) {
      if (STOP_WORDS[language].has(word)) continue;
      if (language === "ru" && /^[a-z]/u.test(word)) {
        if (word.length > 1) found.add(`@${stem(word, "en")}`);
      } else found.add(stem(word, language));
    }
  }
}

function addChinese(text: string, found: Set<string>, entries: ReadonlySet<string> | undefined): void {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const stop = STOP_WORDS.zh;
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (const { segment } of segmenter.segment(run)) {
      if (stop.has(segment)) continue;
      found.add(segment);
      if (segment.length > 2) {
        for (let at = 0; at + 2 <= segment.length; at += 1) found.add(segment.slice(at, at + 2));
      }
    }
    if (entries === undefined) continue;
    for (let at = 0; at < run.length; at += 1) {
      for (let end = at + 2; end <= Math.min(run.length, at + LONGEST_ENTRY); end += 1) {
        const piece = run.slice(at, end);
        if (entries.has(piece)) found.add(piece);
      }
    }
  }
  for (const name of transcriptions(text)) found.add(`~${name}`);
  for (const [word] of text.matchAll(LATIN_WORD)) found.add(`@${stem(word, "en")}`);
}

/** Words that begin with a capital, in lower case: they may be names. In a Chinese text these are Latin words. */
export function capitalisedWords(text: string): string[] {
  return [...new Set([...text.matchAll(CAPITALISED)].map(([word]) => word.toLowerCase()))];
}
