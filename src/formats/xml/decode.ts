import { Problem } from "../../domain/problem.ts";
import {
  byteOrderMark,
  decode,
  type Decoded,
  decodedParts,
  encodingName,
  namedEncoding,
} from "../encoding.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../contract.ts";

/**
 * Decodes an XML document. The encoding is the one of the byte order mark, else `options.encoding`, else the one of the
 * XML declaration, else UTF-8 (XML 1.0 §4.3.3). It is never guessed: a wrong guess would store a wrong text.
 *
 * @throws {Problem} `too-large`, and what `decode` throws
 */
export const decodeXml = (bytes: Uint8Array, options: ReadOptions = {}): Decoded =>
  decode(bytes, namesOf(bytes, options));

/** A decoded file whose text is made in parts. It may be asked for again. */
export interface DecodedParts extends Omit<Decoded, "text"> {
  readonly parts: () => Iterable<string>;
}

/** The same for the text in parts. @throws {Problem} as `decodeXml`, the parts too */
export function decodeXmlParts(bytes: Uint8Array, options: ReadOptions = {}): DecodedParts {
  const { encoding, bom, certainty, start } = namedEncoding(bytes, namesOf(bytes, options)) ?? UTF8;
  return { encoding, bom, certainty, parts: () => decodedParts(bytes.subarray(start), encoding) };
}

const UTF8 = { encoding: "utf-8", bom: false, certainty: "declared", start: 0 } as const;

/** The names of the encoding. @throws {Problem} `too-large` */
function namesOf(bytes: Uint8Array, { encoding, limits }: ReadOptions) {
  const limit = limits?.bytes ?? DEFAULT_LIMITS.bytes;
  if (bytes.length > limit) throw new Problem("too-large", { size: bytes.length, limit });
  return { given: encoding, declared: declaredEncoding(bytes) ?? "utf-8" };
}

/** Encoding that an XML document declares or shows by its first bytes; `undefined` when it does neither. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (byteOrderMark(bytes) !== undefined) return undefined;
  if (bytes[0] === 0x3c && bytes[1] === 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[1] === 0x3c) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  const label = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1];
  // The declaration was readable byte by byte, so the document is not UTF-16, whatever it declares.
  return label !== undefined && encodingName(label)?.startsWith("utf-16") === true ? undefined : label;
}
