import { Lexer, type Token, type Tokens } from "marked";
import { decode } from "../encoding.ts";
import { languagesTold } from "../guess-encoding.ts";
import { parseHtml, plainOfHtml } from "../html/html.ts";
import type { Block, TextDocument } from "../text/blocks.ts";
import { documentReader, documentWriter } from "../text/document.ts";
import { documentSplicer } from "../text/splice.ts";

const FRONT_MATTER = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/u;
/** Inline markup is not parsed in longer paragraphs, because parsing of emphasis is not linear in time. */
const LONGEST_INLINE = 50_000;
/** Deeper quotations are read at this level. */
const DEEPEST_QUOTE = 16;
/** Lists with more indentation are read as text. */
const DEEPEST_INDENT = 64;
const LARGEST = 20_000_000;

/**
 * Cuts CommonMark (with tables) into blocks of plain text. Emphasis, links and code marks are removed, and their
 * text is kept. Code blocks, rules and comments are left out. The title comes from the front matter or from the
 * first heading of level 1.
 */
export function parseMarkdown(source: string): TextDocument {
  const unified = source.replace(/\r\n?/gu, "\n");
  const front = FRONT_MATTER.exec(unified);
  const body = front === null ? unified : unified.slice(front[0].length);
  const firstLine = front === null ? 1 : front[0].split("\n").length;
  const calm = body
    .split("\n")
    .map((line) => {
      const quotes = /^(?:[ \t]{0,3}>){1,}/u.exec(line)?.[0] ?? "";
      const depth = quotes.split(">").length - 1;
      const rest = line.slice(quotes.length);
      const indent = /^[ \t]*/u.exec(rest)?.[0] ?? "";
      const flat = indent.length > DEEPEST_INDENT ? rest.slice(indent.length - DEEPEST_INDENT) : rest;
      return (depth > DEEPEST_QUOTE ? "> ".repeat(DEEPEST_QUOTE) : quotes) + flat;
    })
    .join("\n");
  const lexer = new Lexer({ gfm: true });
  lexer.blockTokens(calm, lexer.tokens);
  for (const { src, tokens } of lexer.inlineQueue) {
    if (src.length <= LONGEST_INLINE) lexer.inlineTokens(src, tokens);
    else tokens.push({ type: "text", raw: src, text: src, escaped: false });
  }
  const blocks: Located[] = [];
  let line = firstLine;
  for (const token of lexer.tokens) {
    addBlocks(token, line, 0, blocks);
    line += (token.raw.match(/\n/gu) ?? []).length;
  }
  locate(unified, front === null ? 0 : front[0].length, blocks);
  const title =
    /^title:[ \t]*(["']?)(.+?)\1[ \t]*$/mu.exec(front?.[1] ?? "")?.[2] ??
    blocks.find((block) => block.kind === "heading" && block.level === 1)?.text;
  return title === undefined ? { blocks } : { title, blocks };
}

/** A block with the source of its text, to find it in the file. */
type Located = { -readonly [Key in keyof Block]: Block[Key] } & { source?: string };

/** Finds the texts of blocks in the file, in order. A text that is not found gets no position. */
function locate(text: string, from: number, blocks: readonly Located[]): void {
  let cursor = from;
  for (const block of blocks) {
    const { source } = block;
    delete block.source;
    const [first, ...others] = (source ?? "").trim().split("\n");
    if (source === undefined || first === undefined || first === "") continue;
    const start = text.indexOf(first.trim(), cursor);
    if (start < 0) continue;
    let end = start + first.trim().length;
    for (const line of others) {
      const next = text.indexOf(line.trim(), end);
      if (next < 0) break;
      end = next + line.trim().length;
    }
    block.span = { start, end };
    cursor = end;
  }
}

function addBlocks(token: Token, line: number, listLevel: number, blocks: Located[]): void {
  const add = (block: Omit<Block, "line">, source?: string) => {
    const text = block.text.replace(/[ \t]+/gu, " ").trim();
    if (text !== "") blocks.push({ ...block, text, line, ...(source !== undefined && { source }) });
  };
  const inside = (tokens: readonly Token[] | undefined) => {
    for (const child of tokens ?? []) addBlocks(child, line, listLevel, blocks);
  };
  switch (token.type) {
    case "heading":
      add(
        { kind: "heading", level: (token as Tokens.Heading).depth, text: inline(token.tokens) },
        (token as Tokens.Heading).text,
      );
      break;
    case "paragraph": {
      const only = token.tokens?.length === 1 ? token.tokens[0] : undefined;
      if (only?.type === "image") add({ kind: "caption", text: decodeEntities((only as Tokens.Image).text) });
      else if (listLevel > 0)
        add(
          { kind: "list-item", level: listLevel, text: inline(token.tokens) },
          (token as Tokens.Paragraph).text,
        );
      else add({ kind: "paragraph", text: inline(token.tokens) }, (token as Tokens.Paragraph).text);
      break;
    }
    case "text":
      add(
        {
          ...(listLevel > 0 ? { kind: "list-item", level: listLevel } : { kind: "paragraph" }),
          text:
            token.tokens === undefined ? decodeEntities((token as Tokens.Text).text) : inline(token.tokens),
        },
        (token as Tokens.Text).text,
      );
      break;
    case "blockquote":
      inside(token.tokens);
      break;
    case "list": {
      const sentence = sentenceOf(token as Tokens.List);
      if (sentence !== undefined) {
        add({ kind: "paragraph", text: sentence.text }, sentence.source);
        break;
      }
      for (const item of (token as Tokens.List).items) {
        for (const child of item.tokens) addBlocks(child, line, listLevel + 1, blocks);
      }
      break;
    }
    case "table": {
      const table = token as Tokens.Table;
      for (const row of [table.header, ...table.rows]) {
        for (const cell of row) add({ kind: "table-cell", text: inline(cell.tokens) }, cell.text);
      }
      break;
    }
    case "html":
      for (const block of parseHtml(token.raw).blocks) blocks.push({ ...block, line });
      break;
    default:
  }
}

/** Recognises a sentence that begins with a date: a list with only one item and a number other than 1. */
function sentenceOf({
  ordered,
  start,
  items,
  raw,
}: Tokens.List): { text: string; source: string } | undefined {
  const [item] = items;
  const [only] = item?.tokens ?? [];
  if (!ordered || start === 1 || items.length > 1 || item?.tokens.length !== 1 || only?.type !== "text")
    return undefined;
  const mark = /^\s*\d+[.)][ \t]+/u.exec(raw)?.[0] ?? "";
  const text = "tokens" in only ? inline(only.tokens) : (only as Tokens.Text).text;
  return { text: mark.trimStart() + text, source: raw.trim() };
}

function inline(tokens: readonly Token[] | undefined): string {
  let text = "";
  for (const token of tokens ?? []) {
    if (token.type === "br") text += "\n";
    else if (token.type === "image") text += decodeEntities((token as Tokens.Image).text);
    else if (token.type === "codespan") text += (token as Tokens.Codespan).text;
    else if (token.type === "escape") text += (token as Tokens.Escape).text;
    else if (token.type === "html") text += /^<br\b/iu.test(token.raw) ? "\n" : "";
    else if ("tokens" in token && token.tokens !== undefined) text += inline(token.tokens);
    // A line break within a paragraph is white space; in Chinese it is removed.
    else if (token.type === "text") text += decodeEntities(unwrapped(token.raw));
  }
  return text;
}

const unwrapped = (text: string): string =>
  text
    .replace(/(?<=[\p{Script=Han}，。、；：！？])\n[ \t]*(?=[\p{Script=Han}，。、；：！？“「《])/gu, "")
    .replace(/[ \t]*\n[ \t]*/gu, " ");

const decodeEntities = (text: string): string =>
  text.includes("&") ? plainOfHtml(text.replaceAll("<", "&lt;")) : text;

/** @throws {Problem} what `decode` and `unitsOfDocument` throw, `too-large` */
export const readMarkdown = documentReader(
  "markdown",
  (bytes, { encoding, source, target }) =>
    parseMarkdown(decode(bytes, { given: encoding, languages: languagesTold({ source, target }) }).text),
  LARGEST,
);

/** Replaces the texts in an imported file. Marks, numbers, indentation and empty lines stay. */
export const spliceMarkdown = documentSplicer(parseMarkdown, (text) =>
  escapeMarkdown(text).replaceAll("\\\n", " "),
);

/** Writes one language as Markdown with its headings, lists and paragraphs. */
export const writeMarkdown = documentWriter(({ kind, level = 1, text }) => {
  const safe = escapeMarkdown(text);
  if (kind === "heading") return `${"#".repeat(Math.min(6, level))} ${safe}`;
  return kind === "list-item" ? `${"  ".repeat(Math.max(0, level - 1))}- ${safe}` : safe;
});

/** Escapes characters that would be read as markup. Line breaks become hard breaks. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&|~]/gu, (mark, at: number) => {
      if (mark === "&") return /^&#?\w+;/u.test(text.slice(at, at + 12)) ? "&amp;" : mark;
      // Between letters or between blanks, these characters are not markup.
      if (mark === "_" && /\p{L}|\p{N}/u.test(text[at - 1] ?? "") && /\p{L}|\p{N}/u.test(text[at + 1] ?? ""))
        return mark;
      return `\\${mark}`;
    })
    .replace(/^(\s*)([#+-]|={2,}|\d{1,9}(?=[.)]))/u, (_, blank: string, mark: string) =>
      /^\d/u.test(mark) ? `${blank}${mark}` : `${blank}\\${mark}`,
    )
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/u, "$1\\$2")
    .replaceAll("\n", "\\\n");
}
