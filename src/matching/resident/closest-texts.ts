import type { Candidate, Probe } from "../candidates.ts";
import { collectGrams, newGrams, signCount } from "../grams.ts";
import { type CodePoints, codePoints, type Distance, distanceTo, editsAllowed } from "../similarity.ts";
import type { EncodedDistance } from "./encoded-distance.ts";
import { type Encoded, LOCATED } from "./text-store.ts";
import { hashesOf, sameLetters, type TextTable } from "./text-table.ts";

/** How much one probe may cost, against what it may miss. */
export interface Tuning {
  /**
   * Texts that one probe compares: `perRoot` times the square root of how many there are, within these bounds. The
   * more texts there are, the more share as much with a query as its best match does.
   */
  readonly compare: { readonly perRoot: number; readonly least: number; readonly most: number };
  /** Texts compared after the last useful one, once one is as similar as `good`. */
  readonly enough: number;
  readonly good: number;
  /** Machine words of the edit matrix that comparing may fill, for probes up to `LONG` code points and for longer ones. */
  readonly work: number;
  readonly longWork: number;
}

export const TUNING: Tuning = {
  compare: { perRoot: 0.8, least: 300, most: 2000 },
  enough: 200,
  good: 0.7,
  work: 400_000,
  longWork: 16_000_000,
};

/** Which units are of use. */
export interface Useful {
  /** Has one of the targets. */
  readonly direct: (n: number) => boolean;
  /** Lacks a target, but has a language that leads there; `undefined` where there are no such units. */
  readonly partial: ((n: number) => boolean) | undefined;
  /** Equal for units with the same targets, and hardly ever for others. */
  readonly targetsOf: (n: number) => string;
}

export interface Found {
  readonly direct: Candidate[];
  readonly partial: Candidate[];
}

export interface Effort {
  /** Texts whose sketches were counted. */
  counted: number;
  /** Texts that were compared. */
  compared: number;
  /** Machine words of edit matrices that comparing filled. */
  words: number;
}

/** Exact texts given beside the closest ones: they may have different targets. */
const EXACT = 64;
/** Exact texts that are looked at for targets other than those of the newest ones. */
const EXACT_VISITED = 20_000;
/** Texts with the same letters given beside the closest ones: their numbers may be adapted. */
const SAME_LETTERS = 8;
/** Units without the target that are given. */
const PARTIAL = 4;

/**
 * The units of one language whose texts are equal to a probe's, and those whose texts are closest to it.
 *
 * @param effort is added to
 * @param share part of the full work that a long probe may take, 0 … 1
 */
export function closestTexts(
  table: TextTable,
  encoded: EncodedDistance,
  tuning: Tuning,
  probe: Probe,
  useful: Useful,
  effort: Effort,
  share: number,
): Found {
  const points = codePoints(probe.text);
  const hashes = hashesOf(probe.text);
  const found: Found = { direct: [], partial: [] };
  findEqual(table, probe, points, hashes, useful, found);
  if (probe.least >= 1 || found.direct.length >= probe.limit) return found;
  const { slots, counted } = nearestSketches(table, tuning, probe, points.length);
  effort.counted += counted;
  const comparison = comparisonWith(table, encoded, tuning, probe, points, share);
  effort.compared += findClose(table, comparison, slots, tuning, probe, hashes, useful, found);
  effort.words += comparison.filled();
  return found;
}

function findEqual(
  table: TextTable,
  { equal = EXACT }: Probe,
  points: CodePoints,
  hashes: number,
  { direct, partial, targetsOf }: Useful,
  found: Found,
): void {
  const offered = new Set<string>();
  let visited = 0;
  for (const slot of table.equalTo(points, hashes)) {
    if (visited++ === EXACT_VISITED || found.direct.length === 2 * equal) break;
    const n = table.unitAt(slot);
    if (partial?.(n) === true && found.partial.length < PARTIAL) found.partial.push({ n, exact: true });
    if (!direct(n)) continue;
    const targets = targetsOf(n);
    if (found.direct.length < equal || !offered.has(targets)) found.direct.push({ n, exact: true });
    offered.add(targets);
  }
}

const plainGrams = newGrams();
const pairedGrams = newGrams();

/** Slots of the texts whose sketches share most with the probe's, most promising first. */
function nearestSketches(table: TextTable, tuning: Tuning, { text, least }: Probe, length: number) {
  const signs = signCount(text);
  const { compare } = tuning;
  const wanted = Math.round(compare.perRoot * Math.sqrt(table.size()));
  return table.sketched().nearest(
    { paired: collectGrams(text, pairedGrams, true), plain: collectGrams(text, plainGrams, false) },
    {
      own: signs,
      // Edits that the threshold allows, as signs; one more, for short texts that differ in punctuation alone.
      shortest: Math.max(0, Math.floor(signs - length * (1 - least)) - 1),
      longest: Math.ceil(signs + length * (1 / least - 1)) + 1,
    },
    Math.max(compare.least, Math.min(compare.most, wanted)),
  );
}

/** Compares one query with texts of the table, as long as its work lasts. */
interface Comparison {
  readonly points: CodePoints;
  /** Whether the work that a probe may take is done. */
  readonly isExhausted: () => boolean;
  /** Machine words of the edit matrix that were filled. */
  readonly filled: () => number;
  edits(slot: number, text: Encoded, limit: number): number;
  /** The order in which texts are compared. */
  order(slots: Uint32Array): ArrayLike<number>;
}

function comparisonWith(
  table: TextTable,
  encoded: EncodedDistance,
  tuning: Tuning,
  { language }: Probe,
  points: CodePoints,
  share: number,
): Comparison {
  const texts = table.texts();
  const isEncoded = encoded.prepare(points, language === "zh");
  const isLong = points.length > LONG;
  const most = isLong ? tuning.longWork * share : tuning.work;
  let filled = 0;
  const blocks = Math.ceil(points.length / 64);
  let distance: Distance | undefined;
  return {
    points,
    isExhausted: () => filled >= most,
    filled: () => filled,
    edits(slot, { from, until, length }, limit) {
      if (isEncoded) {
        filled += length * blocks;
        return encoded.edits(from, until, limit);
      }
      filled += (Math.min(length, 2 * limit + 64) * points.length) >>> 5;
      distance ??= distanceTo(points);
      return distance(texts.read(table.addressAt(slot)), limit);
    },
    order: (slots) =>
      isLong
        ? closestEndsFirst(table, points, slots.subarray(0, Math.max(LEAST_ORDERED, ORDERED * share)))
        : slots,
  };
}

/** Code points at the beginning and the end of long texts by which they are put in order. */
const ENDS = 256;
/** Code points above which a probe is long. */
const LONG = 2 * ENDS;
/** Long texts that are put in order by them: with all the work that a probe may take, and at least. */
const ORDERED = 1000;
const LEAST_ORDERED = 32;

/**
 * Comparing long texts is expensive, and long texts of one vocabulary share all their grams. So those whose beginning
 * and end are closest to the query's come first; where both sums are equal, the order stays.
 */
function closestEndsFirst(table: TextTable, points: CodePoints, slots: Uint32Array): number[] {
  const texts = table.texts();
  const first = distanceTo(pieceFrom(points, 0));
  const last = distanceTo(pieceFrom(points, points.length - ENDS));
  return Array.from(slots, (slot) => {
    const text = texts.read(table.addressAt(slot));
    const end = pieceFrom(text, Math.max(0, text.length - ENDS));
    return { slot, edits: first(pieceFrom(text, 0), ENDS) + last(end, ENDS) };
  })
    .sort((a, b) => a.edits - b.edits)
    .map(({ slot }) => slot);
}

const pieceFrom = ({ codes, length }: CodePoints, from: number): CodePoints => {
  const until = Math.min(length, from + ENDS);
  return { codes: codes.subarray(from, until), length: until - from };
};

interface Close {
  readonly n: number;
  readonly similarity: number;
}

const closerFirst = (a: Close, b: Close): number => b.similarity - a.similarity || a.n - b.n;

/** Addresses of the texts that are compared next. */
const addresses = new Uint32Array(LOCATED);

/** Adds the units with the closest texts. @returns how many texts were compared */
function findClose(
  table: TextTable,
  comparison: Comparison,
  slots: Uint32Array,
  tuning: Tuning,
  probe: Probe,
  hashes: number,
  { direct, partial }: Useful,
  found: Found,
): number {
  const { points } = comparison;
  const texts = table.texts();
  const order = comparison.order(slots);
  const best: Close[] = [];
  const likeButForNumbers: Close[] = [];
  /** Least similarity that is of use still. */
  let bar = probe.least;
  let closest = found.direct.length > 0 ? 1 : 0;
  let lastUseful = 0;
  let compared = 0;
  let located: readonly Encoded[] = [];
  for (let at = 0; at < order.length; at += 1) {
    if (at % LOCATED === 0) {
      const count = Math.min(order.length - at, LOCATED);
      for (let next = 0; next < count; next += 1)
        addresses[next] = table.addressAt(order[at + next] as number);
      located = texts.locateAll(addresses.subarray(0, count));
    }
    if (comparison.isExhausted() || (at - lastUseful >= tuning.enough && closest >= tuning.good)) break;
    const slot = order[at] as number;
    const text = located[at % LOCATED] as Encoded;
    const { length } = text;
    // Numbers and punctuation alone may make more difference than the threshold allows.
    const isLike = sameLetters(table.hashesAt(slot), hashes);
    const wantsPartial = partial !== undefined && found.partial.length < PARTIAL;
    const limit = editsAllowed(length, points.length, isLike ? 0 : wantsPartial ? probe.least : bar);
    if (Math.abs(length - points.length) > limit) continue;
    compared += 1;
    const edits = comparison.edits(slot, text, limit);
    // Equal texts were found by their hash.
    if (edits === 0 || edits > limit) continue;
    const n = table.unitAt(slot);
    if (wantsPartial && partial(n)) found.partial.push({ n, exact: false });
    if (!direct(n)) continue;
    const close = { n, similarity: 1 - edits / Math.max(length, points.length) };
    if (isLike) {
      likeButForNumbers.push(close);
      continue;
    }
    lastUseful = at;
    closest = Math.max(closest, close.similarity);
    best.push(close);
    if (best.length > 2 * probe.limit) {
      best.sort(closerFirst);
      best.length = probe.limit;
      bar = Math.max(bar, best.at(-1)?.similarity ?? 0);
    }
  }
  for (const n of chosenOf(best, likeButForNumbers, probe.limit)) found.direct.push({ n, exact: false });
  return compared;
}

/** The closest units, and beyond the limit some that numbers and punctuation alone tell apart. */
function chosenOf(best: readonly Close[], likeButForNumbers: readonly Close[], limit: number): number[] {
  const close = [...best, ...likeButForNumbers].sort(closerFirst);
  const chosen = close.slice(0, limit);
  const inside = new Set(chosen);
  const more = likeButForNumbers.toSorted(closerFirst).slice(0, SAME_LETTERS);
  return [...chosen, ...more.filter((one) => !inside.has(one))].map(({ n }) => n);
}
