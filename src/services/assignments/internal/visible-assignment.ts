import { Problem } from "../../../domain/problem.ts";
import { findAssignment, type StoredAssignment } from "../../../storage/rows/assignments.ts";
import type { Actor, Context } from "../../context.ts";
import { visibleDocument } from "../../documents/visible-document.ts";
import { assignmentNumber } from "../assignment-view.ts";

/** Finds an assignment of a document. @throws {Problem} `not-found` (document, assignment) */
export async function visibleAssignment(
  context: Context,
  actor: Actor,
  document: string,
  id: string,
): Promise<StoredAssignment> {
  const { n: owner } = await visibleDocument(context, actor, document);
  const n = assignmentNumber(id);
  const found = n === undefined ? undefined : await findAssignment(context.storage, n);
  if (found?.document !== owner) throw new Problem("not-found", { what: id });
  return found;
}
