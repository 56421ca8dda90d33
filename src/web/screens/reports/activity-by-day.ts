import type { DayOfWrites } from "../../api/resources.ts";

export interface Day {
  /** ISO 8601 date. */
  readonly day: string;
  readonly writes: number;
  /** Units created, changed or removed. */
  readonly units: number;
  readonly authors: number;
}

const unitsOf = ({ created, changed, removed }: DayOfWrites): number => created + changed + removed;

/** Writes, units and authors of each day, in the order of the days. */
export function activityByDay(items: readonly DayOfWrites[]): Day[] {
  return [...Map.groupBy(items, ({ day }) => day)].map(([day, own]) => ({
    day,
    writes: own.reduce((sum, { writes }) => sum + writes, 0),
    units: own.reduce((sum, entry) => sum + unitsOf(entry), 0),
    authors: new Set(own.map(({ author }) => author)).size,
  }));
}

export interface Contribution {
  readonly author: string;
  readonly writes: number;
  readonly units: number;
  /** Number of days on which the author wrote. */
  readonly days: number;
}

/** Writes, units and days of each author, the author with most units first. */
export function activityByAuthor(items: readonly DayOfWrites[]): Contribution[] {
  return [...Map.groupBy(items, ({ author }) => author)]
    .map(([author, own]) => ({
      author,
      writes: own.reduce((sum, { writes }) => sum + writes, 0),
      units: own.reduce((sum, entry) => sum + unitsOf(entry), 0),
      days: new Set(own.map(({ day }) => day)).size,
    }))
    .sort((a, b) => b.units - a.units);
}
