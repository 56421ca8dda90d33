import { isOpen } from "../../domain/assignment.ts";
import { assignmentsAfter } from "../../storage/rows/assignments.ts";
import { collectionsFor } from "../access/visibility.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { assignmentId, assignmentNumber, type AssignmentView, assignmentView } from "./assignment-view.ts";

export interface AssignmentQuery {
  readonly document?: string;
  readonly collection?: string;
  /** Id of the person whose work it is. */
  readonly person?: string;
  /** Id of the last assignment of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Assignments in the order in which they were given.
 *
 * @throws {Problem} `not-found` (document, collection), `invalid-fields` (`after`)
 */
export async function listAssignments(
  context: Context,
  actor: Actor,
  { document, collection, person, after: cursor, limit }: AssignmentQuery,
): Promise<{ items: AssignmentView[]; next: string | null }> {
  const after = cursor === undefined ? 0 : assignmentNumber(cursor);
  if (after === undefined) throw wrongCursor("after");
  if (collection !== undefined) await getCollection(context, actor, collection);
  const filter = {
    document: document === undefined ? undefined : (await visibleDocument(context, actor, document)).n,
    assignee: person,
    collections: collectionsFor(actor, collection === undefined ? undefined : [collection]),
  };
  const found = await assignmentsAfter(context.storage, filter, after, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items: AssignmentView[] = [];
  for (const one of shown) items.push(await assignmentView(context, one));
  return { items, next: found.length > limit && last !== undefined ? assignmentId(last.n) : null };
}

/** Most assignments of a person that are listed as their work. */
const MOST = 500;

/** The actor's own work: overdue first, then by date; what is done comes last. */
export async function listWork(context: Context, actor: Actor): Promise<AssignmentView[]> {
  if (actor.person === undefined) return [];
  const { items } = await listAssignments(context, actor, { person: actor.person, limit: MOST });
  const rank = ({ progress, due }: AssignmentView) => `${isOpen(progress) ? 0 : 1} ${due ?? "9999-99-99"}`;
  return items.toSorted((a, b) => rank(a).localeCompare(rank(b)));
}
