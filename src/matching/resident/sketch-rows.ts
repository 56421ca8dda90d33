import type { Grams } from "../grams.ts";
import { MAX_COUNT, ROWS_AT_ONCE } from "./bit-counters.ts";
import { type Bucket, LEAST_ROWS, MOST_ROWS } from "./sketch-blocks.ts";

// Shared buffers: nothing here runs beside another call.
let isMarked = new Uint8Array(LEAST_ROWS + 1);
let marked = new Uint16Array(1024);
/** Sort keys: texts that have the row, times `MOST_ROWS`, plus the row. */
let sortKeys = new Float64Array(1024);

/** The distinct rows of some grams in a bucket, in no particular order. Valid until the next call. */
export function distinctRows({ list, length }: Grams, { rows }: Bucket): Uint16Array {
  if (isMarked.length <= rows) isMarked = new Uint8Array(rows + 1);
  if (marked.length < length) marked = new Uint16Array(length * 2);
  let count = 0;
  for (let at = 0; at < length; at += 1) {
    const row = (((list[at] as number) * rows) / 0x100000000) | 0;
    if (isMarked[row] !== 0) continue;
    isMarked[row] = 1;
    marked[count++] = row;
  }
  for (let at = 0; at < count; at += 1) isMarked[marked[at] as number] = 0;
  return marked.subarray(0, count);
}

/** Rows that a query counts; a row that counts double is counted twice. */
const COUNTED = 42;
/**
 * Where lengths differ by more than this factor, fewer rows: a text that is like the query has nearly all of its
 * grams there.
 */
const FAR = Math.log(1.35);
const COUNTED_FAR = 28;
/**
 * A text with more rows than this is long. Half of its grams are new or rare in texts that are edited copies of each
 * other, so rows that no text has are passed over, and half of the counted rows are chosen evenly among the others.
 */
const LONG = 400;
/** A row that is set in a smaller part of the texts counts double. */
const SPARSE = 0.06;

/** The part of the texts in which a usual row is set; as sure as if so many texts had shown it. */
const USUAL = 0.15;
const PRIOR = 64;

/** Estimates of similarity go from 0 to this. */
export const SCALE = 1023;

/** The rows by which the texts of a bucket are compared with a query, and what each count of them is worth. */
export interface RowChoice {
  /** A multiple of `ROWS_AT_ONCE` rows; those that count double stand there twice. */
  readonly rows: readonly number[];
  /** By count of the rows that a text has: its estimated similarity, 0 … `SCALE`. Never falls. */
  readonly estimates: Int16Array;
}

const estimates = new Int16Array(MAX_COUNT + 1);
const chosen: number[] = [];
const choice: RowChoice = { rows: chosen, estimates };

/**
 * Chooses the rows of a query in a bucket, those that fewest texts have first.
 *
 * @param signs length of the query
 * @returns valid until the next call
 */
export function chooseRows(grams: Grams, bucket: Bucket, signs: number): RowChoice {
  const { filled, texts } = bucket;
  const order = emptiestFirst(distinctRows(grams, bucket), filled);
  const most = Math.abs(Math.log(bucket.signs / signs)) > FAR ? COUNTED_FAR : COUNTED;
  chosen.length = 0;
  let expected = 0;
  for (let at = 0; at < order.length; at += 1) {
    const row = (order[at] as number) % MOST_ROWS;
    const part = ((filled[row] as number) + PRIOR * USUAL) / (texts + PRIOR);
    const weight = part < SPARSE ? 2 : 1;
    if (chosen.length + weight > most) break;
    for (let times = 0; times < weight; times += 1) chosen.push(row);
    expected += weight * part;
  }
  const total = Math.max(1, chosen.length);
  // What a text shares with the query by chance is no likeness.
  const chance = Math.min(0.9, expected / total);
  const shrink = Math.min(1, signs / bucket.signs);
  for (let count = 0; count <= MAX_COUNT; count += 1) {
    const shared = (count / total - chance) / (1 - chance);
    estimates[count] = Math.max(0, Math.min(SCALE, Math.floor(SCALE * shared * shrink)));
  }
  // The row after the last one is always zero.
  while (chosen.length % ROWS_AT_ONCE !== 0) chosen.push(bucket.rows);
  return choice;
}

/** Sort keys of the rows. */
function emptiestFirst(rows: Uint16Array, filled: Uint32Array): Float64Array | readonly number[] {
  if (sortKeys.length < rows.length) sortKeys = new Float64Array(rows.length * 2);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number;
    sortKeys[at] = (filled[row] as number) * MOST_ROWS + row;
  }
  const sorted = sortKeys.subarray(0, rows.length).sort();
  return rows.length > LONG ? mixed(sorted.filter((key) => key >= MOST_ROWS)) : sorted;
}

/** Alternately the first of those left, and one of those that lie evenly between the first and the last. */
function mixed(sorted: Float64Array): number[] {
  const order = new Set<number>();
  for (let at = 0; at < COUNTED; at += 1) {
    for (const place of [at, Math.floor(((at + 0.5) * 2 * sorted.length) / COUNTED)]) {
      const key = sorted[place];
      if (key !== undefined) order.add(key);
    }
  }
  return [...order];
}
