import type { Language } from "../../domain/language.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { joinedTexts } from "./placed-file.ts";

/** Sentences of a text have the key of their paragraph and their number in it. */
const SENTENCE = /^(.+)\.(\d+)$/u;

export interface JoinedFile {
  readonly file: ExchangeFile;
  /** True if a paragraph had more sentences than in the document: the file has no places for its units. */
  readonly hasSurplus: boolean;
}

/**
 * Joins what a translated paragraph has beyond its source to its last sentence: where one sentence became two, or an
 * abbreviation looks like an end, no text may go.
 *
 * @param file in one language, another than that of the document
 * @param units those of the document that the file may change
 */
export function withSurplusJoined(
  file: ExchangeFile,
  language: Language,
  units: readonly StoredUnit[],
): JoinedFile {
  const known = new Set(units.map(({ key }) => key));
  const joined: ExchangeUnit[] = [];
  // The last known sentence of the paragraph that is being read, as an index into `joined`.
  let paragraph: string | undefined;
  let last = -1;
  for (const unit of file.units) {
    const own = SENTENCE.exec(unit.key)?.[1];
    const into = own !== undefined && own === paragraph ? joined[last] : undefined;
    if (known.has(unit.key) || into === undefined || unit.rejection !== undefined) {
      joined.push(unit);
      paragraph = known.has(unit.key) ? own : undefined;
      last = joined.length - 1;
      continue;
    }
    joined[last] = withTextOf(into, unit, language);
  }
  return joined.length === file.units.length
    ? { file, hasSurplus: false }
    : { file: { ...file, units: joined }, hasSurplus: true };
}

/** The unit with the text of the next one behind its own. */
function withTextOf(unit: ExchangeUnit, next: ExchangeUnit, language: Language): ExchangeUnit {
  const draft = unit.variants[language] ?? next.variants[language];
  if (draft === undefined) return unit;
  const texts = [unit, next].map(({ variants }) => variants[language]?.content);
  const content = joinedTexts(texts, language) ?? [];
  return { ...unit, variants: { ...unit.variants, [language]: { ...draft, content } } };
}
