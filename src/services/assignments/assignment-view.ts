import { isOpen, type Step } from "../../domain/assignment.ts";
import type { Language } from "../../domain/language.ts";
import type { StoredAssignment } from "../../storage/rows/assignments.ts";
import type { Context } from "../context.ts";
import { type AssignmentCounts, countsOf, type Progress } from "./progress.ts";

/** An assignment in answers. */
export interface AssignmentView {
  readonly id: string;
  readonly document: string;
  /** Title of the document. */
  readonly title: string;
  readonly collection: string;
  readonly source: Language;
  readonly target: Language;
  readonly step: Step;
  /** Whose work it is. */
  readonly person: { readonly id: string; readonly name: string; readonly disabled: boolean };
  /** ISO 8601 date. */
  readonly due: string | null;
  /** The date is over and something is left to do. */
  readonly overdue: boolean;
  readonly note: string;
  /** `null`: the whole document. */
  readonly part: AssignmentCounts["part"];
  readonly progress: Progress;
  readonly version: number;
  readonly created: string;
  /** Name of who gave it. */
  readonly author: string;
}

export const assignmentId = (n: number): string => `a${n.toString(36)}`;

/** The number from the id of an assignment; `undefined` when the text is no such id. */
export const assignmentNumber = (id: string): number | undefined =>
  /^a[0-9a-z]{1,10}$/u.test(id) ? Number.parseInt(id.slice(1), 36) : undefined;

/** An assignment as answers show it. */
export async function assignmentView(context: Context, found: StoredAssignment): Promise<AssignmentView> {
  const { due } = found;
  const { progress, part } = await countsOf(context, found);
  return {
    id: assignmentId(found.n),
    document: found.documentId,
    title: found.title,
    collection: found.collection,
    source: found.source,
    target: found.target,
    step: found.step,
    person: { id: found.assignee, name: found.assigneeName, disabled: found.disabled !== null },
    due,
    overdue: due !== null && due < today(context) && isOpen(progress),
    note: found.note,
    part,
    progress,
    version: found.version,
    created: found.created,
    author: found.author,
  };
}

/** ISO 8601 date, UTC. */
const today = ({ now }: Context): string => now().toISOString().slice(0, 10);
