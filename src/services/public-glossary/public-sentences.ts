import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { compareStates } from "../../domain/unit.ts";
import { unpackVariant } from "../../storage/rows/units.ts";
import { type PublicUnit, publicUnits } from "../../storage/rows/public-glossary.ts";
import type { Storage } from "../../storage/port.ts";

/** A sentence in up to three languages that shows how a concept is used. */
export interface PublicSentence {
  readonly texts: { readonly [language in Language]?: string };
  /** Titles of the document and of its collection. */
  readonly document: string;
  readonly collection: string;
}

/** Most sentences that are shown for a concept. */
export const MOST_SENTENCES = 5;

/** The texts of these units that stand in public documents now, without what nobody has confirmed. */
export async function publicSentences(storage: Storage, units: readonly number[]): Promise<PublicSentence[]> {
  if (units.length === 0) return [];
  const found = new Map((await publicUnits(storage, units, units.length)).map((unit) => [unit.n, unit]));
  return units
    .flatMap((n) => found.get(n) ?? [])
    .map((unit) => ({ texts: confirmedTexts(unit), document: unit.title, collection: unit.collection }))
    .filter(({ texts }) => Object.keys(texts).length > 0)
    .slice(0, MOST_SENTENCES);
}

/** The texts of a unit that are at least translated. */
export function confirmedTexts(unit: PublicUnit): { readonly [language in Language]?: string } {
  const texts: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    const json = unit[language];
    const variant = json === null ? undefined : unpackVariant(json);
    if (variant === undefined || compareStates(variant.state, "translated") < 0) continue;
    const text = plainText(variant.content).trim();
    if (text !== "") texts[language] = text;
  }
  return texts;
}
