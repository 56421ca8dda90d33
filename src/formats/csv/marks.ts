import { type Code, type Content, isCode, tidy } from "../../domain/segment.ts";

/*
 * Inline codes in a table: the text shows each as ⟦n⟧, n its place (from 1) in the row's `codes` column.
 * Only rows with such a column are read so; there a ⟦ of the text's own is doubled.
 */
const MARK = /⟦(?:⟦|(\d{1,6})⟧)/gu;

/** The JSON of each code of a row, and its place from 1. */
export type CodePlaces = ReadonlyMap<string, number>;

/** The codes of all contents of a unit, each once, in the order in which they first appear. */
export function codePlaces(contents: readonly Content[]): CodePlaces {
  const places = new Map<string, number>();
  for (const code of contents.flat().filter(isCode)) {
    const json = JSON.stringify(code);
    if (!places.has(json)) places.set(json, places.size + 1);
  }
  return places;
}

/** The `codes` cell of a row: a JSON list, or nothing. */
export const printCodes = (codes: CodePlaces): string =>
  codes.size === 0 ? "" : `[${[...codes.keys()].join(",")}]`;

/** Content as text with marks; plain text as it is when the row has no codes. */
export function withMarks(content: Content, codes: CodePlaces): string {
  return content
    .map((part) => {
      if (isCode(part)) return `⟦${codes.get(JSON.stringify(part)) ?? 0}⟧`;
      return codes.size === 0 ? part : part.replaceAll("⟦", "⟦⟦");
    })
    .join("");
}

/** The inverse of `withMarks`; `undefined` when a mark names a code that the row does not have. */
export function withoutMarks(text: string, codes: readonly Code[]): Content | undefined {
  if (codes.length === 0) return tidy([text]);
  const content: (string | Code)[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    content.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, place] = match;
    const code = place === undefined ? "⟦" : codes[Number(place) - 1];
    if (code === undefined) return undefined;
    content.push(code);
  }
  return tidy([...content, text.slice(from)]);
}
