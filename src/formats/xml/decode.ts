import { Problem } from "../../domain/problem.ts";
import { byteOrderMark, decode, encodingName, type Decoded } from "../encoding.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../format.ts";

/**
 * The text of an XML document. Its encoding: byte order mark, then `options.encoding`, then the XML
 * declaration, else UTF-8 (XML 1.0 §4.3.3): a wrong guess would be a wrong text in the memory.
 * Throws `too-large` and what `decode` throws.
 */
export function decodeXml(bytes: Uint8Array, options: ReadOptions = {}): Decoded {
  const limit = options.limits?.bytes ?? DEFAULT_LIMITS.bytes;
  if (bytes.length > limit) throw new Problem("too-large", { size: bytes.length, limit });
  return decode(bytes, { given: options.encoding, declared: declaredEncoding(bytes) ?? "utf-8" });
}

/** The encoding that an XML document names or shows by its first bytes; undefined when it does neither. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (byteOrderMark(bytes) !== undefined) return undefined;
  if (bytes[0] === 0x3c && bytes[1] === 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[1] === 0x3c) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  const label = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1];
  // Bytes that we have just read one by one are no UTF-16, whatever they say of themselves.
  return label !== undefined && encodingName(label)?.startsWith("utf-16") === true ? undefined : label;
}
