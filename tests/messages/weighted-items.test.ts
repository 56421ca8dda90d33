import { expect, test } from "vitest";
import { weightedItems } from "../../src/messages/weighted-items.ts";

test("items have the weight that the header gives, 1 without one, and 0 where it is no number", () => {
  expect(weightedItems("text/HTML, a/b;level=1; Q=0.5,c ;q=x, ")).toEqual([
    ["text/html", 1],
    ["a/b", 0.5],
    ["c", 0],
    ["", 1],
  ]);
});
