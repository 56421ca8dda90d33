import type { Concept } from "../../domain/concept.ts";
import { Problem } from "../../domain/problem.ts";
import { conceptsOfImport } from "../../storage/rows/concepts.ts";
import { readReport } from "../../storage/rows/import-reports.ts";
import { allPartsOf, importNumber } from "../../storage/rows/imports.ts";
import type { Actor, Context } from "../context.ts";
import { visibleImport } from "../imports/visible-import.ts";
import { conceptName } from "./concept-name.ts";

/** What an import did to one concept. */
export interface ConceptDifference {
  readonly concept: string;
  /** The best term of each language. */
  readonly name: string;
  /** `null` when the import made the concept. */
  readonly before: Concept | null;
  /** `null` when the import removed the concept. */
  readonly after: Concept | null;
}

/**
 * What an import changed in the glossary, concept by concept in the order of their ids.
 *
 * @returns one page; `next` is the `after` of the next page, `null` on the last page
 * @throws {Problem} `not-found`
 */
export async function importedConcepts(
  context: Context,
  actor: Actor,
  id: string,
  { after = "", limit }: { readonly after?: string; readonly limit: number },
): Promise<{ items: ConceptDifference[]; next: string | null }> {
  await visibleImport(context, actor, id);
  const n = importNumber(id);
  if (n === undefined) throw new Problem("not-found", { what: id });
  const importOf = new Map<string, number>();
  for (const part of [n, ...(await allPartsOf(context.storage, n))])
    for (const { concept, result } of await readReport(context.storage, part))
      if (concept !== undefined && result !== "same") importOf.set(concept, part);
  const rest = [...importOf.keys()].filter((concept) => concept > after).toSorted((a, b) => (a < b ? -1 : 1));
  const page = rest.slice(0, limit);
  const items: ConceptDifference[] = [];
  for (const [part, ids] of Map.groupBy(page, (concept) => importOf.get(concept) ?? n))
    for (const found of await conceptsOfImport(context.storage, part, ids))
      items.push({
        concept: found.id,
        name: conceptName(found.after ?? found.before, found.id),
        before: found.before ?? null,
        after: found.after ?? null,
      });
  items.sort((a, b) => (a.concept < b.concept ? -1 : 1));
  return { items, next: rest.length > limit ? (page.at(-1) ?? null) : null };
}
