import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Concept, Term } from "../../src/domain/concept.ts";
import type { Language } from "../../src/domain/language.ts";

/** Forms of terms, and sentences (distractors) that do not contain a term. */
export interface WordGold {
  readonly language: "en" | "ru";
  readonly terms: readonly { readonly term: string; readonly forms: readonly string[] }[];
  /** All terms to load. If absent, the terms of `terms` are loaded. */
  readonly all_terms?: readonly string[];
  readonly distractors: readonly (string | { readonly sentence: string; readonly flag?: string | null })[];
  readonly robust?: readonly (readonly [sentence: string, term: string, kind: string])[];
  readonly discontinuous?: readonly (readonly [sentence: string, term: string])[];
  readonly acronyms?: readonly (readonly [acronym: string, term: string])[];
}

export interface ChineseGold {
  readonly language: "zh";
  readonly concepts: readonly { readonly id: string; readonly terms: readonly string[] }[];
  readonly sentences: readonly { readonly sentence: string; readonly concepts: readonly string[] }[];
  readonly distractors: readonly (
    | string
    | { readonly sentence: string; readonly concepts: readonly string[] }
  )[];
}

export const OWN = join(import.meta.dirname, "gold");
export const SHARED = join(import.meta.dirname, "../../../shared/data/terms");
/** Two halves of one gold set. Its authors did not look at the code; see the `note` in each file. */
export const SECOND = join(OWN, "second");
export const HELD_OUT = join(OWN, "held-out");
export const hasShared = existsSync(SHARED);

export const wordGold = (folder: string, language: "en" | "ru"): WordGold =>
  JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8")) as WordGold;
export const chineseGold = (folder: string): ChineseGold =>
  JSON.parse(readFileSync(join(folder, "zh.json"), "utf8")) as ChineseGold;

const preferred = (language: Language, text: string): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
});

/** Acronyms that the shared English gold set counts as forms. A glossary lists them as terms. */
const ENGLISH_ACRONYMS: readonly (readonly [string, string])[] = [["EEZ", "exclusive economic zone"]];

/** One concept for each term, with the term as id. Its acronym is a term of the same concept. */
export function conceptsOfWords(gold: WordGold): Concept[] {
  const acronyms = gold.acronyms ?? (gold.language === "en" ? ENGLISH_ACRONYMS : []);
  return (gold.all_terms ?? gold.terms.map(({ term }) => term)).map((text) => ({
    id: text,
    status: "approved",
    terms: [text, ...acronyms.flatMap(([acronym, term]) => (term === text ? [acronym] : []))].map((term) =>
      preferred(gold.language, term),
    ),
  }));
}

export const conceptsOfChinese = (gold: ChineseGold): Concept[] =>
  gold.concepts.map(({ id, terms }) => ({
    id,
    status: "approved",
    terms: terms.map((text) => preferred("zh", text)),
  }));

const CARRIERS: Readonly<Record<"en" | "ru", (form: string) => string>> = {
  ru: (form) => `В отчёте «${form}» упоминается дважды.`,
  en: (form) => `The report mentions ${form} twice.`,
};

/** A search to score: returns the ids of the concepts that it finds in a text. */
export type Approach = (text: string) => ReadonlySet<string>;

export interface Score {
  /** Number of occurrences in the texts. `found` is the number of them that were found. */
  readonly wanted: number;
  readonly found: number;
  /** Number of false hits. */
  readonly wrong: number;
  readonly misses: readonly string[];
  readonly alarms: readonly string[];
}

export const recall = ({ found, wanted }: Score): number => found / wanted;
export const precision = ({ found, wrong }: Score): number =>
  found + wrong === 0 ? 1 : found / (found + wrong);

interface Case {
  readonly text: string;
  readonly wanted: readonly string[];
  /** Nested terms and homographs, which may be found or not. */
  readonly open?: readonly string[];
}

/**
 * One case for each form in a carrier sentence, and for each distractor. A term that is part of another term may be found
 * inside it or not.
 */
export function casesOfWords(gold: WordGold): Case[] {
  const parts = (form: string, term: string): string[] =>
    (gold.all_terms ?? gold.terms.map((each) => each.term)).filter(
      (other) => other !== term && form.toLowerCase().includes(other.toLowerCase().slice(0, -2)),
    );
  return [
    ...gold.terms.flatMap(({ term, forms }) =>
      forms.map((form) => ({ text: CARRIERS[gold.language](form), wanted: [term], open: parts(form, term) })),
    ),
    ...gold.distractors.map((distractor) => {
      if (typeof distractor === "string") return { text: distractor, wanted: [] };
      const flag = distractor.flag ?? "";
      const occurring = flag.startsWith("occ:") ? [flag.slice(4)] : [];
      return { text: distractor.sentence, wanted: occurring };
    }),
  ];
}

export function casesOfChinese(gold: ChineseGold): Case[] {
  return [
    ...gold.sentences.map(({ sentence, concepts }) => ({ text: sentence, wanted: concepts })),
    ...gold.distractors.map((distractor) =>
      typeof distractor === "string"
        ? { text: distractor, wanted: [] }
        : { text: distractor.sentence, wanted: distractor.concepts },
    ),
  ];
}

export function score(cases: readonly Case[], approach: Approach): Score {
  let wanted = 0;
  let found = 0;
  let wrong = 0;
  const misses: string[] = [];
  const alarms: string[] = [];
  for (const one of cases) {
    const hits = approach(one.text);
    for (const term of one.wanted) {
      wanted++;
      if (hits.has(term)) found++;
      else misses.push(`${one.text} [${term}]`);
    }
    for (const hit of hits) {
      if (one.wanted.includes(hit) || one.open?.includes(hit) === true) continue;
      wrong++;
      alarms.push(`${one.text} [${hit}]`);
    }
  }
  return { wanted, found, wrong, misses, alarms };
}
