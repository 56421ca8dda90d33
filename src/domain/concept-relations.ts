import type { Concept, Relation, RelationType } from "./concept.ts";

/** A relation as seen from the other concept. A reference is not seen from there. */
const INVERSE: Readonly<Record<RelationType, RelationType | undefined>> = {
  broader: "narrower",
  narrower: "broader",
  related: "related",
  see: undefined,
};

export interface SeenRelation extends Relation {
  /** True for a relation that the other concept holds. */
  readonly isTheirs: boolean;
}

export const relationKey = ({ type, concept }: Relation): string => `${type} ${concept}`;

/** Relations by concept: its own ones, then those that others have to it as seen from here; each once. */
export function relationsBothWays(concepts: Iterable<Concept>): ReadonlyMap<string, readonly SeenRelation[]> {
  const all = [...concepts];
  const found = new Map<string, Map<string, SeenRelation>>();
  const add = (id: string, relation: SeenRelation): void => {
    const known = found.get(id) ?? new Map<string, SeenRelation>();
    found.set(id, known);
    const key = relationKey(relation);
    if (!known.has(key)) known.set(key, relation);
  };
  for (const { id, relations = [] } of all)
    for (const relation of relations) add(id, { ...relation, isTheirs: false });
  for (const { id, relations = [] } of all)
    for (const { type, concept } of relations) {
      const seen = INVERSE[type];
      if (seen !== undefined) add(concept, { type: seen, concept: id, isTheirs: true });
    }
  return new Map([...found].map(([id, relations]) => [id, [...relations.values()]]));
}

/**
 * All concepts that can be reached along links in any number of steps, without the one at the start.
 *
 * @param links ids of the next concepts by id
 */
export function reachedFrom(start: string, links: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>([start]);
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const other of links.get(next) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  seen.delete(start);
  return seen;
}
