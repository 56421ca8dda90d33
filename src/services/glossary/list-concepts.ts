import type { Actor, Context } from "../context.ts";
import { type ConceptView, conceptView } from "./concept-view.ts";
import { type ConceptSelection, selectConcepts } from "./select-concepts.ts";

export interface ConceptQuery extends Omit<ConceptSelection, "concepts"> {
  readonly after?: string;
  readonly limit: number;
}

/** Concepts in the order of their ids; `next` is the `after` of the next page; `total` counts all pages. */
export async function listConcepts(
  context: Context,
  actor: Actor,
  query: ConceptQuery,
): Promise<{ items: ConceptView[]; next: string | null; total: number }> {
  const found = await selectConcepts(context, actor, query);
  const rest = found.filter(({ concept }) => concept.id > (query.after ?? ""));
  const items = rest.slice(0, query.limit).map(conceptView);
  return { items, next: rest.length > query.limit ? (items.at(-1)?.id ?? null) : null, total: found.length };
}
