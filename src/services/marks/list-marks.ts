import type { Language } from "../../domain/language.ts";
import type { MarkCategory, MarkSeverity } from "../../domain/mark.ts";
import { listStoredMarks } from "../../storage/rows/marks.ts";
import { collectionsFor } from "../access/visibility.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { visibleUnit } from "../units/visible-unit.ts";
import { markId, markNumber, type MarkView, markViews } from "./mark-view.ts";

export interface MarkQuery {
  readonly document?: string;
  readonly collection?: string;
  readonly unit?: string;
  readonly language?: Language;
  readonly category?: MarkCategory;
  readonly severity?: MarkSeverity;
  /** Include marks that were taken away. */
  readonly removed?: boolean;
  /** Id of the last mark of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Marks of reviewers in the order in which they were made.
 *
 * @throws {Problem} `not-found` (unit, document, collection), `invalid-fields` (`after`)
 */
export async function listMarks(
  context: Context,
  actor: Actor,
  { unit: unitId, limit, after: cursor, ...query }: MarkQuery,
): Promise<{ items: MarkView[]; next: string | null }> {
  const after = cursor === undefined ? 0 : markNumber(cursor);
  if (after === undefined) throw wrongCursor("after");
  const unit = unitId === undefined ? undefined : (await visibleUnit(context, actor, unitId)).n;
  if (query.document !== undefined) await visibleDocument(context, actor, query.document);
  if (query.collection !== undefined) await getCollection(context, actor, query.collection);
  const { collection, ...conditions } = query;
  const collections = collectionsFor(actor, collection === undefined ? undefined : [collection]);
  const filter = { ...conditions, unit, collections };
  const marks = await listStoredMarks(context.storage, filter, after, limit + 1);
  const shown = marks.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await markViews(context, shown),
    next: marks.length > shown.length && last !== undefined ? markId(last.n) : null,
  };
}
