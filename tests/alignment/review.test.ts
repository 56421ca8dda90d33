import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { align } from "../../src/alignment/align.ts";
import { type Bead, numbersOf } from "../../src/alignment/bead.ts";
import { realign } from "../../src/alignment/realign.ts";
import { accept, applyEdit, detach, type Edit, merge, shift, split } from "../../src/alignment/review.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { Problem } from "../../src/domain/problem.ts";
import { LECTURE } from "./texts.ts";

const BEADS: readonly Bead[] = [
  { en: [0], ru: [0], zh: [0], confidence: 0.99 },
  { en: [1, 2], ru: [1], zh: [1], confidence: 0.6 },
  { en: [3], ru: [2, 3], confidence: 0.4 },
  { zh: [2], confidence: 0.9 },
  { en: [4], ru: [4], zh: [3], confidence: 0.97 },
];
const after = (edit: Edit) => applyEdit(BEADS, edit).beads;
const sentences = (beads: readonly Bead[]) =>
  LANGUAGES.map((language) => beads.flatMap((bead) => numbersOf(bead, language)));

test("merge joins a bead and the next", () => {
  expect(after(merge(BEADS, 2))[2]).toEqual({ en: [3], ru: [2, 3], zh: [2], confidence: 1, fixed: true });
});

test("split divides a bead by counts of its first part", () => {
  expect(after(split(BEADS, 1, { en: 1, ru: 1 })).slice(1, 3)).toEqual([
    { en: [1], ru: [1], confidence: 1, fixed: true },
    { en: [2], zh: [1], confidence: 1, fixed: true },
  ]);
});

test("shift moves one sentence to the next bead and removes an empty bead", () => {
  expect(after(shift(BEADS, 1, "en", "down")).slice(1, 3)).toMatchObject([{ en: [1] }, { en: [2, 3] }]);
  expect(after(shift(BEADS, 4, "zh", "up")).slice(3)).toMatchObject([{ zh: [2, 3] }, { en: [4] }]);
  const emptied = after(shift(BEADS, 3, "zh", "down"));
  expect(emptied).toHaveLength(4);
  expect(emptied[3]).toMatchObject({ en: [4], zh: [2, 3] });
});

test("detach moves a language's sentences to a new bead", () => {
  expect(after(detach(BEADS, 0, "zh")).slice(0, 2)).toMatchObject([{ en: [0], ru: [0] }, { zh: [0] }]);
});

test("accept fixes beads with enough confidence and keeps their confidence", () => {
  const accepted = after(accept(BEADS, 0.95));
  expect(accepted.map((bead) => bead.fixed === true)).toEqual([true, false, false, false, true]);
  expect(accepted[0]?.confidence).toBe(0.99);
});

test.each<[string, () => Edit]>([
  ["merge the last", () => merge(BEADS, 4)],
  ["split off everything", () => split(BEADS, 0, { en: 1, ru: 1, zh: 1 })],
  ["split off nothing", () => split(BEADS, 0, {})],
  ["split more than there is", () => split(BEADS, 0, { en: 2 })],
  ["shift above the first", () => shift(BEADS, 0, "en", "up")],
  ["shift what is not there", () => shift(BEADS, 3, "en", "down")],
  ["detach what stands alone", () => detach(BEADS, 3, "zh")],
  ["detach what is not there", () => detach(BEADS, 2, "zh")],
  ["a bead that is none", () => merge(BEADS, -1)],
])("refused: %s", (_, act) => {
  expect(act).toThrow(Problem);
});

test("any run of operations keeps every sentence in order, and can be undone step by step", () => {
  const step = fc.record({
    kind: fc.constantFrom("merge", "split", "shift", "detach", "accept"),
    index: fc.nat(5),
    language: fc.constantFrom(...LANGUAGES),
    direction: fc.constantFrom("up" as const, "down" as const),
    counts: fc.record({ en: fc.nat(2), ru: fc.nat(2), zh: fc.nat(2) }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  let done = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let beads: readonly Bead[] = BEADS;
      const history: { before: readonly Bead[]; inverse: Edit }[] = [];
      for (const { kind, index, language, direction, counts, confidence } of steps) {
        let edit: Edit;
        try {
          if (kind === "merge") edit = merge(beads, index);
          else if (kind === "split") edit = split(beads, index, counts);
          else if (kind === "shift") edit = shift(beads, index, language, direction);
          else if (kind === "detach") edit = detach(beads, index, language);
          else edit = accept(beads, confidence);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          continue;
        }
        const applied = applyEdit(beads, edit);
        expect(sentences(applied.beads)).toEqual(sentences(BEADS));
        history.push({ before: beads, inverse: applied.inverse });
        beads = applied.beads;
        done += 1;
      }
      for (const { before, inverse } of history.reverse()) {
        beads = applyEdit(beads, inverse).beads;
        expect(beads).toEqual(before);
      }
    }),
    { seed: 6, numRuns: 300 },
  );
  expect(done).toBeGreaterThan(300);
});

describe("aligning a range again", () => {
  test("corrects a wrong edit and keeps fixed beads and beads outside the range", async () => {
    const { segments, beads } = await align({ texts: LECTURE });
    // A reviewer moved one Russian sentence too far, then aligns again with one bead fixed.
    const slipped = beads.map((bead, index): Bead =>
      index >= 3 && index <= 6 ? { ...bead, confidence: 0.5, ...(index === 4 ? { fixed: true } : {}) } : bead,
    );
    const broken = applyEdit(slipped, shift(slipped, 5, "ru", "down")).beads.map((bead, index): Bead => {
      const { fixed: _, ...loose } = bead;
      return index === 4 ? bead : loose;
    });
    const edit = await realign({ segments, beads: broken, from: 3, to: 7 });
    const mended = applyEdit(broken, edit).beads;
    expect(sentences(mended)).toEqual(sentences(beads));
    expect(mended.map((bead) => [bead.en, bead.ru, bead.zh])).toEqual(
      beads.map((bead) => [bead.en, bead.ru, bead.zh]),
    );
    expect(mended[4]).toEqual(broken[4]);
    expect(applyEdit(mended, applyEdit(broken, edit).inverse).beads).toEqual(broken);
  });

  test("an invalid range is refused", async () => {
    const { segments, beads } = await align({ texts: LECTURE });
    await expect(realign({ segments, beads, from: 4, to: 4 })).rejects.toThrow(Problem);
    await expect(realign({ segments, beads, from: 0, to: 99 })).rejects.toThrow(Problem);
  });
});
