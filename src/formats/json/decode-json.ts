import { Problem } from "../../domain/problem.ts";
import { type Decoded, decode } from "../encoding.ts";
import { DEFAULT_LIMITS, type Limits, type ReadOptions } from "../contract.ts";

/**
 * The text of a JSON file. JSON is UTF-8 (RFC 8259 §8.1) unless a byte order mark, the caller or the first two bytes say
 * otherwise: JSON begins with an ASCII character, so a NUL there means UTF-16 (RFC 4627 §3). The encoding is never guessed.
 *
 * @throws {Problem} `file-empty`, `too-large`, `encoding-unknown`, `encoding-invalid`
 */
export function decodeJson(bytes: Uint8Array, options: ReadOptions = {}): Decoded {
  const { bytes: limit } = limitsOf(options);
  if (bytes.byteLength > limit) throw new Problem("too-large", { limit, size: bytes.byteLength });
  return decode(bytes, { given: options.encoding, declared: wideEncoding(bytes) ?? "utf-8" });
}

function wideEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0 && second !== 0) return "utf-16be";
  return second === 0 && first !== 0 && first !== undefined ? "utf-16le" : undefined;
}

/** The limits for a reader: the caller's limits, with defaults for the missing ones. */
export function limitsOf(options: ReadOptions): Limits {
  return { ...DEFAULT_LIMITS, ...options.limits };
}
