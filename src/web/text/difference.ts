import { editsBetween } from "../../matching/edits.ts";

export interface DifferencePiece {
  readonly is: "same" | "removed" | "added";
  readonly text: string;
}

/** The tokens that people compare: words, single Han characters, and any other character by itself. */
const TOKEN = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+|[^]/gu;

/** Private Use characters: one stands for each different token of the two texts. */
const [FIRST_CODE, CODES] = [0xe000, 6400];

/** How one text becomes another, in whole words: what stays, what is removed and what is added, in order. */
export function difference(from: string, to: string): DifferencePiece[] {
  const [was, is] = [from.match(TOKEN) ?? [], to.match(TOKEN) ?? []];
  const codes = new Map<string, string>();
  for (const token of [...was, ...is]) {
    if (!codes.has(token)) codes.set(token, String.fromCharCode(FIRST_CODE + codes.size));
  }
  // With more tokens than private characters, the texts are compared character by character.
  const [a, b] = codes.size > CODES ? [from.split(""), to.split("")] : [was, is];
  const encoded = (tokens: readonly string[]) => tokens.map((token) => codes.get(token) ?? token).join("");
  const pieces: DifferencePiece[] = [];
  const add = (kind: DifferencePiece["is"], tokens: readonly string[]) => {
    if (tokens.length > 0) pieces.push({ is: kind, text: tokens.join("") });
  };
  let at = 0;
  for (const { query, source } of editsBetween(encoded(a), encoded(b))) {
    add("same", a.slice(at, query.start));
    add("removed", a.slice(query.start, query.end));
    add("added", b.slice(source.start, source.end));
    at = query.end;
  }
  add("same", a.slice(at));
  return pieces;
}
