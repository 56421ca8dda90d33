import { keptValues } from "./kept-values.ts";
import type { Storage } from "./port.ts";

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

/** Begins a file that may be larger than memory. @param inMemory bytes that stay in memory */
export function growingPieces(storage: Storage, inMemory?: number): GrowingPieces {
  const pieces = keptValues(storage, inMemory);
  let byteLength = 0;
  return {
    get byteLength() {
      return byteLength;
    },
    put(bytes) {
      byteLength += bytes.byteLength;
      pieces.put([bytes.slice()]);
    },
    clear() {
      pieces.clear();
      byteLength = 0;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < pieces.length; index += 1) {
        const [bytes] = pieces.take(index);
        if (bytes instanceof Uint8Array) yield bytes;
      }
    },
    close: () => pieces.close(),
  };
}
