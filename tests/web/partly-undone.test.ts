import { expect, test } from "vitest";
import { partlyUndone } from "../../src/web/screens/imports/partly-undone.ts";

const entry = (id: string, conflict: number, more: { undoes?: string; undone?: boolean } = {}) => ({
  id,
  undone: false,
  counts: { created: 0, changed: 1, same: 0, removed: 0, rejected: 0, conflict },
  ...more,
});

test("an import whose undo left something can be undone again", () => {
  expect([...partlyUndone([entry("i2", 1, { undoes: "i1" }), entry("i1", 0, { undone: true })])]).toEqual([
    "i1",
  ]);
});

test("an import whose later undo restored the rest can not", () => {
  const all = [
    entry("i3", 0, { undoes: "i1" }),
    entry("i2", 1, { undoes: "i1" }),
    entry("i1", 0, { undone: true }),
  ];
  expect([...partlyUndone(all)]).toEqual([]);
});

test("an undo that was undone itself counts no more", () => {
  const all = [
    entry("i3", 0, { undoes: "i2" }),
    entry("i2", 1, { undoes: "i1", undone: true }),
    entry("i1", 0),
  ];
  expect([...partlyUndone(all)]).toEqual([]);
});
