import type { Concept } from "../../domain/concept.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { GlossaryFile } from "./file.ts";

/** The result of a glossary reader while it reads. */
export interface Reading {
  readonly concepts: Concept[];
  readonly ids: Set<string>;
  readonly made: Set<string>;
  readonly assumed: Set<string>;
  readonly warnings: ProblemData[];
  readonly rejected: ProblemData[];
}

export const createReading = (): Reading => ({
  concepts: [],
  ids: new Set(),
  made: new Set(),
  assumed: new Set(),
  warnings: [],
  rejected: [],
});

/** The number of the next entry, from 1. It names an entry without an id. */
export const nextNumber = ({ concepts, rejected }: Reading): number => concepts.length + rejected.length + 1;

export interface Entry {
  readonly id: string;
  /** True if the reader made the id. */
  readonly isMade: boolean;
  readonly line: number;
}

/**
 * Adds the concept that `read` makes of an entry. An entry that cannot be read, or whose id occurs twice, is rejected.
 *
 * @param code the problem of this format
 * @param limit the most entries
 * @throws {Problem} `too-large`
 */
export function takeEntry(
  reading: Reading,
  { id, isMade, line }: Entry,
  { code, limit }: { readonly code: "tbx-invalid" | "multiterm-invalid"; readonly limit: number },
  read: () => Concept,
): void {
  const { concepts, ids, made, rejected } = reading;
  if (nextNumber(reading) > limit) throw new Problem("too-large", { limit });
  try {
    if (ids.has(id)) throw new Problem(code, { rule: "id-unique", id });
    concepts.push(read());
    ids.add(id);
    if (isMade) made.add(id);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const place = { line, unit: id, ...error.place };
    rejected.push({ code: error.code, params: error.params, place });
  }
}

/** What was read, without its empty parts. */
export const finishedReading = ({
  concepts,
  made,
  assumed,
  warnings,
  rejected,
}: Omit<Reading, "ids">): GlossaryFile => ({
  concepts,
  ...(made.size > 0 && { made }),
  ...(assumed.size > 0 && { assumed }),
  ...(warnings.length > 0 && { warnings }),
  ...(rejected.length > 0 && { rejected }),
});
