/** Counts failures per address, so that secrets can't be tried out at will. */
export interface Limiter {
  /** Seconds for which the address has to wait; 0 when it may try. */
  readonly wait: (address: string) => number;
  readonly failed: (address: string) => void;
}

export interface LimiterOptions {
  /** Failures that are allowed within a window. */
  readonly failures?: number;
  /** In milliseconds. */
  readonly window?: number;
  /** Addresses that are remembered; the oldest are forgotten beyond. */
  readonly addresses?: number;
  /** In milliseconds. */
  readonly now?: () => number;
}

/** A fixed window per address, in memory: per process on Node, per isolate on Workers. */
export function createLimiter(options: LimiterOptions = {}): Limiter {
  const { failures = 20, window = 60_000, addresses = 10_000, now = Date.now } = options;
  const windows = new Map<string, { readonly ends: number; count: number }>();
  const current = (address: string) => {
    const found = windows.get(address);
    return found !== undefined && found.ends > now() ? found : undefined;
  };
  return {
    wait(address) {
      const found = current(address);
      return found !== undefined && found.count >= failures ? Math.ceil((found.ends - now()) / 1000) : 0;
    },
    failed(address) {
      const found = current(address);
      if (found) {
        found.count += 1;
        return;
      }
      windows.delete(address);
      windows.set(address, { ends: now() + window, count: 1 });
      const [oldest] = windows.keys();
      if (windows.size > addresses && oldest !== undefined) windows.delete(oldest);
    },
  };
}
