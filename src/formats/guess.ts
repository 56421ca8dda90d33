import { Problem } from "../domain/problem.ts";
import { LANGUAGES } from "../domain/language.ts";
import { columnOf } from "./csv/columns.ts";
import { DELIMITERS } from "./csv/table.ts";
import { byteOrderMark } from "./encoding.ts";
import { openArchive } from "./package/zip.ts";
import { MARK, MARK_PART } from "./review/zip.ts";
import type { FormatName } from "./traits.ts";

/** Number of bytes at the start of a file that decide its format. */
const SAMPLE = 4096;

const ROOTS: Readonly<Record<string, FormatName>> = {
  xliff: "xliff",
  tmx: "tmx",
  tbx: "tbx",
  martif: "tbx",
  html: "html",
};

/** Guesses the format from the first bytes of a file, without its name; `undefined` when they fit no format. */
export function guessByContent(bytes: Uint8Array): FormatName | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample[0] === 0x50 && sample[1] === 0x4b) return guessReview(bytes) ?? guessPackage(bytes);
  const encoding = byteOrderMark(sample)?.encoding ?? "utf-8";
  const text = new TextDecoder(encoding).decode(sample).trimStart();
  if (text.startsWith("<")) return guessMarkup(text);
  if (text.startsWith("{")) return guessJson(text);
  if (/^WEBVTT(?:\s|$)/u.test(text)) return "vtt";
  if (/^(?:\d{1,6}[ \t]*\r?\n)?\d{1,4}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->/u.test(text)) return "srt";
  if (/^#UTX/iu.test(text)) return "utx";
  return guessTable(text);
}

/** Folders of Office packages. Their names stand in the directory at the end of the file. */
const FOLDERS = { word: "docx", ppt: "pptx", xl: "xlsx" } as const;
const DIRECTORY = 256 * 1024;

/** Kinds of OpenDocument. Their media type stands at the start of the file. */
const OPEN_DOCUMENT = /application\/vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)/u;
const KINDS = { text: "odt", presentation: "odp", spreadsheet: "ods" } as const;

function guessPackage(bytes: Uint8Array): FormatName {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 120));
  const kind = OPEN_DOCUMENT.exec(head)?.[1];
  if (kind !== undefined) return KINDS[kind as keyof typeof KINDS];
  const names = new TextDecoder("latin1").decode(bytes.subarray(-DIRECTORY));
  const folder = /PK\x01\x02[\s\S]{42}(word|ppt|xl)\//u.exec(names)?.[1];
  return folder === undefined ? "docx" : FOLDERS[folder as keyof typeof FOLDERS];
}

/**
 * The format of an office document by what its package holds; `undefined` where that does not tell one format: an
 * unusual or damaged package, or no package.
 */
export function formatOfPackage(bytes: Uint8Array): FormatName | undefined {
  try {
    const archive = openArchive(bytes, MOST_PROPERTIES, () => new Problem("document-invalid"));
    const kind = OPEN_DOCUMENT.exec(new TextDecoder().decode(archive.read("mimetype")))?.[1];
    if (kind !== undefined) return KINDS[kind as keyof typeof KINDS];
    const folders = new Set(archive.names.map((name) => name.slice(0, Math.max(0, name.indexOf("/")))));
    const [only, ...others] = Object.entries(FOLDERS).filter(([folder]) => folders.has(folder));
    return others.length === 0 ? only?.[1] : undefined;
  } catch {
    return undefined;
  }
}

/** Largest size of the properties of a document. */
const MOST_PROPERTIES = 100_000;

/** The format of an office file that is a table for reviewers; `undefined` for any other file. */
export function guessReview(bytes: Uint8Array): FormatName | undefined {
  try {
    const archive = openArchive(bytes, MOST_PROPERTIES, () => new Problem("document-invalid"));
    const textOf = (name: string) => new TextDecoder().decode(archive.read(name));
    if (!textOf(MARK_PART).includes(MARK)) return undefined;
    return textOf("[Content_Types].xml").includes("spreadsheetml") ? "review-xlsx" : "review-docx";
  } catch {
    // A damaged file is refused by its reader.
    return undefined;
  }
}

function guessMarkup(text: string): FormatName | undefined {
  if (/^<!doctype\s+html/iu.test(text)) return "html";
  for (const [, name = ""] of text.matchAll(/<([A-Za-z][\w.:-]{0,63})/gu)) {
    return ROOTS[name.slice(name.indexOf(":") + 1).toLowerCase()];
  }
  return undefined;
}

function guessJson(text: string): FormatName {
  if (/"jliff"\s{0,16}:/u.test(text)) return "jliff";
  return /^\{\s*"polynya"\s*:\s*\d/u.test(text) ? "json" : "i18next";
}

/** The first line of a table names two of our languages, or one language and another known column. */
function guessTable(text: string): FormatName | undefined {
  const [first = ""] = text.replace(/^sep=.\r?\n/u, "").split(/[\r\n]/u);
  for (const delimiter of DELIMITERS) {
    const columns = first.split(delimiter).map((name) => columnOf(name.replaceAll('"', "")));
    const languages = columns.filter((column) => column.kind === "text").length;
    const known = columns.filter((column) => column.kind !== "unknown").length;
    if (languages > 0 && known > 1 && languages <= LANGUAGES.length)
      return delimiter === "\t" ? "tsv" : "csv";
  }
  return undefined;
}
