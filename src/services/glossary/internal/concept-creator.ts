import { changesOfConcept, type StoredConcept } from "../../../storage/rows/concepts.ts";
import type { Authorship } from "../../access/ownership.ts";
import type { Context } from "../../context.ts";

/** Author of the change that made the concept, after its last removal. An undo makes nothing, it gives back. */
export async function creatorOf(context: Context, { concept, author }: StoredConcept): Promise<Authorship> {
  const changes = await changesOfConcept(context.storage, concept.id);
  return (
    changes.findLast(({ before, removed, isUndo }) => before === undefined && !removed && !isUndo) ?? {
      author,
    }
  );
}
