import { assemble, type Bytes, get, i32, instantiate, repeat, set, v128, when } from "./assembler.ts";

/**
 * Counts for 128 texts at once how many rows of a list have the text's bit set: bit-sliced counters (Harley and Seal's
 * carry-save adders) in WebAssembly, which has words of 128 bits.
 */

/** Rows that are added at once. */
export const ROWS_AT_ONCE = 7;
/** Bits of a counter; counts are below 2 to this power. */
export const PLANES = 6;
export const MAX_COUNT = (1 << PLANES) - 1;
/** Bytes of one record: a word of the texts that reached the least, a word per plane of their excess, their column. */
export const RECORD_BYTES = 128;
const COLUMN = 16 * (PLANES + 1);

// Parameters and locals of the function, by number.
const BASE = 0;
const LIST = 1;
const LIST_END = 2;
const WIDTH = 3;
const LEAST = 4;
const OUT = 5;
const AT = 6;
const END = 7;
const ENTRY = 8;
const COUNTER = 9;
const ROW_OFFSETS = 10;
const FIRST = ROW_OFFSETS + ROWS_AT_ONCE;
const plane = (k: number): number => FIRST + k;
const start = (k: number): number => FIRST + PLANES + k;
const OVER = FIRST + 2 * PLANES;
const row = (k: number): number => OVER + 1 + k;
const CARRY = row(ROWS_AT_ONCE);
const SPARE = CARRY + 1;
const SECOND = SPARE + 1;
const WIDE_LOCALS = SECOND + 1 - FIRST;

/** Adds three bits: the sum stays in `a`, the carry goes to `carry`, which may be `b` or `c`. */
const fullAdder = (a: number, b: number, c: number, carry: number): Bytes => [
  ...set(SPARE, v128.xor(get(a), get(b))),
  ...set(SECOND, v128.or(v128.and(get(a), get(b)), v128.and(get(c), get(SPARE)))),
  ...set(a, v128.xor(get(SPARE), get(c))),
  ...set(carry, get(SECOND)),
];
/** Adds CARRY to a plane; CARRY is the carry of that sum afterwards. */
const halfAdder = (a: number): Bytes => [
  ...set(SPARE, v128.and(get(a), get(CARRY))),
  ...set(a, v128.xor(get(a), get(CARRY))),
  ...set(CARRY, get(SPARE)),
];

/** Adds seven bits: they become a number of three bits in rows 0, 1 and 2, which is added to the counter. */
const addRows: Bytes = [
  ...fullAdder(row(0), row(1), row(2), row(1)),
  ...fullAdder(row(0), row(3), row(4), row(3)),
  ...fullAdder(row(0), row(5), row(6), row(5)),
  ...fullAdder(row(1), row(3), row(5), row(2)),
  ...set(CARRY, get(row(0))),
  ...halfAdder(plane(0)),
  ...fullAdder(plane(1), row(1), CARRY, CARRY),
  ...fullAdder(plane(2), row(2), CARRY, CARRY),
  ...Array.from({ length: PLANES - 3 }, (_, k) => halfAdder(plane(k + 3))).flat(),
];

const planes = Array.from({ length: PLANES }, (_, k) => k);
const rows = Array.from({ length: ROWS_AT_ONCE }, (_, k) => k);

/** The local that holds the offset of the k-th of the rows that are added at once. */
const rowOffset = (k: number): number => ROW_OFFSETS + k;
/** The offset of a plane in a record. */
const planeAt = (k: number): number => 16 * (k + 1);

/**
 * Every counter begins at 2^PLANES − least: a counter that overflows has reached `least`, and its planes say by how
 * much it exceeds it. Seven rows are read from end to end at a time, because the processor reads ahead best so, and
 * added to the counters of all columns of 16 bytes. The counters stay in its cache, where the records will be. At
 * last the records without any overflow are left out.
 */
const program: Bytes = [
  ...planes.flatMap((k) =>
    set(
      start(k),
      v128.splat(
        i32.subtract(
          i32.constant(0),
          i32.and(
            i32.right(i32.subtract(i32.constant(1 << PLANES), get(LEAST)), i32.constant(k)),
            i32.constant(1),
          ),
        ),
      ),
    ),
  ),
  ...set(END, i32.add(get(BASE), get(WIDTH))),
  ...set(AT, get(BASE)),
  ...set(COUNTER, get(OUT)),
  ...repeat(
    [
      ...v128.store(get(COUNTER), 0, v128.splat(i32.constant(0))),
      ...planes.flatMap((k) => v128.store(get(COUNTER), planeAt(k), get(start(k)))),
      ...set(COUNTER, i32.add(get(COUNTER), i32.constant(RECORD_BYTES))),
      ...set(AT, i32.add(get(AT), i32.constant(16))),
    ],
    i32.differ(get(AT), get(END)),
  ),
  ...set(ENTRY, get(LIST)),
  ...repeat(
    [
      ...rows.flatMap((k) => set(rowOffset(k), i32.load(get(ENTRY), 4 * k))),
      ...set(AT, get(BASE)),
      ...set(COUNTER, get(OUT)),
      ...repeat(
        [
          ...rows.flatMap((k) => set(row(k), v128.load(i32.add(get(AT), get(rowOffset(k)))))),
          ...planes.flatMap((k) => set(plane(k), v128.load(get(COUNTER), planeAt(k)))),
          ...addRows,
          ...v128.store(get(COUNTER), 0, v128.or(v128.load(get(COUNTER), 0), get(CARRY))),
          ...planes.flatMap((k) => v128.store(get(COUNTER), planeAt(k), get(plane(k)))),
          ...set(COUNTER, i32.add(get(COUNTER), i32.constant(RECORD_BYTES))),
          ...set(AT, i32.add(get(AT), i32.constant(16))),
        ],
        i32.differ(get(AT), get(END)),
      ),
      ...set(ENTRY, i32.add(get(ENTRY), i32.constant(4 * ROWS_AT_ONCE))),
    ],
    i32.differ(get(ENTRY), get(LIST_END)),
  ),
  ...set(AT, get(BASE)),
  ...set(COUNTER, get(OUT)),
  ...repeat(
    [
      ...set(OVER, v128.load(get(COUNTER), 0)),
      ...when(v128.anyTrue(get(OVER)), [
        ...v128.store(get(OUT), 0, get(OVER)),
        ...planes.flatMap((k) => v128.store(get(OUT), planeAt(k), v128.load(get(COUNTER), planeAt(k)))),
        ...i32.store(get(OUT), COLUMN, i32.subtract(get(AT), get(BASE))),
        ...set(OUT, i32.add(get(OUT), i32.constant(RECORD_BYTES))),
      ]),
      ...set(COUNTER, i32.add(get(COUNTER), i32.constant(RECORD_BYTES))),
      ...set(AT, i32.add(get(AT), i32.constant(16))),
    ],
    i32.differ(get(AT), get(END)),
  ),
  ...get(OUT),
];

const PARAMETERS = 6;

/**
 * @param base address of the first row (addresses are in bytes)
 * @param list offsets from `base` of the rows that are counted, 32 bits each: a multiple of `ROWS_AT_ONCE` offsets, at
 *   most `MAX_COUNT`; a row that stands there twice counts double
 * @param width bytes of a row, a multiple of 16
 * @param least count that a text must reach, 1 … `MAX_COUNT`
 * @param out address of the records, with room for one per 16 bytes of a row
 * @returns the address at which the records end
 */
export type BitCounter = (
  base: number,
  list: number,
  listEnd: number,
  width: number,
  least: number,
  out: number,
) => number;

let compiled: WebAssembly.Module | undefined;

export function bitCounterIn(memory: WebAssembly.Memory): BitCounter {
  compiled ??= assemble(
    PARAMETERS,
    [
      [FIRST - PARAMETERS, "i32"],
      [WIDE_LOCALS, "v128"],
    ],
    program,
  );
  return instantiate(compiled, memory);
}

/** Calls `take` with every text that reached `least`: its place in the row, in bits, and its count. */
export function readRecords(
  words: Uint32Array,
  from: number,
  until: number,
  least: number,
  take: (place: number, count: number) => void,
): void {
  for (let record = from >>> 2; record < until >>> 2; record += RECORD_BYTES >>> 2) {
    const place = (words[record + (COLUMN >>> 2)] as number) << 3;
    for (let word = 0; word < 4; word += 1) {
      for (let left = words[record + word] as number; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        let count = least;
        for (let k = 0; k < PLANES; k += 1)
          count += (((words[record + 4 * (k + 1) + word] as number) >>> bit) & 1) << k;
        take(place + 32 * word + bit, count);
      }
    }
  }
}
