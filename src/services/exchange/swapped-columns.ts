import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { FileOfAnySize } from "../../formats/contract.ts";
import { languageOfColumn } from "../../formats/glossary/language-words.ts";
import type { FormatName } from "../../formats/traits.ts";

/** Formats whose languages are the headers of columns. */
const TABLES: ReadonlySet<FormatName> = new Set<FormatName>(["csv", "tsv"]);

/**
 * Refuses a table of texts with two columns that hold the language of each other.
 *
 * @throws {Problem} `csv-invalid` (`texts-swapped`)
 */
export function assertColumnsNotSwapped({ format, units }: FileOfAnySize): void {
  if (!TABLES.has(format)) return;
  const seen = new Map<Language, Language>();
  for (const language of LANGUAGES) {
    const one = languageOfColumn(units, ({ variants }) => plainText(variants[language]?.content ?? []));
    if (one !== undefined) seen.set(language, one);
  }
  for (const [language, found] of seen)
    if (found !== language && seen.get(found) === language)
      throw new Problem("csv-invalid", { reason: "texts-swapped", language, found });
}
