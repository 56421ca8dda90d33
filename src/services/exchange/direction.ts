import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { traitsOf } from "../../formats/traits.ts";

export interface Direction {
  readonly source?: Language;
  readonly target?: Language;
}

/**
 * Refuses a file that says other languages than the request.
 *
 * @throws {Problem} `language-mismatch` with the field; `language-unknown` for a bilingual file of another language
 */
export function assertDirection(wanted: Direction, file: ExchangeFile): void {
  const [foreign] = Object.keys(file.skippedLanguages ?? {});
  const isBilingual = traitsOf(file.format).languages === "pair";
  if (foreign !== undefined && isBilingual) throw new Problem("language-unknown", { tag: foreign });
  for (const side of ["source", "target"] as const) {
    const [asked, found] = [wanted[side], file[side]];
    if (asked !== undefined && found !== undefined && asked !== found)
      throw new Problem("language-mismatch", { wanted: asked, found }, { field: side });
  }
}
