import type { Concept } from "../domain/concept.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { findPlaceholders, maskPlaceholders, type Placeholder } from "../domain/placeholder.ts";
import { findChinese } from "./chinese/term-search.ts";
import { addTerm, createIndex, type Entry, removeEntry } from "./form-index.ts";
import type { Hit, Mode } from "./hits.ts";
import { findWords } from "./word-search.ts";

/** Searches texts for the terms of concepts. Concepts can be added and removed. */
export interface Finder {
  /** The terms in a text, sorted by start, longer terms first. One place may have several hits. */
  readonly find: (text: string, language: Language, mode?: Mode) => Hit[];
  /** Adds a concept, or replaces the concept with the same id. */
  readonly put: (concept: Concept) => void;
  /** Returns false if there was no such concept. */
  readonly remove: (id: string) => boolean;
  /** Number of terms. */
  readonly size: () => number;
}

/** A finder for the terms of these concepts. It stores the forms of the terms, not the concepts. */
export function buildFinder(concepts: Iterable<Concept>): Finder {
  const indexes = { en: createIndex(), ru: createIndex(), zh: createIndex() };
  const held = new Map<string, readonly (readonly [Language, Entry])[]>();
  const put = (concept: Concept): void => {
    remove(concept.id);
    const entries: (readonly [Language, Entry])[] = [];
    for (const [index, term] of concept.terms.entries()) {
      entries.push([term.language, addTerm(indexes[term.language], concept, term, index)]);
    }
    held.set(concept.id, entries);
  };
  const remove = (id: string): boolean => {
    for (const [language, entry] of held.get(id) ?? []) removeEntry(indexes[language], entry);
    return held.delete(id);
  };
  for (const concept of concepts) put(concept);
  return {
    find: (written, language, mode = "strict") => {
      const text = withoutPlaceholders(written);
      return language === "zh"
        ? findChinese(indexes.zh, text, mode)
        : findWords(indexes[language], text, language, mode);
    },
    put,
    remove,
    size: () => LANGUAGES.reduce((sum, language) => sum + indexes[language].entries.size, 0),
  };
}

/** The text with its variables, addresses and tags masked: their names are no words. Offsets stay. */
const withoutPlaceholders = (text: string): string =>
  maskPlaceholders(text, findPlaceholders(text).filter(isNoText));

/** False for an entity or escape, which stands for a character, and for an ICU message, whose branches are text. */
const isNoText = ({ kind, text }: Placeholder): boolean =>
  kind !== "entity" && kind !== "escape" && !(kind === "variable" && /,.*\{/su.test(text));
