import type { Term } from "../../domain/concept.ts";
import type { Certainty } from "../../domain/finding.ts";

/**
 * Why a person should look at a proposal: the text may mean something else, its grammatical form is not known, a word
 * nearby may have to agree with the new term, or an article may have to change.
 */
export type TermDoubt = "meaning" | "form" | "agreement" | "article";

/** A text for a place. The place may be wider than the term: it includes the words that agree with the term. */
export interface TermProposal {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly doubt?: TermDoubt;
}

/** A term that was found in a text. */
export interface FoundTerm {
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
  readonly term: Term;
}

/** True if nothing but quotation marks and the like stands before `at` in its sentence. */
export const isSentenceStart = (text: string, at: number): boolean =>
  /(?:^|[.!?…:]["»”’)]*\s)[\s«“"„‘'([–—-]*$/u.test(text.slice(0, at));

/** Text of the sentence around a place: what stands before it and after it. */
export function sentenceAround(text: string, start: number, end: number): { left: string; right: string } {
  const left = /[^.!?;…]*$/u.exec(text.slice(0, start))?.[0] ?? "";
  const right = /^[^.!?;…]*/u.exec(text.slice(end))?.[0] ?? "";
  return { left, right };
}

/**
 * The new term with the capitals of the place: all capitals, the capitals of a title, or the capital of a sentence. A
 * capital that belongs to the old term itself is not copied.
 */
export function inCapitalsOf(surface: string, old: string, text: string, startsSentence: boolean): string {
  const letters = surface.replace(/\P{L}/gu, "");
  const isUpper = letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  if (isUpper && letters.length > 3 && old !== old.toUpperCase()) return text.toUpperCase();
  const words = surface.split(/[\s-]+/u);
  const isTitle = words.length > 1 && words.every((word) => /^\P{Ll}/u.test(word)) && /^\p{Ll}/u.test(old);
  if (isTitle) return text.replace(/(?<![\p{L}\p{N}’'])\p{Ll}/gu, (letter) => letter.toUpperCase());
  const isCapital = /^\p{Lu}/u.test(surface) && (/^\p{Ll}/u.test(old) || startsSentence);
  return isCapital ? capitalised(text) : text;
}

export const capitalised = (text: string): string => {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
};
