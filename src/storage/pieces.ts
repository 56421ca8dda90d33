import type { Spool, Storage } from "./port.ts";

/** A file in pieces, which need not all be in memory. */
export interface Pieces extends Iterable<Uint8Array> {
  readonly byteLength: number;
  /** Frees what they take. No piece may be asked for after it. */
  close(): void;
}

/** A file that grows piece by piece. */
export interface GrowingPieces extends Pieces {
  /** Takes a copy of the bytes. */
  put(bytes: Uint8Array): void;
  /** Forgets all pieces: the file begins anew. */
  clear(): void;
}

/** Bytes that stay in memory. What comes after them is spooled, where the engine can do that. */
const IN_MEMORY = 4_000_000;

/** Begins a file that may be larger than memory. */
export function growingPieces(storage: Storage, inMemory = IN_MEMORY): GrowingPieces {
  const held: Uint8Array[] = [];
  const places: number[] = [];
  let spool: Spool | undefined;
  let byteLength = 0;
  return {
    get byteLength() {
      return byteLength;
    },
    put(bytes) {
      byteLength += bytes.byteLength;
      if (byteLength > inMemory) spool ??= storage.spool?.();
      // What is spooled stands behind what is held.
      if (spool === undefined || byteLength <= inMemory) held.push(bytes.slice());
      else places.push(spool.put([bytes]).at);
    },
    clear() {
      held.length = 0;
      places.length = 0;
      byteLength = 0;
    },
    *[Symbol.iterator]() {
      yield* held;
      for (const at of places) {
        const [bytes] = spool?.take({ at, length: 1 }) ?? [];
        if (bytes instanceof Uint8Array) yield bytes;
      }
    },
    close: () => spool?.close(),
  };
}
