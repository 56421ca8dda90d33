import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import type { Grams } from "../../../src/matching/grams.ts";
import { hasPairs } from "../../../src/matching/resident/sketch-blocks.ts";
import { countingSpace, type Sketches, sketches } from "../../../src/matching/resident/sketches.ts";
import { random } from "../../bench/_lookup-corpus.ts";

const SIGNS = 20;
const WANTED = 50;
const window = { own: SIGNS, shortest: 12, longest: 34 };

/** Twenty grams that no other text is likely to share. */
const gramsOf = (text: number): Grams => {
  const next = random(text);
  const list = Uint32Array.from({ length: SIGNS }, () => Math.floor(next() * 2 ** 32));
  return { list, length: SIGNS };
};

function filled(texts: number): { sketched: Sketches; slots: number[] } {
  const memory = arena();
  const sketched = sketches(memory, countingSpace(memory), 1.2);
  const slots = Array.from({ length: texts }, (_, text) => sketched.add(gramsOf(text), SIGNS));
  return { sketched, slots };
}

const found = (sketched: Sketches, text: number): number[] => [
  ...sketched.nearest({ paired: gramsOf(text), plain: gramsOf(text) }, window, WANTED).slots,
];

// A little more than one block; several blocks side by side; enough texts for the widest layout.
for (const texts of [1500, 7000, 22_000]) {
  test(`each of ${texts} texts of one length is the nearest to itself in any layout of blocks`, () => {
    const { sketched, slots } = filled(texts);
    expect(new Set(slots).size).toBe(texts);
    for (let text = 0; text < texts; text += Math.floor(texts / 97)) {
      const nearest = found(sketched, text);
      expect(nearest[0]).toBe(slots[text]);
      expect(nearest.length).toBeGreaterThanOrEqual(WANTED);
    }
  });
}

test("a window without an end is bounded by the longest text", () => {
  const { sketched, slots } = filled(10);
  const wide = { own: SIGNS, shortest: 0, longest: Infinity };
  const { slots: near } = sketched.nearest({ paired: gramsOf(3), plain: gramsOf(3) }, wide, WANTED);
  expect(near[0]).toBe(slots[3]);
});

test("a removed text is not found, also in a block beside others, and the other texts stay", () => {
  const { sketched, slots } = filled(6000);
  for (let text = 0; text < 6000; text += 2) sketched.remove(slots[text] as number);
  for (let text = 0; text < 6000; text += 1) {
    if (text % 211 > 1) continue;
    expect(found(sketched, text)[0] === slots[text], `text ${text}`).toBe(text % 2 === 1);
  }
});

test("the next sketches reuse the memory of released ones", () => {
  const memory = arena();
  const shared = countingSpace(memory);
  const fill = (): Sketches => {
    const sketched = sketches(memory, shared, 1.2);
    for (let text = 0; text < 9000; text += 1) sketched.add(gramsOf(text), SIGNS);
    return sketched;
  };
  fill().release();
  const used = memory.used();
  const again = fill();
  expect(memory.used()).toBe(used);
  expect(found(again, 8000)).toContain(8000);
});

test("saved sketches are found after loading into another memory, and more can be added", () => {
  const memory = arena();
  const shared = countingSpace(memory);
  const start = memory.used();
  const before = sketches(memory, shared, 1.2);
  for (let text = 0; text < 6000; text += 1) before.add(gramsOf(text), SIGNS);
  const { state, part } = memory.save(start);

  const other = arena();
  const counted = countingSpace(other);
  other.restore(start, state, (into) => into.set(part));
  const after = sketches(other, counted, 1.2, before.save());
  for (let text = 6000; text < 9000; text += 1) after.add(gramsOf(text), SIGNS);
  for (const text of [0, 4095, 5999, 6000, 8999]) expect(found(after, text)[0]).toBe(text);
});

test("pairs of letters count among the short texts that have them, and not among longer ones", () => {
  const memory = arena();
  const sketched = sketches(memory, countingSpace(memory), 1.2);
  const [short, long] = [10, 40];
  expect([hasPairs(short), hasPairs(long)]).toEqual([true, false]);
  for (const signs of [short, long])
    for (let text = 0; text < 1000; text += 1) sketched.add(gramsOf(1000 * signs + text), signs);
  const nearest = (paired: number, plain: number, own: number) =>
    sketched.nearest(
      { paired: gramsOf(paired), plain: gramsOf(plain) },
      { own, shortest: own - 2, longest: own + 2 },
      WANTED,
    ).slots[0];
  expect(nearest(10_007, 0, short)).toBe(7);
  expect(nearest(0, 40_007, long)).toBe(1024 + 7);
});
