import { Problem } from "../../domain/problem.ts";
import { someOf } from "../../domain/list.ts";
import type { Direction, ExchangeUnit, FileOfAnySize } from "../../formats/contract.ts";
import { traitsOf } from "../../formats/traits.ts";

/** Direction of a unit: its own, else that of the file. */
export const directionOfUnit = (file: Direction, unit: ExchangeUnit): Direction =>
  unit.direction ?? {
    ...(file.source === undefined ? {} : { source: file.source }),
    ...(file.target === undefined ? {} : { target: file.target }),
  };

/**
 * Refuses a file that says other languages than the request.
 *
 * @throws {Problem} `language-mismatch` with the field; `language-unknown` for a bilingual file of another language
 */
export function assertDirection(wanted: Direction, file: FileOfAnySize): void {
  const [foreign] = Object.keys(file.skippedLanguages ?? {});
  const isBilingual = traitsOf(file.format).languages === "pair";
  const isMixed = () => someOf(file.units, ({ direction }) => direction !== undefined);
  if (foreign !== undefined && isBilingual && !isMixed())
    throw new Problem("language-unknown", { tag: foreign });
  for (const side of ["source", "target"] as const) {
    const [asked, found] = [wanted[side], file[side]];
    if (asked !== undefined && found !== undefined && asked !== found)
      throw new Problem("language-mismatch", { wanted: asked, found }, { field: side });
  }
}
