import type { Language } from "../domain/language.ts";
import { claimsIn, type ClaimsOfKind } from "./claims.ts";
import type { Quantity } from "./quantity.ts";

/** A text with its quantities, and with readings of it that are made once and serve all comparisons. */
export interface Quantified {
  readonly language: Language;
  readonly text: string;
  readonly quantities: readonly Quantity[];
  /** What the text may have (`signsOf`). */
  readonly signs: number;
  /** Statements in words about time and amount. */
  readonly claims: ClaimsOfKind;
}

/** Prepares a text for comparisons with others. `signs` are those of the text (`signsOf`). */
export function quantified(
  language: Language,
  text: string,
  quantities: readonly Quantity[],
  signs: number,
): Quantified {
  return { language, text, quantities, signs, claims: claimsIn(text, language, signs) };
}
