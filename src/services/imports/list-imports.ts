import type { DecisionKind } from "../../domain/import.ts";
import { Problem } from "../../domain/problem.ts";
import { findDocument } from "../../storage/rows/documents.ts";
import type { Counts } from "../../storage/rows/import-reports.ts";
import { type Import, importNumber, importsBefore, OF_GLOSSARY } from "../../storage/rows/imports.ts";
import { assertVisible } from "../access/visibility.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { importSummary } from "./internal/import-summary.ts";

/** An import in lists. */
export interface ImportSummary {
  readonly id: string;
  readonly kind: Import["kind"];
  /** `null`: a write to the glossary. */
  readonly document: string | null;
  readonly collection: string | null;
  /** Id of the concept, if it is a write to one concept. */
  readonly concept?: string;
  /** Set where it writes no texts but what is decided about units. */
  readonly decision?: DecisionKind;
  readonly author: string;
  /** Id of the person or program. */
  readonly person?: string;
  readonly time: string;
  readonly counts: Counts;
  readonly undone: boolean;
  readonly filename?: string;
  readonly format?: string;
  readonly source?: string;
  readonly target?: string;
  /** Id of the import that this one undid. */
  readonly undoes?: string;
  /** Id of the import that undid this one. */
  readonly undoneBy?: string;
  /** Id of the agent's proposal that it belongs to, or that the agent took back by it. */
  readonly proposal?: string;
}

/**
 * Imports, newest first.
 *
 * @returns one page; `next` is the `before` of the next page, `null` on the last page
 * @throws {Problem} `not-found` (document), `invalid-fields` (`before`)
 */
export async function listImports(
  context: Context,
  actor: Actor,
  query: {
    readonly document?: string;
    /** Only writes to the glossary. */
    readonly glossary?: boolean;
    readonly before?: string;
    readonly limit: number;
  },
): Promise<{ items: ImportSummary[]; next: string | null }> {
  const document =
    query.document === undefined ? undefined : await findDocument(context.storage, query.document);
  if (query.document !== undefined) {
    if (document === undefined) throw new Problem("not-found", { what: query.document });
    assertVisible(actor, document.collection, query.document);
  }
  const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : importNumber(query.before);
  if (before === undefined) throw wrongCursor("before");
  const found = await importsBefore(context.storage, {
    before,
    limit: query.limit + 1,
    document: query.glossary === true ? OF_GLOSSARY.document : document?.n,
    collections: actor.collections,
  });
  const items = found.slice(0, query.limit).map(importSummary);
  return { items, next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
