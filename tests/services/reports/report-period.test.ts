import { expect, test } from "vitest";
import { dayAfter, periodOf } from "../../../src/services/reports/report-period.ts";

const NOW = new Date("2026-11-23T15:00:00Z");

test("a period ends today and is 90 days long by default", () => {
  expect(periodOf(NOW, {})).toEqual({ from: "2026-08-26", to: "2026-11-23" });
  expect(periodOf(NOW, { to: "2026-03-31" })).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  expect(periodOf(NOW, { from: "2026-11-23" })).toEqual({ from: "2026-11-23", to: "2026-11-23" });
});

test.each([
  ["ends before it begins", { from: "2026-11-24", to: "2026-11-23" }],
  ["is longer than ten years", { from: "2016-01-01", to: "2026-11-23" }],
])("a period that %s is an invalid field", (_, asked) => {
  expect(() => periodOf(NOW, asked)).toThrow(
    expect.objectContaining({ code: "invalid-fields", place: { field: "from" } }),
  );
});

test("the day after the last day of a year is the first day of the next year", () => {
  expect(dayAfter("2026-12-31")).toBe("2027-01-01");
});
