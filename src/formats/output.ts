import { encode } from "./encoding.ts";

/** Text is encoded in runs of so many UTF-16 units: one by one its pieces are too short, all together too long. */
const RUN = 64 * 1024;

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

  function flush() {
    if (pending === 0 && pieces.length === 0) return;
    const run = encode(pieces.join(""), encoding, false, substitute);
    pieces = [];
    pending = 0;
    if (length + run.length > written.length) {
      const grown = new Uint8Array(Math.max(length + run.length, Math.ceil(written.length * 1.5)));
      grown.set(written.subarray(0, length));
      written = grown;
    }
    written.set(run, length);
    length += run.length;
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
