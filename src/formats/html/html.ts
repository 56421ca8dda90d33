import { Parser } from "htmlparser2";
import { Problem } from "../../domain/problem.ts";
import { decode, type Decoded } from "../encoding.ts";
import type { Block, BlockKind, TextDocument } from "../text/blocks.ts";
import { documentReader } from "../text/document.ts";

/** Elements that hold no running text of the document. */
const SKIPPED: ReadonlySet<string> = new Set(
  "script style template noscript svg math canvas object iframe select button textarea nav head".split(" "),
);
/** Elements that begin and end a block. All other elements are part of a block. */
const BLOCKS: ReadonlySet<string> = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table
  tbody td tfoot th thead tr ul`.split(/\s+/u),
);
/** Largest depth of elements. Real pages are not nested deeper. */
const DEEPEST = 1024;

/**
 * Cuts HTML into blocks of plain text. Scripts, styles, navigation and controls are left out. White space is collapsed
 * as in a browser, `<br>` becomes a line break, and character references are resolved. The title is that of the page, or
 * else the first heading of level 1.
 *
 * @throws {Problem} `xml-too-deep`
 */
export function parseHtml(source: string): TextDocument {
  const blocks: Block[] = [];
  const stack: string[] = [];
  const lines = lineCounter(source);
  let skipped = 0;
  let inTitle = false;
  let title = "";
  let text = "";
  let start = 0;
  const close = () => {
    const clean = text
      .replace(/[ \t\r\n\f]+/gu, " ")
      .replace(/ ?\u2028 ?/gu, "\n")
      .trim();
    text = "";
    if (clean === "") return;
    blocks.push({ ...kindOf(stack), text: clean, line: lines(start) });
  };
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === "title" && stack.includes("head")) inTitle = true;
        if (BLOCKS.has(name)) close();
        if (SKIPPED.has(name)) skipped += 1;
        if (name === "br" && skipped === 0) text += "\u2028";
        stack.push(name);
        if (stack.length > DEEPEST) throw new Problem("xml-too-deep", { limit: DEEPEST });
      },
      ontext(data) {
        if (inTitle) title += data;
        else if (skipped === 0) {
          if (text === "") start = parser.startIndex;
          text += data.replaceAll("\u2028", " ");
        }
      },
      onclosetag(name) {
        if (BLOCKS.has(name)) close();
        if (SKIPPED.has(name)) skipped -= 1;
        if (name === "title") inTitle = false;
        stack.pop();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(source);
  parser.end();
  close();
  const heading = blocks.find((block) => block.kind === "heading" && block.level === 1)?.text;
  const named = title.replace(/\s+/gu, " ").trim();
  const chosen = named === "" ? heading : named;
  return chosen === undefined ? { blocks } : { title: chosen, blocks };
}

/** The text of an HTML fragment, without tags and with its white space. */
export function plainOfHtml(source: string): string {
  let text = "";
  const parser = new Parser({ ontext: (data) => (text += data) }, { decodeEntities: true });
  parser.write(source);
  parser.end();
  return text;
}

function kindOf(stack: readonly string[]): { kind: BlockKind; level?: number } {
  for (let at = stack.length - 1; at >= 0; at -= 1) {
    const name = stack[at] as string;
    if (/^h[1-6]$/u.test(name)) return { kind: "heading", level: Number(name[1]) };
    if (name === "figcaption" || name === "caption") return { kind: "caption" };
    if (name === "td" || name === "th") return { kind: "table-cell" };
    if (name === "li" || name === "dt" || name === "dd") {
      const level = stack.slice(0, at).filter((other) => /^(?:ul|ol|dl|menu|dir)$/u.test(other)).length;
      return { kind: "list-item", level: Math.max(1, level) };
    }
  }
  return { kind: "paragraph" };
}

/** Returns the line of an offset, from 1. Each offset must be at least as large as the one before. */
function lineCounter(source: string): (offset: number) => number {
  let line = 1;
  let next = source.indexOf("\n");
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = source.indexOf("\n", next + 1);
    }
    return line;
  };
}

/** The encoding that the file declares in its first kilobyte (WHATWG HTML §13.2.3.2, simplified). */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/iu.exec(head)?.[1];
}

/**
 * Reads an HTML file as a document in one language.
 *
 * @throws {Problem} `too-large`, and as `decode`, `parseHtml` and `unitsOfDocument`
 */
export const readHtml = documentReader("html", (bytes, { encoding }) =>
  parseHtml(decodeHtml(bytes, encoding).text),
);

/**
 * Decodes an HTML file by `encoding`, or else by its own declaration, for callers that need blocks and not units.
 *
 * @throws {Problem} as `decode`
 */
export function decodeHtml(bytes: Uint8Array, encoding?: string): Decoded {
  return decode(bytes, { given: encoding, declared: declaredCharset(bytes) });
}
