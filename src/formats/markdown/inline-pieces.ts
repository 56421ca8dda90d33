import { decodeHTMLStrict } from "entities/decode";
import type { Token, Tokens } from "marked";
import type { CodePiece, CodeType, Piece, Place, SourceBlock } from "../document/source-block.ts";
import { codeTypeOf, isVoidElement } from "../html/html-blocks.ts";
import { endPlace, type Places, placesUnescaped } from "./places.ts";
import { renderTitle, renderMarkdown } from "./write-text.ts";

/** The part of a reader that inline markup needs. */
export interface InlineReader {
  /** The text of the file. */
  readonly file: string;
  /** Texts in titles and alternative texts, to which the reader adds. */
  readonly attributes: SourceBlock[];
  readonly line: number;
}

const REFERENCE = /&(?:#[xX][0-9A-Fa-f]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]*);/gu;
const WRAP = /[ \t]*\n[ \t]*/gu;
const HAN_END = /[\p{Script=Han}，。、；：！？]$/u;
const HAN_START = /^[\p{Script=Han}，。、；：！？“「《]/u;
const STRONG: CodeType = { type: "fmt", subType: "xlf:b" };
const EMPHASIS: CodeType = { type: "fmt", subType: "xlf:i" };
const LINK: CodeType = { type: "link" };
const IMAGE: CodeType = { type: "image" };
const OTHER: CodeType = { type: "other" };

interface State {
  readonly reader: InlineReader;
  readonly pieces: Piece[];
  readonly openTags: { name: string; span: number }[];
  spans: number;
  isLocated: boolean;
}

/**
 * The pieces of inline tokens.
 *
 * @param text their source; the tokens follow each other in it
 * @param places where the source stands in the file; `undefined` when that is not known
 */
export function readInline(
  reader: InlineReader,
  tokens: readonly Token[],
  text: string,
  places: Places | undefined,
): { pieces: Piece[]; isLocated: boolean } {
  const state: State = { reader, pieces: [], openTags: [], spans: 0, isLocated: places !== undefined };
  addTokens(state, tokens, text, places ?? ((offset) => offset));
  return { pieces: withoutBreaksInHan(state.pieces, reader.file), isLocated: state.isLocated };
}

function addTokens(state: State, tokens: readonly Token[], text: string, places: Places): void {
  let at = 0;
  for (const token of tokens) {
    const start = text.startsWith(token.raw, at) ? at : text.indexOf(token.raw, at);
    if (start < 0) {
      state.isLocated = false;
      addToken(state, token, token.raw, (offset) => offset);
      continue;
    }
    addToken(state, token, text.slice(start), (offset) => places(start + offset));
    at = start + token.raw.length;
  }
}

function addToken(state: State, token: Token, text: string, places: Places): void {
  const { raw } = token;
  const place = (from: number, to: number) => ({ start: places(from), end: endPlace(places, text, to) });
  const code = (type: CodeType, shown?: string) => {
    state.pieces.push({
      ...place(0, raw.length),
      code: "ph",
      type,
      ...(shown === undefined ? {} : { shown }),
    });
  };
  const span = (type: CodeType, from: number, inner: string, children: readonly Token[]) => {
    const inside = placesUnescaped(inner, raw, from, places);
    if (inside === undefined) return code(type, inner);
    const to = inner === "" ? places(from) : inside(inner.length - 1) + 1;
    const id = (state.spans += 1);
    const open = { ...place(0, from), code: "open", span: id, type } as const;
    const end = { start: to, end: endPlace(places, text, raw.length) };
    state.pieces.push(open);
    addTokens(state, children, inner, inside);
    state.pieces.push({
      ...end,
      code: "close",
      span: id,
      type,
      ...knownByText(raw, open, end, state.reader),
    });
  };
  switch (token.type) {
    case "br":
      return code({ type: "fmt", subType: "xlf:lb" }, "\n");
    case "footnoteReference":
      return code(OTHER);
    case "codespan":
      return code(OTHER, (token as Tokens.Codespan).text);
    case "escape":
      return void state.pieces.push({ ...place(0, raw.length), text: (token as Tokens.Escape).text });
    case "image": {
      const image = token as Tokens.Image;
      const alt = placesUnescaped(image.text, raw, 2, places);
      if (alt !== undefined && image.text.trim() !== "")
        addText(state.reader, "alt", image.text, alt, imageSpan(raw, image.text, places, state.reader));
      addAttribute(state.reader, "title", raw, image.title, places);
      return code(IMAGE);
    }
    case "link": {
      const link = token as Tokens.Link;
      addAttribute(state.reader, "title", raw, link.title, places);
      if (!raw.startsWith("[")) return code(LINK, link.text);
      return span(LINK, 1, link.text, link.tokens);
    }
    case "strong":
    case "em":
    case "del": {
      const { text: inner, tokens: children } = token as Tokens.Strong;
      const mark = /^[*_~]+/u.exec(raw)?.[0].length ?? 1;
      const length = Math.min(mark, token.type === "strong" ? 2 : token.type === "em" ? 1 : mark);
      const type = token.type === "strong" ? STRONG : token.type === "em" ? EMPHASIS : OTHER;
      const within = withoutMarks(raw, length, inner, children);
      return span(type, length + within.marks, within.inner, within.children);
    }
    case "html":
      return addTag(state, raw, place(0, raw.length));
    default: {
      const children = "tokens" in token ? token.tokens : undefined;
      if (children !== undefined && children.length > 0) return addTokens(state, children, raw, places);
      return addPlain(state.pieces, raw, places);
    }
  }
}

/**
 * The inside of a span whose marks the parser has paired only in part: of `****<i>x</i>****` it pairs two and takes
 * the others for text. They belong to the span, so that nobody has to keep them in a translation.
 */
function withoutMarks(raw: string, length: number, inner: string, children: readonly Token[]) {
  const mark = raw.charAt(0);
  const [first] = children;
  const last = children.at(-1);
  let marks = 0;
  if (first?.type === "text" && last?.type === "text" && first !== last) {
    while (inner.charAt(marks) === mark && inner.charAt(inner.length - 1 - marks) === mark) marks += 1;
    marks = Math.min(marks, first.raw.length, last.raw.length, raw.length - 2 * length);
  }
  if (marks === 0 || first === undefined || last === undefined) return { marks: 0, inner, children };
  const cut = (token: Token, from: number, to: number): Token[] => {
    const text = token.raw.slice(from, to);
    return text === "" ? [] : [{ type: "text", raw: text, text } satisfies Tokens.Text];
  };
  return {
    marks,
    inner: inner.slice(marks, -marks),
    children: [
      ...cut(first, marks, first.raw.length),
      ...children.slice(1, -1),
      ...cut(last, 0, last.raw.length - marks),
    ],
  };
}

/** Text with character references and line ends as pieces of their own. */
function addPlain(pieces: Piece[], raw: string, places: Places): void {
  const place = (from: number, to: number) => ({ start: places(from), end: endPlace(places, raw, to) });
  const plain = (from: number, to: number) => {
    let at = from;
    for (const { 0: wrap, index } of raw.slice(from, to).matchAll(WRAP)) {
      const start = from + index;
      if (start > at) pieces.push({ ...place(at, start), text: raw.slice(at, start) });
      at = start + wrap.length;
      pieces.push({ start: places(start), end: places(at), text: " " });
    }
    if (to > at) pieces.push({ ...place(at, to), text: raw.slice(at, to) });
  };
  let at = 0;
  for (const { 0: reference, index } of raw.matchAll(REFERENCE)) {
    const text = decodeHTMLStrict(reference);
    if (text === reference) continue;
    plain(at, index);
    at = index + reference.length;
    pieces.push({ ...place(index, at), text });
  }
  plain(at, raw.length);
}

/** A line end between Chinese characters is no space. */
function withoutBreaksInHan(pieces: readonly Piece[], file: string): Piece[] {
  return pieces.map((piece, at) => {
    if (!("text" in piece) || piece.text !== " ") return piece;
    const before = pieces[at - 1];
    const after = pieces[at + 1];
    const isWrap = /[\r\n]/u.test(file.slice(piece.start, piece.end));
    if (!isWrap || before === undefined || after === undefined || !("text" in before) || !("text" in after))
      return piece;
    return HAN_END.test(before.text) && HAN_START.test(after.text) ? { ...piece, text: "" } : piece;
  });
}

function addTag(state: State, raw: string, place: { start: number; end: number }): void {
  const tag = /^<(\/?)([A-Za-z][\w-]*)/u.exec(raw);
  const name = tag?.[2]?.toLowerCase() ?? "";
  const type = codeTypeOf(name);
  if (tag === null || isVoidElement(name) || raw.endsWith("/>")) {
    const shown = name === "br" ? { shown: "\n" } : {};
    return void state.pieces.push({ ...place, code: "ph", type, ...shown });
  }
  if (tag[1] === "") {
    const span = (state.spans += 1);
    state.openTags.push({ name, span });
    return void state.pieces.push({ ...place, code: "open", span, type });
  }
  const at = state.openTags.findLastIndex((open) => open.name === name);
  const [open] = at < 0 ? [] : state.openTags.splice(at, 1);
  state.pieces.push(
    open === undefined ? { ...place, code: "ph", type } : { ...place, code: "close", span: open.span, type },
  );
}

/** Adds the title at the end of a link, image or definition. */
export function addAttribute(
  reader: InlineReader,
  name: string,
  raw: string,
  title: string | null | undefined,
  places: Places | undefined,
): void {
  if (title === undefined || title === null || title.trim() === "" || places === undefined) return;
  const found = titleIn(raw);
  if (found === undefined) return;
  const { start, inner, quote } = found;
  const pieces: Piece[] = [];
  addPlain(pieces, inner, (offset) => places(start + offset));
  reader.attributes.push({
    kind: "attribute",
    attribute: name,
    line: reader.line,
    pieces: pieces.flatMap(unescapedPieces),
    render: (text) => renderTitle(text, quote),
  });
}

/** Marks around a title: the first by the last. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", ")": "(" };

/** The title at the end of a link or definition, as it is written between its marks. */
function titleIn(raw: string): { start: number; inner: string; quote: string } | undefined {
  const isLink = /^!?\[/u.test(raw) && !/^\[(?:\\.|[^\]\\])*\]:/u.test(raw);
  const link = isLink && raw.endsWith(")") ? raw.slice(0, -1).trimEnd() : raw.trimEnd();
  const quote = QUOTES[link.at(-1) ?? ""];
  if (quote === undefined) return undefined;
  const end = link.length - 1;
  for (let at = link.lastIndexOf(quote, end - 1); at > 0; at = link.lastIndexOf(quote, at - 1)) {
    if (link[at - 1] !== "\\")
      return /\s/u.test(link[at - 1] ?? "")
        ? { start: at + 1, inner: link.slice(at + 1, end), quote }
        : undefined;
  }
  return undefined;
}

/** A reference link or image whose text is its label: `[label]` and `[label][]` (CommonMark §6.3). */
const KNOWN_BY_TEXT = /^!?\[((?:\\[\s\S]|[^[\]\\])+)\](?:\[\])?$/u;

/** How a link or image ends when its text is no longer the label of its definition: `][label]`. */
function knownByText(
  raw: string,
  open: Place,
  close: Place,
  { file }: InlineReader,
): Pick<CodePiece, "known"> {
  const label = KNOWN_BY_TEXT.exec(raw)?.[1];
  if (label === undefined) return {};
  const inner = file.slice(open.end, close.start);
  // Line ends of a label count as spaces. In the file, marks of a quotation may follow them.
  const name = /[\r\n]/u.test(inner) ? label.replaceAll(/\s+/gu, " ") : inner;
  return { known: { inner, close: `][${name}]` } };
}

/** The codes around the alternative text of an image; `undefined` if the text is not its label. */
export function imageSpan(
  raw: string,
  alt: string,
  places: Places,
  reader: InlineReader,
): ImageSpan | undefined {
  const inside = placesUnescaped(alt, raw, 2, places);
  if (inside === undefined || alt === "") return undefined;
  const start = { start: places(0), end: places(2) };
  const end = { start: inside(alt.length - 1) + 1, end: places(raw.length - 1) + 1 };
  const found = knownByText(raw, start, end, reader);
  if (found.known === undefined) return undefined;
  const span = { span: 0, type: IMAGE };
  return { open: { ...start, ...span, code: "open" }, close: { ...end, ...span, ...found, code: "close" } };
}

export interface ImageSpan {
  readonly open: CodePiece;
  readonly close: CodePiece;
}

/** Pieces between the codes of an image. */
export const inImage = (pieces: readonly Piece[], image: ImageSpan | undefined): readonly Piece[] =>
  image === undefined ? pieces : [image.open, ...pieces, image.close];

function addText(
  reader: InlineReader,
  name: string,
  text: string,
  places: Places,
  image: ImageSpan | undefined,
): void {
  const pieces: Piece[] = [];
  addPlain(pieces, text, places);
  reader.attributes.push({
    kind: "attribute",
    attribute: name,
    line: reader.line,
    pieces: inImage(pieces, image),
    render: renderMarkdown,
  });
}

/** Takes the backslashes out of a text that is not parsed as inline markup. */
function unescapedPieces(piece: Piece): Piece[] {
  if (!("text" in piece) || !piece.text.includes("\\")) return [piece];
  const pieces: Piece[] = [];
  let at = 0;
  for (const { index } of piece.text.matchAll(/\\(?=[!-/:-@[-`{-~])/gu)) {
    if (index < at) continue;
    if (index > at)
      pieces.push({ start: piece.start + at, end: piece.start + index, text: piece.text.slice(at, index) });
    at = index + 2;
    pieces.push({ start: piece.start + index, end: piece.start + at, text: piece.text.slice(index + 1, at) });
  }
  if (at < piece.text.length)
    pieces.push({ start: piece.start + at, end: piece.end, text: piece.text.slice(at) });
  return pieces;
}
