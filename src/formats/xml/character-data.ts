import { AMPERSAND, CLOSE_BRACKET, CR, LESS, LF, SPACE, SURROGATES, TAB } from "./character-codes.ts";
import {
  checkCharacters,
  countLines,
  illegal,
  lengthOfLegal,
  malformed,
  refuse,
  type ReaderState,
} from "./reader-state.ts";
import { endOfReference, MAX_REFERENCE, reference } from "./references.ts";

/** Reason for refusing a text that stands before or behind the root element. */
export const OUTSIDE = "text outside of the root element";
/** Most references in one run of character data. */
const MAX_REFERENCES = 100_000;

/** Reads character data up to the next markup, or up to the end of what is complete in the buffer. Returns that place. */
export function readText(state: ReaderState, start: number): number {
  const text = state.buffer;
  const { length } = text;
  let end = start;
  let isPlain = true;
  let isBlank = true;
  let feeds = 0;
  // The state keeps the beginning of the line that it counts from, because a problem has its place from there.
  let { lineStart } = state;
  for (; end < length; end++) {
    const unit = text.charCodeAt(end);
    if (unit > CLOSE_BRACKET) {
      isBlank = false;
      if (unit >= SURROGATES) end += lengthOfLegal(state, end) - 1;
    } else if (unit <= SPACE) {
      if (unit === LF) {
        feeds += 1;
        lineStart = state.base + end + 1;
      } else if (unit === CR) isPlain = false;
      else if (unit < SPACE && unit !== TAB) illegal(state, end);
    } else if (unit === LESS) break;
    else {
      isBlank = false;
      if (unit === AMPERSAND) isPlain = false;
      else if (unit === CLOSE_BRACKET && text.startsWith("]]>", end)) {
        state.at = end;
        malformed(state, "“]]>” in a text");
      }
    }
  }
  // The part that is left for later contains no line end, so the lines are counted already.
  if (end === length) end = wholeText(state, start);
  if (end === start) return end;
  if (state.depth === 0 && !isBlank) {
    state.at = start + text.slice(start, end).search(/[^ \t\r\n]/u);
    malformed(state, OUTSIDE);
  }
  if (!isPlain) {
    const data = resolved(state, start, end);
    if (state.depth > 0) state.handlers.text?.(data);
  } else if (
    state.depth > 0 &&
    (!isBlank || state.handlers.wantsSpace === undefined || state.handlers.wantsSpace())
  ) {
    state.handlers.text?.(text.slice(start, end));
  }
  if (isPlain) {
    state.line += feeds;
    state.lineStart = lineStart;
  }
  return end;
}

/** Reads the inside of a CDATA section, as far as it is there. Returns the place where it stopped. */
export function readCdata(state: ReaderState, start: number): number {
  const found = state.buffer.indexOf("]]>", start);
  // The last characters may be half of `]]>` or half of a line end: they wait for the next part.
  let end = found < 0 ? state.buffer.length - 1 : found;
  if (found < 0 && (state.buffer.endsWith("]") || state.buffer.endsWith("\r"))) end -= 1;
  if (end > start) {
    checkCharacters(state, start, end);
    const data = state.buffer.slice(start, end);
    state.handlers.text?.(data.includes("\r") ? data.replaceAll(/\r\n?/gu, "\n") : data);
    countLines(state, start, end);
  }
  state.inCdata = found < 0;
  return found < 0 ? Math.max(start, end) : found + 3;
}

/** Place up to which the text at the end of the buffer is complete: not inside a reference, `]]>` or a line end. */
function wholeText(state: ReaderState, start: number): number {
  const { length } = state.buffer;
  const reference = state.buffer.lastIndexOf("&");
  const isNear = reference >= length - MAX_REFERENCE;
  if (isNear && reference >= start && !state.buffer.includes(";", reference)) return reference;
  let end = length;
  while (end > start && end > length - 2 && state.buffer.charCodeAt(end - 1) === 0x5d) end -= 1;
  if (end === length && state.buffer.charCodeAt(end - 1) === CR) end -= 1;
  return end;
}

/** Character data with its references and line ends resolved. Counts its lines. */
function resolved(state: ReaderState, start: number, end: number): string {
  let text = "";
  let from = start;
  for (let position = start; position < end; position++) {
    const unit = state.buffer.charCodeAt(position);
    if (unit === AMPERSAND) {
      state.references += 1;
      if (state.references > MAX_REFERENCES) refuse(state, "xml-too-long", { limit: MAX_REFERENCES });
      state.counted = position;
      const semicolon = endOfReference(state, position, end);
      if (semicolon < 0) continue;
      text += state.buffer.slice(from, position) + reference(state, position + 1, semicolon);
      position = semicolon;
      from = semicolon + 1;
    } else if (unit === CR) {
      text += `${state.buffer.slice(from, position)}\n`;
      if (state.buffer.charCodeAt(position + 1) === LF) position += 1;
      from = position + 1;
      state.line += 1;
      state.lineStart = state.base + from;
    } else if (unit === LF) {
      state.line += 1;
      state.lineStart = state.base + position + 1;
    }
  }
  return text + state.buffer.slice(from, end);
}
