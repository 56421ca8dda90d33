import { LANGUAGES } from "../../../domain/language.ts";
import { Problem } from "../../../domain/problem.ts";
import type { StoredUnit } from "../../../storage/rows/units.ts";

/** D1 holds no row over 2 MB; a UTF-16 unit may take three bytes. */
const ROW_LIMIT = 600_000;

export function assertFits(unit: StoredUnit): void {
  // Few units come near it, and what JSON adds to a text is at most six characters for one.
  if (roughSize(unit) < ROW_LIMIT / 10) return;
  const size = JSON.stringify(unit.variants).length + JSON.stringify(unit.notes).length;
  if (size > ROW_LIMIT) throw new Problem("too-long", { size, limit: ROW_LIMIT }, { unit: unit.key });
}

/** Characters of texts and notes; a code counts for more than any that people write. */
function roughSize({ variants, notes }: StoredUnit): number {
  let size = 0;
  for (const language of LANGUAGES)
    for (const part of variants[language]?.content ?? [])
      size += typeof part === "string" ? part.length : CODE_SIZE;
  for (const { text } of notes) size += text.length;
  return size;
}

const CODE_SIZE = 2000;
