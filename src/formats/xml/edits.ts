import { Problem } from "../../domain/problem.ts";
import type { Sink } from "../contract.ts";
import { type Decoded, encode } from "../encoding.ts";
import { type Edit, inOrder } from "../edits.ts";
import { createOutput, type Output } from "../output.ts";
import type { DecodedParts } from "./decode.ts";
import { characterReference, escapeAttribute } from "./xml-characters.ts";

/** What is looked up in a text. A string is such a text. */
export type TextView = Pick<string, "slice" | "charAt" | "charCodeAt" | "indexOf" | "lastIndexOf">;

/** A file whose parts are replaced one after the other. */
export interface Editing {
  /**
   * Replaces further parts, in the order of `inOrder`. No part may begin before an earlier one ended; one that does is
   * left out.
   */
  apply(edits: readonly Edit[]): void;
  /**
   * The edited file, or what the sink did not get of it. All that was not replaced is the same byte for byte; without
   * edits it is the very same array.
   */
  bytes(): Uint8Array;
}

/** The same for a file whose text comes in parts, and goes out before all of it has come. */
export interface EditingInParts extends Editing {
  /** The text between what was passed and what has come; offsets are those of the whole text. */
  readonly text: TextView;
  /** Adds the next part of the text. */
  feed(part: string): void;
  /** Says that nothing in front of an offset will be looked up or replaced any more. */
  pass(offset: number): void;
}

/** Begins to edit a file, given as bytes and as text. @throws {Problem} `encoding-lossy` */
function createEditing(original: Uint8Array, decoded: Decoded, sink?: Sink): Editing {
  const editing = createEditingInParts(original, { ...decoded, parts: () => [decoded.text] }, sink);
  editing.feed(decoded.text);
  return editing;
}

/** Begins to edit a file, given as bytes; its text is fed. @throws {Problem} `encoding-lossy` */
export function createEditingInParts(
  original: Uint8Array,
  decoded: DecodedParts,
  sink?: Sink,
): EditingInParts {
  let output: Output | undefined;
  /** The text at hand, and its offset in the whole text. */
  let held = "";
  let base = 0;
  /** The text in front of this offset is in the output, where there is one. */
  let at = 0;
  const found = (place: number): number => (place < 0 ? -1 : place + base);
  const text: TextView = {
    slice: (start = 0, end) => held.slice(start - base, end === undefined ? undefined : end - base),
    charAt: (place) => held.charAt(place - base),
    charCodeAt: (place) => held.charCodeAt(place - base),
    indexOf: (sought, from = 0) => found(held.indexOf(sought, from - base)),
    lastIndexOf: (sought, from = Infinity) => found(from < base ? -1 : held.lastIndexOf(sought, from - base)),
  };
  const begin = (): Output => {
    assertReversible(original, decoded);
    // Translations commonly need a quarter more. The output grows when that is not enough.
    const size = Math.ceil(original.length * 1.25);
    const { encoding, bom } = decoded;
    const begun = createOutput({ encoding, bom, substitute: characterReference, size, sink });
    // What was passed without an edit is not at hand any more.
    let left = base;
    for (const part of left === 0 ? [] : decoded.parts()) {
      if (left <= 0) break;
      begun.add(part.slice(0, left));
      left -= part.length;
    }
    at = base;
    return begun;
  };
  return {
    text,
    feed(part) {
      held += part;
    },
    pass(offset) {
      if (offset <= base) return;
      if (output !== undefined && offset > at) {
        output.add(text.slice(at, offset));
        at = offset;
      }
      held = held.slice(offset - base);
      base = offset;
    },
    apply(edits) {
      if (edits.length === 0) return;
      output ??= begin();
      for (const edit of edits.length === 1 ? edits : inOrder(edits)) {
        if (edit.start < at) continue;
        if (edit.start > at) output.add(text.slice(at, edit.start));
        output.add(edit.text);
        at = edit.end;
      }
    },
    bytes() {
      if (output === undefined) return original;
      output.add(text.slice(at));
      return output.bytes();
    },
  };
}

/** Applies a list of edits that do not overlap. */
export function applyEdits(original: Uint8Array, decoded: Decoded, edits: readonly Edit[]): Uint8Array {
  const editing = createEditing(original, decoded);
  editing.apply(edits);
  return editing.bytes();
}

/**
 * Refuses a file whose text does not encode to the same bytes. UTF-8, UTF-16 and single-byte encodings have one spelling
 * for each text. The double-byte encodings of East Asia have two for some characters.
 */
function assertReversible(bytes: Uint8Array, { parts, encoding, bom }: DecodedParts): void {
  if (!/^(gb|big5|euc|shift|iso-2022)/u.test(encoding)) return;
  const again = encode([...parts()].join(""), encoding, bom);
  if (again.length === bytes.length && again.every((byte, at) => byte === bytes[at])) return;
  throw new Problem("encoding-lossy", { encoding });
}

const isTagSpace = (unit: number) => unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;
/** `/` or `>`: the characters that end a tag. */
const isTagEnd = (unit: number) => unit === 0x2f || unit === 0x3e;

/**
 * The edit that sets an attribute of the start tag at `[start, end)`, or removes it when `value` is `undefined`. Empty
 * when the tag has that value already.
 */
export function attributeEdit(
  text: TextView,
  start: number,
  end: number,
  name: string,
  value: string | undefined,
): Edit[] {
  let position = start + 1;
  while (!isTagSpace(text.charCodeAt(position)) && !isTagEnd(text.charCodeAt(position))) position += 1;
  for (;;) {
    const space = position;
    while (isTagSpace(text.charCodeAt(position))) position += 1;
    if (position >= end || isTagEnd(text.charCodeAt(position))) {
      if (value === undefined) return [];
      return [{ start: space, end: space, text: ` ${name}="${escapeAttribute(value)}"` }];
    }
    const nameStart = position;
    const equals = text.indexOf("=", nameStart);
    const key = text.slice(nameStart, equals).trimEnd();
    let open = equals + 1;
    while (isTagSpace(text.charCodeAt(open))) open += 1;
    const quote = text.charAt(open);
    const close = text.indexOf(quote, open + 1);
    if (equals < 0 || close < 0) return [];
    position = close + 1;
    if (key !== name) continue;
    // The blank before the attribute goes too.
    if (value === undefined) return [{ start: nameStart - 1, end: position, text: "" }];
    const escaped = escapeAttribute(value);
    const written = quote === "'" ? escaped.replaceAll("'", "&apos;") : escaped;
    return written === text.slice(open + 1, close) ? [] : [{ start: open + 1, end: close, text: written }];
  }
}
