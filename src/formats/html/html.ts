import { DEFAULT_TAGS, type Language, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Read, type Write } from "../contract.ts";
import { keyedSentences, unitsOfSentences } from "../document/document-units.ts";
import { shownText } from "../document/source-block.ts";
import { type Dialect, spliceDocument } from "../document/splice-document.ts";
import type { Edit } from "../edits.ts";
import { decode, type Decoded, encode } from "../encoding.ts";
import { type Block, blocksOfUnits, languageByScript, type TextDocument } from "../text/blocks.ts";
import { escapeText, numericReference } from "./character-references.ts";
import { htmlBlocks } from "./html-blocks.ts";

/**
 * Cuts HTML into blocks of plain text. Scripts, styles, navigation, controls and attributes are left out. White space is
 * collapsed as in a browser, `<br>` becomes a line break, and character references are resolved. The title is that of
 * the page, or else the first heading of level 1.
 *
 * @throws {Problem} `xml-too-deep`
 */
export function parseHtml(source: string): TextDocument {
  const { blocks, title } = htmlBlocks(source);
  const shown = blocks
    .filter(({ kind, isAside }) => kind !== "attribute" && isAside !== true)
    .map(({ kind, level, line, pieces }) => ({
      kind,
      ...(level === undefined ? {} : { level }),
      text: shownText({ pieces }).replace(/[ \t\r\f]+/gu, " "),
      line,
    }));
  const heading = shown.find((block) => block.kind === "heading" && block.level === 1)?.text;
  const chosen = title === undefined || title === "" ? heading : title;
  return chosen === undefined ? { blocks: shown } : { title: chosen, blocks: shown };
}

/** The encoding that the file declares in its first kilobyte (WHATWG HTML §13.2.3.2, simplified). */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/iu.exec(head)?.[1];
}

/**
 * Decodes an HTML file by `encoding`, or else by its own declaration, for callers that need blocks and not units.
 *
 * @throws {Problem} as `decode`
 */
export function decodeHtml(bytes: Uint8Array, encoding?: string): Decoded {
  return decode(bytes, { given: encoding, declared: declaredCharset(bytes) });
}

/**
 * Reads an HTML file as a document in one language: the request's, that of `<html lang>`, or that of its script. Units
 * are sentences; texts in attributes are units of their own.
 *
 * @throws {Problem} `language-missing`, `too-large`, and as `decode`, `htmlBlocks` and `unitsOfSentences`
 */
export const readHtml: Read = (bytes, options = {}) => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length > limits.bytes)
    throw new Problem("too-large", { limit: limits.bytes, size: bytes.length });
  const { text } = decodeHtml(bytes, options.encoding);
  const asked = options.source ?? options.target;
  const { blocks, language: tag, title } = htmlBlocks(text, asked);
  if (tag !== undefined && tag !== "" && languageOf(tag) === undefined && asked === undefined)
    throw new Problem("language-missing", { language: tag });
  const language = asked ?? languageOf(tag ?? "") ?? languageByScript(blocks.map(shownText));
  if (language === undefined) throw new Problem("language-missing");
  const heading = blocks.find((block) => block.kind === "heading" && block.level === 1);
  const named = title ?? (heading && shownText(heading));
  const file = unitsOfSentences(
    keyedSentences(blocks, text, language, options.segmentation),
    { format: "html", language, ...(named === undefined ? {} : { title: named }) },
    limits,
  );
  return tag !== undefined && languageOf(tag) === language ? { ...file, tags: { [language]: tag } } : file;
};

const HTML: Dialect = {
  decode: (bytes) => decodeHtml(bytes),
  blocks: (text, language) => htmlBlocks(text, language).blocks,
  declared: (text) => languageOf(htmlBlocks(text).language ?? ""),
  localise: renamedLanguage,
  declare: declaredLanguage,
  untranslated: "source",
  substitute: numericReference,
};

/**
 * Puts the language of the translation in place of that of the page, wherever a `lang` names it. Passages that were in
 * the language of the translation before are marked, so that a reader of the page does not take them for a translation.
 */
function renamedLanguage(text: string, from: Language, to: Language): Edit[] {
  const { tags, rootEnd } = htmlBlocks(text, from);
  const renamed = tags.flatMap(({ value, place, end, isSettled }): Edit[] => {
    const language = languageOf(value);
    if (language === from) return [{ ...place, text: DEFAULT_TAGS[to] }];
    return language === to && !isSettled ? [{ start: end, end, text: ' translate="no"' }] : [];
  });
  if (rootEnd === undefined) return renamed;
  return [{ start: rootEnd, end: rootEnd, text: ` lang="${DEFAULT_TAGS[to]}"` }, ...renamed];
}

/** The language of the root, where it names another. A page that names none stays so. */
function declaredLanguage(text: string, to: Language): Edit[] {
  return htmlBlocks(text, to).tags.flatMap(({ value, place, isRoot }): Edit[] => {
    const isOther = languageOf(value) !== undefined && languageOf(value) !== to;
    return isRoot && isOther ? [{ ...place, text: DEFAULT_TAGS[to] }] : [];
  });
}

/** Writes one language into an HTML file. All that is not translated stays byte for byte. */
export const spliceHtml = spliceDocument(HTML);

/**
 * Writes one language as a page of its own: headings, lists, tables and paragraphs, without inline markup. UTF-8.
 *
 * @throws {Problem} `language-missing`
 */
export const writeHtml: Write = (file, options = {}) => {
  const language = options.target ?? options.source ?? file.source;
  if (language === undefined) throw new Problem("language-missing");
  const body = blocksOfUnits(file, language).map((block, at, all) => {
    const isSame = (other: Block | undefined) => other?.kind === block.kind;
    const [before, inner, after] = wrapped(block);
    return `${isSame(all[at - 1]) ? "" : before}${inner}${isSame(all[at + 1]) ? "" : after}`;
  });
  const head = `<meta charset="utf-8">\n<title>${escapeText(file.title ?? "")}</title>`;
  return encode(
    `<!doctype html>\n<html lang="${DEFAULT_TAGS[language]}">\n<head>\n${head}\n</head>\n<body>\n${body.join("\n")}\n</body>\n</html>\n`,
  );
};

/** A block as an element, with the tags around a run of its kind. */
function wrapped({ kind, level = 1, text }: Block): [before: string, inner: string, after: string] {
  const safe = escapeText(text).replaceAll("\n", "<br>");
  switch (kind) {
    case "heading":
      return ["", `<h${Math.min(6, level)}>${safe}</h${Math.min(6, level)}>`, ""];
    case "list-item":
      return ["<ul>\n", `<li>${safe}</li>`, "\n</ul>"];
    case "table-cell":
      return ["<table>\n", `<tr><td>${safe}</td></tr>`, "\n</table>"];
    default:
      return ["", `<p>${safe}</p>`, ""];
  }
}
