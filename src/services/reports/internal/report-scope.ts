import { Problem } from "../../../domain/problem.ts";
import type { CoverageScope } from "../../../storage/rows/coverage.ts";
import { assertVisible } from "../../access/visibility.ts";
import type { Actor, Context } from "../../context.ts";
import { getCollection } from "../../documents/get-collection.ts";
import { visibleDocument } from "../../documents/visible-document.ts";

/** Scope of a report: a document, a collection, or everything that the actor may see. */
export interface ScopeQuery {
  readonly collection?: string;
  readonly document?: string;
}

/** Checks that the actor may see the scope of a report. @throws {Problem} `not-found` */
export async function scopeOf(context: Context, actor: Actor, query: ScopeQuery): Promise<CoverageScope> {
  if (query.document !== undefined) {
    const { n, collection } = await visibleDocument(context, actor, query.document);
    if (query.collection !== undefined && query.collection !== collection)
      throw new Problem("not-found", { what: query.document });
    return { collections: [collection], document: n };
  }
  if (query.collection !== undefined) {
    assertVisible(actor, query.collection, query.collection);
    return { collections: [(await getCollection(context, actor, query.collection)).id] };
  }
  return actor.collections === undefined ? {} : { collections: actor.collections };
}
