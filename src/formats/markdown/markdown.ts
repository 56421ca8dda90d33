import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Read } from "../contract.ts";
import { keyedSentences, unitsOfSentences } from "../document/document-units.ts";
import { type Place, shownText, type SourceBlock } from "../document/source-block.ts";
import { type Dialect, spliceDocument } from "../document/splice-document.ts";
import { decode } from "../encoding.ts";
import { languagesTold } from "../guess-encoding.ts";
import { languageByScript, type TextDocument } from "../text/blocks.ts";
import { documentWriter } from "../text/document.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { escapeMarkdown } from "./write-text.ts";

const LARGEST = 20_000_000;

/**
 * Cuts CommonMark (with tables) into blocks of plain text. Emphasis, links and code marks are removed, and their
 * text is kept. Code blocks, rules and comments are left out. The title comes from the front matter or from the
 * first heading of level 1.
 */
export function parseMarkdown(source: string): TextDocument {
  const { blocks, title } = markdownBlocks(source);
  const shown = blocks
    .filter(({ kind, isAside }) => kind !== "attribute" && isAside !== true)
    .map(({ kind, level, line, pieces }) => ({
      kind,
      ...(level === undefined ? {} : { level }),
      text: shownText({ pieces }).replace(/[ \t]+/gu, " "),
      line,
    }));
  const chosen = title ?? shown.find((block) => block.kind === "heading" && block.level === 1)?.text;
  return chosen === undefined ? { blocks: shown } : { title: chosen, blocks: shown };
}

/**
 * Reads a Markdown file as a document in one language. Units are sentences; titles of links and alternative texts of
 * images are units of their own.
 *
 * @throws {Problem} `language-missing`, `too-large`, and as `decode` and `unitsOfSentences`
 */
export const readMarkdown: Read = (bytes, options = {}) => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const limit = Math.min(limits.bytes, LARGEST);
  if (bytes.length > limit) throw new Problem("too-large", { limit, size: bytes.length });
  const { encoding, source, target } = options;
  const { text } = decode(bytes, { given: encoding, languages: languagesTold({ source, target }) });
  const asked = source ?? target;
  const { blocks, title } = markdownBlocks(text, asked);
  const language = asked ?? languageByScript(blocks.map(shownText));
  if (language === undefined) throw new Problem("language-missing");
  const heading = blocks.find((block) => block.kind === "heading" && block.level === 1);
  const named = title ?? (heading && shownText(heading));
  return unitsOfSentences(
    keyedSentences(blocks, text, language, options.segmentation),
    { format: "markdown", language, ...(named === undefined ? {} : { title: named }) },
    limits,
  );
};

const MARKDOWN: Dialect = {
  decode: (bytes, languages) => decode(bytes, { languages }),
  blocks: (text, language) => markdownBlocks(text, language).blocks,
  untranslated: "source",
  removal: (text, block, place) =>
    block.kind === "attribute" || block.kind === "table-cell" ? place : linesOf(text, block, place),
};

/** The lines of a block. A block of HTML is emptied, but its tags stay. */
function linesOf(text: string, { join }: SourceBlock, { start, end }: Place): Place {
  if (join === undefined) return { start, end };
  const after = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: after < 0 ? text.length : after + 1 };
}

/** Replaces the texts in an imported file. All that is not translated stays byte for byte. */
export const spliceMarkdown = spliceDocument(MARKDOWN);

/** Writes one language as Markdown with its headings, lists and paragraphs. */
export const writeMarkdown = documentWriter(({ kind, level = 1, text }) => {
  const safe = escapeMarkdown(text);
  if (kind === "heading") return `${"#".repeat(Math.min(6, level))} ${safe}`;
  return kind === "list-item" ? `${"  ".repeat(Math.max(0, level - 1))}- ${safe}` : safe;
});
