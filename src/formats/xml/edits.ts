import { Problem } from "../../domain/problem.ts";
import { type Decoded, encode } from "../encoding.ts";
import { createOutput } from "../output.ts";
import { characterReference, escapeAttribute } from "./characters.ts";

/** Replaces `[start, end)` of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits, which may not overlap; those at one offset go in the order given. Everything outside of
 * them stays as it is, byte for byte.
 */
export function applyEdits(bytes: Uint8Array, decoded: Decoded, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return bytes;
  const { text, encoding, bom } = decoded;
  assertReversible(bytes, decoded);
  let more = 0;
  for (const edit of edits) more += edit.text.length;
  const output = createOutput({
    encoding,
    bom,
    substitute: characterReference,
    size: bytes.length + 3 * more,
  });
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start > at) output.add(text.slice(at, edit.start));
    output.add(edit.text);
    at = edit.end;
  }
  output.add(text.slice(at));
  return output.bytes();
}

/**
 * In UTF-8, UTF-16 and single-byte encodings each text has one spelling in bytes; in the double-byte ones of East
 * Asia some characters have two, and a file that uses the other one would come out changed.
 */
function assertReversible(bytes: Uint8Array, { text, encoding, bom }: Decoded): void {
  if (!/^(gb|big5|euc|shift|iso-2022)/u.test(encoding)) return;
  const again = encode(text, encoding, bom);
  if (again.length === bytes.length && again.every((byte, at) => byte === bytes[at])) return;
  throw new Problem("encoding-lossy", { encoding });
}

/**
 * The edit that gives the start tag at `[start, end)` an attribute, another value of it or, with `undefined`, none.
 * Nothing where it is so already.
 */
export function attributeEdit(
  text: string,
  start: number,
  end: number,
  name: string,
  value: string | undefined,
): Edit[] {
  const tag = text.slice(start, end);
  // One blank alone before the name: a run of them would be gone through anew from each of its blanks.
  for (const found of tag.matchAll(/\s([^\s=/>"']+)(\s*=\s*)("[^"]*"|'[^']*')/gu)) {
    const [whole, key = "", equals = "", quoted = ""] = found;
    if (key !== name) continue;
    const from = start + found.index;
    if (value === undefined) return [{ start: from, end: from + whole.length, text: "" }];
    const inside = from + 1 + key.length + equals.length;
    const written = quoted.startsWith("'")
      ? `'${escapeAttribute(value).replaceAll("'", "&apos;")}'`
      : `"${escapeAttribute(value)}"`;
    return written === quoted ? [] : [{ start: inside, end: inside + quoted.length, text: written }];
  }
  if (value === undefined) return [];
  let close = tag.endsWith("/>") ? tag.length - 2 : tag.length - 1;
  while (/\s/u.test(tag[close - 1] ?? "")) close -= 1;
  return [{ start: start + close, end: start + close, text: ` ${name}="${escapeAttribute(value)}"` }];
}
