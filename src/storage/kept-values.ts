import type { Param, Spool, Storage } from "./port.ts";

/** Groups of values that need not all be in memory. */
export interface KeptValues {
  /** Number of groups. */
  readonly length: number;
  /** @returns the index of the group, from 0 */
  put(values: readonly Param[]): number;
  /** The values of a group; they stay there. */
  take(index: number): readonly Param[];
  /** Forgets all groups: the next one has index 0. */
  clear(): void;
  /** Frees what they take. No group may be asked for after it. */
  close(): void;
}

/** Bytes and UTF-16 units that stay in memory. What comes after them is spooled, where the engine can do that. */
const IN_MEMORY = 4_000_000;

/** Begins to keep values that may be larger than memory. */
export function keptValues(storage: Storage, inMemory = IN_MEMORY): KeptValues {
  const held: (readonly Param[])[] = [];
  // Two numbers a group, place and length: objects would take four times as much.
  const places: number[] = [];
  let size = 0;
  let spool: Spool | undefined;
  const close = (): void => spool?.close();
  return {
    get length() {
      return held.length + places.length / 2;
    },
    put(values) {
      size += sizeOf(values);
      if (size > inMemory) spool ??= storage.spool?.();
      // What is spooled stands behind what is held.
      if (spool === undefined) return held.push(values) - 1;
      const { at, length } = spool.put(values);
      return held.length + places.push(at, length) / 2 - 1;
    },
    take(index) {
      const place = 2 * (index - held.length);
      const [at, length] = [places[place], places[place + 1]];
      if (at === undefined || length === undefined) return held[index] ?? [];
      return spool?.take({ at, length }) ?? [];
    },
    clear() {
      close();
      spool = undefined;
      held.length = 0;
      places.length = 0;
      size = 0;
    },
    close,
  };
}

/** Keeps texts that may be larger than memory, by index. */
export function keptTexts(storage: Storage): {
  readonly store: {
    /** @returns the index of the text */
    readonly put: (text: string) => number;
    readonly take: (index: number) => string;
  };
  /** Frees what they take. */
  readonly close: () => void;
} {
  const kept = keptValues(storage);
  const store = {
    put: (text: string) => kept.put([text]),
    take: (index: number) => String(kept.take(index)[0]),
  };
  return { store, close: kept.close };
}

function sizeOf(values: readonly Param[]): number {
  let size = 0;
  for (const value of values) if (value !== null && typeof value !== "number") size += value.length;
  return size;
}
