import type { Step } from "../../domain/assignment.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import {
  type Assignment,
  assignmentsAfter,
  insertAssignment,
  type Part,
  unitAt,
} from "../../storage/rows/assignments.ts";
import { reserve } from "../../storage/rows/counter.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { insertEvent } from "../../storage/rows/events.ts";
import { comparePlaces } from "../../storage/rows/units.ts";
import { authorship } from "../access/ownership.ts";
import { type Actor, type Context, WHOLE_LIST } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { assignmentId, type AssignmentView, assignmentView } from "./assignment-view.ts";
import { ablePerson } from "./internal/able-person.ts";
import { visibleAssignment } from "./internal/visible-assignment.ts";

export interface NewAssignment {
  /** Id. */
  readonly person: string;
  readonly step: Step;
  readonly source: Language;
  readonly target: Language;
  /** Numbers of the first and the last unit in the order of the document, from 1; absent: the whole document. */
  readonly part?: { readonly first: number; readonly last: number };
  /** ISO 8601 date. */
  readonly due?: string;
  readonly note?: string;
}

/**
 * Gives a document, or a part of it, to somebody to translate or to review.
 *
 * @throws {Problem} `not-found` (document, person); `assignee-rights`; `already-assigned` where somebody has units of the
 *   part for the same step; `invalid-fields` for a part that does not exist, or one language twice
 */
export async function createAssignment(
  context: Context,
  actor: Actor,
  id: string,
  { person, step, source, target, part: wanted, due, note = "" }: NewAssignment,
): Promise<AssignmentView> {
  const { storage } = context;
  const document = await visibleDocument(context, actor, id);
  if (source === target) throw new Problem("invalid-fields", {}, { field: "target" });
  const assignee = await ablePerson(context, person, step, document.collection);
  const part = wanted === undefined ? null : await partOf(context, document, wanted);
  const others = await assignmentsAfter(
    storage,
    { document: document.n, collections: undefined },
    0,
    WHOLE_LIST,
  );
  const same = others.find(
    (other) =>
      other.step === step &&
      other.source === source &&
      other.target === target &&
      doOverlap(other.part, part),
  );
  if (same !== undefined) throw new Problem("already-assigned", { name: same.assigneeName });
  const { author, person: giver } = authorship(actor);
  const given: Assignment = {
    n: await reserve(storage, "assignment"),
    document: document.n,
    source,
    target,
    step,
    assignee: assignee.id,
    due: due ?? null,
    note,
    part,
    version: 1,
    created: context.now().toISOString(),
    author,
    person: giver ?? null,
  };
  await write(storage, [
    insertAssignment(given),
    insertEvent({
      kind: "assignment.given",
      collection: document.collection,
      ...authorship(actor),
      time: given.created,
      about: String(given.n),
    }),
  ]);
  return assignmentView(context, await visibleAssignment(context, actor, id, assignmentId(given.n)));
}

async function partOf(
  { storage }: Context,
  document: Document,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<Part> {
  const [begin, end] = [await unitAt(storage, document.n, first), await unitAt(storage, document.n, last)];
  if (begin === undefined) throw new Problem("invalid-fields", {}, { field: "part.first" });
  if (end === undefined || last < first) throw new Problem("invalid-fields", {}, { field: "part.last" });
  return { first: begin, last: end };
}

/** Whether two parts share a unit. `null` is the whole document. */
function doOverlap(a: Part | null, b: Part | null): boolean {
  if (a === null || b === null) return true;
  return comparePlaces(a.first, b.last) <= 0 && comparePlaces(b.first, a.last) <= 0;
}
