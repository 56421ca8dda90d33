import { GREATER, isSpace, SLASH, SPACE } from "./character-codes.ts";
import { NO_ATTRIBUTES, readAttribute } from "./attributes.ts";
import type { XmlElement } from "./events.ts";
import type { XmlName } from "./names.ts";
import {
  countLines,
  malformed,
  MAX_MARKUP,
  type OpenElement,
  problemHere,
  type ReaderState,
  refuse,
  tooLong,
} from "./reader-state.ts";

/** Reads the start tag at a place. Returns the place just after it; -1 when the tag is not complete yet. */
export function readStartTag(state: ReaderState, start: number): number {
  const { buffer: text, tag } = state;
  const name = state.names.read(text, start + 1);
  if (name === undefined) return malformed(state, "a tag without a name");
  const { length } = text;
  let position = state.names.end;
  if (position >= length) return -1;
  tag.values = undefined;
  tag.count = 0;
  tag.declares = false;
  tag.prefixed = undefined;
  tag.hasFeed = false;
  for (;;) {
    let unit = text.charCodeAt(position);
    const hasSpace = isSpace(unit);
    while (isSpace(unit)) {
      if (unit !== SPACE) tag.hasFeed = true;
      unit = text.charCodeAt((position += 1));
    }
    if (position >= length) return -1;
    if (unit === GREATER) return openElement(state, name, start, position + 1, false);
    if (unit === SLASH) {
      if (position + 1 >= length) return -1;
      if (text.charCodeAt(position + 1) !== GREATER) malformed(state, "a slash in a tag");
      return openElement(state, name, start, position + 2, true);
    }
    if (!hasSpace) return malformed(state, "a character that is not allowed in a tag");
    position = readAttribute(state, position, start);
    if (position < 0 || position >= length) return -1;
  }
}

/** Begins the element whose start tag stands at `[start, end)`. Returns `end`. */
function openElement(
  state: ReaderState,
  name: XmlName,
  start: number,
  end: number,
  selfClosing: boolean,
): number {
  const { tag, depth } = state;
  if (depth >= state.limits.depth) refuse(state, "xml-too-deep", { limit: state.limits.depth });
  if (depth === 0) {
    if (state.hasRoot) malformed(state, "a second root element");
    state.hasRoot = true;
  }
  const wrong = state.namespaces.enter(tag.declares ? tag.values : undefined, name, tag.prefixed);
  if (wrong !== undefined) refuse(state, "xml-prefix", { name: wrong.slice(0, 100) });
  const element = (state.elements[depth] ??= newElement());
  element.name = name.name;
  element.prefix = name.prefix;
  element.local = name.local;
  element.uri = name.uri;
  element.attributes = tag.values ?? NO_ATTRIBUTES;
  element.line = state.line;
  element.start = state.base + start;
  element.contentStart = state.base + end;
  element.selfClosing = selfClosing;
  state.depth += 1;
  state.handlers.open?.(element);
  if (tag.hasFeed) countLines(state, start, end);
  if (selfClosing) closeElement(state, element, state.base + end, state.base + end);
  return end;
}

/** Reads the end tag at a place. Returns the place just after it; -1 when the tag is not complete yet. */
export function readEndTag(state: ReaderState, start: number): number {
  const element = state.elements[state.depth - 1];
  const text = state.buffer;
  const { length } = text;
  if (state.depth === 0 || element === undefined) {
    return refuse(state, "xml-tags-crossed", {});
  }
  const { name } = element;
  let position = start + 2;
  for (let index = 0; index < name.length; index++, position++) {
    if (text.charCodeAt(position) === name.charCodeAt(index)) continue;
    return position < length ? readCrossed(state, start) : -1;
  }
  let unit = text.charCodeAt(position);
  if (unit !== GREATER) {
    if (position >= length) return -1;
    if (!isSpace(unit)) {
      if (state.names.isNameUnit(unit)) return readCrossed(state, start);
      malformed(state, "a character that is not allowed in an end tag");
    }
    while (isSpace(unit)) unit = text.charCodeAt((position += 1));
    if (position >= length) return -1;
    if (position - start > MAX_MARKUP) tooLong(state);
    if (unit !== GREATER) malformed(state, "a character that is not allowed in an end tag");
  }
  closeElement(state, element, state.base + position + 1, state.base + start);
  if (position - start > name.length + 2) countLines(state, start, position);
  return position + 1;
}

/** Reads an end tag of another element than the innermost, where the handler allows it. Returns as `readEndTag`. */
function readCrossed(state: ReaderState, start: number): number {
  const { handlers, buffer, base } = state;
  if (handlers.crossed === undefined) return refuse(state, "xml-tags-crossed", {});
  const end = buffer.indexOf(">", start);
  if (end < 0) return -1;
  if (end - start > MAX_MARKUP) tooLong(state);
  const name = buffer.slice(start + 2, end).trim();
  const lowest = handlers.crossed(problemHere(state, "xml-tags-crossed", {}), name);
  const open = state.elements.slice(lowest, state.depth).findLastIndex((element) => element.name === name);
  // An end tag of an element outside would end more than the part that is given up.
  if (open < 0 && state.elements.slice(0, lowest).some((element) => element.name === name))
    return refuse(state, "xml-tags-crossed", {});
  if (open >= 0)
    while (state.depth > lowest + open) {
      const element = state.elements[state.depth - 1];
      if (element === undefined) break;
      const isLast = state.depth === lowest + open + 1;
      closeElement(state, element, base + (isLast ? end + 1 : start), base + start);
    }
  countLines(state, start, end);
  return end + 1;
}

function closeElement(state: ReaderState, element: XmlElement, end: number, contentEnd: number) {
  state.handlers.close?.(element, end, contentEnd);
  state.depth -= 1;
  state.namespaces.leave();
}

const newElement = (): OpenElement => ({
  name: "",
  prefix: "",
  local: "",
  uri: "",
  attributes: NO_ATTRIBUTES,
  line: 0,
  start: 0,
  contentStart: 0,
  selfClosing: false,
});
