import { atFirstUse } from "../../../domain/at-first-use.ts";
import type { Concept, Relation } from "../../../domain/concept.ts";
import { reachedFrom, relationKey } from "../../../domain/concept-relations.ts";
import { Problem } from "../../../domain/problem.ts";
import type { StoredConcept } from "../../../storage/rows/concepts.ts";
import type { ConceptChange } from "./commit-concepts.ts";

/**
 * Checks the relations that a change adds to a concept.
 *
 * @throws {Problem} `not-found` (the other concept), `relation-cycle` (it would be broader than itself)
 */
export function assertRelations(
  concept: Concept,
  before: Concept | undefined,
  concepts: ReadonlyMap<string, StoredConcept>,
): void {
  const above = atFirstUse(() => broaderConcepts(concept, concepts));
  const known = new Set((before?.relations ?? []).map(relationKey));
  for (const [at, relation] of (concept.relations ?? []).entries()) {
    if (known.has(relationKey(relation))) continue;
    const field = `relations.${at}.concept`;
    const what = relation.concept;
    if (!concepts.has(what)) throw new Problem("not-found", { what }, { field });
    const [lower, upper] = relation.type === "narrower" ? [what, concept.id] : [concept.id, what];
    const isVertical = relation.type === "broader" || relation.type === "narrower";
    if (isVertical && (lower === upper || reachedFrom(upper, above()).has(lower)))
      throw new Problem("relation-cycle", { what }, { field });
  }
}

/** Ids of the concepts that are directly broader than each concept, after the change. */
function broaderConcepts(
  changed: Concept,
  concepts: ReadonlyMap<string, StoredConcept>,
): ReadonlyMap<string, readonly string[]> {
  const above = new Map<string, string[]>();
  const add = (narrow: string, broad: string) => above.set(narrow, [...(above.get(narrow) ?? []), broad]);
  const others = [...concepts.values()].flatMap(({ concept }) =>
    concept.id === changed.id ? [] : [concept],
  );
  for (const { id, relations = [] } of [...others, changed])
    for (const { type, concept } of relations) {
      if (type === "broader") add(id, concept);
      if (type === "narrower") add(concept, id);
    }
  return above;
}

/**
 * Changes of concepts, with the changes that follow from them: a relation to a concept that is merged goes to its
 * successor, and a relation to a concept that is removed goes away. Pure.
 *
 * @param concepts all stored concepts
 */
export function withRelationsFollowing(
  changes: readonly ConceptChange[],
  concepts: ReadonlyMap<string, StoredConcept>,
): ConceptChange[] {
  const gone = new Map(
    changes.flatMap(({ id, concept, successor }) =>
      concept === undefined ? [[id, successor] as const] : [],
    ),
  );
  if (gone.size === 0) return [...changes];
  const written = new Map(changes.map((change) => [change.id, change]));
  const followed = changes.map((change) => {
    const concept = change.concept && following(change.concept, gone);
    return concept === undefined ? change : { ...change, concept };
  });
  for (const [id, before] of concepts) {
    if (written.has(id)) continue;
    const concept = following(before.concept, gone);
    if (concept !== undefined) followed.push({ id, before, concept });
  }
  return followed;
}

/** The concept with its relations after the removals; `undefined` when they stay. */
function following(concept: Concept, gone: ReadonlyMap<string, string | undefined>): Concept | undefined {
  if (!concept.relations?.some((relation) => gone.has(relation.concept))) return undefined;
  const relations = concept.relations.flatMap((relation): Relation[] => {
    if (!gone.has(relation.concept)) return [relation];
    const successor = gone.get(relation.concept);
    return successor === undefined ? [] : [{ ...relation, concept: successor }];
  });
  return withRelations(concept, relations);
}

/** The concept with these relations: each once, and none to itself. */
export function withRelations(concept: Concept, wanted: readonly Relation[]): Concept {
  const { relations: _, ...rest } = concept;
  const own = wanted.filter((relation) => relation.concept !== concept.id);
  const relations = [...new Map(own.map((relation) => [relationKey(relation), relation])).values()];
  return relations.length === 0 ? rest : { ...rest, relations };
}
