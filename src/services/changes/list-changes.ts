import type { EventKind } from "../../domain/event.ts";
import { eventId, eventNumber, eventsAfter, lastEvent } from "../../storage/rows/events.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { type ChangeView, changeView } from "./change-view.ts";

/** The cursor after everything that has happened. */
export const END = "end";

/**
 * What happened, in the order of the commits. A program that keeps `last` misses nothing and gets nothing twice.
 *
 * @param query `after`: `last` of an earlier answer; `end` for what happens from now on
 * @returns one page; `next` is the `after` of the next page, `null` when there is no more now; `last` is the `after` for
 *   what happens later
 * @throws {Problem} `invalid-fields` (`after`)
 */
export async function listChanges(
  context: Context,
  actor: Actor,
  query: { readonly after?: string; readonly kinds: readonly EventKind[]; readonly limit: number },
): Promise<{ items: ChangeView[]; next: string | null; last: string }> {
  const { storage } = context;
  const { after: cursor = eventId(0), kinds, limit } = query;
  if (cursor === END) return { items: [], next: null, last: eventId(await lastEvent(storage)) };
  const after = eventNumber(cursor);
  if (after === undefined) throw wrongCursor("after");
  const found = await eventsAfter(storage, {
    after,
    kinds,
    limit: limit + 1,
    collections: actor.collections,
  });
  const items = found.slice(0, limit).map(changeView);
  const last = items.at(-1)?.id ?? cursor;
  return { items, next: found.length > limit ? last : null, last };
}
