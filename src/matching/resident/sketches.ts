import type { Grams } from "../grams.ts";
import type { Arena } from "./arena.ts";
import { type BestEstimates, bestEstimates } from "./best-estimates.ts";
import {
  type BitCounter,
  bitCounterIn,
  MAX_COUNT,
  readRecords,
  RECORD_BYTES,
  ROWS_AT_ONCE,
} from "./bit-counters.ts";
import {
  BLOCK,
  BLOCK_BITS,
  BLOCK_BYTES,
  type Bucket,
  bucketOf,
  LAST_PAIRED,
  sketchBlocks,
  type SketchesState,
  strideOf,
  WIDEST,
} from "./sketch-blocks.ts";
import { chooseRows, distinctRows } from "./sketch-rows.ts";

/**
 * Sketches of texts as a matrix of bits: a column is a text, and each of its grams sets the bit of one row. Texts of
 * about one length share a bucket (matching/resident/sketch-blocks), whose rows are so many that about a fifth of the
 * bits is set. A query takes the rows of its own grams, the emptiest first (matching/resident/sketch-rows), and counts
 * how many of them each text has, for all texts of the lengths that it allows (matching/resident/bit-counters).
 *
 * So nothing depends on which grams are rare, and adding a text costs the same however many there are.
 */
export interface Sketches {
  /**
   * @param signs length of the text (`signCount`)
   * @returns the slot of the text, the lowest that is free in its block
   */
  add(grams: Grams, signs: number): number;
  remove(slot: number): void;
  /**
   * The texts that share most with a query, most promising first.
   *
   * @param signs of the query, and of the texts from `shortest` to `longest`
   * @param wanted about so many, if there are
   */
  nearest(grams: QueryGrams, signs: Signs, wanted: number): Nearest;
  /** Slots are below this. */
  readonly slots: () => number;
  readonly bytes: () => number;
  /** Gives the memory back; the sketches are of no use afterwards. */
  release(): void;
  readonly save: () => SketchesState;
}

export interface Nearest {
  /** Valid until the next call. */
  readonly slots: Uint32Array;
  /** Texts of the lengths that were looked at. */
  readonly counted: number;
}

/** Grams of one query with its pairs of letters, for texts that have them (`hasPairs`), and without, for others. */
export interface QueryGrams {
  readonly paired: Grams;
  readonly plain: Grams;
}

export interface Signs {
  readonly own: number;
  readonly shortest: number;
  readonly longest: number;
}

/** What counting needs beside the sketches, shared by the languages. */
export interface CountingSpace {
  readonly count: BitCounter;
  /** Address of the list of rows. */
  readonly list: number;
  /** Address of the records of one span. */
  readonly records: number;
  readonly best: BestEstimates;
}

export function countingSpace(memory: Arena, count = bitCounterIn(memory.memory())): CountingSpace {
  return {
    list: memory.allocate(4 * (MAX_COUNT + ROWS_AT_ONCE)),
    records: memory.allocate(WIDEST * (BLOCK_BYTES / 16) * RECORD_BYTES),
    count,
    best: bestEstimates(),
  };
}

/**
 * @param gramsPerSign grams of a text for each of its signs
 * @param saved state of sketches that are in the arena already
 */
export function sketches(
  memory: Arena,
  space: CountingSpace,
  gramsPerSign: number,
  saved?: SketchesState,
): Sketches {
  const { best } = space;
  const blocks = sketchBlocks(memory, gramsPerSign, saved);
  return {
    add: (grams, signs) => blocks.add(bucketOf(signs), (bucket) => distinctRows(grams, bucket)),
    remove: blocks.remove,
    nearest({ paired, plain }, { own, shortest, longest }, wanted) {
      // A low threshold allows texts that are longer than all that there are, or even infinitely long.
      const [from, until] = [bucketOf(shortest), Math.min(bucketOf(longest), blocks.end() - 1)];
      let total = 0;
      for (let at = from; at <= until; at += 1) total += blocks.bucket(at)?.texts ?? 0;
      best.begin(wanted, total);
      let seen = 0;
      for (const at of nearestFirst(from, until, bucketOf(own))) {
        const bucket = blocks.bucket(at);
        if (bucket === undefined || bucket.texts === 0) continue;
        seen = countBucket(memory, space, bucket, at <= LAST_PAIRED ? paired : plain, own, seen);
      }
      return { slots: best.inOrder(), counted: total };
    },
    slots: blocks.slots,
    bytes: blocks.bytes,
    release: blocks.release,
    save: blocks.save,
  };
}

/** Indexes of buckets, the nearest lengths first: they are the most promising, and raise the cut-off. */
function nearestFirst(from: number, until: number, own: number): number[] {
  const middle = Math.max(from, Math.min(until, own));
  const order = [middle];
  for (let step = 1; step <= Math.max(middle - from, until - middle); step += 1) {
    if (middle + step <= until) order.push(middle + step);
    if (middle - step >= from) order.push(middle - step);
  }
  return order;
}

/**
 * Counts the rows of a query in the texts of one bucket, and notes those that reach the cut-off.
 *
 * @param seen columns that were looked at before
 * @returns columns that were looked at with these
 */
function countBucket(
  memory: Arena,
  { count, list, records, best }: CountingSpace,
  bucket: Bucket,
  grams: Grams,
  own: number,
  seen: number,
): number {
  const { rows, estimates } = chooseRows(grams, bucket, own);
  let columns = seen;
  let least = 1;
  let listed = 0;
  // Narrow spans first: they raise the cut-off, so less is noted of the wide ones.
  for (let at = bucket.spans.length - 1; at >= 0; at -= 1) {
    const span = bucket.spans[at] as Bucket["spans"][number];
    while (least <= MAX_COUNT && (estimates[least] as number) < best.cutOff()) least += 1;
    if (least > MAX_COUNT) break;
    const stride = strideOf(span);
    const words = memory.words();
    if (stride !== listed) {
      for (let index = 0; index < rows.length; index += 1)
        words[(list >>> 2) + index] = (rows[index] as number) * stride;
      listed = stride;
    }
    const end = count(span.address, list, list + 4 * rows.length, stride, least, records);
    columns += span.blocks.length * BLOCK;
    if (end === records) continue;
    readRecords(words, records, end, least, (column, counted) => {
      const block = span.blocks[column >>> BLOCK_BITS] as number;
      best.note(block * BLOCK + (column & (BLOCK - 1)), estimates[counted] as number);
    });
    best.raiseCutOff(columns);
  }
  return columns;
}
