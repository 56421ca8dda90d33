import type { ImportSummary } from "../../api/resources.ts";

export interface Day {
  /** ISO 8601 date. */
  readonly date: string;
  readonly writes: number;
  /** Units created or changed. */
  readonly units: number;
  readonly authors: number;
}

/** What was written on each day, from the first to the last of them; what was taken back does not count. */
export function activityByDay(imports: readonly ImportSummary[], days: number): Day[] {
  const counted = imports.filter(({ undone, kind }) => !undone && kind !== "undo");
  const byDate = Map.groupBy(counted, ({ time }) => time.slice(0, 10));
  return [...byDate]
    .map(([date, own]) => ({
      date,
      writes: own.length,
      units: own.reduce((sum, { counts }) => sum + counts.created + counts.changed, 0),
      authors: new Set(own.map(({ author }) => author)).size,
    }))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .slice(-days);
}
