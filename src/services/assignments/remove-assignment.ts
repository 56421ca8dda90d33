import { write } from "../../storage/problems.ts";
import { deleteAssignment } from "../../storage/rows/assignments.ts";
import { insertEvent } from "../../storage/rows/events.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { visibleAssignment } from "./internal/visible-assignment.ts";

/** Ends an assignment. What was translated stays. @throws {Problem} `not-found` */
export async function removeAssignment(
  context: Context,
  actor: Actor,
  { document, assignment }: { readonly document: string; readonly assignment: string },
): Promise<void> {
  const { n, collection } = await visibleAssignment(context, actor, document, assignment);
  await write(context.storage, [
    deleteAssignment(n),
    insertEvent({
      kind: "assignment.ended",
      collection,
      ...authorship(actor),
      time: context.now().toISOString(),
      about: String(n),
    }),
  ]);
}
