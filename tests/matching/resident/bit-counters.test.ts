import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import {
  MAX_COUNT,
  readRecords,
  RECORD_BYTES,
  ROWS_AT_ONCE,
  bitCounterIn,
} from "../../../src/matching/resident/bit-counters.ts";
import { random } from "../../bench/_lookup-corpus.ts";

const ROWS = 30;
const WIDTH = 64;

/** Counts bit by bit. */
function slowly(bytes: Uint8Array, listed: readonly number[], place: number): number {
  return listed.filter((row) => ((bytes[row * WIDTH + (place >>> 3)] ?? 0) >>> (place & 7)) & 1).length;
}

test("the records have exactly the texts that reach the minimum, with the right counts", () => {
  const memory = arena();
  const countBits = bitCounterIn(memory.memory());
  const base = memory.allocate(ROWS * WIDTH);
  const list = memory.allocate(4 * 64);
  const records = memory.allocate((WIDTH / 16) * RECORD_BYTES);
  const next = random(7);
  for (let density = 1; density <= 7; density += 1) {
    const bytes = memory.bytes().subarray(base, base + ROWS * WIDTH);
    for (let at = 0; at < bytes.length; at += 1) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) if (next() * 8 < density) byte |= 1 << bit;
      bytes[at] = byte;
    }
    const size = ROWS_AT_ONCE * density;
    const listed = Array.from({ length: size }, () => Math.floor(next() * ROWS));
    for (const [at, row] of listed.entries()) memory.words()[(list >>> 2) + at] = row * WIDTH;
    for (const least of [1, 2, Math.ceil(size / 3), size, MAX_COUNT]) {
      const end = countBits(base, list, list + 4 * size, WIDTH, least, records);
      const counts = new Map<number, number>();
      readRecords(memory.words(), records, end, least, (place, count) => counts.set(place, count));
      for (let place = 0; place < WIDTH * 8; place += 1) {
        const count = slowly(bytes, listed, place);
        expect(counts.get(place)).toBe(count >= least ? count : undefined);
      }
    }
  }
});
