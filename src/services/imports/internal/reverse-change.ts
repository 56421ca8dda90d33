import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { isPlace, setAsideKey } from "../../../domain/set-aside.ts";
import { sameContent } from "../../../domain/segment.ts";
import { followStates, type Variant, writtenAt } from "../../../domain/unit.ts";
import type { UnitChange } from "../../../storage/index/match-index.ts";
import type { Change } from "../../../storage/rows/changes.ts";
import type { ReportEntry, UnitPart } from "../../../storage/rows/import-reports.ts";
import { type StoredUnit, unitId } from "../../../storage/rows/units.ts";
import { stateAfter } from "../../units/past-variants.ts";

/** Change of one unit by an undo, and its entry in the report. */
export interface Reversal {
  readonly entry: ReportEntry;
  readonly change?: UnitChange;
}

/** A unit that an import changed, with its history. */
export interface ChangedUnit {
  readonly change: Change;
  /** Changes after the import, oldest first. */
  readonly later: readonly Change[];
  /** The current unit; `undefined` when it is deleted. */
  readonly current: StoredUnit | undefined;
  /** Id of the document. */
  readonly document: string;
  /** Parts that an earlier undo left; the others are not touched again. Absent: all parts. */
  readonly open?: ReadonlySet<UnitPart>;
  /**
   * For a document whose sentences are numbered by their places. They are kept when a later import has numbered them
   * anew: its file is the template, and places of two versions would be none.
   */
  readonly places?: "restored" | "kept";
}

/**
 * Undoes an import for one unit, part by part. A part that nobody has changed since is restored. A part that somebody
 * has changed stays, and the report names it unless it already equals the old part.
 *
 * @param taken keys of existing units; a deleted unit with such a key cannot be restored
 */
export function reverseChange(unit: ChangedUnit, taken: ReadonlySet<string>): Reversal {
  const { change, later, current, open } = unit;
  const [next] = later;
  const deletes = change.whole !== undefined && (next === undefined ? current === undefined : next.creates);
  if (deletes) return putBack(unit, taken);
  if (change.creates) return takeAway(unit);
  // Somebody has deleted the unit since the import.
  if (current === undefined) return left(keyOf(unit), unitId(change.unit), [...(open ?? ["unit" as const])]);
  return restoreParts(unit, current);
}

function putBack({ change, current, document }: ChangedUnit, taken: ReadonlySet<string>): Reversal {
  const { whole } = change;
  if (whole === undefined) throw new Error("the history of a deleted unit lacks the unit");
  if (current !== undefined) return { entry: { unit: current.id, key: current.key, result: "same" } };
  if (taken.has(whole.key)) return left(whole.key, undefined, ["unit"]);
  const put = { ...whole, document, version: change.version + 1 };
  return { entry: { unit: put.id, key: put.key, result: "created" }, change: { after: put } };
}

function takeAway(unit: ChangedUnit): Reversal {
  const { change, later, current } = unit;
  if (current === undefined) {
    return { entry: { unit: unitId(change.unit), key: keyOf(unit), result: "same" } };
  }
  // A new place or a deleted text is no work that the undo could lose.
  const others: UnitPart[] = LANGUAGES.filter((language) => {
    const is = current.variants[language];
    return is !== undefined && !isSameVersion(stateAfter(current, later, language), is);
  });
  const made = frameAfter(current, later);
  if (unit.places === "kept" && isPlace(current.key)) others.push("order");
  if (current.notes.length > 0 && !sameNotes(made, current)) others.push("notes");
  if (current.context !== undefined && made.context !== current.context) others.push("context");
  if (others.length > 0) {
    const { entry } = left(current.key, current.id, others);
    // The file that brought its sentence counts no more, and another unit may get its key back.
    if (unit.places !== "restored" || !isPlace(current.key)) return { entry };
    const after = { ...current, key: setAsideKey(current.id), version: current.version + 1 };
    return { entry, change: { before: current, after } };
  }
  return { entry: { unit: current.id, key: current.key, result: "removed" }, change: { before: current } };
}

function restoreParts({ change, later, places, open }: ChangedUnit, current: StoredUnit): Reversal {
  const isOpen = (part: UnitPart): boolean => open?.has(part) ?? true;
  const version = current.version + 1;
  const variants: { [language in Language]?: Variant } = { ...current.variants };
  const unrestored: UnitPart[] = [];
  let restored = false;
  for (const language of LANGUAGES) {
    const before = change.before[language];
    if (before === undefined || !isOpen(language)) continue;
    const is = current.variants[language] ?? null;
    if (isEqual(is, before)) continue;
    const made = stateAfter(current, later, language);
    if (!isSameVersion(made, is)) {
      // A text that only followed its source was not changed by the import.
      if (!isSameVersion(before, made)) unrestored.push(language);
      continue;
    }
    restored = true;
    if (before === null) delete variants[language];
    else variants[language] = { ...before, version, restores: writtenAt(before) };
  }
  let { key, notes, context, order } = current;
  if (change.whole !== undefined) {
    const before = change.whole;
    const made = frameAfter(current, later);
    if (isOpen("notes") && !sameNotes(before, made) && !sameNotes(before, current)) {
      if (sameNotes(made, current)) notes = before.notes;
      else unrestored.push("notes");
    }
    if (isOpen("context") && before.context !== made.context && before.context !== current.context) {
      if (made.context === current.context) context = before.context;
      else unrestored.push("context");
    }
    if (isOpen("order") && before.order !== made.order && before.order !== current.order) {
      if (made.order === current.order) order = before.order;
      else unrestored.push("order");
    }
    if (isOpen("order") && before.key !== current.key && before.key !== made.key) {
      if (places === "restored") key = before.key;
      else if (!unrestored.includes("order")) unrestored.push("order");
    }
    restored ||=
      key !== current.key ||
      notes !== current.notes ||
      context !== current.context ||
      order !== current.order;
  }
  const named = { unit: current.id, key: current.key };
  if (!restored) {
    if (unrestored.length > 0) return left(current.key, current.id, unrestored);
    return { entry: { ...named, result: "same" } };
  }
  const { context: _, ...rest } = current;
  const after: StoredUnit = {
    ...rest,
    ...(context === undefined ? {} : { context }),
    key,
    notes,
    order,
    version,
    variants,
  };
  const entry: ReportEntry =
    unrestored.length > 0 ? left(current.key, current.id, unrestored).entry : { ...named, result: "changed" };
  return { entry, change: { before: current, after: followStates(current, after) } };
}

type Frame = Pick<StoredUnit, "key" | "notes" | "context" | "order">;

/** Key, notes, context and place of a unit before its later changes. */
const frameAfter = (current: StoredUnit, later: readonly Change[]): Frame =>
  later.find(({ whole }) => whole !== undefined)?.whole ?? current;

const sameNotes = (a: Frame, b: Frame): boolean => JSON.stringify(a.notes) === JSON.stringify(b.notes);

/** True when both are the same version, also when an undo brought one of them back. */
const isSameVersion = (a: Variant | null, b: Variant | null): boolean =>
  a === null || b === null ? a === b : writtenAt(a) === writtenAt(b);

const isEqual = (a: Variant | null, b: Variant | null): boolean =>
  a === null || b === null
    ? a === b
    : sameContent(a.content, b.content) && a.state === b.state && a.subState === b.subState;

/** Key of a unit; for a deleted unit it comes from the history. */
const keyOf = ({ change, later, current }: ChangedUnit): string =>
  current?.key ?? [change, ...later].findLast(({ whole }) => whole !== undefined)?.whole?.key ?? "";

/** Leaves parts that somebody changed later, and names them in the report. */
function left(key: string, unit: string | undefined, unrestored: readonly UnitPart[]): Reversal {
  const problem = { code: "unit-changed-since", params: { key } } as const;
  return {
    entry: { ...(unit === undefined ? {} : { unit }), key, result: "conflict", unrestored, problem },
  };
}
