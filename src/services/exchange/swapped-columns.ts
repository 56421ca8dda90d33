import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { languageOfTexts } from "../../formats/glossary/language-words.ts";
import type { FormatName } from "../../formats/traits.ts";

/** Formats whose languages are the headers of columns. */
const TABLES: ReadonlySet<FormatName> = new Set<FormatName>(["csv", "tsv"]);
/** Fewest texts that show the language of a column, and most that are looked at. */
const ENOUGH = 2;
const SAMPLE = 200;

/**
 * Refuses a table of texts with two columns that hold the language of each other.
 *
 * @throws {Problem} `csv-invalid` (`texts-swapped`)
 */
export function assertColumnsNotSwapped({ format, units }: ExchangeFile): void {
  if (!TABLES.has(format)) return;
  const sample = units.slice(0, SAMPLE);
  const seen = new Map<Language, Language>();
  for (const language of LANGUAGES) {
    const texts = sample.map(({ variants }) => plainText(variants[language]?.content ?? []));
    const filled = texts.filter((text) => text.trim() !== "");
    const one = filled.length < ENOUGH ? undefined : languageOfTexts(filled);
    if (one !== undefined) seen.set(language, one);
  }
  for (const [language, found] of seen)
    if (found !== language && seen.get(found) === language)
      throw new Problem("csv-invalid", { reason: "texts-swapped", language, found });
}
