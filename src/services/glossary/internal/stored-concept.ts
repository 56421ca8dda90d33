import { Problem } from "../../../domain/problem.ts";
import { findConcept, type StoredConcept } from "../../../storage/rows/concepts.ts";
import type { Context } from "../../context.ts";
import { conceptView } from "../concept-view.ts";

/** Finds a concept by id. @throws {Problem} `not-found` */
export async function storedConcept(context: Context, id: string): Promise<StoredConcept> {
  const found = await findConcept(context.storage, id);
  if (found === undefined) throw new Problem("not-found", { what: id });
  return found;
}

/** Checks the version that an author saw. @throws {Problem} `stale-version` with `theirs` in `extra` */
export function assertVersion(before: StoredConcept, expected: number): void {
  if (before.version === expected) return;
  const { version } = before;
  throw new Problem(
    "stale-version",
    { wanted: expected, found: version },
    {},
    { theirs: conceptView(before) },
  );
}
