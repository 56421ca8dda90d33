import { Problem, type ProblemCode } from "../../domain/problem.ts";
import type { Limits } from "../contract.ts";
import { newTagAttributes, type TagAttributes } from "./attributes.ts";
import { CR, LF } from "./character-codes.ts";
import type { XmlAttributes, XmlHandlers } from "./events.ts";
import { createNames } from "./names.ts";
import { createNamespaces } from "./namespaces.ts";

/** Longest tag, comment, processing instruction or document type, in UTF-16 units. */
export const MAX_MARKUP = 1_000_000;

/** Characters that are no `Char` of XML 1.0. Lone surrogates are tested elsewhere. */
const ILLEGAL = /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** A writable `XmlElement`. */
export interface OpenElement {
  name: string;
  prefix: string;
  local: string;
  uri: string;
  attributes: XmlAttributes;
  line: number;
  start: number;
  contentStart: number;
  selfClosing: boolean;
}

/** Everything that one reader knows while it reads one document. */
export interface ReaderState {
  readonly handlers: XmlHandlers;
  readonly limits: Limits;
  readonly names: ReturnType<typeof createNames>;
  readonly namespaces: ReturnType<typeof createNamespaces>;
  /** Open elements by depth. The objects are used again. */
  readonly elements: OpenElement[];
  depth: number;
  /** Used again for every start tag. */
  readonly tag: TagAttributes;
  hasRoot: boolean;
  hasDoctype: boolean;
  inCdata: boolean;
  /** Number of references in the run of character data that is being read. */
  references: number;
  /** Text at hand: the unread rest of earlier parts, and the newest part. */
  buffer: string;
  /** Offset of the buffer in the document. */
  base: number;
  /** Offset of the first character after a byte order mark. */
  beginning: number;
  /** Place in the buffer of what is being read, for messages. */
  at: number;
  /** Lines are counted up to this place in the buffer. */
  counted: number;
  /** The buffer is read up to this place. */
  taken: number;
  line: number;
  /** Offset of the first character of the line. */
  lineStart: number;
}

export const createReaderState = (handlers: XmlHandlers, limits: Limits): ReaderState => ({
  handlers,
  limits,
  names: createNames(),
  namespaces: createNamespaces(handlers.undeclared),
  elements: [],
  depth: 0,
  tag: newTagAttributes(),
  hasRoot: false,
  hasDoctype: false,
  inCdata: false,
  references: 0,
  buffer: "",
  base: 0,
  beginning: 0,
  at: 0,
  counted: 0,
  taken: 0,
  line: 1,
  lineStart: 0,
});

/** Length in UTF-16 units of the character at a place at or above the surrogates. Refuses characters that XML forbids. */
export function lengthOfLegal(state: ReaderState, position: number): 1 | 2 {
  const code = state.buffer.codePointAt(position) ?? 0;
  if (code > 0xffff) return 2;
  if (code < 0xe000 || code > 0xfffd) illegal(state, position);
  return 1;
}

/** Refuses forbidden characters in markup that is otherwise skipped. */
export function checkCharacters(state: ReaderState, start: number, end: number) {
  const text = state.buffer.slice(start, end);
  const found = text.isWellFormed() ? text.search(ILLEGAL) : firstIllegal(text);
  if (found >= 0) illegal(state, start + found);
}

export function illegal(state: ReaderState, position: number): void {
  state.at = position;
  const code = state.buffer.charCodeAt(position).toString(16).toUpperCase().padStart(4, "0");
  report(state, "character-invalid", { character: `U+${code}` });
}

/** Counts line ends: CR, LF, and CR LF as one. */
export function countLines(state: ReaderState, start: number, end: number) {
  for (let position = start; position < end; position++) {
    const unit = state.buffer.charCodeAt(position);
    if (unit === CR && state.buffer.charCodeAt(position + 1) === LF) continue;
    if (unit !== CR && unit !== LF) continue;
    state.line += 1;
    state.lineStart = state.base + position + 1;
  }
}

/** A problem with the line and column of `state.at`. It changes no state: the reader may go on. */
export function problemHere(
  state: ReaderState,
  code: ProblemCode,
  params: Readonly<Record<string, string | number>>,
): Problem {
  const { line, lineStart } = state;
  countLines(state, state.counted, state.at);
  const place = { line: state.line, column: state.base + state.at - state.lineStart + 1 };
  state.line = line;
  state.lineStart = lineStart;
  return new Problem(code, params, place);
}

/** Tells the caller of something invalid that need not end the document, and refuses it where nobody listens. */
export function report(
  state: ReaderState,
  code: ProblemCode,
  params: Readonly<Record<string, string | number>>,
): void {
  const problem = problemHere(state, code, params);
  if (state.handlers.invalid === undefined) throw problem;
  state.handlers.invalid(problem);
}

/** Throws a `Problem` with the line and column of `state.at`. */
export function refuse(
  state: ReaderState,
  code: ProblemCode,
  params: Readonly<Record<string, string | number>>,
): never {
  throw problemHere(state, code, params);
}

export function malformed(state: ReaderState, reason: string): never {
  return refuse(state, "xml-malformed", { reason });
}

export function tooLong(state: ReaderState): never {
  return refuse(state, "xml-too-long", { limit: MAX_MARKUP });
}

/** Place of the first character that XML 1.0 can't hold, in a text with lone surrogates. */
function firstIllegal(text: string): number {
  let place = 0;
  for (const character of text) {
    if (!character.isWellFormed() || ILLEGAL.test(character)) break;
    place += character.length;
  }
  return place;
}
