/** Counts failures by key, so that secrets can't be tried out at will. A key is an address, or a part of a secret too. */
export interface Limiter {
  /** Seconds to wait before the next try; 0 when there may be one. */
  readonly wait: (key: string) => number;
  readonly failed: (key: string) => void;
}

export interface LimiterOptions {
  /** Failures that are allowed within a window. */
  readonly failures?: number;
  /** In milliseconds. */
  readonly window?: number;
  /** Keys that are remembered at most; the oldest are forgotten. */
  readonly keys?: number;
  /** In milliseconds. */
  readonly now?: () => number;
}

/** A fixed window for each key, in memory: per process on Node, per isolate on Workers. */
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
