import {
  AMPERSAND,
  APOSTROPHE,
  CR,
  EQUALS,
  isSpace,
  LESS,
  LF,
  QUOTE,
  SPACE,
  SURROGATES,
} from "./character-codes.ts";
import type { XmlAttributes } from "./events.ts";
import type { XmlName } from "./names.ts";
import {
  illegal,
  lengthOfLegal,
  malformed,
  MAX_MARKUP,
  type ReaderState,
  refuse,
  tooLong,
} from "./reader-state.ts";
import { endOfReference, reference } from "./references.ts";

/**
 * Attributes by name. Like `Object.create(null)` it inherits no names, but it is an object with a shape: V8 reads and
 * copies it several times faster than a dictionary.
 */
const AttributeMap = (() => {
  function Attributes() {}
  Attributes.prototype = Object.create(null);
  // A function is no class for TypeScript; `new` makes an empty object of it all the same.
  return Attributes as unknown as new () => Record<string, string>;
})();

export const NO_ATTRIBUTES: XmlAttributes = Object.freeze(new AttributeMap());

/** Attributes of the start tag that is being read. */
export interface TagAttributes {
  values: Record<string, string> | undefined;
  count: number;
  /** True when one of them declares a namespace. */
  declares: boolean;
  /** Names with a prefix, declarations apart. */
  prefixed: XmlName[] | undefined;
  /** True when the tag may contain line ends. They are counted when the tag is complete. */
  hasFeed: boolean;
}

export const newTagAttributes = (): TagAttributes => ({
  values: undefined,
  count: 0,
  declares: false,
  prefixed: undefined,
  hasFeed: false,
});

/**
 * Reads the attribute at `start` into `state.tag`.
 *
 * @param tagStart place of the tag's `<`
 * @returns the place just after the value; -1 when the value is not complete yet
 */
export function readAttribute(state: ReaderState, start: number, tagStart: number): number {
  const { buffer: text, tag } = state;
  const { length } = text;
  const key = state.names.read(text, start);
  if (key === undefined) return malformed(state, "a character that is not allowed in a tag");
  let position = state.names.end;
  let unit = text.charCodeAt(position);
  if (isSpace(unit)) tag.hasFeed = true;
  while (isSpace(unit)) unit = text.charCodeAt((position += 1));
  if (position >= length) return -1;
  if (unit !== EQUALS) malformed(state, "an attribute without a value");
  unit = text.charCodeAt((position += 1));
  if (isSpace(unit)) tag.hasFeed = true;
  while (isSpace(unit)) unit = text.charCodeAt((position += 1));
  if (position >= length) return -1;
  if (unit !== QUOTE && unit !== APOSTROPHE) malformed(state, "a value without quotes");
  const end = text.indexOf(unit === QUOTE ? '"' : "'", position + 1);
  if (end < 0) return -1;
  if (end - tagStart > MAX_MARKUP) tooLong(state);
  if (tag.values === undefined) tag.values = new AttributeMap();
  else if (tag.values[key.name] !== undefined) {
    refuse(state, "xml-attribute-duplicate", { attribute: key.name.slice(0, 100) });
  }
  if (isPlainValue(text, position + 1, end)) tag.values[key.name] = detached(text.slice(position + 1, end));
  else {
    tag.hasFeed = true;
    tag.values[key.name] = normalised(state, position + 1, end);
  }
  tag.count += 1;
  if (tag.count > state.limits.attributes)
    refuse(state, "xml-too-many-attributes", { limit: state.limits.attributes });
  if (key.declares !== undefined) tag.declares = true;
  else if (key.colon >= 0) (tag.prefixed ??= []).push(key);
  return end + 1;
}

/** True for a value without references, white space other than blanks, or doubtful characters. */
function isPlainValue(text: string, start: number, end: number): boolean {
  for (let position = start; position < end; position++) {
    const unit = text.charCodeAt(position);
    if (unit <= LESS ? unit < SPACE || unit === AMPERSAND || unit === LESS : unit >= SURROGATES) return false;
  }
  return true;
}

/** Value of an attribute as XML 1.0 §3.3.3 normalises it: white space becomes blanks, unless it is written as a reference. */
function normalised(state: ReaderState, start: number, end: number): string {
  let value = "";
  let from = start;
  for (let position = start; position < end; position++) {
    const unit = state.buffer.charCodeAt(position);
    if (unit === LESS) malformed(state, "“<” in a value");
    if (unit === AMPERSAND) {
      const semicolon = endOfReference(state, position, end);
      if (semicolon < 0) continue;
      value += state.buffer.slice(from, position) + reference(state, position + 1, semicolon);
      position = semicolon;
      from = semicolon + 1;
    } else if (unit >= SURROGATES) position += lengthOfLegal(state, position) - 1;
    else if (unit < SPACE) {
      if (!isSpace(unit)) illegal(state, position);
      value += `${state.buffer.slice(from, position)} `;
      if (unit === CR && state.buffer.charCodeAt(position + 1) === LF) position += 1;
      from = position + 1;
    }
  }
  return value + detached(state.buffer.slice(from, end));
}

/**
 * A copy of a string. V8 keeps a whole text in memory as long as a slice of 13 units or more of it lives. Attribute
 * values live on as ids, long after their part of a stream is gone.
 */
const detached = (slice: string): string => (slice.length < 13 ? slice : ` ${slice}`.slice(1));
