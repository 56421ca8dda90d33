import { LANGUAGES } from "../../../domain/language.ts";
import { Problem } from "../../../domain/problem.ts";
import type { StoredUnit } from "../../../storage/rows/units.ts";

/** Largest unit in UTF-16 units of JSON. D1 has a limit of 2 MB per row, and a UTF-16 unit may need three bytes. */
const ROW_LIMIT = 600_000;

/** Checks that a unit fits into one row of the store. @throws {Problem} `too-long` */
export function assertFits(unit: StoredUnit): void {
  // Most units are small, so a rough size saves the JSON. JSON makes at most six characters from one.
  if (roughSize(unit) < ROW_LIMIT / 10) return;
  const size = JSON.stringify(unit.variants).length + JSON.stringify(unit.notes).length;
  if (size > ROW_LIMIT) throw new Problem("too-long", { size, limit: ROW_LIMIT }, { unit: unit.key });
}

/** UTF-16 units of texts and notes; each code counts as `CODE_SIZE`, which is more than usual codes need. */
function roughSize({ variants, notes }: StoredUnit): number {
  let size = 0;
  for (const language of LANGUAGES)
    for (const part of variants[language]?.content ?? [])
      size += typeof part === "string" ? part.length : CODE_SIZE;
  for (const { text } of notes) size += text.length;
  return size;
}

const CODE_SIZE = 2000;
