const DAY = 86_400_000;

/** The days of a period as places on an axis. */
export interface TimeAxis {
  readonly days: number;
  /** Place of the beginning of a day, from 0 to the number of days. */
  readonly at: (day: string) => number;
}

/** The axis from one day to another, both ISO 8601 dates and both included. */
export function timeAxis(from: string, to: string): TimeAxis {
  const start = Date.parse(from);
  return {
    days: Math.round((Date.parse(to) - start) / DAY) + 1,
    at: (day) => Math.round((Date.parse(day) - start) / DAY),
  };
}

/** Shortest axis, in days. */
const SHORTEST = 14;

/** The first day of a chart: the day before its first figure, but at least two weeks before its end. */
export function firstShown(
  { from, to }: { readonly from: string; readonly to: string },
  first: string,
): string {
  const latest = Math.min(Date.parse(first) - DAY, Date.parse(to) - (SHORTEST - 1) * DAY);
  return new Date(Math.max(Date.parse(from), latest)).toISOString().slice(0, 10);
}

/** A value from a day on; `undefined` where there is none. */
export interface Step {
  readonly day: string;
  readonly value: number | undefined;
}

/**
 * An SVG path of steps: each value holds until the next, the last one until the end of the axis.
 *
 * @param steps in the order of days; values from 0 to 1
 * @param height of the picture: 1 is at its top
 */
export function stepPath(steps: readonly Step[], axis: TimeAxis, height: number): string {
  const parts: string[] = [];
  let isDrawing = false;
  for (const [index, { day, value }] of steps.entries()) {
    if (value === undefined) {
      isDrawing = false;
      continue;
    }
    const next = steps[index + 1];
    const y = Number((height * (1 - value)).toFixed(2));
    parts.push(
      `${isDrawing ? "L" : "M"}${axis.at(day)} ${y}`,
      `L${next ? axis.at(next.day) : axis.days} ${y}`,
    );
    isDrawing = true;
  }
  return parts.join("");
}
