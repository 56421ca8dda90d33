import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import {
  MOST,
  readRecords,
  RECORD,
  ROWS_AT_ONCE,
  tallyIn,
} from "../../../src/matching/resident/bit-counters.ts";
import { random } from "../../bench/_lookup-corpus.ts";

const ROWS = 30;
const WIDTH = 64;

/** Counts bit by bit. */
function slowly(bytes: Uint8Array, listed: readonly number[], place: number): number {
  return listed.filter((row) => ((bytes[row * WIDTH + (place >>> 3)] ?? 0) >>> (place & 7)) & 1).length;
}

test("counts of the bits of some rows, of all that reach the least", () => {
  const memory = arena();
  const tally = tallyIn(memory.memory());
  const base = memory.allocate(ROWS * WIDTH);
  const list = memory.allocate(4 * 64);
  const records = memory.allocate((WIDTH / 16) * RECORD);
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
    for (const least of [1, 2, Math.ceil(size / 3), size, MOST]) {
      const end = tally(base, list, list + 4 * size, WIDTH, least, records);
      const counts = new Map<number, number>();
      readRecords(memory.words(), records, end, least, (place, count) => counts.set(place, count));
      for (let place = 0; place < WIDTH * 8; place += 1) {
        const count = slowly(bytes, listed, place);
        expect(counts.get(place)).toBe(count >= least ? count : undefined);
      }
    }
  }
});
