import { Problem } from "../../domain/problem.ts";
import { findImport, type Import, importNumber, isOfGlossary } from "../../storage/rows/imports.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** Finds an import by id. @throws {Problem} `not-found`, also in a collection that the actor may not see */
export async function visibleImport(context: Context, actor: Actor, id: string): Promise<Import> {
  const n = importNumber(id);
  const entry = n === undefined ? undefined : await findImport(context.storage, n);
  if (entry === undefined) throw new Problem("not-found", { what: id });
  // All collections share the glossary.
  if (!isOfGlossary(entry)) assertVisible(actor, entry.collection, id);
  return entry;
}
