import { coreWords } from "#core-words";
import { LANGUAGES, type Language } from "../domain/language.ts";
import { stem } from "./stem.ts";
import type { Lexicon } from "./translation-table.ts";

/** A lexicon of three languages: types (as `featuresOf` makes them) that translate each other. */
export interface TrilingualLexicon {
  /** Chinese entries to search for in texts. */
  readonly entries: ReadonlySet<string>;
  readonly between: (source: Language, target: Language) => Lexicon;
}

/** Words with the same meaning, by language, in lower case. */
export interface LexiconEntry {
  readonly words: { readonly [language in Language]?: readonly string[] };
  /** Probability that one of these words is translated by another, 0 … 1. */
  readonly weight: number;
}

/**
 * Makes a lexicon from entries.
 *
 * @param typeOf returns the feature type of a word
 */
export function lexiconOf(
  entries: Iterable<LexiconEntry>,
  typeOf: (word: string, language: Language) => string = stem,
): TrilingualLexicon {
  const tables = new Map<string, Map<string, Map<string, number>>>();
  const han = new Set<string>();
  for (const { words, weight } of entries) {
    const types = LANGUAGES.map((language) => [
      ...new Set(words[language]?.map((word) => typeOf(word, language))),
    ]);
    for (const word of types[2] ?? []) if (word.length > 1) han.add(word);
    for (const [s, source] of LANGUAGES.entries()) {
      for (const [t, target] of LANGUAGES.entries()) {
        if (s === t) continue;
        const key = `${source}-${target}`;
        let table = tables.get(key);
        if (table === undefined) tables.set(key, (table = new Map<string, Map<string, number>>()));
        for (const from of types[s] ?? []) {
          let row = table.get(from);
          if (row === undefined) table.set(from, (row = new Map<string, number>()));
          for (const to of types[t] ?? []) row.set(to, Math.max(row.get(to) ?? 0, weight));
        }
      }
    }
  }
  return {
    entries: han,
    between: (source, target) => tables.get(`${source}-${target}`) ?? new Map<string, Map<string, number>>(),
  };
}

const CORE_WEIGHT = 0.4;
let core: TrilingualLexicon | undefined;

/** The core vocabulary of the program. */
export function coreLexicon(): TrilingualLexicon {
  core ??= lexiconOf(
    coreWords()
      .trim()
      .split("\n")
      .map((line) => {
        const [en = "", ru = "", zh = ""] = line.split("|");
        return { words: { en: en.split(","), ru: ru.split(","), zh: zh.split(",") }, weight: CORE_WEIGHT };
      }),
  );
  return core;
}
