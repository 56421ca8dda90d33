import { Problem } from "../domain/problem.ts";
import { formatOfPackage } from "./guess.ts";
import { isCompound } from "./package/open-package.ts";
import type { FormatName } from "./traits.ts";

/** A kind of documents that is not read, and the format that its programs can save it in. */
interface OtherDocument {
  readonly format: string;
  readonly wanted: string;
  /** Selects the advice in the words of the program. */
  readonly reason?: string;
}

/** Files of translation programs: packages, memories and termbases in formats of their own. */
const PROGRAMS: readonly (readonly [extensions: string, document: OtherDocument])[] = [
  ["mqxlz", { format: "memoQ XLIFF (mqxlz)", wanted: "MQXLIFF", reason: "memoq-package" }],
  ["mqout mqback", { format: "memoQ", wanted: "XLIFF", reason: "memoq" }],
  ["mtm", { format: "memoQ TM", wanted: "TMX", reason: "memoq-memory" }],
  ["sdlppx sdlrpx", { format: "Trados Studio package", wanted: "SDLXLIFF", reason: "trados-package" }],
  ["sdlproj", { format: "Trados Studio project", wanted: "SDLXLIFF", reason: "trados-project" }],
  ["sdltm", { format: "Trados Studio TM", wanted: "TMX", reason: "trados-memory" }],
  ["sdltb", { format: "MultiTerm", wanted: "MultiTerm XML", reason: "multiterm" }],
  ["tmw iix mwf", { format: "Trados Workbench TM", wanted: "TMX", reason: "workbench" }],
  ["ttx", { format: "TagEditor (ttx)", wanted: "SDLXLIFF", reason: "tageditor" }],
  ["txml", { format: "Wordfast Pro", wanted: "TXLF", reason: "wordfast" }],
  ["dvprj dvmdb dvtdb", { format: "Déjà Vu", wanted: "XLIFF", reason: "dejavu" }],
  ["wsxz", { format: "WorldServer (wsxz)", wanted: "XLIFF", reason: "worldserver" }],
  ["idml indd", { format: "InDesign", wanted: "XLIFF", reason: "indesign" }],
];

const RTF: OtherDocument = { format: "RTF", wanted: "DOCX" };
const PDF: OtherDocument = { format: "PDF", wanted: "DOCX" };
const BINARY_WORKBOOK: OtherDocument = { format: "XLSB", wanted: "XLSX" };
const BOOK: OtherDocument = { format: "EPUB", wanted: "HTML" };
const DRAWING: OtherDocument = { format: "ODG", wanted: "ODP" };

/** By extension of the file name. */
const BY_EXTENSION: Readonly<Record<string, OtherDocument>> = {
  rtf: RTF,
  pdf: PDF,
  xlsb: BINARY_WORKBOOK,
  epub: BOOK,
  odg: DRAWING,
  fodt: { format: "FODT", wanted: "ODT" },
  fods: { format: "FODS", wanted: "ODS" },
  fodg: { format: "FODG", wanted: "ODP" },
  fodp: { format: "FODP", wanted: "ODP" },
  pages: { format: "Pages", wanted: "DOCX" },
  numbers: { format: "Numbers", wanted: "XLSX" },
  key: { format: "Keynote", wanted: "PPTX" },
  ...Object.fromEntries(
    PROGRAMS.flatMap(([extensions, document]) => extensions.split(" ").map((one) => [one, document])),
  ),
};

/** First bytes, as Latin letters. */
const BY_START: readonly (readonly [RegExp, OtherDocument])[] = [
  [/^\{\\rtf/u, RTF],
  [/^%PDF-/u, PDF],
  [/^PK[\s\S]{28,40}mimetypeapplication\/epub\+zip/u, BOOK],
  [/^PK[\s\S]{28,40}mimetypeapplication\/vnd\.oasis\.opendocument\.graphics/u, DRAWING],
];
const START = 200;

function byStart(bytes: Uint8Array): OtherDocument | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, START));
  return BY_START.find(([pattern]) => pattern.test(start))?.[1];
}

/**
 * Refuses an office document that holds another format than its name says: it is not damaged, as it would seem.
 *
 * @throws {Problem} `document-misnamed`, `document-other`
 */
export function refuseMisnamed(
  bytes: Uint8Array,
  named: { readonly format: FormatName; readonly extension: string },
): void {
  const other = byStart(bytes);
  if (other !== undefined) throw new Problem("document-other", { ...other });
  const found = formatOfPackage(bytes);
  if (found === undefined || found === named.format) return;
  throw new Problem("document-misnamed", {
    format: found.toUpperCase(),
    extension: named.extension,
    ending: `.${found}`,
  });
}

/**
 * Refuses a document that is not read, with the format to save it in.
 *
 * @throws {Problem} `document-other`; `document-legacy` for files of old office programs
 */
export function refuseOtherDocuments(bytes: Uint8Array, filename: string): void {
  const extension = /\.(\w+)$/u.exec(filename)?.[1]?.toLowerCase() ?? "";
  const other = byStart(bytes) ?? BY_EXTENSION[extension];
  if (other !== undefined) throw new Problem("document-other", { ...other });
  // Its name says which of the old formats it is, and the advice is the same for all.
  if (isCompound(bytes)) throw new Problem("document-legacy");
}
