import type { Limits } from "../contract.ts";
import { parseXml, type XmlElement } from "../xml/reader.ts";
import { joinFields } from "./fields.ts";
import type { AttributeText, Paragraph, Token, Wrapper } from "./paragraph.ts";
import { textOfRaw } from "./raw-text.ts";
import { JOINS_NEXT, type Role, type TextAttribute, type TextFormat, type Vocabulary } from "./vocabulary.ts";

const NO_FORMAT: TextFormat = new Map();
/** What stands between the texts of two paragraphs that are one. */
const JOINT = "deleted";
const NO_ROLE = { is: "container" } as const;
/** Spans that are one to a reader when they follow each other and say the same. Each content control is its own. */
const JOINED: ReadonlySet<string> = new Set(["link", "inserted"]);
/** Attributes that differ in each element and mean nothing to a reader. */
const OWN = /\s(?:\w+:)?(?:rsid\w*|id(?=="\d))="[^"]*"/gu;
/** Names of files and generated names are no descriptions. */
const FILE_NAME = /^\S+\.\w{2,4}$/u;

/** A paragraph that has not ended yet. */
interface OpenParagraph {
  readonly number: number;
  readonly mixed: boolean;
  readonly prefix: string;
  readonly start: number;
  readonly tokens: Token[];
  readonly properties: Record<string, string>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly local: string;
  inside: Wrapper | undefined;
}

/** A paragraph with a deleted end, which goes on in the next paragraph of the same element. */
interface HeldParagraph {
  readonly paragraph: OpenParagraph;
  /** Where its content ends, and where it ends. */
  readonly contentEnd: number;
  readonly end: number;
  /** Number of elements around it. */
  readonly depth: number;
}

interface Frame {
  readonly role: Role | typeof NO_ROLE;
  readonly start: number;
  readonly wrapper?: Wrapper;
  /** The paragraph that goes on when this element ends. */
  readonly suspended?: OpenParagraph;
  /** Numbers given before this element, if it is a mark or an object. */
  readonly countBefore?: number;
  readonly scope?: { readonly name: string; label: string; anchor?: string };
  /** Texts of the first form, with the numbers of their paragraphs. */
  readonly alternatives?: Map<string, number[]>;
}

/** What a scan tells its caller. */
export interface ScanHandlers {
  readonly paragraph: (paragraph: Paragraph) => void;
  readonly attribute: (text: AttributeText) => void;
}

/** State of one scan. */
interface Scan {
  readonly xml: string;
  readonly vocabulary: Vocabulary;
  readonly handlers: ScanHandlers;
  readonly frames: Frame[];
  open: OpenParagraph | undefined;
  held: HeldParagraph | undefined;
  /** Numbers given so far. */
  count: number;
  /** Depth of elements without text. */
  skipped: number;
  /** Depth inside of `properties`, and of the `format` of a run. */
  properties: number;
  format:
    | { readonly run: Wrapper; readonly values: Map<string, string>; depth: number; from: number }
    | undefined;
  /** End of the last tag. */
  last: number;
}

/**
 * Reads one part of a document and tells its paragraphs in the order in which they end, so that a paragraph comes after
 * those that it contains. Paragraphs and texts in attributes are numbered in the order in which they begin, from 1.
 *
 * @throws {Problem} as the XML reader
 */
export function scanPart(xml: string, vocabulary: Vocabulary, handlers: ScanHandlers, limits: Limits): void {
  const scan: Scan = {
    xml,
    vocabulary,
    handlers,
    frames: [],
    open: undefined,
    held: undefined,
    count: 0,
    skipped: 0,
    properties: 0,
    format: undefined,
    last: 0,
  };
  parseXml(
    xml,
    {
      open: (element) => openElement(scan, element),
      close: (element, end, contentEnd) => closeElement(scan, element, end, contentEnd),
      wantsSpace: () => false,
      undeclared: () => undefined,
    },
    limits,
  );
}

function openElement(scan: Scan, element: XmlElement): void {
  flushText(scan, element.start);
  scan.last = element.contentStart;
  if (scan.skipped > 0) {
    scan.skipped += 1;
    return;
  }
  if (scan.format !== undefined) {
    if (scan.format.depth === 0) scan.format.from = element.start;
    scan.format.depth += 1;
    return;
  }
  if (scan.properties > 0) {
    if (scan.open !== undefined) scan.vocabulary.property(scan.open.properties, element);
    scan.properties += 1;
    return;
  }
  for (const one of scan.vocabulary.textAttributes(element)) attributeText(scan, element, one);
  // In a paragraph, what nobody knows is something that stands in the text.
  const unknown = scan.open === undefined ? NO_ROLE : ({ is: "object", hint: element.local } as const);
  const role = scan.vocabulary.role(element) ?? unknown;
  if (scan.held !== undefined && !mayStandBetween(role) && !continuesHeld(scan, element, role)) endHeld(scan);
  scan.frames.push(frameOf(scan, element, role));
}

/** True for marks between two paragraphs. They have no text. */
const mayStandBetween = ({ is }: Frame["role"]): boolean => is === "mark" || is === "drop";

const continuesHeld = (
  { held, frames, open }: Scan,
  { start, contentStart, prefix }: XmlElement,
  role: Frame["role"],
): boolean =>
  held !== undefined &&
  role.is === "paragraph" &&
  role.mixed !== true &&
  open === undefined &&
  held.depth === frames.length &&
  held.end <= start &&
  held.paragraph.prefix === (prefix === "" ? "" : `${prefix}:`) &&
  contentStart > start;

/** Ends a paragraph that no other one goes on with. */
function endHeld(scan: Scan): void {
  const { held, open } = scan;
  if (held === undefined) return;
  scan.held = undefined;
  scan.open = held.paragraph;
  finishParagraph(scan, held.end);
  scan.open = open;
}

/** Goes on with a paragraph: the end of the one and the beginning of the other are an object in its text. */
function joinHeld(scan: Scan, { paragraph, contentEnd }: HeldParagraph, element: XmlElement): OpenParagraph {
  scan.held = undefined;
  scan.count += 1;
  const { tokens } = paragraph;
  const token: Token = {
    kind: "object",
    start: contentEnd,
    end: element.contentStart,
    text: JOINT,
    isElement: true,
    inside: undefined,
  };
  tokens.push(token);
  return { ...paragraph, properties: {}, attributes: { ...element.attributes }, inside: undefined };
}

/** Begins an element: the frame that is to be closed with it. */
function frameOf(scan: Scan, element: XmlElement, role: Frame["role"]): Frame {
  const { open } = scan;
  const { start } = element;
  switch (role.is) {
    case "paragraph": {
      const { held } = scan;
      scan.open =
        held === undefined
          ? openParagraph(scan, element, role.mixed === true)
          : joinHeld(scan, held, element);
      return { role, start, ...(open === undefined ? {} : { suspended: open }) };
    }
    case "skip":
      scan.skipped = 1;
      return { role, start };
    case "properties":
      if (open === undefined) scan.skipped = 1;
      else scan.properties = 1;
      return { role, start };
    case "format":
      return beginFormat(scan, element, role);
    case "scope":
      return { role, start, scope: { ...role, label: role.label ?? "" } };
    case "label": {
      const scope = scan.frames.findLast((frame) => frame.scope !== undefined)?.scope;
      if (scope !== undefined) {
        scope.label = role.label ?? scope.label;
        if (role.anchor !== undefined) scope.anchor ??= role.anchor;
      }
      return { role, start };
    }
    case "character":
    case "drop":
    case "field":
    case "instruction":
      scan.skipped = 1;
      return { role, start };
    case "alternatives":
    case "mark":
    case "object":
      scan.open = undefined;
      return {
        role,
        start,
        countBefore: scan.count,
        ...surroundingOf(role),
        ...(open === undefined ? {} : { suspended: open }),
      };
    case "run":
    case "span":
    case "plain":
    case "text": {
      if (open === undefined) return { role, start };
      const wrapper = wrapperOf(scan, element, role);
      open.inside = wrapper;
      return { role, start, wrapper };
    }
    case "content": {
      const holder = scan.frames.at(-1)?.wrapper;
      if (holder !== undefined) holder.contentStart = element.contentStart;
      return { role, start };
    }
    default:
      return { role, start };
  }
}

/** What an element says of the paragraphs in it. A mark with paragraphs is a comment. */
function surroundingOf(role: Extract<Role, { is: "alternatives" | "mark" | "object" }>): Partial<Frame> {
  if (role.is === "alternatives") return { alternatives: new Map<string, number[]>() };
  if (role.is === "mark") return { scope: { name: "comment", label: "" } };
  return role.scope === undefined ? {} : { scope: { ...role.scope } };
}

function openParagraph(scan: Scan, element: XmlElement, mixed: boolean): OpenParagraph {
  scan.count += 1;
  return {
    number: scan.count,
    mixed,
    prefix: element.prefix === "" ? "" : `${element.prefix}:`,
    start: element.start,
    tokens: [],
    properties: {},
    attributes: { ...element.attributes },
    local: element.local,
    inside: undefined,
  };
}

function wrapperOf(
  scan: Scan,
  element: XmlElement,
  role: Extract<Role, { is: "run" | "span" | "plain" | "text" }>,
): Wrapper {
  const styled = role.is === "run" && role.styled === true;
  const hint = role.is === "span" ? role.hint : "";
  return {
    kind: role.is,
    hint,
    sameAs: JOINED.has(hint)
      ? `${hint} ${scan.xml.slice(element.start, element.contentStart).replace(OWN, "")}`
      : "",
    start: element.start,
    contentStart: element.contentStart,
    contentEnd: element.contentStart,
    end: element.contentStart,
    parent: scan.open?.inside,
    format: styled ? scan.vocabulary.styleFormat(element.attributes) : NO_FORMAT,
    formatXml: "",
  };
}

/** Properties count only where they belong to a run; else they are skipped. */
function beginFormat(scan: Scan, element: XmlElement, role: Frame["role"]): Frame {
  const run = scan.frames.at(-1)?.wrapper;
  if (run?.kind === "run") {
    const values = new Map(scan.vocabulary.formatAttributes(element.attributes));
    scan.format = { run, values, depth: 0, from: element.start };
  } else scan.skipped = 1;
  return { role, start: element.start };
}

function closeElement(scan: Scan, element: XmlElement, end: number, contentEnd: number): void {
  flushText(scan, contentEnd);
  scan.last = end;
  if (scan.skipped > 1) {
    scan.skipped -= 1;
    return;
  }
  if (scan.format !== undefined && scan.format.depth > 0) {
    scan.format.depth -= 1;
    if (scan.format.depth === 0) {
      const value = scan.vocabulary.formatProperty(element.local, scan.xml.slice(scan.format.from, end));
      if (value !== undefined) scan.format.values.set(element.local, value);
    }
    return;
  }
  if (scan.properties > 1) {
    scan.properties -= 1;
    return;
  }
  if (scan.properties > 0) beginAfterProperties(scan, end);
  scan.skipped = 0;
  scan.properties = 0;
  if (scan.held !== undefined && scan.frames.length <= scan.held.depth) endHeld(scan);
  const frame = scan.frames.pop();
  if (frame !== undefined) endFrame(scan, frame, end, contentEnd);
}

/** The properties of a paragraph that goes on with another one belong to what stands between their texts. */
function beginAfterProperties({ open }: Scan, end: number): void {
  const last = open?.tokens.at(-1);
  if (open === undefined || last === undefined || last.kind !== "object" || last.text !== JOINT) return;
  open.tokens[open.tokens.length - 1] = { ...last, end };
}

function endFrame(scan: Scan, frame: Frame, end: number, contentEnd: number): void {
  const { role, start, wrapper } = frame;
  switch (role.is) {
    case "paragraph":
      if (
        scan.open?.properties[JOINS_NEXT] !== undefined &&
        frame.suspended === undefined &&
        contentEnd < end
      )
        scan.held = { paragraph: scan.open, contentEnd, end, depth: scan.frames.length };
      else finishParagraph(scan, end);
      scan.open = frame.suspended;
      return;
    case "format":
      if (scan.format === undefined) return;
      scan.format.run.format = scan.format.values;
      scan.format.run.formatXml = scan.xml.slice(start, end);
      scan.format.run.contentStart = end;
      scan.format = undefined;
      return;
    case "alternatives":
      scan.open = frame.suspended;
      addToken(scan, "object", start, end, "image");
      return;
    case "object": {
      const { hint, limit } = role;
      scan.open = frame.suspended;
      addToken(scan, "object", start, end, hint, limit !== undefined, limit === undefined ? {} : { limit });
      return;
    }
    case "text":
      if (wrapper !== undefined && wrapper.contentStart < contentEnd) {
        const text = textOfRaw(scan.xml.slice(wrapper.contentStart, contentEnd), scan.vocabulary);
        addToken(scan, "text", wrapper.contentStart, contentEnd, text);
      }
      endWrapper(scan, wrapper, end, contentEnd);
      return;
    case "run":
    case "span":
    case "plain":
      endWrapper(scan, wrapper, end, contentEnd);
      return;
    case "content": {
      const holder = scan.frames.at(-1)?.wrapper;
      if (holder !== undefined) holder.contentEnd = contentEnd;
      return;
    }
    case "character":
      addToken(scan, "text", start, end, role.text, true);
      return;
    case "mark":
      scan.open = frame.suspended;
      addToken(scan, role.side, start, end, "", true, {
        ...(role.comment === undefined ? {} : { comment: role.comment }),
        ...(frame.countBefore === scan.count ? {} : { holdsParagraphs: true }),
      });
      return;
    case "drop":
      addToken(scan, "drop", start, end, "");
      return;
    case "field":
      addToken(scan, "field", start, end, role.limit);
      return;
    case "instruction":
      addToken(
        scan,
        "field",
        start,
        end,
        textOfRaw(scan.xml.slice(start, end).replace(/<[^>]*>/gu, ""), scan.vocabulary),
      );
      return;
    default:
  }
}

function endWrapper(scan: Scan, wrapper: Wrapper | undefined, end: number, contentEnd: number): void {
  if (wrapper === undefined || scan.open === undefined) return;
  // The content of some elements ends before the element does: `content` has said where.
  if (wrapper.contentEnd <= wrapper.contentStart) wrapper.contentEnd = contentEnd;
  wrapper.end = end;
  scan.open.inside = wrapper.parent;
}

function addToken(
  scan: Scan,
  kind: Token["kind"],
  start: number,
  end: number,
  text: string,
  isElement = false,
  more: Pick<Token, "comment" | "holdsParagraphs" | "limit"> = {},
): void {
  const { open } = scan;
  if (open === undefined) return;
  open.tokens.push({ kind, start, end, text, isElement, inside: open.inside, ...more });
}

/** Takes the characters before a tag, in a paragraph that holds them itself. */
function flushText(scan: Scan, until: number): void {
  const { open, last } = scan;
  if (open?.mixed !== true || until <= last || scan.skipped > 0 || scan.properties > 0) return;
  const frame = scan.frames.at(-1);
  if (frame === undefined || !HOLDS_CHARACTERS.has(frame.role.is)) return;
  const text = textOfRaw(scan.xml.slice(last, until), scan.vocabulary);
  if (text !== "") addToken(scan, "text", last, until, text);
}

const HOLDS_CHARACTERS: ReadonlySet<string> = new Set(["paragraph", "run", "span", "plain", "content"]);

function finishParagraph(scan: Scan, end: number): void {
  const { open, vocabulary, frames } = scan;
  if (open === undefined) return;
  const scopes = frames.flatMap(({ scope }) => (scope === undefined ? [] : [scope]));
  const tokens = joinFields(open.tokens);
  const text = tokens.map((token) => (token.kind === "text" ? token.text : "")).join("");
  const repeats = repeated(scan, text, open.number);
  const { properties, attributes, local } = open;
  const facts = { properties, attributes, local, scopes };
  scan.handlers.paragraph({
    number: open.number,
    ...(repeats === undefined ? {} : { repeats }),
    prefix: open.prefix,
    mixed: open.mixed,
    start: open.start,
    end,
    tokens,
    anchors: scopes.flatMap(({ anchor }) => (anchor === undefined ? [] : [anchor])),
    info: vocabulary.block(facts),
    visibleFormat: vocabulary.visibleFormat(facts),
  });
}

/** In a second form: the number of the paragraph with the same text in the first one. In a first form: remembers it. */
function repeated(scan: Scan, text: string, number: number): number | undefined {
  const fallback = scan.frames.findLastIndex(({ role }) => role.is === "fallback");
  const at = scan.frames.findLastIndex(({ alternatives }) => alternatives !== undefined);
  const known = scan.frames[at]?.alternatives;
  if (known === undefined || text === "") return undefined;
  const numbers = known.get(text);
  if (fallback > at) return numbers?.shift();
  if (numbers === undefined) known.set(text, [number]);
  else numbers.push(number);
  return undefined;
}

/** True for a text in an attribute that somebody wrote for readers. */
export const isAttributeText = (value: string): boolean =>
  /\p{L}/u.test(value) && !FILE_NAME.test(value.trim());

function attributeText(scan: Scan, element: XmlElement, attribute: TextAttribute): void {
  const text = element.attributes[attribute.name] ?? "";
  if (!isAttributeText(text)) return;
  scan.count += 1;
  const number = scan.count;
  const repeats = repeated(scan, text.trim(), number);
  scan.handlers.attribute({
    ...attribute,
    number,
    ...(repeats === undefined ? {} : { repeats }),
    text,
    start: element.start,
    end: element.contentStart,
  });
}
