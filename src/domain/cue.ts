/** The times of a subtitle, in seconds. */
export interface CueTimes {
  readonly start: number;
  readonly end: number;
}

const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})`;
const TIMES = new RegExp(String.raw`${TIME}[ \t]*-->[ \t]*${TIME}`, "u");

/** Reads times as SubRip and WebVTT write them: `00:01:02,500 --> 00:01:04,000`, `01:02.500 --> 01:04.000`. */
export function parseTimes(text: string): CueTimes | undefined {
  const match = TIMES.exec(text);
  if (match === null) return undefined;
  const at = (from: number): number =>
    Number(match[from] ?? 0) * 3600 +
    Number(match[from + 1]) * 60 +
    Number(match[from + 2]) +
    Number((match[from + 3] ?? "0").padEnd(3, "0")) / 1000;
  return { start: at(1), end: at(5) };
}

/** Writes times with hours, and with milliseconds after the given mark. */
export function printTimes({ start, end }: CueTimes, mark: "," | "."): string {
  return `${printTime(start, mark)} --> ${printTime(end, mark)}`;
}

function printTime(seconds: number, mark: string): string {
  const all = Math.round(seconds * 1000);
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, "0");
  return `${part(all / 3_600_000)}:${part((all / 60_000) % 60)}:${part((all / 1000) % 60)}${mark}${part(all % 1000, 3)}`;
}

/** The times in the context of a subtitle's unit; `undefined` for any other unit. */
export function timesOfContext(context: string | undefined): CueTimes | undefined {
  return context?.startsWith("cue ") === true ? parseTimes(context) : undefined;
}
