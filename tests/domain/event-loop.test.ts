import { expect, test } from "vitest";
import { mapInSlices } from "../../src/domain/event-loop.ts";

test("results come in the order of the items", async () => {
  expect(await mapInSlices(["a", "b"], (item, at) => `${item}${at}`)).toEqual(["a0", "b1"]);
  expect(await mapInSlices([], () => 1)).toEqual([]);
});

test("other work runs between two items after a slice of time", async () => {
  const order: string[] = [];
  setTimeout(() => order.push("other"), 0);
  await mapInSlices([1, 2], (item) => order.push(String(item)), -1);
  expect(order.at(-1)).toBe("2");
  expect(order).toContain("other");
});
