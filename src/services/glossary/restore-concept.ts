import { canonicalJson } from "../../domain/canonical-json.ts";
import { Problem } from "../../domain/problem.ts";
import { findConcept } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { conceptHistory } from "./concept-history.ts";
import { conceptView } from "./concept-view.ts";
import { saveConcept, type WrittenConcept } from "./internal/commit-concepts.ts";
import { currentGlossary } from "./current-glossary.ts";
import { withRelations } from "./internal/relations.ts";
import { assertVersion } from "./internal/stored-concept.ts";

/**
 * Makes a concept what it was at an earlier version, also a removed concept. The restored state is a new version.
 *
 * @param version version in the history of the concept
 * @param expectedVersion version that the author saw; `undefined` for a removed concept
 * @throws {Problem} `not-found` (concept or version, or the concept was removed by this version), `stale-version`,
 *   `version-required`
 */
export async function restoreConcept(
  context: Context,
  actor: Actor,
  id: string,
  version: number,
  expectedVersion: number | undefined,
): Promise<WrittenConcept> {
  const history = await conceptHistory(context, id);
  const found = history.find((step) => step.version === version)?.concept;
  if (found === undefined || found === null) throw new Problem("not-found", { what: `${id} @ ${version}` });
  // Relations to concepts that are gone stay away.
  const { concepts } = await currentGlossary(context);
  const concept = withRelations(
    found,
    (found.relations ?? []).filter((relation) => concepts.has(relation.concept)),
  );
  const before = await findConcept(context.storage, id);
  if (before === undefined) return saveConcept(context, actor, { kind: "create", change: { id, concept } });
  if (expectedVersion === undefined) throw new Problem("version-required");
  assertVersion(before, expectedVersion);
  if (canonicalJson(concept) === canonicalJson(before.concept))
    return { ...conceptView(before), import: null };
  return saveConcept(context, actor, { kind: "edit", change: { id, concept, before } });
}
