/**
 * Facts about the formats, without their readers and writers: small enough for the pages to import. A new format
 * is a folder, its entry here and its entry in `registry.ts`; the compiler asks for the second.
 */

export interface FormatTraits {
  readonly name: string;
  /** Of file names, without the dot; files that we write get the first one. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** How many languages one file holds. A `pair` has a direction: the request has to name source and target. */
  readonly languages: "one" | "pair" | "all";
  /** A document can be made from such a file. */
  readonly canRead?: true;
  /** A document can be exported as such a file. */
  readonly canWrite?: true;
  /** The file is a document without units of its own: its text is cut into sentences. */
  readonly runningText?: true;
  /** The file is no text: it cannot be pasted. */
  readonly binary?: true;
  /** With a source and a target, the writer puts both languages side by side. */
  readonly sideBySide?: true;
  /** A file holds all of a document: a unit that the document lacks is new, and not a mistake. */
  readonly wholeDocument?: true;
  /** Every file says the states. Else one may not: then readers say `translated`, and a push takes no review back. */
  readonly keepsStates?: true;
  /** Segments of a variant have their own elements. Else several sentences are shown as one text. */
  readonly keepsSegments?: true;
  /** Keys have plural suffixes: which units a language needs depends on its plural forms. */
  readonly pluralKeys?: true;
}

export const FORMATS = [
  {
    name: "xliff",
    extensions: ["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"],
    mediaType: "application/xliff+xml",
    languages: "pair",
    canRead: true,
    canWrite: true,
    keepsStates: true,
    keepsSegments: true,
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
    wholeDocument: true,
  },
  // Glossaries: known by name, so that they are refused as documents with the right advice.
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
    wholeDocument: true,
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
    wholeDocument: true,
  },
  {
    name: "tsv",
    extensions: ["tsv", "tab"],
    mediaType: "text/tab-separated-values",
    languages: "all",
    canRead: true,
    canWrite: true,
    wholeDocument: true,
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
    runningText: true,
  },
  {
    name: "docx",
    extensions: ["docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    languages: "one",
    canRead: true,
    runningText: true,
    binary: true,
  },
] as const satisfies readonly FormatTraits[];

type Known = (typeof FORMATS)[number];
export type FormatName = Known["name"];
/** Names of traits that a format has or has not. */
export type Trait = {
  [Name in keyof FormatTraits]-?: FormatTraits[Name] extends true | undefined ? Name : never;
}[keyof FormatTraits];
/** The formats that have a trait. */
export type FormatWith<T extends Trait> = Extract<Known, { readonly [Name in T]: true }>["name"];

export const FORMAT_NAMES: readonly FormatName[] = FORMATS.map(({ name }) => name);

const BY_NAME: ReadonlyMap<string, FormatTraits> = new Map(FORMATS.map((traits) => [traits.name, traits]));

/** What holds of a format. */
export function traitsOf(name: FormatName): FormatTraits {
  const traits = BY_NAME.get(name);
  if (traits === undefined) throw new TypeError(`No traits of ${name}`);
  return traits;
}

/** The formats that have a trait, in the order of the table. */
export const formatsWith = <T extends Trait>(trait: T): FormatWith<T>[] =>
  FORMAT_NAMES.filter((name): name is FormatWith<T> => traitsOf(name)[trait] === true);

/** A document can be made from a file of these. */
export const READABLE_FORMATS = formatsWith("canRead");
/** A document can be exported as these. */
export const WRITABLE_FORMATS = formatsWith("canWrite");

/** Formats of plain documents, whose texts are segmented and aligned. */
export const TEXT_FORMATS = formatsWith("runningText");
export type TextFormat = FormatWith<"runningText">;

/** The format whose extension a file name has, the longest extension first (`.polynya.json` before `.json`). */
export function formatByName(filename: string): { format: FormatName; extension: string } | undefined {
  const name = filename.toLowerCase();
  return FORMATS.flatMap(({ name: format, extensions }) =>
    extensions
      .filter((extension) => name.endsWith(`.${extension}`))
      .map((extension) => ({ format, extension })),
  ).toSorted((a, b) => b.extension.length - a.extension.length)[0];
}
