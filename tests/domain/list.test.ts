import { expect, test } from "vitest";
import { listOf, mapList, placesOf, someOf } from "../../src/domain/list.ts";

test("items are made when they are asked for, and the last one is kept", () => {
  const made: number[] = [];
  const list = listOf(3, (index) => {
    made.push(index);
    return `item ${index}`;
  });
  expect(list.length).toBe(3);
  expect(made).toEqual([]);
  expect([list.at(1), list.at(1), list.at(2), list.at(3), list.at(-1)]).toEqual([
    "item 1",
    "item 1",
    "item 2",
    undefined,
    undefined,
  ]);
  expect(made).toEqual([1, 2]);
  expect([...list]).toEqual(["item 0", "item 1", "item 2"]);
  expect([...list]).toHaveLength(3);
});

test("a mapped list and the searches see every item in order", () => {
  const doubled = mapList([1, 2, 3], (number) => 2 * number);
  expect([...doubled]).toEqual([2, 4, 6]);
  expect(someOf(doubled, (number) => number === 6)).toBe(true);
  expect(someOf(doubled, (number) => number === 7)).toBe(false);
  expect(placesOf(doubled, (number) => number > 2)).toEqual([1, 2]);
});
