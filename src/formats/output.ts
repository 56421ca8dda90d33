import { encode } from "./encoding.ts";

/** A unit of a file commonly takes so many bytes. */
export const UNIT_BYTES = 512;
/** Text is encoded in runs of so many UTF-16 units: one by one its pieces are too short, all together too long. */
const RUN = 64 * 1024;

const encoder = new TextEncoder();

/** A file that is being written: its text piece by piece, held only as bytes. */
export interface Output {
  add(text: string): void;
  /** All of it. Nothing may be added after. */
  bytes(): Uint8Array;
}

/**
 * @param options.size about how many bytes there will be; memory that is not written to costs nothing
 * @throws {Problem} as `encode` does, when text is added or at the end
 */
export function createOutput(
  options: {
    readonly encoding?: string;
    readonly bom?: boolean;
    readonly substitute?: (character: string) => string;
    readonly size?: number;
  } = {},
): Output {
  const { encoding = "utf-8", bom = false, substitute, size = RUN } = options;
  let written = new Uint8Array(size);
  let length = 0;
  let pieces: string[] = bom ? ["\uFEFF"] : [];
  let pending = 0;

  function reserve(bytes: number) {
    if (length + bytes <= written.length) return;
    const grown = new Uint8Array(Math.max(length + bytes, written.length * 2));
    grown.set(written.subarray(0, length));
    written = grown;
  }

  function flush() {
    if (pieces.length === 0) return;
    const run = pieces.join("");
    pieces = [];
    pending = 0;
    if (encoding === "utf-8" && run.isWellFormed()) {
      // In place: thousands of short-lived arrays would keep the garbage collector busy with all else.
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
      // A long piece is cut, but not through a character.
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
