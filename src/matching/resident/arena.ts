import { LARGEST_MEMORY } from "./assembler.ts";

/**
 * The memory of WebAssembly, at most 4 GB, which is given out in pieces. A piece that is given back is zeroed, and
 * given out again when a piece of its size is wanted.
 */
export interface Arena {
  /** @returns the address of `size` zero bytes, a multiple of 64 */
  allocate(size: number): number;
  free(address: number, size: number): void;
  /** The whole memory. The arrays change when it grows: ask again after every `allocate`. */
  bytes(): Uint8Array<ArrayBuffer>;
  words(): Uint32Array<ArrayBuffer>;
  memory(): WebAssembly.Memory;
  /** The bytes that were allocated from `start` on, and the state that belongs to them. */
  save(start: number): { readonly state: ArenaState; readonly part: Uint8Array };
  /** Puts what was saved in place of all from `start` on; `fill` writes the bytes. */
  restore(start: number, state: ArenaState, fill: (part: Uint8Array) => void): void;
  readonly used: () => number;
}

export interface ArenaState {
  readonly used: number;
  readonly unused: readonly (readonly [size: number, addresses: readonly number[]])[];
}

const PAGE = 65_536;
const ALIGNMENT = 64;

export function arena(): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: LARGEST_MEMORY });
  let bytes = new Uint8Array(memory.buffer);
  let words = new Uint32Array(memory.buffer);
  // Address 0 means none.
  let used = ALIGNMENT;
  const unused = new Map<number, number[]>();
  const grow = (): void => {
    if (used <= bytes.length) return;
    // By an eighth at least: each growth makes the garbage collector run. Pages that are not used take no memory.
    const wanted = Math.ceil((used + used / 8) / PAGE);
    memory.grow(Math.max(Math.ceil(used / PAGE), Math.min(LARGEST_MEMORY, wanted)) - bytes.length / PAGE);
    bytes = new Uint8Array(memory.buffer);
    words = new Uint32Array(memory.buffer);
  };
  return {
    allocate(size) {
      const rounded = Math.ceil(size / ALIGNMENT) * ALIGNMENT;
      const again = unused.get(rounded)?.pop();
      if (again !== undefined) return again;
      const address = used;
      used += rounded;
      grow();
      return address;
    },
    free(address, size) {
      const rounded = Math.ceil(size / ALIGNMENT) * ALIGNMENT;
      bytes.fill(0, address, address + rounded);
      const others = unused.get(rounded);
      if (others === undefined) unused.set(rounded, [address]);
      else others.push(address);
    },
    bytes: () => bytes,
    words: () => words,
    memory: () => memory,
    save: (start) => ({
      state: { used, unused: [...unused].map(([size, addresses]) => [size, [...addresses]] as const) },
      part: bytes.subarray(start, used),
    }),
    restore(start, state, fill) {
      used = state.used;
      grow();
      unused.clear();
      for (const [size, addresses] of state.unused) unused.set(size, [...addresses]);
      fill(bytes.subarray(start, used));
    },
    used: () => used,
  };
}
