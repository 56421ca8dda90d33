import { languageOf, type Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import type { Note, State } from "../../domain/unit.ts";
import type { Limits } from "../contract.ts";
import type { BaseDraft } from "../unit-base.ts";
import type { XmlAttributes } from "../xml/reader.ts";
import { createKeyCounter } from "./key-counter.ts";
import { createSegmentBuilder, type SegmentBuilder } from "./segment.ts";

/** Information that a TMX file gives before its first unit. */
export interface TmxHeader {
  readonly version: string;
  readonly attributes: XmlAttributes;
  readonly notes: readonly Note[];
  /** Place of the start tag in the text; `undefined` before it was read. */
  readonly tag?: StartTag;
}

/** From its `<` to just after its `>`. */
export interface StartTag {
  readonly start: number;
  readonly contentStart: number;
}

/** A `tuv` and the position of its `seg` in the text (-1 when streaming). */
export interface ScannedVariant {
  readonly tag: string;
  readonly language: Language | undefined;
  content: Content;
  state: State | undefined;
  segStart: number;
  segEnd: number;
  segSelfClosing: boolean;
  hasSeg: boolean;
  readonly start: number;
  end: number;
}

export interface ScannedTu {
  readonly key: string;
  readonly line: number;
  readonly variants: ScannedVariant[];
  notes: Note[];
  base: BaseDraft;
  rejection: ProblemData | undefined;
  /** The newest date of the `tu` and its `tuv`s, as the file writes it: `20261129T215100Z`. */
  date: string;
  /** The language that it was translated from, where it names one. */
  readonly srclang: string | undefined;
  readonly start: number;
  /** The offset just after its start tag. */
  readonly contentStart: number;
  end: number;
}

/** Role of an open element of TMX. `skip` means an element that is not read. */
export type Role = "tmx" | "header" | "body" | "tu" | "tuv" | "seg" | "inline" | "note" | "prop" | "skip";

/** More than the number of real languages. Tags above this limit are looked up each time. */
const MAX_TAGS = 1000;

/** State of the scan of one file between two events of the parser. */
export interface ScanState {
  readonly limits: Limits;
  /** Roles of the open elements, outermost first. */
  readonly roles: Role[];
  /** Languages by tag: a cache, because a file has few different tags. */
  readonly languages: Map<string, Language | undefined>;
  /** Counts how often a `tuid` has occurred. */
  readonly occurrenceOf: (tuid: string) => number;
  readonly headerNotes: Note[];
  readonly builder: SegmentBuilder;
  header: TmxHeader;
  units: number;
  tu: ScannedTu | undefined;
  variant: ScannedVariant | undefined;
  /** True while the content of the open segment is being read. */
  isBuilding: boolean;
  /** A problem in the tag of a unit that has not begun yet. */
  pending: Problem | undefined;
  readonly warnings: ProblemData[];
  /** Text of the open note or property so far. */
  characters: string;
  /** True when the open note or property is too long: the rest of its text is left out too. */
  isCut: boolean;
  /** Attributes of the open note or property. */
  attributes: XmlAttributes;
}

/** The state before the first element. */
export function newScanState(limits: Limits): ScanState {
  const headerNotes: Note[] = [];
  return {
    limits,
    roles: [],
    languages: new Map(),
    occurrenceOf: createKeyCounter(),
    headerNotes,
    builder: createSegmentBuilder(limits.text),
    header: { version: "", attributes: {}, notes: headerNotes },
    units: 0,
    tu: undefined,
    variant: undefined,
    isBuilding: false,
    pending: undefined,
    warnings: [],
    characters: "",
    isCut: false,
    attributes: {},
  };
}

/** The language of a tag; `undefined` for a language that we do not support. */
export function languageOfTag({ languages }: ScanState, tag: string): Language | undefined {
  if (languages.has(tag)) return languages.get(tag);
  const language = languageOf(tag);
  if (languages.size < MAX_TAGS) languages.set(tag, language);
  return language;
}

/** Marks the open unit as rejected. The first reason is kept. */
export function reject({ tu }: ScanState, { code, params }: ProblemData, line: number): void {
  if (tu === undefined) return;
  tu.rejection ??= {
    code,
    ...(params === undefined ? {} : { params }),
    place: { line, unit: tu.key },
  };
}

/**
 * Rejects the open unit because of a problem in its content. The rest of the file is still read.
 *
 * @throws the error itself when it is not a {@link Problem} or is outside a unit
 */
export function rejectFor(state: ScanState, error: unknown, line: number): void {
  if (!(error instanceof Problem) || state.tu === undefined) throw error;
  reject(state, error, line);
  state.isBuilding = false;
  state.characters = "";
}
