import type { Concept } from "../../domain/concept.ts";
import { Problem } from "../../domain/problem.ts";
import { changesOfConcept, findConcept } from "../../storage/rows/concepts.ts";
import { importId } from "../../storage/rows/imports.ts";
import type { Context } from "../context.ts";

/** One change in the history of a concept. */
export interface ConceptStep {
  readonly version: number;
  readonly time: string;
  readonly author: string;
  /** Id of the import; absent for changes from before the glossary had imports. */
  readonly import?: string;
  /** Id of the concept that it was merged into. */
  readonly successor?: string;
  /** The concept after the change; `null` when it was removed. */
  readonly concept: Concept | null;
}

/** History of a concept, newest first; also for a removed concept. @throws {Problem} `not-found` */
export async function conceptHistory(context: Context, id: string): Promise<ConceptStep[]> {
  const changes = await changesOfConcept(context.storage, id);
  if (changes.length === 0) throw new Problem("not-found", { what: id });
  const now = (await findConcept(context.storage, id))?.concept ?? null;
  return changes
    .map(({ version, time, author, removed, import: n, successor }, at) => {
      const after = changes[at + 1]?.before ?? now;
      return {
        version,
        time,
        author,
        ...(n === undefined ? {} : { import: importId(n) }),
        ...(successor === undefined ? {} : { successor }),
        concept: removed ? null : after,
      };
    })
    .toReversed();
}
