import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { Problem } from "../../domain/problem.ts";
import type { Storage } from "../../storage/port.ts";
import {
  allPartsOf,
  collectionsOfParts,
  findImport,
  importId,
  importNumber,
  isOfGlossary,
  partsOf,
  partsWithLeft,
  undoOfParts,
} from "../../storage/rows/imports.ts";
import { isVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { undoGlossaryImport } from "../glossary/undo-glossary-import.ts";
import {
  addCounts,
  countResults,
  type ImportReport,
  listedEntries,
  nothingRestored,
  reportOf,
} from "./import-report.ts";
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
 * large import needs several calls; each continues with the parts that are left, also after an interruption. What it
 * leaves because somebody has changed it since can be asked for again.
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
  const first = entry.partOf ?? entry.n;
  const parts = [...(await allPartsOf(context.storage, first)).toReversed(), first];
  if (isOfGlossary(entry)) {
    if (actor.collections !== undefined) throw new Problem("forbidden");
    const one = (n: number, partOf?: number) => undoGlossaryImport(context, actor, n, { approves, partOf });
    return undoParts(context, parts, one, {});
  }
  await assertAllVisible(context, actor, first);
  const isWhole = parts.length === 1;
  const one = (n: number, partOf?: number) =>
    undoImport(context, actor, importId(n), { partOf, proposal, ...(isWhole ? { progress } : {}) });
  return undoParts(context, parts, one, { end: Date.now() + budget, ...(isWhole ? {} : { progress }) });
}

/**
 * Undoes the parts of an import one by one. What was not undone yet goes first. When all was, the parts whose undos left
 * something are asked again, as an undo of its own.
 *
 * @param parts numbers of all parts, newest first
 * @param one undoes a part; it writes nothing where nothing is free, unless it continues another undo
 * @param control `end`: time after which no further part starts
 */
async function undoParts(
  { storage }: Context,
  parts: readonly number[],
  one: (n: number, partOf?: number) => Promise<ImportReport>,
  { end = Number.POSITIVE_INFINITY, progress }: { readonly end?: number; readonly progress?: Progress },
): Promise<WholeUndo> {
  const [first = 0] = parts.slice(-1);
  if (parts.length === 1) return { ...(await one(first)), remaining: 0 };
  const standing = new Set(await standingOf(storage, first));
  const wanted =
    standing.size > 0 ? parts.filter((n) => standing.has(n)) : await partsWithLeft(storage, first);
  let undo = standing.size > 0 ? await undoOfParts(storage, first) : undefined;
  const listed = listedEntries();
  let written = false;
  let blocked: ImportReport[] = [];
  const run = async (numbers: readonly number[]): Promise<{ stuck: number[]; remaining: number }> => {
    const stuck: number[] = [];
    blocked = [];
    for (const [at, n] of numbers.entries()) {
      if (written && Date.now() >= end) return { stuck, remaining: numbers.length - at + stuck.length };
      const report = await one(n, undo);
      if (report.import === null) {
        stuck.push(n);
        blocked.push(report);
      } else {
        written = true;
        undo ??= importNumber(report.import);
        listed.add(report.units);
      }
      progress?.(parts.length - numbers.length + at + 1, parts.length);
      await yieldToEventLoop();
    }
    return { stuck, remaining: 0 };
  };
  let { stuck, remaining } = await run(wanted.length > 0 ? wanted : [first]);
  // Parts where nothing is free belong to the undo that another part has begun.
  if (remaining === 0 && standing.size > 0 && undo !== undefined) ({ stuck, remaining } = await run(stuck));
  for (const { units } of blocked) listed.add(units);
  const stayed = blocked.map(({ counts }) => counts).reduce(addCounts, countResults([]));
  const whole = written && undo !== undefined ? await findImport(storage, undo) : undefined;
  if (whole === undefined) return { ...nothingRestored(stayed, listed.entries()), remaining };
  const report = { ...reportOf(whole, listed.entries()), undone: false };
  return { ...report, counts: addCounts(whole.counts, stayed), remaining };
}

/** Numbers of the parts that were not undone yet. */
async function standingOf(storage: Storage, first: number): Promise<number[]> {
  const head = await findImport(storage, first);
  return [...(await partsOf(storage, first)), ...(head?.undoneBy === undefined ? [first] : [])];
}

/** An import may have parts in several collections: who may not see all of them may not undo it. */
async function assertAllVisible({ storage }: Context, actor: Actor, first: number): Promise<void> {
  if (actor.collections === undefined) return;
  for (const collection of await collectionsOfParts(storage, first))
    if (!isVisible(actor, collection)) throw new Problem("forbidden");
}
