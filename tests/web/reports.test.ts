import { expect, test } from "vitest";
import type { DayOfWrites } from "../../src/storage/rows/activity.ts";
import { csvLine } from "../../src/web/components/csv-line.ts";
import { activityByAuthor, activityByDay } from "../../src/web/screens/reports/activity-by-day.ts";
import { firstShown, stepPath, timeAxis } from "../../src/web/screens/reports/time-axis.ts";

const entry = (day: string, author: string, about: Partial<DayOfWrites> = {}): DayOfWrites => ({
  day,
  author,
  kind: "edit",
  writes: 1,
  created: 1,
  changed: 2,
  removed: 0,
  ...about,
});

const ITEMS = [
  entry("2026-03-01", "Ivan", { writes: 2 }),
  entry("2026-03-02", "Ivan", { kind: "push", removed: 7 }),
  entry("2026-03-02", "Li"),
];

test("writes are counted by day, in order, and by person, the busiest first", () => {
  expect(activityByDay(ITEMS)).toEqual([
    { day: "2026-03-01", writes: 2, units: 3, authors: 1 },
    { day: "2026-03-02", writes: 2, units: 13, authors: 2 },
  ]);
  expect(activityByAuthor(ITEMS)).toEqual([
    { author: "Ivan", writes: 3, units: 13, days: 2 },
    { author: "Li", writes: 1, units: 3, days: 1 },
  ]);
});

test("an axis counts whole days, also when clocks change for summer time", () => {
  const axis = timeAxis("2026-03-01", "2026-04-30");
  expect([axis.days, axis.at("2026-03-01"), axis.at("2026-03-30"), axis.at("2026-04-30")]).toEqual([
    61, 0, 29, 60,
  ]);
});

test("a chart begins the day before its first figure, and shows at least two weeks", () => {
  const period = { from: "2026-01-01", to: "2026-03-31" };
  expect(firstShown(period, "2026-02-10")).toBe("2026-02-09");
  expect(firstShown(period, "2026-03-30")).toBe("2026-03-18");
  expect(firstShown(period, "2026-01-01")).toBe("2026-01-01");
});

test("a line holds each value until the next one, the last to the end; without a value it stops", () => {
  const axis = timeAxis("2026-03-01", "2026-03-10");
  const steps = [
    { day: "2026-03-01", value: undefined },
    { day: "2026-03-03", value: 0 },
    { day: "2026-03-05", value: 0.5 },
  ];
  expect(stepPath(steps, axis, 100)).toBe("M2 100L4 100L4 50L10 50");
  expect(
    stepPath(
      [
        { day: "2026-03-02", value: 1 },
        { day: "2026-03-04", value: undefined },
      ],
      axis,
      100,
    ),
  ).toBe("M1 0L3 0");
  expect(stepPath([], axis, 100)).toBe("");
});

test("a line for spreadsheets quotes values that need quotes and has no formulas", () => {
  expect(csvLine(["a", 1.5, 'say "so", please', "=HYPERLINK(1)", "-x", "两\n行"])).toBe(
    `a,1.5,"say ""so"", please","\t=HYPERLINK(1)","\t-x","两\n行"`,
  );
});

test.each(["＝1+1", " =1+1", "\n=1+1", "\u00A0@SUM(A1)", "\t=1", "\r=1"])(
  "%j is no formula in a line for spreadsheets",
  (cell) => {
    expect(csvLine([cell])).toBe(`"\t${cell}"`);
  },
);
