import { type Code, type Content, isCode, tidy } from "../../domain/segment.ts";

/*
 * Inline codes in a table. The text shows each code as ⟦n⟧; n is its place (from 1) in the row's `codes` cell.
 * Marks are used only in rows with such a cell. In these rows a ⟦ that belongs to the text is doubled.
 */
const MARK = /⟦(?:⟦|(\d{1,6})⟧)/gu;

/** The places of a row's codes, from 1, by the JSON of the code. */
export type CodePlaces = ReadonlyMap<string, number>;

/** The places of all codes in the contents of a unit. Equal codes share a place; the order is that of first use. */
export function codePlaces(contents: readonly Content[]): CodePlaces {
  const places = new Map<string, number>();
  for (const code of contents.flat().filter(isCode)) {
    const json = JSON.stringify(code);
    if (!places.has(json)) places.set(json, places.size + 1);
  }
  return places;
}

/** The `codes` cell of a row: a JSON list, or an empty text without codes. */
export const printCodes = (codes: CodePlaces): string =>
  codes.size === 0 ? "" : `[${[...codes.keys()].join(",")}]`;

/** Content as text with marks. Without codes in the row the text stays as it is. */
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
