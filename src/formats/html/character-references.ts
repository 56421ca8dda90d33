import { decodeHTML, decodeHTMLAttribute } from "entities/decode";
import type { Piece, Place, Render, TextPiece } from "../document/source-block.ts";

const REFERENCE = /&(?:#[xX][0-9A-Fa-f]+|#\d+|[A-Za-z][A-Za-z0-9]*);?=?/gu;
const SPACE = /[ \t\r\n\f]+/gu;
/** Characters that nobody sees. A file that names them is given their names back. */
const UNSEEN = /[\u00A0\u00AD\u2002-\u200F\u202F\u2060\u3000]/u;

/**
 * Cuts text of an HTML file into pieces: character references and runs of white space are pieces of their own.
 *
 * @param options.isAttribute reads references as in attributes
 * @param options.keepsSpace leaves white space as it is
 */
export function textPieces(
  source: string,
  { start, end }: Place,
  { isAttribute = false, keepsSpace = false } = {},
): TextPiece[] {
  const pieces: TextPiece[] = [];
  const plain = (from: number, to: number) => {
    if (to <= from) return;
    const text = source.slice(from, to);
    if (keepsSpace) return void pieces.push({ start: from, end: to, text });
    let at = 0;
    for (const { 0: run, index } of text.matchAll(SPACE)) {
      if (run === " ") continue;
      if (index > at) pieces.push({ start: from + at, end: from + index, text: text.slice(at, index) });
      at = index + run.length;
      pieces.push({ start: from + index, end: from + at, text: " " });
    }
    if (at < text.length) pieces.push({ start: from + at, end: to, text: text.slice(at) });
  };
  const raw = source.slice(start, end);
  const decode = isAttribute ? decodeHTMLAttribute : decodeHTML;
  let at = 0;
  for (const { 0: reference, index } of raw.matchAll(REFERENCE)) {
    const text = decode(reference);
    if (text === reference) continue;
    plain(start + at, start + index);
    at = index + reference.length;
    pieces.push({ start: start + index, end: start + at, text });
  }
  plain(start + at, end);
  return pieces;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Escapes text of an element. */
export const escapeText = (text: string): string => text.replace(/[&<>]/gu, (mark) => ESCAPES[mark] ?? mark);

/** Makes the writer of a block's texts. Unseen characters get the names that the block has for them. */
export function writeText(pieces: readonly Piece[], source: string): Render {
  const names = new Map<string, string>();
  for (const piece of pieces)
    if ("text" in piece && UNSEEN.test(piece.text) && piece.text.length === 1 && source[piece.start] === "&")
      names.set(piece.text, source.slice(piece.start, piece.end));
  return (text) =>
    names.size === 0
      ? escapeText(text)
      : [...escapeText(text)].map((character) => names.get(character) ?? character).join("");
}

/** Escapes the value of an attribute. A value without quotes gets them. */
export function writeAttribute(text: string, quote: string): string {
  const mark = quote === "" ? '"' : quote;
  const safe = escapeText(text).replaceAll(mark, mark === '"' ? "&quot;" : "&#39;");
  return quote === "" ? `"${safe}"` : safe;
}

/** A numeric reference, for a character that the encoding of a file lacks. */
export const numericReference = (character: string): string =>
  `&#x${(character.codePointAt(0) ?? 0xfffd).toString(16).toUpperCase()};`;
