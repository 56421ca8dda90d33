import { Problem, type ProblemData } from "../../../domain/problem.ts";
import type { Note } from "../../../domain/unit.ts";
import type { Limits } from "../../contract.ts";
import type { BaseDraft } from "../../unit-base.ts";
import type { XmlAttributes, XmlElement } from "../../xml/reader.ts";
import type { ContentBuilder } from "../inline/content-builder.ts";
import type { Validator } from "../validation/validator.ts";
import type { ScannedFile, ScannedSegment, ScannedUnit, Span } from "./scanned.ts";

/** What an open element is to the scanner. */
export type Role =
  | "root"
  | "file"
  | "container"
  | "unit"
  | "segment"
  | "source"
  | "seg-source"
  | "target"
  | "inline"
  | "notes"
  | "note"
  | "original-data"
  | "data"
  | "base"
  | "base-item"
  | "sdl-defs"
  | "skip";

/** Roles of the elements whose white space matters. */
export const HOLDS_TEXT: ReadonlySet<Role> = new Set<Role>([
  "source",
  "seg-source",
  "target",
  "inline",
  "note",
  "data",
  "base-item",
]);

/** Stands for every place when the caller does not ask for places. */
const NOWHERE: Span = { start: -1, contentStart: -1, contentEnd: -1, end: -1, name: "", selfClosing: false };

/** Most units have nothing to keep in maps. They share this empty one. */
export const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** Adds an entry to a map; makes a new map where it was `NONE`. */
export function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  const own = (map as ReadonlyMap<string, unknown>) === NONE ? new Map<string, V>() : (map as Map<string, V>);
  return own.set(key, value);
}

export const NO_NOTES: readonly Note[] = [];

/** Adds a note to a list; makes a new list where it was `NO_NOTES`. A unit may have many, so none is copied. */
export function withNote(notes: readonly Note[], note: Note): readonly Note[] {
  const own = notes === NO_NOTES ? [] : (notes as Note[]);
  own.push(note);
  return own;
}

/** An open element. */
export interface Frame {
  role: Role;
  translate: boolean;
  span: Span | undefined;
  /** Only of a group: its notes, which belong to all its units. */
  notes: Note[] | undefined;
}

export interface ScanOptions {
  readonly limits?: Limits;
  /** Whether to note the places of elements. */
  readonly offsets?: boolean;
  /** Whether the document has several `file`s: keys then name the file. A stream can't know it. */
  readonly severalFiles?: boolean;
  /** Receives every event too. */
  readonly also?: Validator;
}

/** Everything that one scanner knows while it reads one document. */
export interface ScannerState {
  readonly onUnit: (unit: ScannedUnit) => void;
  readonly options: ScanOptions;
  readonly limits: Limits;
  readonly offsets: boolean;
  /** Open elements: the first `depth` of the list. The others wait to be used again. */
  readonly frames: Frame[];
  depth: number;
  /** Line that the parser is reading. */
  line: () => number;
  file: ScannedFile | undefined;
  coreUri: string;
  fileName: string;
  languages: ScannedUnit["languages"];
  declaration: Span;
  fileSpan: Span;
  readonly fileNames: Map<string, number>;
  /** Names of units of this `file`, each with its line. */
  keys: Map<string, number>;
  /** Number of units with a name that occurs more than once. */
  copies: Map<string, number>;
  /** Ids of units whose name is not their id. */
  ids: Set<string>;
  /** True when the newest unit has the id of an earlier one. */
  isRepeated: boolean;
  unitsInFile: number;
  units: number;
  unit: ScannedUnit | undefined;
  segment: ScannedSegment | undefined;
  builder: ContentBuilder | undefined;
  building: boolean;
  data: ReadonlyMap<string, string>;
  dataId: string;
  characters: string;
  /** True when what is being gathered in `characters` is too long: the rest of its text is left out too. */
  isCut: boolean;
  noteAttributes: XmlAttributes;
  base: BaseDraft;
  baseItem: string;
  /** Place of an element that has none of its own in the unit. Set while that element is opened. */
  innerSpan: Span | undefined;
  /** Prefixes that are used without a declaration. */
  readonly undeclared: Set<string>;
}

export const createScannerState = (
  onUnit: (unit: ScannedUnit) => void,
  options: ScanOptions,
  limits: Limits,
): ScannerState => ({
  onUnit,
  options,
  limits,
  offsets: options.offsets ?? false,
  frames: [],
  depth: 0,
  line: () => 0,
  file: undefined,
  coreUri: "",
  fileName: "",
  languages: {},
  declaration: NOWHERE,
  fileSpan: NOWHERE,
  fileNames: new Map(),
  keys: new Map(),
  copies: new Map(),
  ids: new Set(),
  isRepeated: false,
  unitsInFile: 0,
  units: 0,
  unit: undefined,
  segment: undefined,
  builder: undefined,
  building: false,
  data: NONE,
  dataId: "",
  characters: "",
  isCut: false,
  noteAttributes: {},
  base: {},
  baseItem: "",
  innerSpan: undefined,
  undeclared: new Set(),
});

/** The place of an element that has just been opened; its end is not known yet. */
export const spanOf = (state: ScannerState, element: XmlElement): Span =>
  state.offsets
    ? {
        start: element.start,
        contentStart: element.contentStart,
        contentEnd: element.contentStart,
        end: element.contentStart,
        name: element.name,
        selfClosing: element.selfClosing,
      }
    : NOWHERE;

/** Turns a problem with the content of a unit into the rejection of that unit. Throws every other error. */
export function rejectFor(state: ScannerState, error: unknown) {
  if (!(error instanceof Problem)) throw error;
  reject(state, error);
}

/** Rejects the current unit. The first rejection stays. */
export function reject(state: ScannerState, { code, params }: ProblemData) {
  if (state.unit === undefined) return;
  state.unit.rejection ??= {
    code,
    ...(params === undefined ? {} : { params }),
    place: { line: state.line(), unit: state.unit.key },
  };
}
