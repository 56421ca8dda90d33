import { startTag } from "../xml/xml-characters.ts";
import type { GlossaryTerm } from "../contract.ts";
import { OURS } from "./vocabulary.ts";

/** A term to mark in a source text. */
export interface TermMark {
  /** UTF-16 offsets into the plain text of the unit's source. */
  readonly start: number;
  readonly end: number;
  /** Id of the `mrk`. */
  readonly id: string;
  /** Id of the `gls:glossEntry` that the mark refers to. */
  readonly entry: string;
}

/** A text to insert into markup at an offset. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

export const entryId = (place: number): string => `${OURS}-${place + 1}`;

/** Marks of a unit in order. Where terms overlap, only the first is marked; of those that begin together, the longest. */
export function termMarks(glossary: readonly GlossaryTerm[]): TermMark[] {
  const places = glossary
    .flatMap(({ ranges = [] }, at) => ranges.map((range) => ({ ...range, entry: entryId(at) })))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const marks: TermMark[] = [];
  for (const place of places) {
    if (place.end > place.start && place.start >= (marks.at(-1)?.end ?? 0))
      marks.push({ ...place, id: `${OURS}-t${marks.length + 1}` });
  }
  return marks;
}

/** One token of markup: comment, instruction, CDATA, tag, reference, line end or character. */
const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(?:[^"'>]|"[^"]*"|'[^']*')*>|&#x([0-9A-Fa-f]+);|&#([0-9]+);|&\w+;|\r\n|[^]/guy;
const CODE_POINT = /^<(?:[\w.-]+:)?cp\s[^>]*?hex\s*=\s*["']([0-9A-Fa-f]+)["']/u;

/**
 * Finds where the tags of `mrk type="term"` go inside a 2.x `source`. A term is marked only when no inline code, comment
 * or other markup stands inside it.
 *
 * @param body markup inside the `source`
 * @param offset of the first character of `body` in the plain text of the unit
 * @returns tags to insert, the marks that were set, and the length of the plain text of `body`
 */
export function markTerms(
  body: string,
  offset: number,
  marks: readonly TermMark[],
  prefix: string,
): {
  readonly insertions: readonly Insertion[];
  readonly marked: readonly TermMark[];
  readonly length: number;
} {
  const insertions: Insertion[] = [];
  const marked: TermMark[] = [];
  let plain = offset;
  let next = marks.findIndex(({ start }) => start >= offset);
  let begun: { mark: TermMark; at: number } | undefined;
  for (const found of body.matchAll(TOKEN)) {
    const [token, cdata] = found;
    const markup = token.length > 1 && token.startsWith("<");
    if (markup) begun = undefined;
    const from = plain;
    plain += plainLength(found);
    if (markup && cdata === undefined && plain === from) continue;
    while (next >= 0 && (marks[next]?.start ?? Infinity) < from) next += 1;
    const mark = marks[next];
    if (!markup && mark?.start === from) begun = { mark, at: found.index };
    if (begun !== undefined && begun.mark.end === plain) {
      const { id, entry } = begun.mark;
      insertions.push(
        { at: begun.at, text: startTag(`${prefix}mrk`, { id, type: "term", ref: `#gls=${entry}` }) },
        { at: found.index + token.length, text: `</${prefix}mrk>` },
      );
      marked.push(begun.mark);
      begun = undefined;
    }
  }
  return { insertions, marked, length: plain - offset };
}

/** Length of the plain text that a token stands for, in UTF-16 units. */
function plainLength([token, cdata, hex, decimal]: RegExpExecArray): number {
  if (cdata !== undefined) return cdata.replaceAll("\r\n", "\n").length;
  if (hex !== undefined) return Number.parseInt(hex, 16) > 0xffff ? 2 : 1;
  if (decimal !== undefined) return Number(decimal) > 0xffff ? 2 : 1;
  if (token === "\r\n" || token.startsWith("&")) return 1;
  if (!token.startsWith("<")) return token.length;
  const codePoint = CODE_POINT.exec(token)?.[1];
  if (codePoint === undefined) return 0;
  return Number.parseInt(codePoint, 16) > 0xffff ? 2 : 1;
}

/** Inserts texts into markup. The insertions are in order. */
export function withInsertions(markup: string, insertions: readonly Insertion[]): string {
  let at = 0;
  let made = "";
  for (const insertion of insertions) {
    made += markup.slice(at, insertion.at) + insertion.text;
    at = insertion.at;
  }
  return made + markup.slice(at);
}
