import { type StoredConcept, allConcepts, glossaryRevision } from "../../storage/rows/concepts.ts";
import { createGlossary, type Glossary } from "../../terminology/glossary.ts";
import type { Context } from "../context.ts";

/** The glossary as it is now, ready for use. */
export interface CurrentGlossary {
  readonly revision: number;
  /** ISO 8601 date: terms may be valid for a time. */
  readonly day: string;
  /** All concepts by id, in the order of ids. */
  readonly concepts: ReadonlyMap<string, StoredConcept>;
  /** What texts are checked against: the approved ones. */
  readonly approved: Glossary;
}

/** Builds the term finder once per revision and day; otherwise asks the store for the revision alone. */
export async function currentGlossary(context: Context): Promise<CurrentGlossary> {
  const { memory, storage, now } = context;
  const revision = await glossaryRevision(storage);
  const day = now().toISOString().slice(0, 10);
  const known = await memory.glossary;
  if (known?.revision === revision && known.day === day) return known;
  const loading = load(context, revision, day);
  memory.glossary = loading;
  // A failed load must not be remembered.
  loading.catch(() => (memory.glossary = undefined));
  return loading;
}

async function load(context: Context, revision: number, day: string): Promise<CurrentGlossary> {
  const stored = await allConcepts(context.storage);
  const concepts = stored.map(({ concept }) => concept);
  return {
    revision,
    day,
    concepts: new Map(stored.map((concept) => [concept.concept.id, concept])),
    approved: createGlossary(concepts, day),
  };
}
