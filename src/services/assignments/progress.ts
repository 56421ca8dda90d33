import { isDone, isReady, type Target } from "../../domain/assignment.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";
import type { Language } from "../../domain/language.ts";
import { remember } from "../../domain/remember.ts";
import { plainText } from "../../domain/segment.ts";
import { isStale, meets } from "../../domain/unit.ts";
import { countOf } from "../../matching/leverage.ts";
import { type StoredAssignment, unitsUpTo } from "../../storage/rows/assignments.ts";
import {
  comparePlaces,
  type StoredUnit,
  unitId,
  type UnitPlace,
  unitsAfter,
} from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";

/** How far an assignment is. */
export interface Progress {
  /** Units of the part that have a source text. */
  readonly units: number;
  readonly done: number;
  /** Units that can be worked on now: a review waits for translations. */
  readonly ready: number;
  /** Units whose translation a reviewer has given back, and nobody has confirmed since. */
  readonly returned: number;
  /** Words of the source (characters in Chinese) of the units that are not done. */
  readonly words: number;
  /** The first unit to work on; `null` when there is none. */
  readonly next: string | null;
}

/** First or last unit of a part, with its number in the order of the document. */
export interface PartEnd {
  readonly unit: string;
  readonly number: number;
}

/** What is counted for an assignment. It holds until the document changes. */
export interface AssignmentCounts {
  /** Revision of the document that was read. */
  readonly revision: number;
  readonly progress: Progress;
  /** `null`: the whole document. */
  readonly part: { readonly first: PartEnd; readonly last: PartEnd } | null;
}

/** Units read at a time. */
const PAGE = 500;
/** Number of assignments whose counts are remembered. */
const REMEMBERED = 500;

/**
 * Counts the units of an assignment, and those before the ends of its part. They are read only if the document has
 * changed.
 */
export async function countsOf(context: Context, assignment: StoredAssignment): Promise<AssignmentCounts> {
  const { n, document, revision, part } = assignment;
  const remembered = context.memory.assignments;
  const known = remembered.get(n);
  if (known?.revision === revision) return known;
  const end = async (place: UnitPlace): Promise<PartEnd> => ({
    unit: unitId(place.n),
    number: await unitsUpTo(context.storage, document, place),
  });
  const counts = {
    revision,
    progress: await progressOf(context, assignment),
    part: part === null ? null : { first: await end(part.first), last: await end(part.last) },
  };
  remember(remembered, n, counts, REMEMBERED);
  return counts;
}

async function progressOf(context: Context, assignment: StoredAssignment): Promise<Progress> {
  const { source, target, step } = assignment;
  const sum = { units: 0, done: 0, ready: 0, returned: 0, words: 0, next: null as string | null };
  for await (const unit of unitsOfPart(context, assignment)) {
    const from = unit.variants[source];
    if (from === undefined || plainText(from.content).trim() === "") continue;
    const seen = targetOf(unit, target);
    sum.units += 1;
    if (isDone(step, seen)) {
      sum.done += 1;
      continue;
    }
    if (meets(unit, target, "returned")) sum.returned += 1;
    sum.words += countOf(from.content, source).words;
    if (!isReady(step, seen)) continue;
    sum.ready += 1;
    sum.next ??= unit.id;
  }
  return sum;
}

/** The text of a unit in a language, as far as it says what is left to do; `undefined` when there is none. */
export function targetOf(unit: StoredUnit, language: Language): Target | undefined {
  const variant = unit.variants[language];
  if (variant === undefined) return undefined;
  return { text: plainText(variant.content), state: variant.state, stale: isStale(unit, language) };
}

/** The units of an assignment in order. */
export async function* unitsOfPart(
  { storage }: Context,
  { document, documentId, part }: Pick<StoredAssignment, "document" | "documentId" | "part">,
): AsyncGenerator<StoredUnit> {
  let place = part === null ? { order: -1, n: -1 } : { order: part.first.order, n: part.first.n - 1 };
  for (;;) {
    const page = await unitsAfter(storage, { n: document, id: documentId }, place, PAGE);
    for (const unit of page) {
      if (part !== null && comparePlaces(unit, part.last) > 0) return;
      yield unit;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    place = last;
    await yieldToEventLoop();
  }
}
