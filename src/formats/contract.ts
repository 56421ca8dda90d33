import type { Segmentation } from "../alignment/segmentation.ts";
import type { Language } from "../domain/language.ts";
import type { List } from "../domain/list.ts";
import type { ProblemData } from "../domain/problem.ts";
import type { Content } from "../domain/segment.ts";
import type { Draft, Note } from "../domain/unit.ts";
import type { FormatName, OptionalText } from "./traits.ts";

/** From which language into which. */
export interface Direction {
  readonly source?: Language;
  readonly target?: Language;
}

/** The content of a file, the same for every format: units in order, in up to three languages. */
export interface ExchangeFile {
  readonly format: FormatName;
  /** Version of the format: `1.2`, `2.1` … */
  readonly version?: string;
  /** The direction that a bilingual file declares; absent when its parts have several. */
  readonly source?: Language;
  readonly target?: Language;
  /** Language tags as the file spells them. */
  readonly tags: { readonly [language in Language]?: string };
  readonly title?: string;
  readonly units: readonly ExchangeUnit[];
  /** Number of entries in languages that we do not support, by language tag. The user is shown these counts. */
  readonly skippedLanguages?: Readonly<Record<string, number>>;
  /** Faults of the file as a whole that are no reason to refuse it. */
  readonly warnings?: readonly ProblemData[];
}

/** A file whose units need not all be in memory. */
export interface FileOfAnySize extends Omit<ExchangeFile, "units"> {
  readonly units: List<ExchangeUnit>;
}

export interface ExchangeUnit {
  /** Unique in the file: the unit's own id, or `f=FILE/u=UNIT` with several XLIFF `<file>`s (XLIFF 2.1 §4.6). */
  readonly key: string;
  /** Line of the unit in the text of the file, from 1; 0 in formats without lines. */
  readonly line: number;
  readonly notes: readonly Note[];
  readonly context?: string;
  readonly variants: { readonly [language in Language]?: Draft };
  /** When its texts were last changed, ISO 8601 in UTC, in formats that say so (TMX). */
  readonly time?: string;
  /** Direction of this unit, in a file whose parts have several directions. */
  readonly direction?: Direction;
  /** Metadata of this unit that our own pull wrote into the file. */
  readonly base?: UnitBase;
  /** Set when this unit cannot be imported. The other units of the file still can. */
  readonly rejection?: ProblemData;
}

/** Identity and versions of a unit at the time of a pull. A three-way comparison uses them as the common ancestor. */
export interface UnitBase {
  readonly document: string;
  readonly unit: string;
  readonly versions: { readonly [language in Language]?: number };
  /** Marks of texts that the pull only offered. The same text in the same state always gets the same mark. */
  readonly offered?: { readonly [language in Language]?: string };
}

/** Limits that every reader applies. All are positive; no value means "unlimited". */
export interface Limits {
  /** Size of the file, and of the data unpacked from it. */
  readonly bytes: number;
  readonly units: number;
  /** Length of one text, in UTF-16 units. */
  readonly text: number;
  readonly depth: number;
  /** Number of attributes of one XML element. */
  readonly attributes: number;
}

export const DEFAULT_LIMITS: Limits = {
  bytes: 50 * 1024 * 1024,
  units: 1_000_000,
  text: 200_000,
  depth: 256,
  attributes: 256,
};

export interface ReadOptions {
  /** Used in messages, and to guess the format. */
  readonly filename?: string;
  /** IANA name of the encoding. It overrides the declaration in the file, but not a byte order mark. */
  readonly encoding?: string;
  /** Languages of a file that does not name its languages. */
  readonly source?: Language;
  readonly target?: Language;
  /** Target language of the document that the file is for. Used when the file, `target` and the texts do not decide. */
  readonly likelyTarget?: Language;
  /** Texts of documents that are left out unless they are named here. */
  readonly optionalTexts?: readonly OptionalText[];
  /** Rules by which texts are cut into sentences, in place of our own. */
  readonly segmentation?: Segmentation | undefined;
  readonly limits?: Partial<Limits>;
}

/**
 * Turns the bytes of a file into units.
 *
 * @throws {Problem} when the file cannot be read as a whole
 */
export type Read = (bytes: Uint8Array, options?: ReadOptions) => ExchangeFile;

/** Keeps texts outside of memory. */
export interface TextStore {
  /** @returns the index of the text */
  put(text: string): number;
  take(index: number): string;
}

/** As `Read`, for a file of any size: its units are kept in the store, or in memory as bytes. */
export type ReadUnits = (bytes: Uint8Array, options?: ReadOptions, store?: TextStore) => FileOfAnySize;

/** A translation offered for a unit, as XLIFF 2 `mtc:match` or 1.2 `alt-trans`. */
export interface Candidate {
  readonly source: Content;
  readonly target: Content;
  /** 0 … 100. */
  readonly similarity: number;
  /** XLIFF 2.1 §5.1.4.6: assembled, machine translation, in-context, by id, from a term base, from a memory. */
  readonly type?: "am" | "mt" | "icm" | "idm" | "tb" | "tm" | "other";
  /** Name of the collection or document that it comes from, for people. */
  readonly origin: string;
}

/** A term found in a unit's source, as XLIFF 2 `gls:glossEntry` or a note in 1.2. */
export interface GlossaryTerm {
  readonly term: string;
  readonly translations: readonly string[];
  readonly definition?: string;
  /** Places of the term in the plain text of the unit's source, in UTF-16 offsets. XLIFF 2 marks them in the text. */
  readonly ranges?: readonly { readonly start: number; readonly end: number }[];
}

/** Takes the pieces of a file as they are made. */
export interface Sink {
  /** The bytes are copied: they change after the call. */
  put(bytes: Uint8Array): void;
  /** Forgets all pieces: the file begins anew. */
  clear(): void;
}

/** An imported file, with the changes since its import written into it. */
export interface SplicedFile {
  /** With a sink: what comes behind the pieces that it got. */
  readonly bytes: Uint8Array;
  /** Changes that could not be written, with the unit as place. The file is unchanged there. */
  readonly warnings: readonly ProblemData[];
  /** Number of units that were missing in the file and were added. */
  readonly added: number;
}

/** What a document shows for a sentence without a translation. */
export const UNTRANSLATED = ["source", "mark", "omit"] as const;
export type Untranslated = (typeof UNTRANSLATED)[number];

/** Texts of a file that stand under another language than they are in: none was taken as the translation of its unit. */
export interface ForeignTexts {
  /** The language that a text surely is in, if it is another than it stands under. */
  readonly find: (text: string, language: Language) => string | undefined;
  /** True where they stay as they were in the file. A warning names each of them either way. */
  readonly stay: boolean;
}

export interface WriteOptions {
  /** Gets the pieces of a large file as they are made. The file is those pieces and, behind them, the bytes of the result. */
  readonly sink?: Sink;
  /** For splicing: limits of reading the imported file. */
  readonly limits?: Partial<Limits>;
  /** For splicing: do not add a missing target language, unless something else changes. */
  readonly asItWas?: boolean;
  readonly version?: string;
  readonly source?: Language;
  readonly target?: Language;
  /** For documents. By default each format does what keeps its files sound. */
  readonly untranslated?: Untranslated;
  /** For splicing: the language of the imported file, if it is in one language. */
  readonly templateLanguage?: Language;
  /** For splicing: the language that the imported file translates into, if it is in two languages. */
  readonly templateTarget?: Language;
  /** For splicing: rules by which the texts of the imported file were cut into sentences. */
  readonly segmentation?: Segmentation | undefined;
  /** For splicing: what becomes of texts of the file that are no translations. By default they go. */
  readonly foreign?: ForeignTexts;
  /** For splicing: keys of sentences of the imported file that are not to stand in it any more. */
  readonly removed?: ReadonlySet<string>;
  /** Findings of the checks in words, by key of the unit. Only tables for reviewers show them. */
  readonly findings?: ReadonlyMap<string, readonly string[]>;
  /** Translations offered for units, by key of the unit. Formats without a place for them leave them out. */
  readonly candidates?: ReadonlyMap<string, readonly Candidate[]>;
  /** Terms found in the sources of units, by key of the unit. Formats without a place for them leave them out. */
  readonly glossary?: ReadonlyMap<string, readonly GlossaryTerm[]>;
}

/**
 * Turns units into the bytes of a file; with a sink, into those behind the pieces that it got.
 *
 * @throws {Problem} when the format cannot hold the units
 */
export type Write = (file: ExchangeFile, options?: WriteOptions) => Uint8Array;

/** As `Write`, one unit after the other: the units need not all be in memory. */
export type WriteUnits = (file: FileOfAnySize, options?: WriteOptions) => Uint8Array;
