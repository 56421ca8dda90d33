import type { Language } from "../domain/language.ts";
import type { ProblemData } from "../domain/problem.ts";
import type { Content } from "../domain/segment.ts";
import type { Draft, Note } from "../domain/unit.ts";
import type { FormatName } from "./traits.ts";

/** What every exchange format carries, whatever its syntax: units in order, in up to three languages. */
export interface ExchangeFile {
  readonly format: FormatName;
  /** Of the format: `1.2`, `2.1` … */
  readonly version?: string;
  /** The direction that a bilingual file declares. */
  readonly source?: Language;
  readonly target?: Language;
  /** Language tags as the file spells them. */
  readonly tags: { readonly [language in Language]?: string };
  readonly title?: string;
  readonly units: readonly ExchangeUnit[];
  /** Entries of languages that are not ours, by tag: counted, never lost in silence. */
  readonly skippedLanguages?: Readonly<Record<string, number>>;
  /** What is odd about the file as a whole, but no reason to refuse it. */
  readonly warnings?: readonly ProblemData[];
}

export interface ExchangeUnit {
  /** Unique in the file. With several XLIFF `<file>`s `f=FILE/u=UNIT` (XLIFF 2.1 §4.6), else the unit's own id. */
  readonly key: string;
  /** Line of the unit in the text of the file, from 1; 0 where lines mean nothing. */
  readonly line: number;
  readonly notes: readonly Note[];
  readonly context?: string;
  readonly variants: { readonly [language in Language]?: Draft };
  /** What our own pull wrote into the file about this unit. */
  readonly base?: UnitBase;
  /** Set when this unit cannot be taken; the others of the file can. */
  readonly rejection?: ProblemData;
}

/** Identity and versions of a unit at the time of a pull: the common ancestor of a three-way comparison. */
export interface UnitBase {
  readonly document: string;
  readonly unit: string;
  readonly versions: { readonly [language in Language]?: number };
  /** Texts that the pull only offered, by a mark that the same text in the same state has again. */
  readonly offered?: { readonly [language in Language]?: string };
}

/** Limits that every reader keeps. All are positive; there is no value that means "unlimited". */
export interface Limits {
  /** Of the decoded file. */
  readonly bytes: number;
  readonly units: number;
  /** Of one text, in UTF-16 units. */
  readonly text: number;
  readonly depth: number;
  /** Of one XML element. */
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
  /** For messages and for the guess of the format. */
  readonly filename?: string;
  /** Overrides BOM and declaration: an IANA name. */
  readonly encoding?: string;
  /** Languages of a file that does not name its own. */
  readonly source?: Language;
  readonly target?: Language;
  /** Target language of the document that the file is for. Used when the file, `target` and the texts leave it open. */
  readonly likelyTarget?: Language;
  readonly limits?: Partial<Limits>;
}

/** Turns bytes into units. Throws `Problem` for a file that can't be read whole. */
export type Read = (bytes: Uint8Array, options?: ReadOptions) => ExchangeFile;

/** A translation offered for a unit, as XLIFF 2 `mtc:match` or 1.2 `alt-trans`. */
export interface Candidate {
  readonly source: Content;
  readonly target: Content;
  /** 0 … 100. */
  readonly similarity: number;
  /** XLIFF 2.1 §5.1.4.6: assembled, machine, in-context, by id, from a term base, from a memory. */
  readonly type?: "am" | "mt" | "icm" | "idm" | "tb" | "tm" | "other";
  /** Where it comes from, for people: a collection, a document. */
  readonly origin: string;
}

/** A term found in a unit's source, as XLIFF 2 `gls:glossEntry` or a note in 1.2. */
export interface GlossaryTerm {
  readonly term: string;
  readonly translations: readonly string[];
  readonly definition?: string;
  /** Where it stands in the plain text of the unit's source, in UTF-16 offsets: marked there in 2.x. */
  readonly ranges?: readonly { readonly start: number; readonly end: number }[];
}

/** A file that came in, with what changed since. */
export interface SplicedFile {
  readonly bytes: Uint8Array;
  /** What could not be written into it, with the unit as place. The file is unchanged there. */
  readonly warnings: readonly ProblemData[];
  /** Number of units that the file lacked and that were added. */
  readonly added: number;
}

export interface WriteOptions {
  /** Splicing: leave even a missing target language as it is, unless something else changes. */
  readonly asItWas?: boolean;
  readonly version?: string;
  readonly source?: Language;
  readonly target?: Language;
  /** Translations offered for units, by key; formats that have no place for them leave them out. */
  readonly candidates?: ReadonlyMap<string, readonly Candidate[]>;
  /** Terms found in the sources of units, by key; likewise. */
  readonly glossary?: ReadonlyMap<string, readonly GlossaryTerm[]>;
}

/** Turns units into a file. Throws `Problem` where the format can't hold what it is given. */
export type Write = (file: ExchangeFile, options?: WriteOptions) => Uint8Array;
