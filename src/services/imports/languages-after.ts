import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Document } from "../../storage/rows/documents.ts";

/** Languages of a document after a write: the languages before, and those of the written texts. */
export function languagesAfter(
  document: Pick<Document, "languages">,
  changes: readonly UnitChange[],
): Language[] {
  const brought = new Set(document.languages);
  for (const { after } of changes) {
    for (const language of LANGUAGES) if (after?.variants[language]) brought.add(language);
  }
  return LANGUAGES.filter((language) => brought.has(language));
}
