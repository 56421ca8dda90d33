import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import { bitCounterIn } from "../../../src/matching/resident/bit-counters.ts";
import { compaction } from "../../../src/matching/resident/compaction.ts";
import { countingSpace } from "../../../src/matching/resident/sketches.ts";
import { textTable } from "../../../src/matching/resident/text-table.ts";

test("one step of a compaction copies few texts, whatever the size of the table", () => {
  const memory = arena();
  const space = countingSpace(memory, bitCounterIn(memory.memory()));
  const table = () => textTable(memory, space, "ru", 1.2);
  for (const size of [1000, 4000]) {
    const old = table();
    for (let n = 1; n <= size; n += 1) old.put(n, `текст ${n}`);
    for (let n = 1; n <= size; n += 1) if (n % 10 !== 0) old.put(n, undefined);
    const { fresh, step } = compaction(old, table());
    let steps = 0;
    let most = 0;
    for (let isDone = false; !isDone; steps += 1) {
      const before = fresh.size();
      isDone = step();
      most = Math.max(most, fresh.size() - before);
    }
    expect(most).toBeLessThanOrEqual(4);
    expect(steps).toBeLessThan(size / 10);
    expect(fresh.size()).toBe(size / 10);
    expect(fresh.text(size)).toBe(`текст ${size}`);
    old.release();
    fresh.release();
  }
});
