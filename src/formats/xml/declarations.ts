import { APOSTROPHE, BRACKET, GREATER, QUOTE } from "./character-codes.ts";
import {
  MAX_MARKUP,
  checkCharacters,
  countLines,
  malformed,
  refuse,
  tooLong,
  type ReaderState,
} from "./reader-state.ts";

/** Inside of an XML declaration (XML 1.0 §2.8). Any version 1.x is read as 1.0. */
const DECLARATION =
  /^xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*("1\.[0-9]+"|'1\.[0-9]+')([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*("[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*("(yes|no)"|'(yes|no)'))?[ \t\r\n]*$/;

/** Reads a comment, the start of a CDATA section or the document type. Returns the place after it; -1 when it is not complete. */
export function readDeclaration(state: ReaderState, start: number): number {
  if (state.buffer.startsWith("--", start + 2)) {
    const dashes = state.buffer.indexOf("--", start + 4);
    if (dashes < 0 || dashes + 2 >= state.buffer.length) return -1;
    if (state.buffer.charCodeAt(dashes + 2) !== GREATER) malformed(state, "two hyphens in a comment");
    checkCharacters(state, start, dashes);
    countLines(state, start, dashes);
    return dashes + 3;
  }
  if (state.buffer.startsWith("[CDATA[", start + 2)) {
    if (state.depth === 0) malformed(state, "text outside of the root element");
    state.inCdata = true;
    return start + 9;
  }
  if (state.buffer.startsWith("DOCTYPE", start + 2)) return readDoctype(state, start);
  const begun = state.buffer.slice(start + 2, start + 9);
  if (begun.length < 7 && ["--", "[CDATA[", "DOCTYPE"].some((one) => one.startsWith(begun))) return -1;
  return malformed(state, "a declaration that is none");
}

function readDoctype(state: ReaderState, start: number): number {
  if (state.hasDoctype || state.hasRoot) malformed(state, "a document type in the wrong place");
  let quote = 0;
  for (let position = start + 9; position < state.buffer.length; position++) {
    const unit = state.buffer.charCodeAt(position);
    if (unit === BRACKET) refuse(state, "xml-doctype", {});
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === QUOTE || unit === APOSTROPHE) quote = unit;
    else if (unit === GREATER) {
      state.hasDoctype = true;
      checkCharacters(state, start, position);
      countLines(state, start, position);
      return position + 1;
    }
  }
  return -1;
}

/** Reads a processing instruction or the XML declaration. Returns the place after it; -1 when it is not complete. */
export function readInstruction(state: ReaderState, start: number): number {
  const end = state.buffer.indexOf("?>", start + 2);
  if (end < 0) return -1;
  if (end - start > MAX_MARKUP) tooLong(state);
  const content = state.buffer.slice(start + 2, end);
  const space = content.search(/[ \t\r\n?]/);
  const target = space < 0 ? content : content.slice(0, space);
  if (!state.names.isUnqualifiedName(target)) malformed(state, "a processing instruction without a name");
  if (target.toLowerCase() === "xml") {
    if (state.base + start !== state.beginning || !DECLARATION.test(content))
      malformed(state, "an XML declaration that is wrong or not at the start");
  }
  checkCharacters(state, start, end);
  countLines(state, start, end);
  return end + 2;
}
