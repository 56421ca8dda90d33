import { isAllowed } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { ALPHABETS, compareTerms, letterOf } from "./alphabet.ts";
import { nameOf } from "./concept-name.ts";
import type { PublicConcept } from "./public-concept.ts";

/** A line of an index: a term, and the concept that it leads to. */
export interface IndexLine {
  readonly text: string;
  readonly language: Language;
  readonly concept: PublicConcept;
  /** The term to use, where this one is not to be used. */
  readonly instead?: string;
}

/** All public concepts, ordered for reading. */
export interface PublicIndex {
  /** In the order of ids. */
  readonly concepts: readonly PublicConcept[];
  /** Lines of each language by letter; only letters with terms, in the order of the alphabet. */
  readonly letters: Readonly<Record<Language, ReadonlyMap<string, readonly IndexLine[]>>>;
  /** Concepts by domain, in the order of the domains; the empty name: concepts without a domain. */
  readonly subjects: ReadonlyMap<string, readonly PublicConcept[]>;
  /** The concepts with this text in a term, a form or a definition; the closest first. */
  readonly search: (text: string) => PublicConcept[];
  /** Files of the whole glossary that were written, by what they hold. */
  readonly files: Map<string, Uint8Array>;
}

export function publicIndex(concepts: readonly PublicConcept[]): PublicIndex {
  return {
    concepts,
    letters: {
      en: byLetter(concepts, "en"),
      ru: byLetter(concepts, "ru"),
      zh: byLetter(concepts, "zh"),
    },
    subjects: bySubject(concepts),
    search: searchIn(concepts),
    files: new Map(),
  };
}

function byLetter(concepts: readonly PublicConcept[], language: Language): Map<string, IndexLine[]> {
  const lines = concepts.flatMap((concept) => linesOf(concept, language));
  lines.sort((a, b) => compareTerms(language, a.text, b.text));
  const found = Map.groupBy(lines, ({ text }) => letterOf(text, language));
  return new Map(
    ALPHABETS[language].flatMap((letter) => {
      const under = found.get(letter);
      return under === undefined ? [] : [[letter, under] as const];
    }),
  );
}

const linesOf = (concept: PublicConcept, language: Language): IndexLine[] =>
  concept.concept.terms
    .filter((term) => term.language === language)
    .map((term) => ({
      text: term.text,
      language,
      concept,
      ...(isAllowed(term) ? {} : { instead: nameOf(concept.concept, language)?.text ?? "" }),
    }));

function bySubject(concepts: readonly PublicConcept[]): Map<string, PublicConcept[]> {
  const found = Map.groupBy(concepts, ({ concept }) => concept.domain ?? "");
  const named = [...found].toSorted(([a], [b]) =>
    a === "" || b === "" ? Number(a === "") - Number(b === "") : compareTerms("en", a, b),
  );
  return new Map(named);
}

/** How well a concept answers a search: the smaller, the better. */
const RANKS = ["term", "beginning", "inside", "definition"] as const;

interface Searched {
  readonly concept: PublicConcept;
  readonly terms: readonly string[];
  readonly definitions: readonly string[];
}

function searchIn(concepts: readonly PublicConcept[]): PublicIndex["search"] {
  let folded: Readonly<Record<Language, readonly Searched[]>> | undefined;
  return (text) => {
    // Most readers do not search, so the texts are folded at the first search.
    folded ??= {
      en: foldedTexts(concepts, "en"),
      ru: foldedTexts(concepts, "ru"),
      zh: foldedTexts(concepts, "zh"),
    };
    const best = new Map<PublicConcept, number>();
    for (const language of LANGUAGES) {
      const needle = fold(text, language);
      if (needle === "") continue;
      for (const searched of folded[language]) {
        const rank = rankOf(searched, needle);
        if (rank !== undefined)
          best.set(searched.concept, Math.min(rank, best.get(searched.concept) ?? RANKS.length));
      }
    }
    return [...best].toSorted(([, a], [, b]) => a - b).map(([concept]) => concept);
  };
}

const foldedTexts = (concepts: readonly PublicConcept[], language: Language): Searched[] =>
  concepts.map((found) => ({
    concept: found,
    terms: found.concept.terms.flatMap((term, at) =>
      term.language === language ? [...new Set(found.forms[at])].map((form) => fold(form, language)) : [],
    ),
    definitions: [found.concept.definitions?.[language]?.text ?? ""]
      .filter((definition) => definition !== "")
      .map((definition) => fold(definition, language)),
  }));

function rankOf({ terms, definitions }: Searched, needle: string): number | undefined {
  const rank = (name: (typeof RANKS)[number]) => RANKS.indexOf(name);
  if (terms.includes(needle)) return rank("term");
  if (terms.some((term) => term.startsWith(needle))) return rank("beginning");
  if (terms.some((term) => term.includes(needle))) return rank("inside");
  return definitions.some((definition) => definition.includes(needle)) ? rank("definition") : undefined;
}
