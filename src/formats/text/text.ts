import { decode } from "../encoding.ts";
import { languagesTold } from "../guess-encoding.ts";
import type { Block, TextDocument } from "./blocks.ts";
import { documentReader, documentWriter } from "./document.ts";
import { documentSplicer } from "./splice.ts";

const LIST_MARK = /^\s*(?:[-*•‣◦▪●–—]|\(?\d{1,3}[.)])[ \t\u3000]+(?=\S)/u;
const HAN_EDGE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。！？，、；：”’」』）》…]$/u;
/** Least length of lines in a text that was wrapped by hand. */
const WRAPPED_LEAST = 45;
const WRAPPED_MOST = 130;
const LONGEST_TITLE = 150;

/**
 * Cuts plain text into blocks. Empty lines separate paragraphs. Without empty lines, each line is a paragraph,
 * unless the lines were clearly wrapped by hand. Lines with a bullet or number are list items. A short first
 * paragraph without a full stop is the title.
 */
export function parseText(text: string): TextDocument {
  const lines = text.replace(/\r\n?/gu, "\n").split("\n");
  const spaced = lines.some((line, index) => line.trim() === "" && index > 0 && index < lines.length - 1);
  const wrapped = isWrapped(lines);
  const blocks: Block[] = [];
  let open: { text: string; line: number; kind: Block["kind"]; start: number; end: number } | undefined;
  const isItem = numberedItems(lines);
  let offset = 0;
  const close = () => {
    if (open !== undefined && open.text.trim() !== "") {
      blocks.push({
        kind: open.kind,
        ...(open.kind === "list-item" ? { level: 1 } : {}),
        text: open.text,
        line: open.line,
        span: { start: open.start, end: open.end },
      });
    }
    open = undefined;
  };
  lines.forEach((raw, index) => {
    const line = raw.trim();
    const begin = offset;
    offset += raw.length + 1;
    if (line === "") return close();
    const mark = LIST_MARK.exec(raw);
    // A dash may also begin a line of dialogue, where it stays in the text.
    const item = mark !== null && !/^\s*[–—]/u.test(mark[0]) && isItem(index);
    const fresh = open === undefined || item || !(wrapped || (spaced && isContinued(open.text)));
    if (fresh) {
      close();
      const text = item ? raw.slice(mark[0].length).trim() : line;
      const start = begin + (item ? mark[0].length : raw.length - raw.trimStart().length);
      open = {
        text,
        start,
        end: start + text.length,
        line: index + 1,
        kind: item ? "list-item" : "paragraph",
      };
    } else if (open !== undefined) {
      open.text += (HAN_EDGE.test(open.text) ? "" : " ") + line;
      open.end = begin + raw.trimEnd().length;
    }
  });
  close();
  const [first] = blocks;
  const titled =
    first?.kind === "paragraph" &&
    blocks.length > 1 &&
    first.text.length <= LONGEST_TITLE &&
    !/[.!?…。！？:：;；,，]["”»’）)]*$/u.test(first.text) &&
    (lines[first.line] ?? "").trim() === "";
  if (!titled || first === undefined) return { blocks };
  return { title: first.text, blocks: [{ ...first, kind: "heading", level: 1 }, ...blocks.slice(1)] };
}

/**
 * Decides which numbered lines are list items: the number is 1 or continues a neighbour's number. Otherwise a
 * sentence may begin with a date.
 */
function numberedItems(lines: readonly string[]): (index: number) => boolean {
  const numbers = lines.flatMap((line, index) => {
    const number = /^\s*\(?(\d{1,3})[.)]/u.exec(line)?.[1];
    return number === undefined ? [] : [{ index, number: Number(number) }];
  });
  const places = new Map(numbers.map(({ index }, place) => [index, place]));
  return (index) => {
    const place = places.get(index);
    const own = place === undefined ? undefined : numbers[place]?.number;
    if (place === undefined || own === undefined || own === 1) return true;
    return numbers[place - 1]?.number === own - 1 || numbers[place + 1]?.number === own + 1;
  };
}

/** True if most lines have about the same length and many of them end in the middle of a sentence. */
function isWrapped(lines: readonly string[]): boolean {
  const full = lines.filter((line) => line.trim() !== "");
  if (full.length < 4) return false;
  const long = full.filter((line) => line.length >= WRAPPED_LEAST && line.length <= WRAPPED_MOST);
  const broken = long.filter((line) => /[\p{L}\p{N},，、-]\s*$/u.test(line));
  return (
    long.length > 0.5 * full.length &&
    broken.length > 0.5 * long.length &&
    full.every((line) => line.length <= 2 * WRAPPED_MOST)
  );
}

/** True if a line continues on the next one: it does not end like a sentence, title or label. */
function isContinued(text: string): boolean {
  const last = text.slice(-1);
  return text.length >= WRAPPED_LEAST && /[\p{L}\p{N},，、-]/u.test(last);
}

/** @throws {Problem} what `decode` and `unitsOfDocument` throw, `too-large` */
export const readText = documentReader("text", (bytes, { encoding, source, target }) =>
  parseText(decode(bytes, { given: encoding, languages: languagesTold({ source, target }) }).text),
);

/** Replaces the texts in an imported file. Marks, indentation and empty lines stay. */
export const spliceText = documentSplicer(parseText, (text) => text.replaceAll("\n", " "));

/** Writes one language as plain text. List items begin with a dash. */
export const writeText = documentWriter(({ kind, text }) => (kind === "list-item" ? `- ${text}` : text));
