import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run.ts";
import { starterMemory } from "./starter-memory.ts";

const units = starterMemory();

test("the starter memory is there, in three languages", () => {
  expect(units.length).toBeGreaterThan(50);
  expect(units.filter(({ variants }) => Object.keys(variants).length === 3).length).toBeGreaterThan(50);
});

test("no check raises a false alarm on it", () => {
  expect(runChecks(units).map(({ unit, message, params }) => ({ unit, message, params }))).toEqual([]);
});
