import { LANGUAGES, type Language } from "../domain/language.ts";
import { lexiconOf, type LexiconEntry, type TrilingualLexicon } from "./core-vocabulary.ts";
import { featuresOf } from "./features.ts";
import { prepareText } from "./prepared-text.ts";
import { stem } from "./stem.ts";
import { learnRows, type Lexicon, type Rows } from "./translation-table.ts";

/** Texts of a unit, by language. */
export type Texts = { readonly [language in Language]?: string };

/** Weight of a term of one word, 0 … 1. */
const TERM_WEIGHT = 0.7;
const MEMORY_DISCOUNT = 0.7;
/** Reading more units than this takes seconds and adds little. */
export const MEMORY_UNITS = 20_000;

/**
 * Makes a background lexicon from a glossary. All terms of a concept translate each other, word by word. The words
 * of a long term get less weight than a term of one word.
 */
export function lexiconFromTerms(
  concepts: Iterable<{ readonly [language in Language]?: readonly string[] }>,
): TrilingualLexicon {
  const entries: LexiconEntry[] = [];
  for (const concept of concepts) {
    const words: Record<Language, string[]> = { en: [], ru: [], zh: [] };
    let longest = 1;
    for (const language of LANGUAGES) {
      for (const term of concept[language] ?? []) {
        const types = featuresOf(term, language).filter((type) => /^\p{L}/u.test(type));
        words[language].push(...types);
        if (language === "zh") words.zh.push(term.normalize("NFKC").toLowerCase());
        else longest = Math.max(longest, types.length);
      }
    }
    entries.push({ words, weight: TERM_WEIGHT / Math.sqrt(longest) });
  }
  // These words are feature types already.
  return lexiconOf(entries, (word) => word);
}

/** A background lexicon that IBM Model 1 learns from confirmed units. Only the last `MEMORY_UNITS` are read. */
export function lexiconFromUnits(units: readonly Texts[]): TrilingualLexicon {
  const read = units.slice(-MEMORY_UNITS);
  const tables = new Map<string, Lexicon>();
  const entries = new Set<string>();
  for (const source of LANGUAGES) {
    for (const target of LANGUAGES) {
      if (source === target) continue;
      const both = read.filter((unit) => unit[source] !== undefined && unit[target] !== undefined);
      if (both.length === 0) continue;
      const prepare = (language: Language) =>
        prepareText(
          language,
          both.map((unit) => ({ text: unit[language] ?? "" })),
          undefined,
          (word) => stem(word, language),
        );
      const from = prepare(source);
      const to = prepare(target);
      const rows = learnRows(
        from,
        to,
        both.map((_, index) => ({
          source: from.features[index] ?? new Int32Array(),
          target: to.features[index] ?? new Int32Array(),
          weight: 1,
        })),
        MEMORY_DISCOUNT,
      );
      tables.set(`${source}-${target}`, named(rows, from.types, to.types));
      if (target === "zh")
        for (const type of to.types) if (/^\p{Script=Han}{2,}$/u.test(type)) entries.add(type);
    }
  }
  return { entries, between: (source, target) => tables.get(`${source}-${target}`) ?? new Map() };
}

function named(rows: Rows, sources: readonly string[], targets: readonly string[]): Lexicon {
  const lexicon = new Map<string, Map<string, number>>();
  rows.forEach((row, index) => {
    const source = sources[index];
    if (row === undefined || source === undefined) return;
    const words = new Map<string, number>();
    for (const [target, value] of row) {
      const word = targets[target];
      if (word !== undefined) words.set(word, value);
    }
    lexicon.set(source, words);
  });
  return lexicon;
}
