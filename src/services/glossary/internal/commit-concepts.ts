import type { ImportKind } from "../../../domain/import.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Statement } from "../../../storage/port.ts";
import { asProblem, write } from "../../../storage/problems.ts";
import {
  type ConceptWrite,
  type GlossaryAbout,
  isStaleConcept,
  nextVersions,
  updateGlossaryAbout,
  writeConcepts,
} from "../../../storage/rows/concepts.ts";
import { reserve } from "../../../storage/rows/counter.ts";
import { insertRecheck } from "../../../storage/rows/findings.ts";
import { insertReport, type ReportEntry } from "../../../storage/rows/import-reports.ts";
import { type Import, importId, insertImport, OF_GLOSSARY } from "../../../storage/rows/imports.ts";
import { authorship } from "../../access/ownership.ts";
import type { Actor, Context } from "../../context.ts";
import { countResults } from "../../imports/import-report.ts";
import { recheckPending } from "../../quality/recheck-pending.ts";
import { type ConceptView, conceptView } from "../concept-view.ts";
import { currentGlossary } from "../current-glossary.ts";
import { conceptName } from "../concept-name.ts";
import { withRelationsFollowing } from "./relations.ts";
import { storedConcept } from "./stored-concept.ts";

/** A change of one concept. Without `concept` it removes the concept. */
export type ConceptChange = Omit<ConceptWrite, "version">;

/** Facts about an import that its writer knows. */
export type ImportFacts = Pick<
  Import,
  "filename" | "format" | "source" | "target" | "undoes" | "partOf" | "proposal"
>;

/** One write to the glossary. */
export interface GlossaryCommit {
  readonly kind: ImportKind;
  readonly changes: readonly ConceptChange[];
  /** By default an entry for each change. */
  readonly report?: readonly ReportEntry[];
  /** What is said of the glossary as a whole, if that changes. */
  readonly about?: GlossaryAbout | undefined;
  readonly facts?: ImportFacts;
  /** Further statements of the batch for each concept that is written. */
  readonly also?: (id: string, version: number) => readonly Statement[];
  /** Last statements of the batch, from the number of the import. */
  readonly after?: (n: number) => readonly Statement[];
}

/** What a change does to its concept, as an entry of a report. */
export const entryOf = ({ id, concept, before }: ConceptChange): ReportEntry => ({
  concept: id,
  key: conceptName(concept ?? before?.concept, id),
  result: concept === undefined ? "removed" : before === undefined ? "created" : "changed",
});

/**
 * Writes concepts as one import, in one batch with their history and the report. Relations to concepts that go away
 * follow, or go too. Then checks the units with the terms again.
 *
 * @returns the import with its report
 *
 * @throws {Problem} `disk-full`, `overloaded`, `read-only`
 * @throws {StorageError} `isStaleConcept`: somebody else changed one of the concepts since it was read
 */
export async function commitConcepts(
  context: Context,
  actor: Actor,
  { kind, changes: wanted, report: wantedReport, about, facts, also, after }: GlossaryCommit,
): Promise<{ readonly entry: Import; readonly report: readonly ReportEntry[] }> {
  const { storage } = context;
  const isRemoval = wanted.some(({ concept }) => concept === undefined);
  const changes = isRemoval
    ? withRelationsFollowing(wanted, (await currentGlossary(context)).concepts)
    : wanted;
  const named = new Set(wanted.map(({ id }) => id));
  const report = [
    ...(wantedReport ?? wanted.map(entryOf)),
    ...changes.filter(({ id }) => !named.has(id)).map(entryOf),
  ];
  const n = await reserve(storage, "import").catch((error: unknown) => {
    throw asProblem(error);
  });
  const next = await nextVersions(
    storage,
    changes.map(({ id }) => id),
  );
  const writes = changes.map((change) => ({ ...change, version: next.get(change.id) ?? 1 }));
  const [only, another] = wanted;
  const entry: Import = {
    ...OF_GLOSSARY,
    n,
    kind,
    ...authorship(actor),
    time: context.now().toISOString(),
    ...facts,
    ...(only !== undefined && another === undefined && { concept: only.id }),
    counts: countResults(report),
  };
  const concerned = changes.flatMap(({ concept, before }) =>
    [concept, before?.concept].filter((found) => found !== undefined),
  );
  await write(storage, [
    insertImport(entry),
    ...insertReport(n, report),
    ...writeConcepts(writes, { ...entry, import: n }),
    ...(about === undefined ? [] : updateGlossaryAbout(n, about)),
    ...insertRecheck(concerned),
    ...writes.flatMap(({ id, version }) => also?.(id, version) ?? []),
    ...(after?.(n) ?? []),
  ]);
  await context.index.committed?.([], n);
  await recheckPending(context);
  return { entry, report };
}

/** A concept after a write, with the id of the import; `null` when there was nothing to write. */
export interface WrittenConcept extends ConceptView {
  readonly import: string | null;
}

/** The same for changes that an author made to versions that they saw. @throws {Problem} `stale-version` */
export async function saveConcepts(context: Context, actor: Actor, commit: GlossaryCommit): Promise<string> {
  try {
    return importId((await commitConcepts(context, actor, commit)).entry.n);
  } catch (error) {
    if (!isStaleConcept(error)) throw error;
    throw new Problem("stale-version", { wanted: commit.changes[0]?.before?.version ?? 0, found: "?" });
  }
}

/** The same for one concept that stays. @throws {Problem} `stale-version` */
export async function saveConcept(
  context: Context,
  actor: Actor,
  { change, ...commit }: Omit<GlossaryCommit, "changes"> & { readonly change: ConceptChange },
): Promise<WrittenConcept> {
  const made = await saveConcepts(context, actor, { ...commit, changes: [change] });
  return { ...conceptView(await storedConcept(context, change.id)), import: made };
}
