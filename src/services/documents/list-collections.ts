import { type Collection, collectionsAfter } from "../../storage/rows/collections.ts";
import type { Actor, Context } from "../context.ts";

/** Collections in the order of their ids; `next` is the `after` of the next page, `null` on the last page. */
export async function listCollections(
  context: Context,
  actor: Actor,
  page: { readonly after?: string; readonly limit: number },
): Promise<{ items: Collection[]; next: string | null }> {
  const found = await collectionsAfter(context.storage, page.after ?? "", page.limit + 1, actor.collections);
  const items = found.slice(0, page.limit);
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}
