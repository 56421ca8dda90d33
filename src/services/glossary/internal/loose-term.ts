import { stem } from "../../../alignment/stem.ts";
import type { Language } from "../../../domain/language.ts";
import { foldedTerm } from "./folded-term.ts";

/** The words of a term without punctuation, to compare it with the forms of other terms. */
export const wordsOf = (text: string): string => (foldedTerm(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

/** A term without word endings and punctuation, so that near-duplicates are equal: `sea-ice` and `sea ices`. */
export const looseTerm = (text: string, language: Language): string =>
  (foldedTerm(text).match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => (language === "zh" ? word : stem(word, language)))
    .join(language === "zh" ? "" : " ");
