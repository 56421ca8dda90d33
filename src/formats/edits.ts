import { Problem } from "../domain/problem.ts";
import { type Decoded, encode } from "./encoding.ts";

/** Replaces `[start, end)` of a text by another text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A stretch of a text. Offsets are UTF-16; the end is exclusive. */
type Place = Pick<Edit, "start" | "end">;

/**
 * Edits in the order of their places, without those that begin inside an earlier one. What is inserted at an offset
 * comes before what replaces the text after it. Insertions at one offset keep their order.
 */
export function inOrder(edits: readonly Edit[]): Edit[] {
  const ordered: Edit[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < from) continue;
    ordered.push(edit);
    from = edit.end;
  }
  return ordered;
}

/** The text with its edits, as `inOrder` sorts them. */
export const withEdits = (text: string, edits: readonly Edit[]): string =>
  edited(text, inOrder(edits), { start: 0, end: text.length });

/** A stretch of a text with those edits made that lie inside of it. `edits` are as `inOrder` gives them. */
export function edited(text: string, edits: readonly Edit[], { start, end }: Place): string {
  let result = "";
  let from = start;
  for (let at = firstFrom(edits, start); at < edits.length; at += 1) {
    const edit = edits[at] as Edit;
    if (edit.end > end) break;
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from, end);
}

/** Index of the first edit that begins at `start` or later. */
function firstFrom(edits: readonly Edit[], start: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle] as Edit).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Encodes a changed file as it was encoded; in UTF-8 if that encoding lacks a character.
 *
 * @param options.bom whether the file gets a byte order mark when it becomes UTF-8; by default what it had
 */
export function encodeLike(
  text: string,
  { encoding, bom }: Pick<Decoded, "encoding" | "bom">,
  options: { readonly bom?: boolean } = {},
): Uint8Array {
  try {
    return encode(text, encoding, bom);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "character-invalid") throw error;
    return encode(text, "utf-8", options.bom ?? bom);
  }
}
