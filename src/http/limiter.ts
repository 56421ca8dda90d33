import { remember } from "../domain/remember.ts";

/** Counts failures by key to limit guesses at secrets. A key is an address, or the beginning of a secret. */
export interface Limiter {
  /** Counts a failure. Gives 0, or the seconds to wait if there were too many; those are not counted. */
  readonly failed: (key: string) => number;
}

/** What wrong secrets are counted by. */
export interface Limiters {
  readonly addresses: Limiter;
  /** Over all addresses, for guesses at one secret from many of them. */
  readonly prefixes: Limiter;
}

export interface LimiterOptions {
  /** Failures allowed within a window. */
  readonly failures: number;
  /** Length of a window in milliseconds. */
  readonly window?: number;
  /** Largest number of keys in memory. Beyond it the oldest key is dropped. */
  readonly keys?: number;
  /** Clock in milliseconds. */
  readonly now?: () => number;
}

/** The limits of one process on Node, of one isolate on Workers. @param now clock in milliseconds */
export const createLimiters = (now: () => number): Limiters => ({
  addresses: createLimiter({ failures: 20, now }),
  prefixes: createLimiter({ failures: 200, now }),
});

/** Makes a limiter with a fixed window for each key. It lives in memory. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { failures, window = 60_000, keys = 10_000, now = Date.now } = options;
  const windows = new Map<string, { readonly ends: number; count: number }>();
  return {
    failed(key) {
      const time = now();
      const found = windows.get(key);
      if (found !== undefined && found.ends > time) {
        if (found.count >= failures) return Math.ceil((found.ends - time) / 1000);
        found.count += 1;
        return 0;
      }
      remember(windows, key, { ends: time + window, count: 1 }, keys);
      return 0;
    },
  };
}
