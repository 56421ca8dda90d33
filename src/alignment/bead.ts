import { LANGUAGES, type Language } from "../domain/language.ts";

/** Sentence numbers by language, ascending and without a gap. A language without sentences is absent. */
export type Group = { readonly [language in Language]?: readonly number[] };

/** Sentences of two or three texts that belong together, or sentences of one text alone. */
export type Bead = Group & {
  /** Calibrated probability that exactly this bead is right, 0 … 1. */
  readonly confidence: number;
  /** False where the pairs of languages contradict each other here. */
  readonly agreed?: boolean;
  /** Set by a reviewer: the bead stays when a range is aligned again. */
  readonly fixed?: true;
  /** Other possible beads that share sentences with this one, most probable first. Only doubtful beads have them. */
  readonly alternatives?: readonly Alternative[];
};

export type Alternative = Group & { readonly probability: number };

/** The sentence numbers of a language in a bead; empty where it has none. */
export const numbersOf = (group: Group, language: Language): readonly number[] => group[language] ?? [];

/** A group without its empty languages. */
export function groupOf(numbers: { readonly [language in Language]?: readonly number[] }): Group {
  const group: { [language in Language]?: readonly number[] } = {};
  for (const language of LANGUAGES) {
    const list = numbers[language];
    if (list !== undefined && list.length > 0) group[language] = list;
  }
  return group;
}
