import { Problem } from "../domain/problem.ts";
import { guessEncoding, hasControlBytes, type KnownLanguages } from "./guess-encoding.ts";

/** The evidence for an encoding: a byte order mark, a declaration in the file, the caller's word, or statistics. */
export type Certainty = "bom" | "declared" | "given" | "guessed";

export interface Decoded {
  /** The text without its byte order mark. */
  readonly text: string;
  /** Lower-case WHATWG name: `utf-8`, `utf-16le`, `windows-1251` … */
  readonly encoding: string;
  readonly bom: boolean;
  readonly certainty: Certainty;
}

const BOMS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
/** Size of the sample for statistics: large enough for them, and small enough to bound their time. */
const SAMPLE_BYTES = 16 * 1024;
/** Encodings without shift states and with characters of one or two bytes (in gb18030 also four). */
const DOUBLE_BYTE: ReadonlySet<string> = new Set(["gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"]);

/** The WHATWG name for another name of an encoding (`UTF8`, `cp1251`, `GB2312` → `gbk`); `undefined` if unknown. */
export function encodingName(label: string): string | undefined {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return undefined;
  }
}

/** The byte order mark at the start of the bytes, with its length in bytes. `decode` refuses those of UTF-32. */
export function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | undefined {
  for (const [encoding, mark] of BOMS) {
    if (mark.every((byte, at) => bytes[at] === byte)) return { encoding, length: mark.length };
  }
  return undefined;
}

/** The encoding of a file that names it, and where its text begins. */
export interface NamedEncoding extends Omit<Decoded, "text"> {
  /** Number of bytes of the byte order mark. */
  readonly start: number;
}

/** Names for the encoding of a file. The first of a byte order mark, `given` by the caller and `declared` in the file decides. */
interface EncodingNames {
  readonly given?: string | undefined;
  readonly declared?: string | undefined;
}

/** The encoding that a file or its caller names. @throws {Problem} `file-empty`, `encoding-unknown` */
export function namedEncoding(bytes: Uint8Array, names: EncodingNames): NamedEncoding | undefined {
  if (bytes.length === 0) throw new Problem("file-empty");
  const isUtf32 = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff;
  const isUtf32Le = bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0;
  if (isUtf32 || (isUtf32Le && bytes.length % 4 === 0)) {
    throw new Problem("encoding-unknown", { encoding: "UTF-32" });
  }
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) {
    if (bytes.length === mark.length) throw new Problem("file-empty");
    return { encoding: mark.encoding, bom: true, certainty: "bom", start: mark.length };
  }
  for (const certainty of ["given", "declared"] as const) {
    const label = names[certainty];
    if (label === undefined) continue;
    const encoding = encodingName(label);
    if (encoding === undefined) throw new Problem("encoding-unknown", { encoding: label.slice(0, 64) });
    return { encoding, bom: false, certainty, start: 0 };
  }
  return undefined;
}

/** Bytes that are decoded at a time. */
const DECODED_AT_ONCE = 256 * 1024;

/** The text of bytes in parts, none of which ends inside a character. @throws {Problem} `encoding-invalid` */
export function* decodedParts(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const decoded = (part: Uint8Array, stream: boolean): string => {
    try {
      return decoder.decode(part, { stream });
    } catch {
      throw new Problem("encoding-invalid", { encoding, offset: firstInvalid(bytes, encoding) });
    }
  };
  for (let at = 0; at < bytes.length; at += DECODED_AT_ONCE)
    yield decoded(bytes.subarray(at, at + DECODED_AT_ONCE), true);
  yield decoded(new Uint8Array(), false);
}

/**
 * Decodes bytes to text and refuses every byte sequence that the encoding does not allow. The first of these decides:
 * a byte order mark, `given` by the caller, `declared` in the file, strict UTF-8, a guess.
 *
 * @throws {Problem} `file-empty`, `file-binary`, `encoding-unknown`, `encoding-invalid`; `encoding-doubtful` with the two
 *   likeliest readings when no guess is sure
 */
export function decode(
  bytes: Uint8Array,
  options: EncodingNames & {
    /** Languages that the file is known to contain. They help to guess the encoding. */
    readonly languages?: KnownLanguages;
  } = {},
): Decoded {
  const named = namedEncoding(bytes, options);
  if (named !== undefined) {
    const { start, ...about } = named;
    return { text: strict(bytes.subarray(start), about.encoding), ...about };
  }
  const text = utf8(bytes);
  if (text !== undefined) return { text, encoding: "utf-8", bom: false, certainty: "guessed" };
  const encoding = guess(bytes, options.languages ?? new Set());
  return { text: strict(bytes, encoding), encoding, bom: false, certainty: "guessed" };
}

/** UTF-16 without a mark can also be valid UTF-8. Control characters give it away. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes("\0")) return undefined;
    const sample = sampleOf(bytes);
    return hasControlBytes(sample) && guessEncoding(sample, new Set()).is === "sure" ? undefined : text;
  } catch {
    return undefined;
  }
}

function strict(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem("encoding-invalid", { encoding, offset: firstInvalid(bytes, encoding) });
  }
}

/** Offset of the first invalid byte, found by binary search because decoders do not report it. */
function firstInvalid(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

/** The first bytes of the file. `SAMPLE_BYTES` is even, so that the cut does not split a UTF-16 unit. */
const sampleOf = (bytes: Uint8Array): Uint8Array =>
  bytes.subarray(0, bytes.length <= SAMPLE_BYTES ? bytes.length : SAMPLE_BYTES);

function guess(bytes: Uint8Array, languages: KnownLanguages): string {
  const sample = sampleOf(bytes);
  const wide = wideEncoding(sample);
  if (wide !== undefined) return wide;
  const found = guessEncoding(sample, languages);
  if (found.is === "sure") return found.reading.encoding;
  if (isBinary(sample)) throw new Problem("file-binary");
  if (found.is === "none") throw new Problem("encoding-unknown", { encoding: "?" });
  const [first, second] = found.readings;
  throw new Problem("encoding-doubtful", {
    first: first.encoding,
    firstText: excerpt(first.text),
    second: second.encoding,
    secondText: excerpt(second.text),
  });
}

/** Some words of a reading, from its first character that is not ASCII. */
function excerpt(text: string): string {
  const at = Math.max(0, text.search(/[^\u0000-\u007F]/u));
  return text
    .slice(at, at + 60)
    .replace(/\s+/gu, " ")
    .trim();
}

/** Finds UTF-16 without a mark: in ASCII characters one of the two bytes is zero, always the same one. */
function wideEncoding(sample: Uint8Array): string | undefined {
  if (sample.length < 2 || sample.length % 2 === 1) return undefined;
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const some = sample.length / 64;
  if (odd > some && even * 8 < odd) return "utf-16le";
  if (even > some && odd * 8 < even) return "utf-16be";
  return undefined;
}

/** True with a NUL, or with more than one control character in fifty bytes. */
function isBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) controls += 1;
  }
  return controls * 50 > sample.length;
}

/**
 * Encodes text to bytes. `substitute` returns the ASCII text for a character that the encoding lacks, in XML a character
 * reference.
 *
 * @throws {Problem} `character-invalid` for a lone surrogate, and for a character that the encoding lacks when there is
 *   no `substitute`; `encoding-unknown`
 */
export function encode(
  text: string,
  encoding = "utf-8",
  bom = false,
  substitute?: (character: string) => string,
): Uint8Array {
  if (!text.isWellFormed()) throw new Problem("character-invalid", { character: "U+D800…U+DFFF" });
  const name = encodingName(encoding);
  const marked = bom ? `\uFEFF${text}` : text;
  if (name === "utf-8") return new TextEncoder().encode(marked);
  if (name === "utf-16le" || name === "utf-16be") return encodeUtf16(marked, name === "utf-16le");
  const table = name === undefined ? undefined : reverseTable(encoding, name);
  if (table === undefined) throw new Problem("encoding-unknown", { encoding });
  return encodeByTable(text, table, encoding, substitute);
}

function encodeUtf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const [high, low] = littleEndian ? [1, 0] : [0, 1];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[at * 2 + high] = unit >> 8;
    bytes[at * 2 + low] = unit & 0xff;
  }
  return bytes;
}

function encodeByTable(
  text: string,
  table: ReverseTable,
  encoding: string,
  substitute: ((character: string) => string) | undefined,
): Uint8Array {
  let bytes = new Uint8Array(text.length * 2 + 64);
  let length = 0;
  const put = (code: number) => {
    if (length + 2 > bytes.length) {
      const grown = new Uint8Array(bytes.length * 2);
      grown.set(bytes);
      bytes = grown;
    }
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  };
  for (const character of text) {
    const code = table.get(character);
    if (code !== undefined) put(code);
    else if (substitute === undefined) throw new Problem("character-invalid", { character, encoding });
    else for (const ascii of substitute(character)) put(table.get(ascii) ?? 0x3f);
  }
  return bytes.slice(0, length);
}

/** From a character to its one or two bytes, as one number. */
type ReverseTable = ReadonlyMap<string, number>;
const reverseTables = new Map<string, ReverseTable>();

/**
 * WHATWG decodes the labels `us-ascii` and `iso-8859-1` as windows-1252, but other programs do not. So the tables
 * for writing end at U+007F and U+00FF, where all programs agree.
 */
function reverseTable(label: string, name: string): ReverseTable | undefined {
  const plain = label.trim().toLowerCase();
  const key = /^(us-)?ascii$/u.test(plain)
    ? "us-ascii"
    : /^(iso-?8859-1|latin1)$/u.test(plain)
      ? "latin1"
      : name;
  const known = reverseTables.get(key);
  if (known !== undefined) return known;
  const table = buildTable(key);
  if (table !== undefined) reverseTables.set(key, table);
  return table;
}

function buildTable(name: string): ReverseTable | undefined {
  const table = new Map<string, number>();
  if (name === "us-ascii" || name === "latin1") {
    const end = name === "latin1" ? 0x100 : 0x80;
    for (let byte = 0; byte < end; byte++) table.set(String.fromCharCode(byte), byte);
    return table;
  }
  // In ISO-2022-JP and similar encodings the bytes of a character depend on what stands before it: no table fits.
  if (/^(iso-2022|replacement|x-user-defined)/u.test(name)) return undefined;
  const decoder = new TextDecoder(name, { fatal: true });
  const add = (code: number, bytes: Uint8Array) => {
    try {
      const character = decoder.decode(bytes);
      const single = character.length === (character > "\uD7FF" && character < "\uE000" ? 2 : 1);
      if (single && !table.has(character)) table.set(character, code);
    } catch {
      // These bytes are not a character of this encoding.
    }
  };
  // Browsers read a lone 0x80 in GBK and GB 18030 as €. We do not write it, because other programs do not know it.
  for (let byte = 0; byte < 0x100; byte++) {
    if (byte !== 0x80 || !DOUBLE_BYTE.has(name)) add(byte, Uint8Array.of(byte));
  }
  if (DOUBLE_BYTE.has(name)) {
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) add(lead * 256 + trail, Uint8Array.of(lead, trail));
    }
  }
  return table;
}
