import type { Language } from "../../domain/language.ts";
import type { ExchangeFile, Write } from "../contract.ts";
import { PRETTY, printStrings } from "./print.ts";
import { isForeignPlural } from "./plurals.ts";
import { languageToWrite, stringsOf } from "./strings.ts";

/**
 * Writes one language as i18next JSON v4, in the order of the units. Units without text in this language are left out,
 * so that the website uses its fallback language.
 *
 * @throws {Problem} `language-missing`, `json-key` (see `stringsOf`)
 */
export const writeI18next: Write = (file, options = {}) => {
  const strings = stringsOf(file.units, languageToWrite(file, options));
  return new TextEncoder().encode(`${printStrings(strings, PRETTY)}\n`);
};

/**
 * The JSON text of strings for a website: as `writeI18next`, but compact and without plural forms that the language does
 * not have.
 *
 * @throws {Problem} `json-key` (see `stringsOf`)
 */
export function publishStrings(file: Pick<ExchangeFile, "units">, language: Language): string {
  const keys = new Set(file.units.map((unit) => unit.key));
  const units = file.units.filter((unit) => !isForeignPlural(unit.key, keys, language));
  return printStrings(stringsOf(units, language));
}
