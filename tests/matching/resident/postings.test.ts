import fc from "fast-check";
import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import { postings } from "../../../src/matching/resident/postings.ts";

test("lists give the numbers that were added, in their order, also after they were saved", () => {
  const added = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 2 ** 31 })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(added, fc.boolean(), (all, isSaved) => {
      const memory = arena();
      let lists = postings(memory);
      const opened = [0, 1, 2, 3].map(() => lists.open());
      const expected: number[][] = opened.map(() => []);
      for (const [list, n] of all) {
        lists.add(opened[list] ?? 0, n);
        if (expected[list]?.at(-1) !== n) expected[list]?.push(n);
      }
      if (isSaved) {
        const { state, parts } = lists.save();
        const copies = parts.map((part) => part.slice());
        lists = postings(memory, { state, fill: (part) => part.set(copies.shift() ?? []) });
      }
      for (const [at, list] of opened.entries()) {
        const found: number[] = [];
        lists.each(list, (n) => found.push(n));
        expect(found).toEqual(expected[at]);
        expect(lists.count(list)).toBe(expected[at]?.length);
      }
    }),
  );
});

test("a long list grows over many chunks, beside others", () => {
  const lists = postings(arena());
  const [even, odd] = [lists.open(), lists.open()];
  for (let n = 1; n <= 200_000; n += 1) lists.add(n % 2 === 0 ? even : odd, n);
  let sum = 0;
  lists.each(odd, (n) => (sum += n));
  expect(sum).toBe(100_000 ** 2);
});
