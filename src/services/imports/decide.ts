import type { DecisionKind } from "../../domain/import.ts";
import { decisionChanges, decisionKey, type NewDecision } from "../../storage/rows/decisions.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import { importId } from "../../storage/rows/imports.ts";
import { type StoredUnit, unitId, unitsByNumber } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { assertAllWritable } from "../documents/assert-writable.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { commit } from "./commit.ts";
import { withDocumentLock } from "./document-lock.ts";
import { retryOnStaleDocument } from "./retry-on-stale-document.ts";

/** A decision about a unit, before it is known what import wrote what it replaces. */
export type Decided = Omit<NewDecision, "writtenBefore" | "written">;

/** What is to be decided. */
export interface Decide {
  readonly kind: DecisionKind;
  /** Numbers of the units. */
  readonly units: readonly number[];
  /**
   * Makes the decisions about the units of one document. It is called again when somebody has written to the document
   * meanwhile, and may refuse with a problem. What is so already is left out.
   */
  readonly decide: (units: readonly StoredUnit[]) => Promise<readonly Decided[]>;
  readonly dryRun?: boolean | undefined;
}

/**
 * Writes decisions about units as one import: atomic for each document, the imports of further documents are parts of
 * the first.
 *
 * @returns id of the import, `null` if nothing was written; and the decisions
 * @throws {Problem} `not-found`, `collection-read-only`, `disk-full`, `read-only`, `overloaded`; what `decide` throws
 */
export async function writeDecisions(
  context: Context,
  actor: Actor,
  { kind, units, decide, dryRun = false }: Decide,
): Promise<{ readonly import: string | null; readonly decisions: Decided[] }> {
  const found = await unitsByNumber(context.storage, [...new Set(units)]);
  const documents = Map.groupBy(found, ({ document }) => document);
  await assertAllWritable(context, found);
  const decisions: Decided[] = [];
  if (dryRun) {
    for (const ofDocument of documents.values()) decisions.push(...(await decide(ofDocument)));
    return { import: null, decisions };
  }
  let head: number | undefined;
  for (const [document, ofDocument] of documents) {
    const numbers = ofDocument.map(({ n }) => n);
    const partOf = head === undefined ? {} : { partOf: head };
    const written = await writeDocument(context, actor, document, numbers, decide, {
      ...partOf,
      decision: kind,
    });
    head ??= written.import;
    decisions.push(...written.decisions);
  }
  return { import: head === undefined ? null : importId(head), decisions };
}

async function writeDocument(
  context: Context,
  actor: Actor,
  id: string,
  numbers: readonly number[],
  decide: Decide["decide"],
  about: { readonly partOf?: number; readonly decision: DecisionKind },
): Promise<{ readonly import: number | undefined; readonly decisions: readonly Decided[] }> {
  const { storage } = context;
  return withDocumentLock(context, id, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, id);
      const units = await unitsByNumber(storage, numbers);
      const decisions = await decide(units);
      if (decisions.length === 0) return { import: undefined, decisions };
      const past = await decisionChanges(storage, numbers);
      const written = new Map(past.map((change) => [decisionKey(change), change.written]));
      const { n } = await commit(context, actor, {
        kind: "edit",
        document,
        changes: [],
        report: entriesOf(units, decisions),
        decisions: decisions.map((one) => ({ ...one, writtenBefore: written.get(decisionKey(one)) ?? 0 })),
        about,
      });
      return { import: n, decisions };
    }),
  );
}

/** An entry for each unit that something was decided about. */
function entriesOf(units: readonly StoredUnit[], decisions: readonly Decided[]): ReportEntry[] {
  const decided = new Set(decisions.map(({ unit }) => unit));
  return units.flatMap(({ n, key }) =>
    decided.has(n) ? [{ unit: unitId(n), key, result: "changed" as const }] : [],
  );
}
