import { Problem } from "../../domain/problem.ts";
import { asProblem } from "../../storage/problems.ts";
import { isStaleAssignment, updateAssignment } from "../../storage/rows/assignments.ts";
import { insertEvent } from "../../storage/rows/events.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { type AssignmentView, assignmentView } from "./assignment-view.ts";
import { ablePerson } from "./internal/able-person.ts";
import { visibleAssignment } from "./internal/visible-assignment.ts";

/** What may be changed of an assignment; what is absent stays. */
export interface AssignmentPatch {
  /** Id of the person who has it from now on. */
  readonly person?: string;
  /** ISO 8601 date; `null`: no date. */
  readonly due?: string | null;
  readonly note?: string;
}

/**
 * Changes an assignment.
 *
 * @param expected version that the actor saw; `undefined`: any
 * @throws {Problem} `not-found`, `assignee-rights`, `stale-version`
 */
export async function editAssignment(
  context: Context,
  actor: Actor,
  { document, assignment: id }: { readonly document: string; readonly assignment: string },
  { person, due, note }: AssignmentPatch,
  expected?: number,
): Promise<AssignmentView> {
  const found = await visibleAssignment(context, actor, document, id);
  if (expected !== undefined && expected !== found.version) throw stale(id);
  if (person !== undefined) await ablePerson(context, person, found.step, found.collection);
  const changed = {
    ...found,
    ...(person === undefined ? {} : { assignee: person }),
    ...(due === undefined ? {} : { due }),
    ...(note === undefined ? {} : { note }),
  };
  const event = insertEvent({
    kind: "assignment.changed",
    collection: found.collection,
    ...authorship(actor),
    time: context.now().toISOString(),
    about: String(found.n),
  });
  await context.storage.batch([updateAssignment(changed), event]).catch((error: unknown) => {
    throw isStaleAssignment(error) ? stale(id) : asProblem(error);
  });
  return assignmentView(context, await visibleAssignment(context, actor, document, id));
}

const stale = (what: string) => new Problem("stale-version", { what });
