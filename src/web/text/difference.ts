import { editsBetween } from "../../matching/edits.ts";

export interface DifferencePiece {
  readonly is: "same" | "removed" | "added";
  readonly text: string;
}

/** What people compare: words, single Han characters, and everything between them sign by sign. */
const TOKEN = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+|[^]/gu;

/** Private characters, one for each different token of two texts. */
const [FIRST_CODE, CODES] = [0xe000, 6400];

/** How one text becomes another, in whole words: what stays, what goes, what comes, in order. */
export function difference(from: string, to: string): DifferencePiece[] {
  const [was, is] = [from.match(TOKEN) ?? [], to.match(TOKEN) ?? []];
  const codes = new Map<string, string>();
  for (const token of [...was, ...is]) {
    if (!codes.has(token)) codes.set(token, String.fromCharCode(FIRST_CODE + codes.size));
  }
  // With more words than there are codes, the texts are compared sign by sign.
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
