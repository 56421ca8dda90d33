import type { Language } from "../../domain/language.ts";
import type { MarkCategory, MarkSeverity } from "../../domain/mark.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { isAtVersion } from "../../domain/unit.ts";
import { reserve } from "../../storage/rows/counter.ts";
import { countMarks, type StoredMark } from "../../storage/rows/marks.ts";
import { type StoredUnit, unitId } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { writeDecisions } from "../imports/decide.ts";
import { visibleUnit } from "../units/visible-unit.ts";
import { type MarkView, markViews, textHashOf } from "./mark-view.ts";

export interface NewMark {
  readonly language: Language;
  /** UTF-16 offsets into the text without codes; by default the whole text. */
  readonly start?: number;
  readonly end?: number;
  readonly category: MarkCategory;
  readonly severity: MarkSeverity;
  readonly comment?: string;
  /** Version of the text that the reviewer saw. Another text is not marked. */
  readonly version?: number;
}

/** Most marks that a unit may have at a time. */
export const MOST_MARKS = 200;

/** A mark that was added. In a preview its id is `m0`, which no mark has, and no import was written. */
export interface AddedMark extends MarkView {
  readonly import: string | null;
}

/**
 * Marks an error in a text, as one import.
 *
 * @throws {Problem} `not-found` (unit, or its text in this language); `invalid-fields` for a stretch that is empty, ends
 *   outside the text or cuts a character; `stale-version`; `too-many-marks`; `collection-read-only`, `disk-full`,
 *   `read-only`, `overloaded`
 */
export async function addMark(
  context: Context,
  actor: Actor,
  id: string,
  wanted: NewMark,
  { dryRun = false }: { readonly dryRun?: boolean | undefined } = {},
): Promise<AddedMark> {
  const { storage } = context;
  const { n: unit } = await visibleUnit(context, actor, id);
  const written = await writeDecisions(context, actor, {
    kind: "mark",
    units: [unit],
    dryRun,
    // The text and the number of marks are looked at again when somebody was faster.
    decide: async ([current]) => {
      if (current === undefined) throw new Problem("not-found", { what: id });
      const mark = await markOf(context, actor, current, wanted);
      await assertRoom(context, [mark]);
      const n = dryRun ? 0 : await reserve(storage, "mark");
      const name = String(n);
      return [{ kind: "mark", unit, name, before: "absent", after: null, mark: { ...mark, n } }];
    },
  });
  const marks = written.decisions.flatMap(({ mark }) => mark ?? []);
  const [view] = await markViews(context, marks);
  if (view === undefined) throw new Problem("not-found", { what: id });
  return { ...view, import: written.import };
}

/**
 * Refuses more marks than a unit may have.
 *
 * @param added marks that are to be added or put back
 * @throws {Problem} `too-many-marks`
 */
export async function assertRoom(
  { storage }: Context,
  added: readonly Pick<StoredMark, "unit">[],
): Promise<void> {
  const ofUnit = Map.groupBy(added, ({ unit }) => unit);
  const counts = await countMarks(storage, [...ofUnit.keys()]);
  for (const [unit, { length }] of ofUnit)
    if ((counts.get(unit) ?? 0) + length > MOST_MARKS)
      throw new Problem("too-many-marks", { most: MOST_MARKS }, { unit: unitId(unit) });
}

/** The mark without a number. @throws {Problem} the same as `addMark` about the text and the stretch */
async function markOf(
  { now }: Context,
  actor: Actor,
  { id, n: unit, variants }: StoredUnit,
  { language, start = 0, version, comment = "", ...wanted }: NewMark,
): Promise<Omit<StoredMark, "n">> {
  const variant = variants[language];
  if (variant === undefined) throw new Problem("not-found", { what: `${id} ${language}` });
  if (version !== undefined && !isAtVersion(variant, version))
    throw new Problem("stale-version", { wanted: version, found: variant.version }, { unit: id, language });
  const text = plainText(variant.content);
  const end = wanted.end ?? text.length;
  if (!isBetweenCharacters(text, start)) throw new Problem("invalid-fields", {}, { field: "start" });
  if (end <= start || !isBetweenCharacters(text, end))
    throw new Problem("invalid-fields", {}, { field: "end" });
  return {
    unit,
    language,
    version: variant.version,
    textHash: await textHashOf(text),
    start,
    end,
    stretch: text.slice(start, end),
    category: wanted.category,
    severity: wanted.severity,
    comment,
    author: actor.name,
    time: now().toISOString(),
    removed: null,
    removedBy: null,
  };
}

/** True for an offset in the text that does not cut a character in two. */
const isBetweenCharacters = (text: string, at: number): boolean =>
  at === 0 || (at > 0 && at <= text.length && (text.codePointAt(at - 1) ?? 0) <= 0xffff);
