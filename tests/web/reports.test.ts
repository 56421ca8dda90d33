import { expect, test } from "vitest";
import type { ImportSummary } from "../../src/services/import-report.ts";
import { activityByDay } from "../../src/web/screens/reports/activity-by-day.ts";
import { csvLine } from "../../src/web/components/csv-line.ts";

const entry = (time: string, author: string, about: Partial<ImportSummary> = {}): ImportSummary => ({
  id: "i1",
  kind: "edit",
  document: "d",
  collection: "c",
  author,
  time,
  counts: { created: 1, changed: 2, same: 5, conflict: 0, rejected: 0, removed: 0 },
  undone: false,
  ...about,
});

test("writes are counted by day, in order; what was taken back does not count", () => {
  const days = activityByDay(
    [
      entry("2026-03-02T10:00:00Z", "Li"),
      entry("2026-03-02T09:00:00Z", "Ivan"),
      entry("2026-03-01T09:00:00Z", "Ivan"),
      entry("2026-03-01T08:00:00Z", "Ivan", { undone: true }),
      entry("2026-03-01T08:30:00Z", "Ivan", { kind: "undo" }),
    ],
    30,
  );
  expect(days).toEqual([
    { date: "2026-03-01", writes: 1, units: 3, authors: 1 },
    { date: "2026-03-02", writes: 2, units: 6, authors: 2 },
  ]);
  expect(
    activityByDay([entry("2026-03-01T09:00:00Z", "a"), entry("2026-03-02T09:00:00Z", "a")], 1),
  ).toHaveLength(1);
});

test("a line for spreadsheets quotes what needs it and holds no formula", () => {
  expect(csvLine(["a", 1.5, 'say "so", please', "=HYPERLINK(1)", "-x", "两\n行"])).toBe(
    `a,1.5,"say ""so"", please",'=HYPERLINK(1),'-x,"两\n行"`,
  );
});
