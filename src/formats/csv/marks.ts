import { type Language, LANGUAGES } from "../../domain/language.ts";
import { type Code, type Content, isCode, tidy } from "../../domain/segment.ts";

/*
 * Inline codes in a table. The text shows each code as ⟦n⟧; n is its place (from 1) in the row's `codes` cell.
 * Marks are used only in rows with such a cell. In these rows a ⟦ that belongs to the text is doubled.
 */
const MARK = /⟦(?:⟦|(\d{1,6})⟧)/gu;

/** A code of a row: the same in all languages, or as each language writes it. */
export type RowCode = Code | OwnCodes;
type OwnCodes = { readonly [language in Language]?: Code };

/** The codes of a row in the order of their numbers. */
export interface RowCodes {
  readonly list: readonly RowCode[];
  /** Number of a code in a text of the row, from 1; `undefined` when the row does not have it. */
  readonly placeOf: (language: Language, code: Code) => number | undefined;
}

export const NO_CODES: RowCodes = { list: [], placeOf: () => undefined };

/** The codes of a row by their list. */
export function rowCodes(list: readonly RowCode[]): RowCodes {
  const places = new Map<string, number>();
  const nameOf = (language: Language, code: Code) => `${language} ${JSON.stringify(code)}`;
  for (const [at, entry] of list.entries()) {
    for (const language of LANGUAGES) {
      const code = codeIn(entry, language);
      const name = code && nameOf(language, code);
      if (name !== undefined && !places.has(name)) places.set(name, at + 1);
    }
  }
  return { list, placeOf: (language, code) => places.get(nameOf(language, code)) };
}

/**
 * The codes of the texts of a unit. A code has the same number in all languages, also where a program has written it in
 * another way in one of them: kind and id tell which codes correspond. The order is that of first use.
 *
 * @param languages in the order in which a reader sees them
 */
export function codesInTexts(
  languages: readonly Language[],
  contentOf: (language: Language) => Content,
): RowCodes {
  const entries: WrittenCodes[] = [];
  const byId = new Map<string, WrittenCodes[]>();
  for (const language of languages) {
    const seen = new Set<string>();
    const used = new Map<string, number>();
    for (const code of contentOf(language).filter(isCode)) {
      const json = JSON.stringify(code);
      if (seen.has(json)) continue;
      seen.add(json);
      const id = `${code.kind} ${code.id}`;
      const at = used.get(id) ?? 0;
      used.set(id, at + 1);
      const known = byId.get(id) ?? [];
      byId.set(id, known);
      const entry = known[at];
      if (entry !== undefined) entry[language] = code;
      else {
        const made = { [language]: code };
        entries.push(made);
        known.push(made);
      }
    }
  }
  return entries.length === 0 ? NO_CODES : rowCodes(entries.map(asOne));
}

type WrittenCodes = { [language in Language]?: Code };

const isSame = (a: Code, b: Code): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One code where all languages write it in the same way. */
function asOne(codes: OwnCodes): RowCode {
  const [first, ...others] = Object.values(codes);
  return first !== undefined && others.every((other) => isSame(first, other)) ? first : codes;
}

/** The code as a language writes it; one that only other languages have is written as there. */
const codeIn = (entry: RowCode, language: Language): Code | undefined =>
  "kind" in entry ? entry : (entry[language] ?? Object.values(entry)[0]);

/** The `codes` cell of a row: a JSON list, or an empty text without codes. */
export const printCodes = ({ list }: RowCodes): string => (list.length === 0 ? "" : JSON.stringify(list));

/** Content as text with marks. Without codes in the row the text stays as it is. */
export function withMarks(content: Content, language: Language, codes: RowCodes): string {
  return content
    .map((part) => {
      if (isCode(part)) return `⟦${codes.placeOf(language, part) ?? 0}⟧`;
      return codes.list.length === 0 ? part : part.replaceAll("⟦", "⟦⟦");
    })
    .join("");
}

/** The inverse of `withMarks`; `undefined` when a mark names a code that the row does not have. */
export function withoutMarks(
  text: string,
  language: Language,
  codes: readonly RowCode[],
): Content | undefined {
  if (codes.length === 0) return tidy([text]);
  const content: (string | Code)[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    content.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, place] = match;
    const entry = place === undefined ? undefined : codes[Number(place) - 1];
    const code = place === undefined ? "⟦" : entry && codeIn(entry, language);
    if (code === undefined) return undefined;
    content.push(code);
  }
  return tidy([...content, text.slice(from)]);
}
