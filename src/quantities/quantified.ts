import type { Language } from "../domain/language.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { Quantity } from "./quantity.ts";

/** A text with its quantities, and with readings of it that are made once and serve all comparisons. */
export interface Quantified {
  readonly language: Language;
  readonly text: string;
  readonly quantities: readonly Quantity[];
  /** Statements in words about time and amount. */
  readonly claims: () => readonly Claim[];
}

/** Prepares a text for comparisons with others. `signs` are those of the text (`signsOf`). */
export function quantified(
  language: Language,
  text: string,
  quantities: readonly Quantity[],
  signs: number,
): Quantified {
  let claims: readonly Claim[] | undefined;
  return { language, text, quantities, claims: () => (claims ??= claimsOf(text, language, signs)) };
}
