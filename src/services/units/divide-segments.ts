import { sentenceSpans } from "../../alignment/segmentation.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import {
  type Code,
  type Content,
  type Inline,
  isCode,
  plainText,
  sameContent,
  segmentsOf,
  tidy,
} from "../../domain/segment.ts";
import type { Unit } from "../../domain/unit.ts";

const isBreak = (part: Inline): part is Code => isCode(part) && part.kind === "break";
const hasBreaks = (content: Content): boolean => content.some(isBreak);

/** The content as one segment, without breaks. */
export const withoutBreaks = (content: Content): Content =>
  hasBreaks(content) ? tidy(content.filter((part) => !isBreak(part))) : content;

/**
 * Divides a text into the segments of its model, which is the source or the text before. Our segmenter divides it if
 * it finds as many sentences as the model has segments. If not, the whole text goes into the first segment, and the
 * check `segments` finds the empty ones.
 *
 * @returns the content unchanged if the model has no breaks or the content has its own
 */
export function divideSegments(model: Content | undefined, content: Content, language: Language): Content {
  if (model === undefined || !hasBreaks(model) || hasBreaks(content)) return content;
  const wanted = segmentsOf(model).filter(({ ignorable }) => !ignorable).length;
  const { lead, body, trail } = withoutFrame(model, content);
  const spans = sentenceSpans(plainText(body), language);
  const pieces = spans.length === wanted ? cut(body, spans) : [body];
  return tidy(fill(model, pieces, lead, trail));
}

/**
 * Takes the codes off both ends that the model has outside its segments. Such a span encloses several segments, and
 * inside one of them it would cross the border.
 */
function withoutFrame(model: Content, content: Content): { lead: Content; body: Content; trail: Content } {
  const isStart = (part: Inline) => isBreak(part) && part.element !== "ignorable";
  const before = codesOf(model.slice(0, model.findIndex(isStart)));
  const last = model.findLast(isBreak);
  const after = last?.element === "ignorable" ? codesOf(model.slice(model.lastIndexOf(last))) : [];
  const lead = sameContent(content.slice(0, before.length), before) ? before.length : 0;
  const rest = content.slice(lead);
  const isFramed = after.length > 0 && sameContent(rest.slice(-after.length), after);
  const end = rest.length - (isFramed ? after.length : 0);
  return { lead: content.slice(0, lead), body: rest.slice(0, end), trail: rest.slice(end) };
}

/** The codes of a content, without its breaks. */
const codesOf = (content: Content): Code[] =>
  content.filter((part): part is Code => isCode(part) && !isBreak(part));

/**
 * Divides a text into the segments of its unit. A known content that differs only in segments gives its own: the text
 * that was there, or the source that somebody copied. Else the first known content with segments is the model.
 */
export function divideLike(
  known: readonly (Content | undefined)[],
  content: Content,
  language: Language,
): Content {
  if (hasBreaks(content)) return content;
  const whole = tidy(content);
  const same = known.find((one) => one !== undefined && sameContent(withoutBreaks(one), whole));
  if (same !== undefined) return same;
  const model = known.find((one) => one !== undefined && segmentsOf(one).length > 1);
  return divideSegments(model, content, language);
}

/** The contents of a unit in all its languages. */
export const contentsOf = ({ variants }: Pick<Unit, "variants">): Content[] =>
  LANGUAGES.flatMap((language) => (variants[language] === undefined ? [] : [variants[language].content]));

/**
 * Puts one piece after each segment break of the model. White space at the end of a piece goes to the ignorable.
 *
 * @param lead codes for before the first segment
 * @param trail codes for after the last segment
 */
function fill(model: Content, pieces: readonly Content[], lead: Content, trail: Content): Inline[] {
  const filled: Inline[] = [];
  const breaks = model.filter(isBreak);
  let next = 0;
  for (const [at, mark] of breaks.entries()) {
    filled.push(mark);
    if (mark.element === "ignorable") {
      if (at === 0) filled.push(...lead);
      if (at === breaks.length - 1) filled.push(...trail);
      continue;
    }
    const piece = pieces[next] ?? [];
    next += 1;
    const following = breaks[at + 1];
    if (following?.element === "ignorable" && next < pieces.length) {
      const [body, space] = splitEnd(piece);
      filled.push(...body, following, space);
      breaks.splice(at + 1, 1);
    } else filled.push(...piece);
  }
  return filled;
}

/** Splits off the white space at the end of a piece. */
function splitEnd(piece: Content): [Content, string] {
  const last = piece.at(-1);
  if (typeof last !== "string") return [piece, ""];
  const body = last.trimEnd();
  return [[...piece.slice(0, -1), body], last.slice(body.length)];
}

/** Cuts a content at the ends of spans of its plain text. A code at a border stays with the text that it encloses. */
function cut(content: Content, spans: readonly { readonly end: number }[]): Content[] {
  const pieces: Inline[][] = spans.map(() => []);
  let piece = 0;
  let at = 0;
  const end = () => spans[piece]?.end ?? Number.POSITIVE_INFINITY;
  const isLast = () => piece >= spans.length - 1;
  for (const part of content) {
    if (isCode(part)) {
      if (at >= end() && part.kind !== "close" && !isLast()) piece += 1;
      pieces[piece]?.push(part);
      continue;
    }
    let from = 0;
    while (from < part.length) {
      if (at >= end() && !isLast()) piece += 1;
      const length = isLast() ? part.length - from : Math.min(part.length - from, end() - at);
      pieces[piece]?.push(part.slice(from, from + length));
      from += length;
      at += length;
    }
  }
  return pieces;
}
