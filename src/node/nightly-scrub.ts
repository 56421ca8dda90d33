import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Scrub } from "../storage/integrity/scrub.ts";
import { programBeside } from "./own-files.ts";

export interface NightlyScrubOptions {
  /** Path of the store. */
  readonly path: string;
  /** Local time of day: `{ hour: 3, minute: 30 }`. */
  readonly time: TimeOfDay;
  readonly onScrub: (found: Scrub) => void;
  /** Records that a scrub could not be done. */
  readonly report: (error: unknown) => void;
}

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/**
 * Scrubs a store every night, in a process of its own: a process that reads the file of the store beside SQLite would
 * lose SQLite's locks.
 *
 * @returns a function that ends it
 */
export function nightlyScrub(options: NightlyScrubOptions): () => void {
  const { time } = options;
  let running: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    const now = new Date();
    timer = setTimeout(
      () => {
        running = scrubNow(options);
        wait();
      },
      +nextTime(time, now) - +now,
    ).unref();
  };
  wait();
  return () => {
    clearTimeout(timer);
    running?.kill();
  };
}

/** The next moment with this time of day. */
export function nextTime({ hour, minute }: TimeOfDay, now: Date): Date {
  const next = new Date(now);
  next.setHours(hour, minute, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}

/** Starts the process of one scrub. */
export function scrubNow({ path, onScrub, report }: Omit<NightlyScrubOptions, "time">): ChildProcess {
  const child = fork(programBeside(import.meta.url, "scrub-process"), [path]);
  // It is in no hurry.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  child.once("message", (found) => onScrub(found as Scrub));
  child.once("error", report);
  child.once("exit", (code) => {
    if (code !== 0 && code !== null) report(new Error(`the scrub has ended with ${code}`));
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** Reads `03:30`. @returns `undefined` for anything else */
export function timeOfDay(text: string): TimeOfDay | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/u.exec(text) ?? [];
  return hour === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
}
