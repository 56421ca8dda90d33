import { Lexer, type Token, type Tokens } from "marked";
import type { Language } from "../../domain/language.ts";
import type { SourceBlock } from "../document/source-block.ts";
import { htmlBlocks } from "../html/html-blocks.ts";
import { footnoteParser, type FootnoteToken } from "./footnotes.ts";
import { frontMatter } from "./front-matter.ts";
import {
  addAttribute,
  type ImageSpan,
  imageSpan,
  inImage,
  type InlineReader,
  readInline,
} from "./inline-pieces.ts";
import { endPlace, placesInContainer, type Places, placesOfLines, placesUnescaped } from "./places.ts";
import { joinMarkdown, renderMarkdown } from "./write-text.ts";

/** Inline markup is not parsed in longer paragraphs, because parsing of emphasis is not linear in time. */
const LONGEST_INLINE = 50_000;
/** Deeper quotations are read at this level. */
const DEEPEST_QUOTE = 16;
/** Lists with more indentation are read as text. */
const DEEPEST_INDENT = 64;

export interface MarkdownBlocks {
  readonly blocks: readonly SourceBlock[];
  /** From the front matter. */
  readonly title?: string;
}

/**
 * Cuts CommonMark with the tables of GFM into blocks with the places of their pieces. Code, rules and comments are left
 * out; titles of links, alternative texts of images, and what readers see of the front matter are attributes.
 */
export function markdownBlocks(file: string, language?: Language): MarkdownBlocks {
  const unified = file.replace(/\r\n?/gu, "\n");
  const inFile = placesOfLines(file);
  const { length: skipped, blocks: front, title } = frontMatter(unified, inFile);
  const body = unified.slice(skipped);
  const calm = body.split("\n").map(calmLine).join("\n");
  const inBody: Places = (offset) => inFile(offset + skipped);
  const lexer = new Lexer(footnoteParser(calm)?.defaults ?? { gfm: true });
  lexer.blockTokens(calm, lexer.tokens);
  for (const { src, tokens } of lexer.inlineQueue) {
    if (src.length <= LONGEST_INLINE) lexer.inlineTokens(src, tokens);
    else tokens.push({ type: "text", raw: src, text: src, escaped: false });
  }
  const reader = new MarkdownReader(file, language, unified.slice(0, skipped).split("\n").length - 1);
  const places = calm === body ? inBody : placesInContainer(calm, body, inBody);
  reader.read(lexer.tokens, calm, places, 0);
  return { blocks: [...front, ...reader.blocks], ...(title === undefined ? {} : { title }) };
}

/** Limits the depth of quotations and lists, so that hostile text is read in limited time. */
function calmLine(line: string): string {
  const quotes = /^(?:[ \t]{0,3}>){1,}/u.exec(line)?.[0] ?? "";
  const depth = quotes.split(">").length - 1;
  const rest = line.slice(quotes.length);
  const indent = /^[ \t]*/u.exec(rest)?.[0] ?? "";
  const flat = indent.length > DEEPEST_INDENT ? rest.slice(indent.length - DEEPEST_INDENT) : rest;
  return (depth > DEEPEST_QUOTE ? "> ".repeat(DEEPEST_QUOTE) : quotes) + flat;
}

type Kind = Pick<SourceBlock, "kind" | "level">;

class MarkdownReader implements InlineReader {
  readonly blocks: SourceBlock[] = [];
  readonly file: string;
  readonly attributes: SourceBlock[] = [];
  line: number;
  readonly #language: Language | undefined;

  constructor(file: string, language: Language | undefined, line: number) {
    this.file = file;
    this.#language = language;
    this.line = line + 1;
  }

  /**
   * Reads the tokens of a container.
   *
   * @param text the text of the container; its tokens follow each other in it
   * @param places where it stands in the file; `undefined` when that is not known
   */
  read(tokens: readonly Token[], text: string, places: Places | undefined, lists: number): void {
    let at = 0;
    const isTop = lists === 0;
    for (const token of tokens) {
      const start = text.startsWith(token.raw, at) ? at : text.indexOf(token.raw, at);
      const here: Places | undefined =
        places === undefined || start < 0 ? undefined : (offset) => places(start + offset);
      this.#block(token, here, lists);
      if (start >= 0) at = start + token.raw.length;
      if (isTop) this.line += token.raw.split("\n").length - 1;
    }
  }

  #block(token: Token, places: Places | undefined, lists: number): void {
    switch (token.type) {
      case "heading": {
        const { depth, text, tokens, raw } = token as Tokens.Heading;
        this.#text({ kind: "heading", level: depth }, tokens, text, raw, places);
        break;
      }
      case "paragraph":
      case "text":
        this.#paragraph(token as Tokens.Paragraph | Tokens.Text, places, lists);
        break;
      case "blockquote": {
        const { text, raw, tokens } = token as Tokens.Blockquote;
        this.#nested(tokens, text, raw, places, lists);
        break;
      }
      case "footnote": {
        const { text, raw, tokens } = token as FootnoteToken;
        this.#nested(tokens, text, raw, places, lists);
        break;
      }
      case "list":
        this.#list(token as Tokens.List, places, lists);
        break;
      case "table":
        this.#table(token as Tokens.Table, places);
        break;
      case "html":
        this.#html(token.raw, places);
        break;
      case "def":
        addAttribute(this, "title", token.raw.trimEnd(), (token as Tokens.Def).title, places);
        this.#endBlock();
        break;
      default:
    }
  }

  /** Reads what stands in a quotation or list item. Lines are counted at the outermost level only. */
  #nested(
    tokens: readonly Token[],
    inner: string,
    outer: string,
    places: Places | undefined,
    lists: number,
  ): void {
    const { line } = this;
    this.read(tokens, inner, places && placesInContainer(inner, outer, places), lists);
    this.line = line;
  }

  #paragraph(token: Tokens.Paragraph | Tokens.Text, places: Places | undefined, lists: number): void {
    const { raw, text } = token;
    const tokens = token.tokens ?? [{ type: "text", raw: text, text }];
    const [only] = tokens;
    if (tokens.length === 1 && only?.type === "image") {
      const image = only as Tokens.Image;
      addAttribute(this, "title", image.raw, image.title, places);
      const inside = places && placesUnescaped(image.text, raw, raw.indexOf("[") + 1, places);
      this.#text(
        { kind: "caption" },
        [{ type: "text", raw: image.text, text: image.text }],
        image.text,
        image.text,
        inside,
        places && imageSpan(image.raw, image.text, places, this),
      );
      return;
    }
    const kind: Kind = lists > 0 ? { kind: "list-item", level: lists } : { kind: "paragraph" };
    this.#text(kind, tokens, text, raw, places);
  }

  /** Adds a block with inline tokens; `image` for the alternative text of one. */
  #text(
    kind: Kind,
    tokens: readonly Token[],
    text: string,
    raw: string,
    places: Places | undefined,
    image?: ImageSpan,
  ): void {
    const from = raw.indexOf(text);
    const inside = places && placesUnescaped(text, raw, Math.max(0, from), places);
    const { pieces, isLocated } = readInline(this, tokens, text, inside);
    if (
      pieces.some((piece) => "text" in piece && piece.text.trim() !== "") ||
      pieces.some((piece) => "shown" in piece && piece.shown?.trim())
    )
      this.blocks.push({
        ...kind,
        line: this.line,
        pieces: inImage(pieces, image),
        render: renderMarkdown,
        join: joinMarkdown,
        ...(isLocated ? {} : { isLocated }),
      });
    this.#endBlock();
  }

  #endBlock(): void {
    this.blocks.push(...this.attributes.splice(0));
  }

  #list(list: Tokens.List, places: Places | undefined, lists: number): void {
    const { items, raw } = list;
    const [item] = items;
    const [only] = item?.tokens ?? [];
    // A list with only one item and a number other than 1 is a sentence that begins with a date.
    if (
      list.ordered &&
      list.start !== 1 &&
      items.length === 1 &&
      item?.tokens.length === 1 &&
      only?.type === "text"
    ) {
      const mark = (/^\s*\d+[.)][ \t]+/u.exec(raw)?.[0] ?? "").trimStart();
      const lead = { type: "text", raw: mark, text: mark } as Tokens.Text;
      const rest = (only as Tokens.Text).tokens ?? [only];
      const text = mark + (only as Tokens.Text).text;
      const inside = places && placesInContainer(text, raw, places);
      const { pieces, isLocated } = readInline(this, [lead, ...rest], text, inside);
      this.blocks.push({
        kind: "paragraph",
        line: this.line,
        pieces,
        render: renderMarkdown,
        join: joinMarkdown,
        ...(isLocated ? {} : { isLocated }),
      });
      return this.#endBlock();
    }
    let at = 0;
    for (const one of items) {
      const start = raw.indexOf(one.raw, at);
      const here: Places | undefined =
        places === undefined || start < 0 ? undefined : (offset) => places(start + offset);
      // The mark of a task is a token of the item, but no part of its text.
      const tokens = one.tokens.filter(({ type }) => type !== "checkbox");
      this.#nested(tokens, one.text, one.raw, here, lists + 1);
      if (start >= 0) at = start + one.raw.length;
    }
  }

  #table({ raw, header, rows }: Tokens.Table, places: Places | undefined): void {
    const lines = raw.split("\n");
    let start = 0;
    const texts = [header, undefined, ...rows];
    lines.forEach((line, number) => {
      const cells = cellsOf(line);
      (texts[number] ?? []).forEach((cell, column) => {
        const from = cells[column];
        const base = start;
        const here =
          places === undefined || from === undefined
            ? undefined
            : placesUnescaped(cell.text, line, from, (offset) => places(base + offset));
        this.#text({ kind: "table-cell" }, cell.tokens, cell.text, cell.text, here);
      });
      start += line.length + 1;
    });
  }

  #html(raw: string, places: Places | undefined): void {
    for (const block of htmlBlocks(raw, this.#language).blocks) {
      const pieces = block.pieces.map((piece) => ({
        ...piece,
        start: places === undefined ? 0 : places(piece.start),
        end: places === undefined ? 0 : endPlace(places, raw, piece.end),
      }));
      this.blocks.push({
        ...block,
        line: this.line,
        pieces,
        ...(places === undefined ? { isLocated: false } : {}),
      });
    }
  }
}

/** Where the texts of the cells of a table row begin. */
function cellsOf(line: string): number[] {
  const starts: number[] = [];
  let at = /^\s*\|?/u.exec(line)?.[0].length ?? 0;
  for (;;) {
    starts.push(at + (/^\s*/u.exec(line.slice(at))?.[0].length ?? 0));
    let end = at;
    while (end < line.length && line[end] !== "|") end += line[end] === "\\" ? 2 : 1;
    if (end >= line.length) return starts;
    at = end + 1;
  }
}
