import type { Statement } from "../../storage/port.ts";
import { allConcepts } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { completeConcept, type ConceptDraft } from "./concept-draft.ts";
import type { ImportFacts } from "./internal/commit-concepts.ts";
import { createConcept } from "./create-concept.ts";
import { createTermIndex } from "./internal/merged-concept.ts";

/**
 * Proposes a concept for the glossary. Checks and lookups use it only after a person has approved it. When the glossary
 * has the same concept already, nothing is written.
 *
 * @param options `also`: further statements of the same batch, from id and version of the new concept; `facts`: of its
 *   import
 * @throws {Problem} `already-exists` (the id), `invalid-fields`
 */
export async function proposeConcept(
  context: Context,
  actor: Actor,
  draft: Omit<ConceptDraft, "status">,
  options: {
    readonly also: (id: string, version: number) => readonly Statement[];
    readonly facts?: ImportFacts;
  },
): Promise<{ readonly concept: string; readonly result: "created" | "same" }> {
  const known = createTermIndex((await allConcepts(context.storage)).map(({ concept }) => concept));
  const wanted = await completeConcept(context, { ...draft, id: "proposed", status: "proposed" });
  const same = known.same(wanted, () => true);
  if (same !== undefined) return { concept: same.id, result: "same" };
  const made = await createConcept(context, actor, { ...draft, status: "proposed" }, options);
  return { concept: made.id, result: "created" };
}
