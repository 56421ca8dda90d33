import { Problem, type ProblemCode } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Limits } from "../format.ts";
import { createNames, type XmlName } from "./names.ts";
import { createNamespaces } from "./namespaces.ts";

/** By name as written, values unescaped and normalised, in the order of the file. Has no prototype. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** One element; its object is taken again for another as soon as the element has ended. */
export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Its namespace, "" for none. */
  readonly uri: string;
  readonly attributes: XmlAttributes;
  /** Of its `<`, from 1. */
  readonly line: number;
  /** Offset of the `<` of its start tag. */
  readonly start: number;
  /** Offset just after the `>` of its start tag. */
  readonly contentStart: number;
  readonly selfClosing: boolean;
}

/** What a caller wants to hear. Offsets are in UTF-16 units of the text that was fed. */
export interface XmlHandlers {
  readonly open?: (element: XmlElement) => void;
  /**
   * `contentEnd` is the offset of the `<` of the end tag, `end` that just after its `>`; of an empty element, both are
   * the offset just after it.
   */
  readonly close?: (element: XmlElement, end: number, contentEnd: number) => void;
  /** Character data and CDATA, references resolved, line ends as LF. May come in several parts. */
  readonly text?: (text: string) => void;
  /** Whether white space alone is of interest at this point; without it, always. Most of a file's is its layout. */
  readonly wantsSpace?: () => boolean;
}

export interface XmlParser {
  /** Takes any part of the text that ends between two characters. Throws `Problem`; after that the parser is of no use. */
  write(text: string): void;
  /** Ends the document. Throws `xml-truncated` where it is not whole. */
  close(): void;
  /** The line of what is being read. */
  readonly line: number;
  /** The namespace that a prefix ("" for the default) stands for at this point. */
  resolve(prefix: string): string | undefined;
}

/** Of one tag, comment, processing instruction or document type, in UTF-16 units. */
const MAX_MARKUP = 1_000_000;
/** Of one run of character data. */
const MAX_REFERENCES = 100_000;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const BANG = 0x21;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** The first UTF-16 unit that may not be a character of its own; all from there on are looked at twice. */
const SURROGATES = 0xd800;
/** What is no `Char` of XML 1.0, lone surrogates apart. */
const ILLEGAL = /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
/** XML 1.0 §2.8; any 1.x is read as 1.0. */
const DECLARATION =
  /^xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*("1\.[0-9]+"|'1\.[0-9]+')([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*("[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*("(yes|no)"|'(yes|no)'))?[ \t\r\n]*$/;
const BLANK = /^[ \t\r\n]*$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const isSpace = (unit: number) => unit === SPACE || unit === LF || unit === TAB || unit === CR;

/**
 * Attributes by name. As free of inherited names as `Object.create(null)`, but an object with a shape, which V8
 * reads and copies several times faster than a dictionary.
 */
const AttributeMap = (() => {
  function Attributes() {}
  Attributes.prototype = Object.create(null);
  return Attributes as unknown as new () => Record<string, string>;
})();
const NO_ATTRIBUTES: XmlAttributes = Object.freeze(new AttributeMap());

interface OpenElement {
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

/**
 * A strict, bounded, incremental parser of XML 1.0 (5th ed.) with namespaces (3rd ed.), without a DTD: a document type
 * with an internal subset is refused, an external one never loaded, and no entity known but XML's own five.
 *
 * Goes through every character once and makes a string only of what somebody wants to hear; names are made once for all
 * their uses, and elements one for each depth.
 */
export function createXmlParser(handlers: XmlHandlers, limits: Limits = DEFAULT_LIMITS): XmlParser {
  const { open: onOpen, close: onClose, text: onText, wantsSpace } = handlers;
  const names = createNames();
  const namespaces = createNamespaces();
  /** One for each depth, taken again and again. */
  const elements: OpenElement[] = [];
  let depth = 0;
  let hasRoot = false;
  let hasDoctype = false;
  let inCdata = false;
  /** References of the run of character data that is being read. */
  let references = 0;

  /** What of the text is at hand: the rest of what was fed before, and what is fed now. */
  let buffer = "";
  /** Offset of the buffer in the document. */
  let base = 0;
  /** Offset of the first character but for a byte order mark. */
  let beginning = 0;
  /** Place in the buffer of what is being read, for messages. */
  let at = 0;
  /** Place in the buffer up to which lines have been counted. */
  let counted = 0;
  /** All of the buffer before it has been taken. */
  let taken = 0;

  let line = 1;
  /** Offset of the first character of the line. */
  let lineStart = 0;

  return {
    write(part) {
      if (part !== "") feed(part);
    },
    close() {
      at = buffer.length;
      const rest = buffer.slice(taken);
      if (depth > 0) refuse("xml-truncated", {});
      if (rest.startsWith("<")) refuse("xml-truncated", {});
      if (!BLANK.test(rest)) malformed("text outside of the root element");
      if (!hasRoot) malformed("no root element");
    },
    get line() {
      return line;
    },
    resolve: namespaces.resolve,
  };

  function feed(part: string) {
    const rest = taken < buffer.length ? buffer.slice(taken) : "";
    base += taken;
    buffer = rest === "" ? part : rest + part;
    taken = 0;
    // Nothing that has begun before ends without one; a tag that comes in many parts is not gone through for each.
    const isWaiting = rest.startsWith("<") && !part.includes(">");
    if (!isWaiting) {
      if (base === 0 && buffer.startsWith("\uFEFF")) beginning = 1;
      taken = read(base === 0 ? beginning : 0);
    }
    at = taken;
    counted = taken;
    if (buffer.length - taken > MAX_MARKUP) tooLong();
  }

  /** Reads as much of the buffer as is whole, and says how far it came. */
  function read(from: number): number {
    const text = buffer;
    const { length } = text;
    let position = from;
    while (position < length) {
      at = position;
      counted = position;
      if (inCdata) {
        position = readCdata(position);
        if (inCdata) return position;
        continue;
      }
      if (text.charCodeAt(position) !== LESS) {
        position = readText(position);
        if (position < length && text.charCodeAt(position) !== LESS) return position;
        continue;
      }
      references = 0;
      const kind = text.charCodeAt(position + 1);
      const end =
        kind === SLASH
          ? readEndTag(position)
          : kind === BANG
            ? readDeclaration(position)
            : kind === QUESTION
              ? readInstruction(position)
              : position + 1 < length
                ? readStartTag(position)
                : -1;
      if (end < 0) return position;
      if (end - position > MAX_MARKUP) tooLong();
      position = end;
    }
    return position;
  }

  /** Reads character data up to the next markup, or as far as it can be told without what follows. */
  function readText(start: number): number {
    const text = buffer;
    const { length } = text;
    let end = start;
    let isPlain = true;
    let isBlank = true;
    let feeds = 0;
    for (; end < length; end++) {
      const unit = text.charCodeAt(end);
      if (unit > CLOSE_BRACKET) {
        isBlank = false;
        if (unit >= SURROGATES) end += lengthOfLegal(end) - 1;
      } else if (unit <= SPACE) {
        if (unit === LF) {
          feeds += 1;
          lineStart = base + end + 1;
        } else if (unit === CR) isPlain = false;
        else if (unit < SPACE && unit !== TAB) illegal(end);
      } else if (unit === LESS) break;
      else {
        isBlank = false;
        if (unit === AMPERSAND) isPlain = false;
        else if (unit === CLOSE_BRACKET && text.startsWith("]]>", end)) {
          at = end;
          line += feeds;
          counted = end;
          malformed("“]]>” in a text");
        }
      }
    }
    // No line ends in what is left for later.
    if (end === length) end = wholeText(start);
    if (end === start) return end;
    if (!isPlain) feeds = 0;
    if (depth === 0 && !isBlank) malformed("text outside of the root element");
    if (!isPlain) {
      const data = resolved(start, end);
      if (depth > 0) onText?.(data);
    } else if (depth > 0 && (!isBlank || wantsSpace === undefined || wantsSpace())) {
      onText?.(text.slice(start, end));
    }
    line += feeds;
    return end;
  }

  function readCdata(start: number): number {
    const found = buffer.indexOf("]]>", start);
    // What may be its end, or half of a line end, is looked at with what comes.
    let end = found < 0 ? buffer.length - 1 : found;
    if (found < 0 && (buffer.endsWith("]") || buffer.endsWith("\r"))) end -= 1;
    if (end > start) {
      checkCharacters(start, end);
      const data = buffer.slice(start, end);
      onText?.(data.includes("\r") ? data.replaceAll(/\r\n?/gu, "\n") : data);
      countLines(start, end);
    }
    inCdata = found < 0;
    return found < 0 ? Math.max(start, end) : found + 3;
  }

  // Each of these reads the markup at a place and says where it ends; -1 when its end is not there yet.

  function readStartTag(start: number): number {
    const name = names.read(buffer, start + 1);
    if (name === undefined) return malformed("a tag without a name");
    const text = buffer;
    const { length } = text;
    let position = names.end;
    if (position >= length) return -1;
    let attributes: Record<string, string> | undefined;
    let count = 0;
    let declares = false;
    let prefixed: XmlName[] | undefined;
    let unit = text.charCodeAt(position);
    let selfClosing = false;
    /** Whether there may be line ends in it: they are counted when it is whole. */
    let hasFeed = false;
    for (;;) {
      const hasSpace = isSpace(unit);
      while (isSpace(unit)) {
        if (unit !== SPACE) hasFeed = true;
        unit = text.charCodeAt((position += 1));
      }
      if (position >= length) return -1;
      if (unit === GREATER) {
        position += 1;
        break;
      }
      if (unit === SLASH) {
        if (position + 1 >= length) return -1;
        if (text.charCodeAt(position + 1) !== GREATER) malformed("a slash in a tag");
        selfClosing = true;
        position += 2;
        break;
      }
      const key = hasSpace ? names.read(text, position) : undefined;
      if (key === undefined) return malformed("a character that is not allowed in a tag");
      position = names.end;
      unit = text.charCodeAt(position);
      if (isSpace(unit)) hasFeed = true;
      while (isSpace(unit)) unit = text.charCodeAt((position += 1));
      if (position >= length) return -1;
      if (unit !== EQUALS) malformed("an attribute without a value");
      unit = text.charCodeAt((position += 1));
      if (isSpace(unit)) hasFeed = true;
      while (isSpace(unit)) unit = text.charCodeAt((position += 1));
      if (position >= length) return -1;
      if (unit !== QUOTE && unit !== APOSTROPHE) malformed("a value without quotes");
      const end = text.indexOf(unit === QUOTE ? '"' : "'", position + 1);
      if (end < 0) return -1;
      if (end - start > MAX_MARKUP) tooLong();
      if (attributes === undefined) attributes = new AttributeMap();
      else if (attributes[key.name] !== undefined) {
        refuse("xml-attribute-duplicate", { attribute: key.name.slice(0, 100) });
      }
      if (isPlainValue(position + 1, end)) attributes[key.name] = detached(text.slice(position + 1, end));
      else {
        hasFeed = true;
        attributes[key.name] = normalised(position + 1, end);
      }
      count += 1;
      if (count > limits.attributes) refuse("xml-too-many-attributes", { limit: limits.attributes });
      if (key.declares !== undefined) declares = true;
      else if (key.colon >= 0) (prefixed ??= []).push(key);
      position = end + 1;
      if (position >= length) return -1;
      unit = text.charCodeAt(position);
    }
    if (depth >= limits.depth) refuse("xml-too-deep", { limit: limits.depth });
    if (depth === 0) {
      if (hasRoot) malformed("a second root element");
      hasRoot = true;
    }
    const wrong = namespaces.enter(declares ? attributes : undefined, name, prefixed);
    if (wrong !== undefined) refuse("xml-prefix", { name: wrong.slice(0, 100) });
    const element = (elements[depth] ??= newElement());
    element.name = name.name;
    element.prefix = name.prefix;
    element.local = name.local;
    element.uri = name.uri;
    element.attributes = attributes ?? NO_ATTRIBUTES;
    element.line = line;
    element.start = base + start;
    element.contentStart = base + position;
    element.selfClosing = selfClosing;
    depth += 1;
    onOpen?.(element);
    if (hasFeed) countLines(start, position);
    if (selfClosing) closeElement(element, base + position, base + position);
    return position;
  }

  function readEndTag(start: number): number {
    const element = elements[depth - 1];
    const text = buffer;
    const { length } = text;
    if (depth === 0 || element === undefined) {
      return refuse("xml-tags-crossed", {});
    }
    const { name } = element;
    let position = start + 2;
    for (let index = 0; index < name.length; index++, position++) {
      if (text.charCodeAt(position) === name.charCodeAt(index)) continue;
      return position < length ? refuse("xml-tags-crossed", {}) : -1;
    }
    let unit = text.charCodeAt(position);
    if (unit !== GREATER) {
      if (position >= length) return -1;
      if (!isSpace(unit)) {
        if (names.isNameUnit(unit)) refuse("xml-tags-crossed", {});
        malformed("a character that is not allowed in an end tag");
      }
      while (isSpace(unit)) unit = text.charCodeAt((position += 1));
      if (position >= length) return -1;
      if (position - start > MAX_MARKUP) tooLong();
      if (unit !== GREATER) malformed("a character that is not allowed in an end tag");
    }
    closeElement(element, base + position + 1, base + start);
    if (position - start > name.length + 2) countLines(start, position);
    return position + 1;
  }

  function closeElement(element: XmlElement, end: number, contentEnd: number) {
    onClose?.(element, end, contentEnd);
    depth -= 1;
    namespaces.leave();
  }

  /** Comments, CDATA sections and the document type. */
  function readDeclaration(start: number): number {
    if (buffer.startsWith("--", start + 2)) {
      const dashes = buffer.indexOf("--", start + 4);
      if (dashes < 0 || dashes + 2 >= buffer.length) return -1;
      if (buffer.charCodeAt(dashes + 2) !== GREATER) malformed("two hyphens in a comment");
      checkCharacters(start, dashes);
      countLines(start, dashes);
      return dashes + 3;
    }
    if (buffer.startsWith("[CDATA[", start + 2)) {
      if (depth === 0) malformed("text outside of the root element");
      inCdata = true;
      return start + 9;
    }
    if (buffer.startsWith("DOCTYPE", start + 2)) return readDoctype(start);
    const begun = buffer.slice(start + 2, start + 9);
    if (begun.length < 7 && ["--", "[CDATA[", "DOCTYPE"].some((one) => one.startsWith(begun))) return -1;
    return malformed("a declaration that is none");
  }

  function readDoctype(start: number): number {
    if (hasDoctype || hasRoot) malformed("a document type in the wrong place");
    let quote = 0;
    for (let position = start + 9; position < buffer.length; position++) {
      const unit = buffer.charCodeAt(position);
      if (unit === BRACKET) refuse("xml-doctype", {});
      if (quote !== 0) {
        if (unit === quote) quote = 0;
      } else if (unit === QUOTE || unit === APOSTROPHE) quote = unit;
      else if (unit === GREATER) {
        hasDoctype = true;
        checkCharacters(start, position);
        countLines(start, position);
        return position + 1;
      }
    }
    return -1;
  }

  function readInstruction(start: number): number {
    const end = buffer.indexOf("?>", start + 2);
    if (end < 0) return -1;
    if (end - start > MAX_MARKUP) tooLong();
    const content = buffer.slice(start + 2, end);
    const space = content.search(/[ \t\r\n?]/);
    const target = space < 0 ? content : content.slice(0, space);
    if (!names.isUnqualifiedName(target)) malformed("a processing instruction without a name");
    if (target.toLowerCase() === "xml") {
      if (base + start !== beginning || !DECLARATION.test(content))
        malformed("an XML declaration that is wrong or not at the start");
    }
    checkCharacters(start, end);
    countLines(start, end);
    return end + 2;
  }

  /** How far the text at the end of the buffer can be told without what follows. */
  function wholeText(start: number): number {
    const { length } = buffer;
    const reference = buffer.lastIndexOf("&");
    if (reference >= start && !buffer.includes(";", reference)) return reference;
    let end = length;
    while (end > start && end > length - 2 && buffer.charCodeAt(end - 1) === 0x5d) end -= 1;
    if (end === length && buffer.charCodeAt(end - 1) === CR) end -= 1;
    return end;
  }

  /** A piece of character data with its references and line ends resolved; counts its lines. */
  function resolved(start: number, end: number): string {
    let text = "";
    let from = start;
    for (let position = start; position < end; position++) {
      const unit = buffer.charCodeAt(position);
      if (unit === AMPERSAND) {
        references += 1;
        if (references > MAX_REFERENCES) refuse("xml-too-long", { limit: MAX_REFERENCES });
        counted = position;
        const semicolon = endOfReference(position, end);
        text += buffer.slice(from, position) + reference(position + 1, semicolon);
        position = semicolon;
        from = semicolon + 1;
      } else if (unit === CR) {
        text += `${buffer.slice(from, position)}\n`;
        if (buffer.charCodeAt(position + 1) === LF) position += 1;
        from = position + 1;
        line += 1;
        lineStart = base + from;
      } else if (unit === LF) {
        line += 1;
        lineStart = base + position + 1;
      }
    }
    return text + buffer.slice(from, end);
  }

  function isPlainValue(start: number, end: number): boolean {
    const text = buffer;
    for (let position = start; position < end; position++) {
      const unit = text.charCodeAt(position);
      if (unit <= LESS ? unit < SPACE || unit === AMPERSAND || unit === LESS : unit >= SURROGATES)
        return false;
    }
    return true;
  }

  /** An attribute's value (XML 1.0 §3.3.3): white space as blanks, unless it is written as a reference. */
  function normalised(start: number, end: number): string {
    let value = "";
    let from = start;
    for (let position = start; position < end; position++) {
      const unit = buffer.charCodeAt(position);
      if (unit === LESS) malformed("“<” in a value");
      if (unit === AMPERSAND) {
        const semicolon = endOfReference(position, end);
        value += buffer.slice(from, position) + reference(position + 1, semicolon);
        position = semicolon;
        from = semicolon + 1;
      } else if (unit >= SURROGATES) position += lengthOfLegal(position) - 1;
      else if (unit < SPACE) {
        if (!isSpace(unit)) illegal(position);
        value += `${buffer.slice(from, position)} `;
        if (unit === CR && buffer.charCodeAt(position + 1) === LF) position += 1;
        from = position + 1;
      }
    }
    return value + detached(buffer.slice(from, end));
  }

  function endOfReference(ampersand: number, end: number): number {
    const limit = Math.min(end, ampersand + 64);
    for (let position = ampersand + 1; position < limit; position++)
      if (buffer.charCodeAt(position) === 0x3b) return position;
    at = ampersand;
    return malformed("“&” that begins no reference");
  }

  /** What a reference stands for, given without its `&` and `;`. */
  function reference(start: number, end: number): string {
    const name = buffer.slice(start, end);
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known !== undefined) return known;
    at = start - 1;
    if (!name.startsWith("#")) {
      return names.isUnqualifiedName(name)
        ? refuse("xml-entity", { reason: `undefined entity “${name}”` })
        : malformed("“&” that begins no reference");
    }
    const digits = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
    const code =
      digits === null ? -1 : digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
    const isLegal =
      (code >= SPACE && code <= 0xd7ff) ||
      code === LF ||
      code === CR ||
      code === TAB ||
      (code >= 0xe000 && code <= 0xfffd) ||
      (code >= 0x10000 && code <= 0x10ffff);
    return isLegal ? String.fromCodePoint(code) : refuse("character-invalid", { character: `&${name};` });
  }

  /** Of the character at a place, which is no part of the lower planes' letters: a pair of surrogates has two units. */
  function lengthOfLegal(position: number): 1 | 2 {
    const code = buffer.codePointAt(position) ?? 0;
    if (code > 0xffff) return 2;
    if (code < 0xe000 || code > 0xfffd) illegal(position);
    return 1;
  }

  /** The characters of markup that is passed over. */
  function checkCharacters(start: number, end: number) {
    const text = buffer.slice(start, end);
    const found = text.isWellFormed() ? text.search(ILLEGAL) : firstIllegal(text);
    if (found >= 0) illegal(start + found);
  }

  function illegal(position: number): never {
    at = position;
    const code = buffer.charCodeAt(position).toString(16).toUpperCase().padStart(4, "0");
    return refuse("character-invalid", { character: `U+${code}` });
  }

  /** CR, LF and both together end a line. */
  function countLines(start: number, end: number) {
    for (let position = start; position < end; position++) {
      const unit = buffer.charCodeAt(position);
      if (unit === CR && buffer.charCodeAt(position + 1) === LF) continue;
      if (unit !== CR && unit !== LF) continue;
      line += 1;
      lineStart = base + position + 1;
    }
  }

  function refuse(code: ProblemCode, params: Readonly<Record<string, string | number>>): never {
    countLines(counted, at);
    throw new Problem(code, params, { line, column: base + at - lineStart + 1 });
  }

  function malformed(reason: string): never {
    return refuse("xml-malformed", { reason });
  }

  function tooLong(): never {
    return refuse("xml-too-long", { limit: MAX_MARKUP });
  }
}

/** Parses a whole text: `createXmlParser` for those who have it in one piece. */
export function parseXml(text: string, handlers: XmlHandlers, limits: Limits = DEFAULT_LIMITS): void {
  const parser = createXmlParser(handlers, limits);
  parser.write(text);
  parser.close();
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

/** Place of the first character that XML 1.0 can't hold, in a text with lone surrogates. */
function firstIllegal(text: string): number {
  let place = 0;
  for (const character of text) {
    if (!character.isWellFormed() || ILLEGAL.test(character)) break;
    place += character.length;
  }
  return place;
}

/**
 * A copy of a string. V8 keeps the whole of a text in memory as long as a slice of 13 units or more of it is; values of
 * attributes live on as ids, long after their part of a stream is gone.
 */
const detached = (slice: string): string => (slice.length < 13 ? slice : ` ${slice}`.slice(1));
