import { relationKey } from "../../domain/concept-relations.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { Problem } from "../../domain/problem.ts";
import {
  aboutChangeOf,
  conceptsNamed,
  conceptsOfImport,
  type GlossaryAbout,
  glossaryAbout,
  isStaleConcept,
  type StoredConcept,
} from "../../storage/rows/concepts.ts";
import { CONCEPT_PARTS, readReport, type ReportEntry } from "../../storage/rows/import-reports.ts";
import { findImport, importId, isUndoneAlready, markUndone } from "../../storage/rows/imports.ts";
import type { Actor, Context } from "../context.ts";
import { countResults, type ImportReport, nothingRestored, reportOf } from "../imports/import-report.ts";
import { leftParts } from "../imports/left-parts.ts";
import { retryOn } from "../imports/retry.ts";
import { type UndoFacts, undoFacts } from "../imports/undo-import.ts";
import { currentGlossary } from "./current-glossary.ts";
import { commitConcepts, type ConceptChange } from "./internal/commit-concepts.ts";
import { conceptName } from "./concept-name.ts";
import { withRelations } from "./internal/relations.ts";
import { reverseConcept } from "./internal/reverse-concept.ts";

/**
 * Undoes a write to the glossary, as a new import that can be undone too. Parts of concepts that somebody has changed
 * since stay, and the report names them; it can be asked for again, and restores those that are free by then. An undo
 * that can restore nothing writes nothing.
 *
 * @param n number of the import
 * @param options `approves`: whether the actor may change approved concepts; true by default
 * @throws {Problem} `not-found`, `already-undone`, `forbidden` (it reaches approved concepts), `overloaded`
 */
export async function undoGlossaryImport(
  context: Context,
  actor: Actor,
  n: number,
  options: UndoFacts & { readonly approves?: boolean | undefined } = {},
): Promise<ImportReport> {
  return retryOn(isStaleConcept, () => attempt(context, actor, n, options)).catch((error: unknown) => {
    throw isUndoneAlready(error) ? new Problem("already-undone", { what: importId(n) }) : error;
  });
}

async function attempt(
  context: Context,
  actor: Actor,
  n: number,
  { approves = true, ...facts }: UndoFacts & { readonly approves?: boolean | undefined },
): Promise<ImportReport> {
  const { storage } = context;
  const entry = await findImport(storage, n);
  if (entry === undefined) throw new Problem("not-found", { what: importId(n) });
  const earlier = await leftParts(context, entry);
  const touched = (await touchedConcepts(context, n)).filter((id) => earlier?.has(id) ?? true);
  const current = await conceptsNamed(storage, touched);
  const reversed: ConceptChange[] = [];
  const report: ReportEntry[] = [];
  for (const { id, before, after } of await conceptsOfImport(storage, n, touched)) {
    const stored = current.get(id);
    const { result, concept, ...left } = reverseConcept({
      ...{ before, after, current: stored?.concept },
      open: openParts(earlier?.get(id)),
    });
    const key = conceptName(stored?.concept ?? before ?? after, id);
    const problem = { code: "concept-conflict", params: { concept: key } } as const;
    report.push({ concept: id, key, result, ...left, ...(result === "conflict" ? { problem } : {}) });
    if (concept === undefined) continue;
    reversed.push({
      id,
      ...(concept === null ? {} : { concept }),
      ...(stored === undefined ? {} : { before: stored }),
    });
  }
  nameDangling(reversed, report, (await currentGlossary(context)).concepts);
  const changes = reversed.filter(
    ({ concept, before }) => canonicalJson(concept) !== canonicalJson(before?.concept),
  );
  if (!approves && changes.some(reachesApproved)) throw new Problem("forbidden");
  const isAboutOpen =
    earlier === undefined || [...earlier.values()].some(({ unrestored }) => unrestored?.includes("about"));
  const about = isAboutOpen ? await reversedAbout(context, n) : undefined;
  if (about !== undefined) report.push(about.entry);
  const counts = countResults(report);
  const isForced = earlier === undefined && facts.partOf !== undefined;
  if (counts.conflict > 0 && changes.length === 0 && about?.restored === undefined && !isForced)
    return nothingRestored(counts, report);
  const undoing = await commitConcepts(context, actor, {
    kind: "undo",
    changes,
    report,
    about: about?.restored,
    facts: { undoes: n, ...undoFacts(facts) },
    after: (by) => (earlier === undefined ? [markUndone(n, by)] : []),
  });
  return reportOf(undoing.entry, undoing.report);
}

/** Parts of a concept that an earlier undo left. */
const openParts = (left: ReportEntry | undefined) =>
  left && {
    unrestored: CONCEPT_PARTS.filter((part) => left.unrestored?.includes(part)),
    ...(left.unrestoredTerms === undefined ? {} : { unrestoredTerms: left.unrestoredTerms }),
  };

/** Takes out restored relations to concepts that are not there any more, and names them in the report. */
function nameDangling(
  changes: ConceptChange[],
  report: ReportEntry[],
  concepts: ReadonlyMap<string, StoredConcept>,
): void {
  const written = new Map(changes.map(({ id, concept }) => [id, concept !== undefined]));
  const isThere = (id: string): boolean => written.get(id) ?? concepts.has(id);
  for (const [at, change] of changes.entries()) {
    const { concept, id } = change;
    const had = new Set(change.before?.concept.relations?.map(relationKey));
    const kept = concept?.relations?.filter((one) => had.has(relationKey(one)) || isThere(one.concept));
    if (concept === undefined || kept === undefined || kept.length === concept.relations?.length) continue;
    changes[at] = { ...change, concept: withRelations(concept, kept) };
    const place = report.findIndex((entry) => entry.concept === id);
    const entry = report[place];
    if (entry === undefined) continue;
    const problem = { code: "concept-conflict", params: { concept: entry.key } } as const;
    const unrestored = [...new Set([...(entry.unrestored ?? []), "relations" as const])];
    report[place] = { ...entry, result: "conflict", unrestored, problem };
  }
}

const reachesApproved = ({ concept, before }: ConceptChange): boolean =>
  concept?.status === "approved" || before?.concept.status === "approved";

/** Ids of the concepts that an import changed, in the order of its report. */
async function touchedConcepts({ storage }: Context, n: number): Promise<string[]> {
  const entries = await readReport(storage, n);
  const ids = entries.flatMap(({ concept, result }) =>
    concept !== undefined && result !== "same" && result !== "rejected" ? [concept] : [],
  );
  return [...new Set(ids)];
}

/** What the undo does with what is said of the glossary as a whole; `undefined` when the import did not touch that. */
async function reversedAbout(
  { storage }: Context,
  n: number,
): Promise<{ readonly entry: ReportEntry; readonly restored?: GlossaryAbout } | undefined> {
  const change = await aboutChangeOf(storage, n);
  if (change === undefined) return undefined;
  const [before, after, current] = [change.before, change.after, await glossaryAbout(storage)].map(
    canonicalJson,
  );
  const key = change.before.title ?? change.after.title ?? "TBX";
  if (current === before) return { entry: { key, result: "same" } };
  if (current === after) return { entry: { key, result: "changed" }, restored: change.before };
  const problem = { code: "concept-conflict", params: { concept: key } } as const;
  return { entry: { key, result: "conflict", unrestored: ["about"], problem } };
}
