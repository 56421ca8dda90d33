/** Counts failures by key to limit guesses at secrets. A key is an address, or an address and part of a secret. */
export interface Limiter {
  /** Seconds to wait before the next try; 0 if a try is allowed now. */
  readonly wait: (key: string) => number;
  readonly failed: (key: string) => void;
}

export interface LimiterOptions {
  /** Failures allowed within a window. */
  readonly failures?: number;
  /** Length of a window in milliseconds. */
  readonly window?: number;
  /** Largest number of keys in memory. Beyond it the oldest key is dropped. */
  readonly keys?: number;
  /** Clock in milliseconds. */
  readonly now?: () => number;
}

/** Makes a limiter with a fixed window for each key. It lives in memory: per process on Node, per isolate on Workers. */
export function createLimiter(options: LimiterOptions = {}): Limiter {
  const { failures = 20, window = 60_000, keys = 10_000, now = Date.now } = options;
  const windows = new Map<string, { readonly ends: number; count: number }>();
  const current = (key: string) => {
    const found = windows.get(key);
    return found !== undefined && found.ends > now() ? found : undefined;
  };
  return {
    wait(key) {
      const found = current(key);
      return found !== undefined && found.count >= failures ? Math.ceil((found.ends - now()) / 1000) : 0;
    },
    failed(key) {
      const found = current(key);
      if (found) {
        found.count += 1;
        return;
      }
      windows.delete(key);
      windows.set(key, { ends: now() + window, count: 1 });
      const [oldest] = windows.keys();
      if (windows.size > keys && oldest !== undefined) windows.delete(oldest);
    },
  };
}
