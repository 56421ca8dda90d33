import { expect, test } from "vitest";
import type { Bead } from "../../src/alignment/bead.ts";
import {
  beginReview,
  cutOf,
  review,
  type ReviewState,
  type ReviewStep,
} from "../../src/web/screens/align/review-state.ts";

const SEGMENTS = { en: ["a", "b", "c", "d"], ru: ["а", "б", "в"] };
const BEADS: readonly Bead[] = [
  { en: [0], ru: [0], confidence: 0.99 },
  { en: [1, 2], ru: [1], confidence: 0.4 },
  { en: [3], ru: [2], confidence: 0.8 },
];

const after = (...steps: readonly ReviewStep[]): ReviewState =>
  steps.reduce(review, beginReview(BEADS, SEGMENTS));

test("a review begins at the bead with the lowest confidence, in the last column", () => {
  expect(after()).toMatchObject({ at: 1, columns: ["en", "ru"], column: "ru", undo: [] });
});

test("moving stops at both ends", () => {
  expect(after({ do: "next" }, { do: "next" }, { do: "next" }).at).toBe(2);
  expect(after({ do: "previous" }, { do: "previous" }, { do: "previous" }).at).toBe(0);
});

test("the cut divides a bead at the reviewer's position", () => {
  const cut = after({ do: "cut", language: "en", count: 2 }, { do: "cut", language: "ru", count: 0 });
  expect([cutOf(cut, "en"), cutOf(cut, "ru"), cut.column]).toEqual([2, 0, "ru"]);
  expect(review(cut, { do: "split" }).beads.slice(1, 3)).toEqual([
    { en: [1, 2], confidence: 1, fixed: true },
    { ru: [1], confidence: 1, fixed: true },
  ]);
});

test("a cut outside the bead is refused and says so", () => {
  const state = after({ do: "cut", language: "ru", count: 2 });
  expect(state.cut).toBeUndefined();
  expect(state.said).toEqual({ key: "align.impossible", isProblem: true });
});

test("a cut belongs to one bead: moving to another bead resets it", () => {
  expect(
    after({ do: "cut", language: "en", count: 2 }, { do: "next" }, { do: "previous" }).cut,
  ).toBeUndefined();
});

test("a step that the texts do not allow changes nothing", () => {
  const state = after({ do: "select", at: 2 }, { do: "merge" });
  expect(state.beads).toBe(BEADS);
  expect(state.undo).toEqual([]);
  expect(state.said?.isProblem).toBe(true);
});

test("accepting a bead moves to the next doubtful one, and undo moves back", () => {
  const accepted = after({ do: "accept" });
  expect(accepted.beads[1]?.fixed).toBe(true);
  expect(accepted.at).toBe(2);
  const undone = review(accepted, { do: "undo" });
  expect(undone.beads).toEqual(BEADS);
  expect(undone.at).toBe(1);
});

test("accepting all takes the beads above the threshold and no others", () => {
  const { beads } = after({ do: "threshold", value: 0.8 }, { do: "acceptAll" });
  expect(beads.map(({ fixed }) => fixed)).toEqual([true, undefined, true]);
});

test("every step can be undone, in any order of steps", () => {
  const steps: readonly ReviewStep[] = [
    { do: "merge" },
    { do: "previous" },
    { do: "down" },
    { do: "split" },
    { do: "acceptAll" },
    { do: "up" },
  ];
  let state = after(...steps);
  while (state.undo.length > 0) state = review(state, { do: "undo" });
  expect(state.beads).toEqual(BEADS);
});

test("after the last column comes the first", () => {
  expect(after({ do: "turn", by: 1 }).column).toBe("en");
  expect(after({ do: "turn", by: -1 }).column).toBe("en");
});
