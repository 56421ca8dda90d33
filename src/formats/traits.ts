/**
 * Facts about the formats, without readers and writers, so that the pages can import them. A new format needs a folder,
 * an entry here and an entry in `registry.ts`; the compiler reports a missing entry there.
 */

import { originalName } from "./copied-name.ts";

export interface FormatTraits {
  readonly name: string;
  /** Extensions of file names, without the dot. Files that we write get the first one. */
  readonly extensions: readonly string[];
  /** Extensions of programs that keep more in such a file than its format has. Only they make a new one. */
  readonly dialects?: readonly string[];
  readonly mediaType: string;
  /** Number of languages in one file. A `pair` has a direction: the request has to name source and target. */
  readonly languages: "one" | "pair" | "all";
  /** Such a file can be imported as a document. */
  readonly canRead?: true;
  /** A document can be exported as such a file. */
  readonly canWrite?: true;
  /** Only a document that came in as such a file can be written as one: the file that came in is the template. */
  readonly needsOriginal?: true;
  /** The file has text but no units, so its text is cut into sentences. */
  readonly runningText?: true;
  /** The file is binary, so it cannot be pasted as text. */
  readonly binary?: true;
  /** With a source and a target, the writer puts both languages side by side. */
  readonly sideBySide?: true;
  /** The files are where the texts are written, so a unit that the document does not have is new and no mistake. */
  readonly wholeDocument?: true;
  /** Every file holds the states. In other formats readers may have to assume `translated`, so a push undoes no review. */
  readonly keepsStates?: true;
  /** The file marks the segments of a variant. In other formats several sentences are shown as one text. */
  readonly keepsSegments?: true;
  /** Versions that can be written, the usual one first. */
  readonly versions?: readonly string[];
  /** An export can carry matches and terms for the translator beside its units. */
  readonly carriesMatches?: true;
  /** A table for reviewers, with the findings of the checks. */
  readonly forReview?: true;
  /** Keys have plural suffixes, so each language needs the units for its own plural forms. */
  readonly pluralKeys?: true;
}

/** Texts of office documents that few want to translate. */
export const OPTIONAL_TEXTS = ["hidden", "comments", "masters", "sheet-names"] as const;
export type OptionalText = (typeof OPTIONAL_TEXTS)[number];

/** What holds of all documents of office programs. */
const OFFICE = {
  languages: "one",
  canRead: true,
  canWrite: true,
  needsOriginal: true,
  runningText: true,
  binary: true,
} as const;

/** What holds of both tables for reviewers. */
const REVIEW = {
  languages: "all",
  canRead: true,
  canWrite: true,
  binary: true,
  keepsStates: true,
  forReview: true,
} as const;

export const FORMATS = [
  {
    name: "xliff",
    extensions: ["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"],
    dialects: ["sdlxliff", "mqxliff", "mxliff"],
    mediaType: "application/xliff+xml",
    languages: "pair",
    canRead: true,
    canWrite: true,
    keepsStates: true,
    keepsSegments: true,
    versions: ["2.1", "2.2", "2.0", "1.2"],
    carriesMatches: true,
  },
  {
    name: "jliff",
    extensions: ["jlf", "jliff"],
    mediaType: "application/json",
    languages: "pair",
    canRead: true,
    canWrite: true,
    keepsStates: true,
    keepsSegments: true,
  },
  {
    name: "tmx",
    extensions: ["tmx"],
    mediaType: "application/xml",
    languages: "all",
    canRead: true,
    canWrite: true,
  },
  // Glossary formats are listed so that an import as a document is refused with the right advice.
  { name: "tbx", extensions: ["tbx"], mediaType: "application/x-tbx", languages: "all" },
  { name: "utx", extensions: ["utx"], mediaType: "text/plain", languages: "pair" },
  {
    name: "i18next",
    extensions: ["json"],
    mediaType: "application/json",
    languages: "one",
    canRead: true,
    canWrite: true,
    wholeDocument: true,
    pluralKeys: true,
  },
  {
    name: "xliff-json",
    extensions: ["xliff.json"],
    mediaType: "application/json",
    languages: "pair",
    canRead: true,
    canWrite: true,
  },
  {
    name: "json",
    extensions: ["polynya.json"],
    mediaType: "application/json",
    languages: "all",
    canRead: true,
    canWrite: true,
    keepsStates: true,
    keepsSegments: true,
  },
  {
    name: "csv",
    extensions: ["csv"],
    mediaType: "text/csv",
    languages: "all",
    canRead: true,
    canWrite: true,
  },
  {
    name: "tsv",
    extensions: ["tsv", "tab"],
    mediaType: "text/tab-separated-values",
    languages: "all",
    canRead: true,
    canWrite: true,
  },
  {
    name: "text",
    extensions: ["txt"],
    mediaType: "text/plain",
    languages: "one",
    canRead: true,
    canWrite: true,
    runningText: true,
  },
  {
    name: "markdown",
    extensions: ["md", "markdown"],
    mediaType: "text/markdown",
    languages: "one",
    canRead: true,
    canWrite: true,
    runningText: true,
    sideBySide: true,
  },
  {
    name: "html",
    extensions: ["html", "htm", "xhtml"],
    mediaType: "text/html",
    languages: "one",
    canRead: true,
    canWrite: true,
    runningText: true,
  },
  {
    name: "srt",
    extensions: ["srt"],
    mediaType: "application/x-subrip",
    languages: "one",
    canRead: true,
    canWrite: true,
    runningText: true,
  },
  {
    name: "vtt",
    extensions: ["vtt"],
    mediaType: "text/vtt",
    languages: "one",
    canRead: true,
    canWrite: true,
    runningText: true,
  },
  {
    name: "docx",
    extensions: ["docx", "docm", "dotx", "dotm"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ...OFFICE,
  },
  {
    name: "pptx",
    extensions: ["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
    mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ...OFFICE,
  },
  {
    name: "xlsx",
    extensions: ["xlsx", "xlsm", "xltx", "xltm"],
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ...OFFICE,
  },
  {
    name: "odt",
    extensions: ["odt", "ott"],
    mediaType: "application/vnd.oasis.opendocument.text",
    ...OFFICE,
  },
  {
    name: "odp",
    extensions: ["odp", "otp"],
    mediaType: "application/vnd.oasis.opendocument.presentation",
    ...OFFICE,
  },
  {
    name: "ods",
    extensions: ["ods", "ots"],
    mediaType: "application/vnd.oasis.opendocument.spreadsheet",
    ...OFFICE,
  },
  {
    name: "review-xlsx",
    extensions: ["review.xlsx"],
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ...REVIEW,
  },
  {
    name: "review-docx",
    extensions: ["review.docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ...REVIEW,
  },
] as const satisfies readonly FormatTraits[];

type Known = (typeof FORMATS)[number];
export type FormatName = Known["name"];
/** Names of the traits that are true or absent. */
export type Trait = {
  [Name in keyof FormatTraits]-?: FormatTraits[Name] extends true | undefined ? Name : never;
}[keyof FormatTraits];
/** The formats that have a trait. */
export type FormatWith<T extends Trait> = Extract<Known, { readonly [Name in T]: true }>["name"];

export const FORMAT_NAMES: readonly FormatName[] = FORMATS.map(({ name }) => name);

const BY_NAME: ReadonlyMap<string, FormatTraits> = new Map(FORMATS.map((traits) => [traits.name, traits]));

/** The traits of a format. */
export function traitsOf(name: FormatName): FormatTraits {
  const traits = BY_NAME.get(name);
  if (traits === undefined) throw new TypeError(`No traits of ${name}`);
  return traits;
}

/** The formats that have a trait, in the order of `FORMATS`. */
export const formatsWith = <T extends Trait>(trait: T): FormatWith<T>[] =>
  FORMAT_NAMES.filter((name): name is FormatWith<T> => traitsOf(name)[trait] === true);

/** Formats that can be imported as a document. */
export const READABLE_FORMATS = formatsWith("canRead");
/** Formats that a document can be exported as. */
export const WRITABLE_FORMATS = formatsWith("canWrite");

/** Formats that any document can be exported as, whatever file it came from. */
export const FRESH_FORMATS = WRITABLE_FORMATS.filter((name) => traitsOf(name).needsOriginal !== true);

/** Formats with running text. Their texts are segmented and aligned. */
export const TEXT_FORMATS = formatsWith("runningText");
export type TextFormat = FormatWith<"runningText">;

/**
 * The format for the extension of a file name. The longest extension wins: `.polynya.json` before `.json`. The marks of a
 * copy do not count: `talk.review (1).xlsx`, `ru.json~`.
 */
export function formatByName(filename: string): { format: FormatName; extension: string } | undefined {
  const name = originalName(filename).toLowerCase();
  return FORMATS.flatMap(({ name: format, extensions }) =>
    extensions
      .filter((extension) => name.endsWith(`.${extension}`))
      .map((extension) => ({ format, extension })),
  ).toSorted((a, b) => b.extension.length - a.extension.length)[0];
}

/** The dialect that a file's name promises, by its extension; `undefined` for the plain format or another one. */
export function dialectOf(filename: string, format: FormatName): string | undefined {
  const named = formatByName(filename);
  const { dialects = [] } = traitsOf(format);
  return named?.format === format ? dialects.find((dialect) => dialect === named.extension) : undefined;
}
