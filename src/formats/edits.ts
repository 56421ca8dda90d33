import { Problem } from "../domain/problem.ts";
import { type Decoded, encode } from "./encoding.ts";

/** Replaces `[start, end)` of a text by another text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Edits in the order of their places. What is inserted at an offset comes before what replaces the text after it.
 * Insertions at one offset keep their order.
 */
export const inOrder = (edits: readonly Edit[]): readonly Edit[] =>
  edits.toSorted((a, b) => a.start - b.start || a.end - b.end);

/** The text with its edits, as `inOrder` sorts them. An edit that begins inside another is left out. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < from) continue;
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
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
