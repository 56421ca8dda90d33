import { type StoredConcept, allConcepts, glossaryRevision } from "../../storage/rows/concepts.ts";
import { createGlossary, type Glossary } from "../../terminology/glossary.ts";
import type { Context } from "../context.ts";

/** The current glossary, ready for use. */
export interface CurrentGlossary {
  readonly revision: number;
  /** ISO 8601 date for which `approved` was built, because terms may be valid only for some time. */
  readonly day: string;
  /** All concepts by id, in the order of ids. */
  readonly concepts: ReadonlyMap<string, StoredConcept>;
  /** Approved concepts, for checks. */
  readonly approved: Glossary;
}

/** Loads the glossary once per revision and day; other calls only read the revision from the store. */
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
  const [stored] = await Promise.all([allConcepts(context.storage), context.loadDictionaries()]);
  const concepts = stored.map(({ concept }) => concept);
  return {
    revision,
    day,
    concepts: new Map(stored.map((concept) => [concept.concept.id, concept])),
    approved: createGlossary(concepts, day),
  };
}
