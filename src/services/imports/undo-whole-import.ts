import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { Problem } from "../../domain/problem.ts";
import {
  allPartsOf,
  findImport,
  importId,
  importNumber,
  isOfGlossary,
  partsOf,
  undoOfParts,
} from "../../storage/rows/imports.ts";
import { isVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { undoGlossaryImport } from "../glossary/undo-glossary-import.ts";
import { addCounts, type ImportReport, listedEntries } from "./import-report.ts";
import type { Progress } from "./progress.ts";
import { undoImport } from "./undo-import.ts";
import { visibleImport } from "./visible-import.ts";

/** Time after which a call starts no further part, in milliseconds. */
const BUDGET = 20_000;

export interface WholeUndo extends ImportReport {
  /** Number of parts left for the next call; 0 when the undo is complete. */
  readonly remaining: number;
}

/**
 * Undoes an import with all of its parts, newest first, as one new import. The undo of each part is atomic. A very
 * large import needs several calls; each continues with the parts that are left, also after an interruption.
 *
 * @param id id of the import, or of one of its parts; all parts are undone in both cases
 * @param budget time after which no further part starts, in milliseconds
 * @param progress is told of parts, or of units where the import has no parts
 * @param approves whether the actor may change approved concepts; true by default
 * @param proposal number of the proposal that a program takes back
 * @throws {Problem} the same problems as `undoImport`; `forbidden` if it reaches into collections that the actor may not see
 */
export async function undoWholeImport(
  context: Context,
  actor: Actor,
  id: string,
  {
    budget = BUDGET,
    progress,
    approves,
    proposal,
  }: {
    readonly budget?: number;
    readonly progress?: Progress;
    readonly approves?: boolean;
    readonly proposal?: number | undefined;
  } = {},
): Promise<WholeUndo> {
  const entry = await visibleImport(context, actor, id);
  if (isOfGlossary(entry)) {
    if (actor.collections !== undefined) throw new Problem("forbidden");
    return undoWholeGlossaryImport(context, actor, entry.partOf ?? entry.n, approves);
  }
  const first = entry.partOf ?? entry.n;
  const parts = await partsOf(context.storage, first);
  await assertAllVisible(context, actor, [first, ...parts]);
  let undo = await undoOfParts(context.storage, first);
  if (parts.length === 0 && undo === undefined)
    return { ...(await undoImport(context, actor, importId(first), { progress, proposal })), remaining: 0 };
  const end = Date.now() + budget;
  const listed = listedEntries();
  const all = (await allPartsOf(context.storage, first)).length + 1;
  let remaining = parts.length + 1;
  let report: ImportReport | undefined;
  for (const n of [...parts, first]) {
    if (report !== undefined && Date.now() >= end) break;
    report = await undoImport(context, actor, importId(n), { partOf: undo, proposal });
    remaining -= 1;
    undo ??= report.import === null ? undefined : importNumber(report.import);
    listed.add(report.units);
    progress?.(all - remaining, all);
    await yieldToEventLoop();
  }
  const whole = undo === undefined ? undefined : await findImport(context.storage, undo);
  if (report === undefined || whole === undefined) throw new Problem("not-found", { what: id });
  return { ...report, import: importId(whole.n), counts: whole.counts, units: listed.entries(), remaining };
}

/** The same for a write to the glossary. It has few parts: the concepts that an agent proposed one by one. */
async function undoWholeGlossaryImport(
  context: Context,
  actor: Actor,
  first: number,
  approves?: boolean,
): Promise<WholeUndo> {
  const reports: ImportReport[] = [];
  let undo: number | undefined;
  for (const n of [...(await partsOf(context.storage, first)), first]) {
    const report = await undoGlossaryImport(context, actor, n, { approves, partOf: undo });
    undo ??= report.import === null ? undefined : importNumber(report.import);
    reports.push(report);
  }
  const [head] = reports;
  if (head === undefined) throw new Problem("not-found", { what: importId(first) });
  return {
    ...head,
    counts: reports.map(({ counts }) => counts).reduce(addCounts),
    units: reports.flatMap(({ units }) => units),
    remaining: 0,
  };
}

/** An import may have parts in several collections: who may not see all of them may not undo it. */
async function assertAllVisible(
  { storage }: Context,
  actor: Actor,
  numbers: readonly number[],
): Promise<void> {
  if (actor.collections === undefined) return;
  for (const n of numbers) {
    const entry = await findImport(storage, n);
    if (entry === undefined || !isVisible(actor, entry.collection)) throw new Problem("forbidden");
  }
}
