import { DEFAULT_LIMITS, type Limits } from "../contract.ts";
import { OUTSIDE, readCdata, readText } from "./character-data.ts";
import { BANG, LESS, QUESTION, SLASH } from "./character-codes.ts";
import { readDeclaration, readInstruction } from "./declarations.ts";
import type { XmlHandlers } from "./events.ts";
import {
  createReaderState,
  malformed,
  MAX_MARKUP,
  type ReaderState,
  refuse,
  tooLong,
} from "./reader-state.ts";
import { readEndTag, readStartTag } from "./tags.ts";

export type { XmlAttributes, XmlElement, XmlHandlers } from "./events.ts";

export interface XmlParser {
  /** Takes a further part of the text. A part must not end inside a character. After a `Problem` the parser can't be used. */
  write(text: string): void;
  /** Ends the document. @throws {Problem} `xml-truncated` when something is still open */
  close(): void;
  /** The line of what is being read. */
  readonly line: number;
  /** The namespace that a prefix ("" for the default) stands for at this point. */
  resolve(prefix: string): string | undefined;
}

const BLANK = /^[ \t\r\n]*$/;

/**
 * A strict, bounded, incremental parser of XML 1.0 (5th ed.) with namespaces (3rd ed.). It has no DTD: it refuses a
 * document type with an internal subset, never loads an external one, and knows only XML's own five entities.
 *
 * It reads every character once and makes strings only for what a handler receives. Names are made once per document,
 * element objects once per depth.
 */
export function createXmlParser(handlers: XmlHandlers, limits: Limits = DEFAULT_LIMITS): XmlParser {
  const state = createReaderState(handlers, limits);

  return {
    write(part) {
      if (part !== "") feed(state, part);
    },
    close() {
      state.at = state.buffer.length;
      const rest = state.buffer.slice(state.taken);
      if (state.depth > 0) refuse(state, "xml-truncated", {});
      if (rest.startsWith("<")) refuse(state, "xml-truncated", {});
      if (!BLANK.test(rest)) {
        state.at = state.taken + rest.search(/[^ \t\r\n]/u);
        malformed(state, OUTSIDE);
      }
      if (!state.hasRoot) malformed(state, "no root element");
    },
    get line() {
      return state.line;
    },
    resolve: state.namespaces.resolve,
  };
}

function feed(state: ReaderState, part: string) {
  const rest = state.taken < state.buffer.length ? state.buffer.slice(state.taken) : "";
  state.base += state.taken;
  state.buffer = rest === "" ? part : rest + part;
  state.taken = 0;
  // Markup that began in an earlier part ends with `>`. Waiting for one keeps a tag in many parts linear.
  const isWaiting = rest.startsWith("<") && !part.includes(">");
  if (!isWaiting) {
    if (state.base === 0 && state.buffer.startsWith("\uFEFF")) state.beginning = 1;
    state.taken = read(state, state.base === 0 ? state.beginning : 0);
  }
  state.at = state.taken;
  state.counted = state.taken;
  if (state.buffer.length - state.taken > MAX_MARKUP) tooLong(state);
}

/** Reads the complete part of the buffer. Returns the place where the incomplete part begins. */
function read(state: ReaderState, from: number): number {
  const text = state.buffer;
  const { length } = text;
  let position = from;
  while (position < length) {
    state.at = position;
    state.counted = position;
    if (state.inCdata) {
      position = readCdata(state, position);
      if (state.inCdata) return position;
      continue;
    }
    if (text.charCodeAt(position) !== LESS) {
      position = readText(state, position);
      if (position < length && text.charCodeAt(position) !== LESS) return position;
      continue;
    }
    state.references = 0;
    const kind = text.charCodeAt(position + 1);
    const end =
      kind === SLASH
        ? readEndTag(state, position)
        : kind === BANG
          ? readDeclaration(state, position)
          : kind === QUESTION
            ? readInstruction(state, position)
            : position + 1 < length
              ? readStartTag(state, position)
              : -1;
    if (end < 0) return position;
    if (end - position > MAX_MARKUP) tooLong(state);
    position = end;
  }
  return position;
}

/** Parses a text that is there in one piece. */
export function parseXml(text: string, handlers: XmlHandlers, limits: Limits = DEFAULT_LIMITS): void {
  const parser = createXmlParser(handlers, limits);
  parser.write(text);
  parser.close();
}
