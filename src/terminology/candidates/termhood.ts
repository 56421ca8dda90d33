import type { Language } from "../../domain/language.ts";
import type { Entry } from "./phrase-table.ts";

/** A phrase that stands this often in one longer phrase is a part of it: 北京理工 in 北京理工大学. */
const FRAGMENT = 0.8;

/**
 * C-value (Frantzi, Ananiadou and Mima 2000), with words + 1 so that single words count too: the length of a phrase
 * times its frequency, without what longer phrases explain. A phrase that always stands in the same longer one gets 0.
 */
export function cValue({ size, frequency, nested, longer, longerFrequency }: Entry): number {
  if (longerFrequency >= frequency * FRAGMENT) return 0;
  const own = longer.size === 0 ? frequency : frequency - nested / longer.size;
  return Math.log2(1 + size) * own;
}

/** How much less a single word is worth than a phrase with the same C-value. */
const SINGLE: Readonly<Record<Language, number>> = { en: 0.55, ru: 0.55, zh: 0.5 };
/** How much of its value a phrase of everyday words loses. */
const GENERAL = 0.85;
const NAME = 1.25;
/** A phrase that is repeated this often may have any shape. */
const SURE = 5;

/** How likely a phrase is a term by itself, 0 and up. */
export function termhood(entry: Entry, language: Language): number {
  const value = Math.log2(1 + cValue(entry));
  const isName = entry.names * 2 > entry.frequency;
  const single = entry.size === 1 && !isName ? SINGLE[language] : 1;
  const shape = entry.weight + (1 - entry.weight) * Math.min(1, (entry.frequency - 1) / SURE);
  return value * shape * single * (1 - GENERAL * entry.general) * (isName ? NAME : 1);
}
