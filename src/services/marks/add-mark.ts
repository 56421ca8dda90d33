import type { Language } from "../../domain/language.ts";
import type { MarkCategory, MarkSeverity } from "../../domain/mark.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { isAtVersion } from "../../domain/unit.ts";
import { write } from "../../storage/problems.ts";
import { reserve } from "../../storage/rows/counter.ts";
import { countMarks, insertMark } from "../../storage/rows/marks.ts";
import type { Actor, Context } from "../context.ts";
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

/**
 * Marks an error in a text.
 *
 * @throws {Problem} `not-found` (unit, or its text in this language); `invalid-fields` for a stretch that is empty, ends
 *   outside the text or cuts a character; `stale-version`; `too-many-marks`; `disk-full`, `read-only`, `overloaded`
 */
export async function addMark(
  context: Context,
  actor: Actor,
  id: string,
  { language, start = 0, version, comment = "", ...wanted }: NewMark,
): Promise<MarkView> {
  const unit = await visibleUnit(context, actor, id);
  const variant = unit.variants[language];
  if (variant === undefined) throw new Problem("not-found", { what: `${id} ${language}` });
  if (version !== undefined && !isAtVersion(variant, version))
    throw new Problem("stale-version", { wanted: version, found: variant.version }, { unit: id, language });
  const text = plainText(variant.content);
  const end = wanted.end ?? text.length;
  if (!isBetweenCharacters(text, start)) throw new Problem("invalid-fields", {}, { field: "start" });
  if (end <= start || !isBetweenCharacters(text, end))
    throw new Problem("invalid-fields", {}, { field: "end" });
  const { storage } = context;
  if ((await countMarks(storage, unit.n)) >= MOST_MARKS)
    throw new Problem("too-many-marks", { most: MOST_MARKS }, { unit: id });
  const mark = {
    n: await reserve(storage, "mark"),
    unit: unit.n,
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
    time: context.now().toISOString(),
    removed: null,
    removedBy: null,
  };
  await write(storage, [insertMark(mark)]);
  const [view] = await markViews(context, [mark]);
  if (view === undefined) throw new Problem("not-found", { what: id });
  return view;
}

/** True for an offset in the text that does not cut a character in two. */
const isBetweenCharacters = (text: string, at: number): boolean =>
  at === 0 || (at > 0 && at <= text.length && (text.codePointAt(at - 1) ?? 0) <= 0xffff);
