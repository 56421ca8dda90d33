import { Problem } from "../../../domain/problem.ts";
import type { Statement } from "../../../storage/port.ts";
import { write } from "../../../storage/problems.ts";
import {
  type ConceptWrite,
  isStaleConcept,
  nextVersions,
  writeConcepts,
} from "../../../storage/rows/concepts.ts";
import { insertRecheck } from "../../../storage/rows/findings.ts";
import type { Actor, Context } from "../../context.ts";
import { recheckPending } from "../../quality/recheck-pending.ts";
import { type ConceptView, conceptView } from "../concept-view.ts";
import { storedConcept } from "./stored-concept.ts";

type Write = Pick<ConceptWrite, "id" | "concept" | "before">;
/** Makes further statements of the batch from a concept that is written. */
type Also = (id: string, version: number) => readonly Statement[];

/** Writes one concept and returns the stored one. @throws {Problem} `stale-version` */
export async function saveConcept(
  context: Context,
  actor: Actor,
  change: Write,
  also?: Also,
): Promise<ConceptView> {
  await saveConcepts(context, actor, [change], also);
  return conceptView(await storedConcept(context, change.id));
}

/** Writes concepts in one batch, then checks the units with their terms again. @throws {Problem} `stale-version` */
export async function saveConcepts(
  context: Context,
  actor: Actor,
  changes: readonly Write[],
  also: Also = () => [],
): Promise<void> {
  if (changes.length === 0) return;
  const next = await nextVersions(
    context.storage,
    changes.map(({ id }) => id),
  );
  const writes = changes.map((change) => ({ ...change, version: next.get(change.id) ?? 1 }));
  const stamp = { time: context.now().toISOString(), author: actor.name };
  const concerned = changes.flatMap(({ concept, before }) =>
    [concept, before?.concept].filter((found) => found !== undefined),
  );
  try {
    await write(context.storage, [
      ...writeConcepts(writes, stamp),
      ...insertRecheck(concerned),
      ...writes.flatMap(({ id, version }) => also(id, version)),
    ]);
  } catch (error) {
    if (isStaleConcept(error)) {
      throw new Problem("stale-version", { wanted: writes[0]?.version ?? 0, found: "?" });
    }
    throw error;
  }
  await recheckPending(context);
}
