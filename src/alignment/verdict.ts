import { LANGUAGES, type Language } from "../domain/language.ts";
import { type Bead, numbersOf } from "./bead.ts";
import type { PairModel } from "./pair.ts";
import type { Sentences } from "./text-sentences.ts";

/** Verdict on a whole alignment: `unrelated` texts do not translate each other. */
export type Verdict = "parallel" | "partial" | "unrelated";

/**
 * Two signs distinguish translations from unrelated texts: the mean log-likelihood ratio of a sentence, and the
 * share of a bead's words that explain each other. Repetitive texts have a low first sign and a high second one.
 * Each sign is divided by its value halfway between the two classes. The values were measured on news, guides,
 * stories, manuals and messages of 12 to 160 sentences: the sum is at least 1.7 for most translations of each
 * kind, and at most 1.5 for nearly all other pairs.
 */
const MIDDLING_EVIDENCE = 3.2;
const MIDDLING_EXPLAINED = 0.45;
const RELATED = 1.5;
const RELATED_STEEPNESS = 14;
/** With fewer sentences than this, no verdict is possible. */
const LEAST_FOR_VERDICT = 6;
/** From this many sentences on, the signs count fully. */
const ENOUGH_FOR_VERDICT = 24;
/** Log odds, before the texts are read, that they are translations of each other: 20 to 1. */
const EXPECTED = 3;
const UNRELATED = 0.25;
const PARTIAL = 0.5;

/** Probability that two texts are translations of each other. `sentences`: size of the shorter text. */
export function relatedness(model: PairModel, sentences: number): number {
  if (sentences < LEAST_FOR_VERDICT) return 1;
  const beads = model.posteriors.filter(({ a, b, p }) => a > 0 && b > 0 && p > 0.5);
  const explained = beads.reduce((sum, bead) => sum + model.explained(bead), 0) / Math.max(1, beads.length);
  const signs = model.evidence / MIDDLING_EVIDENCE + explained / MIDDLING_EXPLAINED;
  // The mean of a short text is less reliable, so the prior counts more.
  const trust = Math.min(1, Math.sqrt(sentences / ENOUGH_FOR_VERDICT));
  const logit = trust * RELATED_STEEPNESS * (signs - RELATED) + (1 - trust) * EXPECTED;
  return 1 / (1 + Math.exp(-logit));
}

/**
 * Raises the relatedness of each pair of three texts to the product of the other two, because two translations of
 * the same text translate each other. A list with another number of values is returned unchanged.
 */
export function relatednessThroughThird(shares: readonly number[]): readonly number[] {
  const [first, second, third] = shares;
  if (first === undefined || second === undefined || third === undefined) return shares;
  return [Math.max(first, second * third), Math.max(second, first * third), Math.max(third, first * second)];
}

/** Expected share of the characters of all texts that are in a correct bead of two or more languages. */
export function overallConfidence(
  beads: readonly Bead[],
  sentences: Sentences,
  languages: readonly Language[],
): number {
  const paired = beads.filter(
    (bead) => languages.filter((language) => numbersOf(bead, language).length > 0).length >= 2,
  );
  let shares = 0;
  for (const language of languages) {
    const list = sentences[language] ?? [];
    const length = (number: number) => list[number]?.text.length ?? 0;
    const total = list.reduce((sum, sentence) => sum + sentence.text.length, 0);
    let right = 0;
    for (const bead of paired) {
      right += bead.confidence * numbersOf(bead, language).reduce((sum, number) => sum + length(number), 0);
    }
    shares += right / Math.max(1, total);
  }
  return shares / languages.length;
}

export const verdictOf = (overall: number): Verdict =>
  overall < UNRELATED ? "unrelated" : overall < PARTIAL ? "partial" : "parallel";

/** Relatedness of a pair of languages. */
export interface PairRelatedness {
  readonly source: Language;
  readonly target: Language;
  readonly share: number;
}

/** Languages in which the text is not a translation of any other text. */
export const strangers = (related: readonly PairRelatedness[]): Language[] =>
  LANGUAGES.filter((language) => {
    const own = related.filter(({ source, target }) => source === language || target === language);
    return own.length > 0 && own.every(({ share }) => share < 0.5);
  });
