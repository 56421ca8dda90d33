import type { Sink } from "./contract.ts";
import { encode } from "./encoding.ts";

/** Usual size of one unit in a file, in bytes: an estimate for `size`. */
export const UNIT_BYTES = 512;
/** Text is encoded in runs of this many UTF-16 units: single pieces are too short, and the whole file is too long. */
const RUN = 64 * 1024;

const encoder = new TextEncoder();

/** A piece for a sink, in bytes. */
const PIECE = 1024 * 1024;

/** A file that is written piece by piece. It is held as bytes, because they take less memory than text. */
export interface Output {
  add(text: string): void;
  /** The file, or what the sink did not get of it. Do not add text after this call. */
  bytes(): Uint8Array;
}

/**
 * Starts an empty file.
 *
 * @param options.size estimated size in bytes; a large estimate is cheap, as the system gives out memory on first use
 * @param options.sink gets the file piece by piece, so that it is not held
 * @throws {Problem} as `encode` does, from `add` and from `bytes`
 */
export function createOutput(
  options: {
    readonly encoding?: string;
    readonly bom?: boolean;
    readonly substitute?: (character: string) => string;
    readonly size?: number;
    readonly sink?: Sink | undefined;
  } = {},
): Output {
  const { encoding = "utf-8", bom = false, substitute, size = RUN, sink } = options;
  let written = new Uint8Array(sink === undefined ? size : Math.min(size, PIECE));
  let length = 0;
  let pieces: string[] = bom ? ["\uFEFF"] : [];
  let pending = 0;

  function reserve(bytes: number) {
    if (length + bytes <= written.length) return;
    if (sink !== undefined && length > 0) {
      sink.put(written.subarray(0, length));
      length = 0;
      return reserve(bytes);
    }
    // Unlike a copy, this frees the old memory at once.
    written = new Uint8Array(
      written.buffer.transfer(Math.max(length + bytes, Math.ceil(written.length * 1.5))),
    );
  }

  function flush() {
    if (pieces.length === 0) return;
    const run = pieces.join("");
    pieces = [];
    pending = 0;
    if (encoding === "utf-8" && run.isWellFormed()) {
      // Encoding in place avoids thousands of short-lived arrays, which would slow down the garbage collector.
      reserve(run.length * 3);
      length += encoder.encodeInto(run, written.subarray(length)).written;
      return;
    }
    const bytes = encode(run, encoding, false, substitute);
    reserve(bytes.length);
    written.set(bytes, length);
    length += bytes.length;
  }

  return {
    add(text) {
      // A long piece is cut into runs, but never inside a surrogate pair.
      for (let at = 0; at < text.length;) {
        let end = Math.min(text.length, at + RUN);
        if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
        pieces.push(at === 0 && end === text.length ? text : text.slice(at, end));
        pending += end - at;
        at = end;
        if (pending >= RUN) flush();
      }
    },
    bytes() {
      flush();
      return written.subarray(0, length);
    },
  };
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
