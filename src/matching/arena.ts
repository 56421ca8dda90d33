import { LARGEST_MEMORY } from "./assembler.ts";

/**
 * The memory that WebAssembly works on, given out in pieces: 4 GB at most. A piece that is given back is
 * zeroed, and given out again to whoever wants one of its size.
 */
export interface Arena {
  /** @returns the address of so many zero bytes, a multiple of 64 */
  allocate(size: number): number;
  free(address: number, size: number): void;
  /** All of it. These change when it grows: ask anew after every `allocate`. */
  bytes(): Uint8Array<ArrayBuffer>;
  words(): Uint32Array<ArrayBuffer>;
  memory(): WebAssembly.Memory;
  readonly used: () => number;
}

const PAGE = 65_536;
const ALIGNMENT = 64;

export function arena(): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: LARGEST_MEMORY });
  let bytes = new Uint8Array(memory.buffer);
  let words = new Uint32Array(memory.buffer);
  // Address 0 is no address.
  let used = ALIGNMENT;
  const unused = new Map<number, number[]>();
  return {
    allocate(size) {
      const rounded = Math.ceil(size / ALIGNMENT) * ALIGNMENT;
      const again = unused.get(rounded)?.pop();
      if (again !== undefined) return again;
      const address = used;
      used += rounded;
      if (used > bytes.length) {
        memory.grow(Math.ceil((used - bytes.length) / PAGE));
        bytes = new Uint8Array(memory.buffer);
        words = new Uint32Array(memory.buffer);
      }
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
    used: () => used,
  };
}
