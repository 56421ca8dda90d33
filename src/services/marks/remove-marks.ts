import { Problem } from "../../domain/problem.ts";
import { marksByNumber, type StoredMark } from "../../storage/rows/marks.ts";
import { unitsByNumber } from "../../storage/rows/units.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { type Decided, writeDecisions } from "../imports/decide.ts";
import { assertRoom } from "./add-mark.ts";
import { markId, markNumber, type MarkView, markViews } from "./mark-view.ts";

/** Marks after they were taken away or put back. */
export interface RemovedMarks {
  /** `null` when nothing was written: a preview, or all of it was so already. */
  readonly import: string | null;
  readonly items: MarkView[];
}

/**
 * Takes marks away, or puts marks back that were taken away, as one import: all of them, or none if one does not exist.
 * What is so already stays as it is.
 *
 * @param ids repeated ids count once
 * @throws {Problem} `not-found`; `too-many-marks`; `collection-read-only`, `disk-full`, `read-only`, `overloaded`
 */
export async function removeMarks(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  isRemoved: boolean,
  { dryRun = false }: { readonly dryRun?: boolean | undefined } = {},
): Promise<RemovedMarks> {
  const { storage } = context;
  const numbers = [...new Set(ids.flatMap((id) => markNumber(id) ?? []))];
  const wanted = await visibleMarks(context, actor, ids, numbers);
  const ofUnit = Map.groupBy(wanted, ({ unit }) => unit);
  const stamp = isRemoved ? { time: context.now().toISOString(), author: actor.name } : null;
  const written = await writeDecisions(context, actor, {
    kind: "mark",
    units: [...ofUnit.keys()],
    dryRun,
    decide: async (units) => {
      const own = units.flatMap((unit) => ofUnit.get(unit.n) ?? []).map(({ n }) => n);
      const marks = await marksByNumber(storage, own);
      const changed = marks.filter(({ removed }) => (removed === null) === isRemoved);
      if (!isRemoved) await assertRoom(context, changed);
      return changed.map(({ n, unit, removed, removedBy }): Decided => ({
        kind: "mark",
        unit,
        name: String(n),
        before: removed === null ? null : { time: removed, author: removedBy ?? "" },
        after: stamp,
      }));
    },
  });
  const marks = dryRun
    ? wanted.map((mark) =>
        (mark.removed === null) === isRemoved
          ? { ...mark, removed: stamp?.time ?? null, removedBy: stamp?.author ?? null }
          : mark,
      )
    : await marksByNumber(storage, numbers);
  return { import: written.import, items: await markViews(context, marks) };
}

/** The marks with these ids. @throws {Problem} `not-found` for one that is not there, or that the actor may not see */
async function visibleMarks(
  { storage }: Context,
  actor: Actor,
  ids: readonly string[],
  numbers: readonly number[],
): Promise<StoredMark[]> {
  const marks = await marksByNumber(storage, numbers);
  const units = await unitsByNumber(storage, [...new Set(marks.map(({ unit }) => unit))]);
  const collections = new Map(units.map(({ n, collection }) => [n, collection]));
  const known = new Set<string>();
  for (const { n, unit } of marks) {
    const collection = collections.get(unit);
    if (collection === undefined) continue;
    assertVisible(actor, collection, markId(n));
    known.add(markId(n));
  }
  for (const id of ids) if (!known.has(id)) throw new Problem("not-found", { what: id });
  return marks;
}
