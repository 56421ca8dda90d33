import { Problem } from "../domain/problem.ts";
import { basesOf } from "./unit-base.ts";
import { readCsv, writeCsv, writeTsv } from "./csv/csv.ts";
import type {
  ExchangeFile,
  FileOfAnySize,
  Limits,
  Read,
  ReadOptions,
  ReadUnits,
  SplicedFile,
  TextStore,
  Write,
  WriteOptions,
  WriteUnits,
} from "./contract.ts";
import { spliceCsv } from "./csv/splice.ts";
import type { Decoded } from "./encoding.ts";
import { guessByContent, guessReview } from "./guess.ts";
import { decodeHtml, parseHtml, readHtml, spliceHtml, writeHtml } from "./html/html.ts";
import { readI18next } from "./i18next/read.ts";
import { spliceI18next } from "./i18next/splice.ts";
import { writeI18next } from "./i18next/write.ts";
import { readXliffJson, writeXliffJson } from "./i18next/xliff-json.ts";
import { read as readJliff } from "./jliff/read.ts";
import { write as writeJliff } from "./jliff/write.ts";
import { readJson, writeJson } from "./json/json.ts";
import { writeSideBySide } from "./markdown/side-by-side.ts";
import { parseMarkdown, readMarkdown, spliceMarkdown, writeMarkdown } from "./markdown/markdown.ts";
import { odp, ods, odt } from "./odf/odf.ts";
import { docx, pptx, xlsx } from "./ooxml/ooxml.ts";
import { refuseMisnamed, refuseOtherDocuments } from "./other-documents.ts";
import type { TextDocument } from "./text/blocks.ts";
import { readReviewDocx, writeReviewDocx } from "./review/review-docx.ts";
import { readReviewXlsx, writeReviewXlsx } from "./review/review-xlsx.ts";
import {
  parseSubtitles,
  readSrt,
  readVtt,
  spliceSrt,
  spliceVtt,
  writeSrt,
  writeVtt,
} from "./subtitles/subtitles.ts";
import { parseText, readText, spliceText, writeText } from "./text/text.ts";
import { read as readTmx, readUnits as readTmxUnits } from "./tmx/read.ts";
import { splice as spliceTmx } from "./tmx/splice.ts";
import { write as writeTmx } from "./tmx/write.ts";
import {
  FORMAT_NAMES,
  formatByName,
  type FormatName,
  type FormatTraits,
  type FormatWith,
  traitsOf,
} from "./traits.ts";
import { unchangedFile } from "./unchanged-file.ts";
import { spliceUnits, writeWithBases } from "./xliff/exchange.ts";
import { read as readXliff, readUnits as readXliffUnits } from "./xliff/read.ts";
import { strip } from "./xliff/strip.ts";

type Splice = (original: Uint8Array, file: ExchangeFile, options: WriteOptions) => SplicedFile | undefined;
type SpliceUnits = (
  original: Uint8Array,
  file: FileOfAnySize,
  options: WriteOptions,
) => SplicedFile | undefined;

/** The file with all of its units in memory. */
export const withAllUnits = (file: FileOfAnySize): ExchangeFile => ({ ...file, units: [...file.units] });

/** A writer that needs all units at once. */
const writeAll =
  (write: Write): WriteUnits =>
  (file, options) =>
    write(withAllUnits(file), options);

/** A splicer that needs all units at once. */
const spliceAll =
  (splice: Splice): SpliceUnits =>
  (original, file, options) =>
    splice(original, withAllUnits(file), options);

interface Codec {
  readonly read?: Read;
  /** Reads a large file in less memory than `read`. */
  readonly readUnits?: ReadUnits;
  readonly write?: WriteUnits;
  /** Writes changes into an imported file and keeps everything else. `undefined`: the file cannot be the template. */
  readonly splice?: SpliceUnits;
  /** The text of a binary file as blocks, for alignment. */
  readonly blocks?: (bytes: Uint8Array, limits?: Limits) => TextDocument;
  /** The same for a file that is text. */
  readonly parse?: (text: string) => TextDocument;
  /** Decodes a file that names its encoding itself. */
  readonly decode?: (bytes: Uint8Array, encoding?: string) => Decoded;
  /** Removes from a file what our own pull added to it. */
  readonly strip?: (bytes: Uint8Array, options?: ReadOptions) => Uint8Array;
}

/** A codec with the reader and the writer that the traits of the format promise. */
type Promised<Name extends FormatName> = Codec &
  (Name extends FormatWith<"canRead"> ? { readonly read: Read } : { readonly read?: never }) &
  (Name extends FormatWith<"needsOriginal">
    ? { readonly splice: SpliceUnits; readonly write?: never }
    : Name extends FormatWith<"canWrite">
      ? { readonly write: WriteUnits }
      : { readonly write?: never }) &
  (Name extends FormatWith<"runningText">
    ? Required<Pick<Codec, "parse">> | Required<Pick<Codec, "blocks">>
    : { readonly parse?: never; readonly blocks?: never });

const CODECS: { readonly [Name in FormatName]: Promised<Name> } = {
  xliff: { read: readXliff, readUnits: readXliffUnits, write: writeWithBases, splice: spliceUnits, strip },
  jliff: {
    read: readJliff,
    write: (file, options = {}) => writeJliff(file, { ...options, bases: basesOf(file) }),
  },
  tmx: {
    read: readTmx,
    readUnits: readTmxUnits,
    write: (file, options = {}) => writeTmx(file, { ...options, bases: basesOf(file) }),
    splice: (original, file, { sink, source, foreign }) =>
      spliceTmx(original, file, {
        ...(sink === undefined ? {} : { sink }),
        ...(source === undefined ? {} : { source }),
        ...(foreign === undefined ? {} : { foreign }),
      }),
  },
  tbx: {},
  utx: {},
  i18next: {
    read: readI18next,
    write: writeAll(writeI18next),
    splice: spliceAll(spliceI18next),
  },
  "xliff-json": { read: readXliffJson, write: writeAll(writeXliffJson) },
  json: { read: readJson, write: writeJson },
  csv: { read: readCsv, write: writeCsv, splice: spliceCsv },
  tsv: { read: readCsv, write: writeTsv, splice: spliceCsv },
  text: { read: readText, write: writeAll(writeText), splice: spliceAll(spliceText), parse: parseText },
  markdown: {
    read: readMarkdown,
    parse: parseMarkdown,
    splice: spliceAll((original, file, options) =>
      options.source !== undefined && options.target !== undefined
        ? undefined
        : spliceMarkdown(original, file, options),
    ),
    // Two languages are written side by side, for comparison. One language is written as running text.
    write: writeAll((file, options = {}) =>
      options.source !== undefined && options.target !== undefined
        ? writeSideBySide(file, options.source, options.target)
        : writeMarkdown(file, options),
    ),
  },
  html: {
    read: readHtml,
    write: writeAll(writeHtml),
    splice: spliceAll(spliceHtml),
    parse: parseHtml,
    decode: decodeHtml,
  },
  docx: { ...docx, splice: spliceAll(docx.splice) },
  pptx: { ...pptx, splice: spliceAll(pptx.splice) },
  xlsx: { ...xlsx, splice: spliceAll(xlsx.splice) },
  odt: { ...odt, splice: spliceAll(odt.splice) },
  odp: { ...odp, splice: spliceAll(odp.splice) },
  ods: { ...ods, splice: spliceAll(ods.splice) },
  srt: {
    read: readSrt,
    write: writeAll(writeSrt),
    splice: spliceAll(spliceSrt),
    parse: (text) => parseSubtitles(text, "srt"),
  },
  vtt: {
    read: readVtt,
    write: writeAll(writeVtt),
    splice: spliceAll(spliceVtt),
    parse: (text) => parseSubtitles(text, "vtt"),
  },
  "review-xlsx": { read: readReviewXlsx, write: writeAll(writeReviewXlsx) },
  "review-docx": { read: readReviewDocx, write: writeAll(writeReviewDocx) },
};

/** Traits and codec of a format. */
export type Format = FormatTraits & Codec & { readonly name: FormatName };

/**
 * Traits and codec of the format with this name.
 *
 * @throws {Problem} `unsupported-format`
 */
export function describeFormat(name: string): Format {
  const known = FORMAT_NAMES.find((format) => format === name);
  if (known === undefined) throw new Problem("unsupported-format", { format: name });
  return { ...traitsOf(known), ...CODECS[known], name: known };
}

/**
 * Guesses the format from the file's name, or else from its first bytes. Several formats end in `.json`, and `.xml` is
 * no format, so there the content decides.
 *
 * @throws {Problem} `unsupported-format`, `document-legacy`, `document-other`, `document-misnamed`
 */
export function guessFormat(bytes: Uint8Array, filename = ""): FormatName {
  const byName = formatByName(filename);
  // A reviewer may have given the file another name.
  if (/\.(?:xlsx|docx)$/iu.test(filename)) {
    const review = guessReview(bytes);
    if (review !== undefined) return review;
  }
  if (byName !== undefined && byName.extension !== "json") {
    if (isOffice(byName.format)) refuseMisnamed(bytes, byName);
    return byName.format;
  }
  refuseOtherDocuments(bytes, filename);
  const byContent = guessByContent(bytes) ?? byName?.format;
  if (byContent !== undefined) return byContent;
  throw new Problem("unsupported-format", { format: filename });
}

/** True for the packages of office programs. */
function isOffice(format: FormatName): boolean {
  const { binary, needsOriginal } = traitsOf(format);
  return binary === true && needsOriginal === true;
}

/**
 * Reads a file of any format that has a reader.
 *
 * @param options.format the format; without it the format is guessed
 * @throws {Problem} `unsupported-format`, and the problems of the format's reader
 */
export function readExchange(
  bytes: Uint8Array,
  options: ReadOptions & { readonly format?: FormatName } = {},
): ExchangeFile {
  const format = describeFormat(options.format ?? guessFormat(bytes, options.filename));
  if (format.read === undefined) throw new Problem("unsupported-format", { format: format.name });
  return format.read(bytes, options);
}

/** From this size on, in bytes, a file is read so that not all of its units are in memory. */
const LARGE = 4 * 1024 * 1024;

/**
 * As `readExchange`, for a file of any size that is gone through in order.
 *
 * @param store keeps the units of a large file
 * @throws {Problem} as `readExchange`
 */
export function readExchangeUnits(
  bytes: Uint8Array,
  options: ReadOptions & { readonly format?: FormatName } = {},
  store?: TextStore,
): FileOfAnySize {
  const format = options.format ?? guessFormat(bytes, options.filename);
  const { readUnits } = describeFormat(format);
  return readUnits === undefined || bytes.length < LARGE
    ? readExchange(bytes, { ...options, format })
    : readUnits(bytes, options, store);
}

/**
 * Writes a file in the format that `file.format` names.
 *
 * @throws {Problem} `unsupported-format`, `original-missing`, and the problems of the format's writer
 */
export function writeExchange(file: FileOfAnySize, options: WriteOptions = {}): Uint8Array {
  const format = describeFormat(file.format);
  if (format.needsOriginal) throw new Problem("original-missing", { format: format.name.toUpperCase() });
  if (format.write === undefined) throw new Problem("unsupported-format", { format: format.name });
  return format.write(file, options);
}

/**
 * Writes the changes into the imported file and keeps everything else. `undefined`: the file cannot be the template, or
 * its format has no `splice` and something changed.
 *
 * @throws {Problem} as the format's `splice` does
 */
export function spliceExchange(
  original: Uint8Array,
  file: FileOfAnySize,
  options: WriteOptions = {},
): SplicedFile | undefined {
  const { read, splice } = describeFormat(file.format);
  if (splice !== undefined) return splice(original, file, options);
  return read && unchangedFile(read, original, file, options);
}

/** The bytes of an imported file as they are stored: without what our own pull added. */
export function cleanForKeeping(bytes: Uint8Array, file: Pick<ExchangeFile, "format">): Uint8Array {
  return describeFormat(file.format).strip?.(bytes) ?? bytes;
}
