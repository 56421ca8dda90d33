import type { Params, ProblemCode, ProblemData } from "../../../domain/problem.ts";
import type { XmlAttributes } from "../../xml/reader.ts";
import { type CompiledChild, type CompiledRule, XLIFF_21 } from "./grammar.ts";
import { createModuleValidator, type ModuleValidator } from "./modules.ts";

/** What the reader of the document tells the validator. */
export interface ValidatorContext {
  /** Namespace of a prefix at this point. */
  resolve(prefix: string): string | undefined;
  /** True when the `unit` that begins has the id of an earlier one of its `file`. */
  isRepeatedUnit(): boolean;
  /** True when this `file` has had a unit of this id. */
  hasUnit(id: string): boolean;
}

/** Ids in use. A unit has few, so it begins with a list, which is cheaper than a set. */
interface Scope {
  has(id: string): boolean;
  add(id: string): void;
  clear(): void;
}

function createScope(): Scope {
  const list: string[] = [];
  let set: Set<string> | undefined;
  return {
    has: (id) => (set === undefined ? list.includes(id) : set.has(id)),
    add(id) {
      if (set !== undefined) set.add(id);
      else if (list.push(id) > 16) set = new Set(list);
    },
    clear() {
      list.length = 0;
      set = undefined;
    },
  };
}

function newUnit(): UnitState {
  return {
    line: 0,
    id: "",
    ids: createScope(),
    data: createScope(),
    notes: createScope(),
    marks: [],
    segments: 0,
    orders: [],
    targets: [],
    isOrdered: false,
    refers: false,
    halves: false,
    hints: false,
  };
}

/** Empties a unit state for the next unit. A large file has hundreds of thousands of units. */
export function renewed(state: UnitState, id: string, line: number): UnitState {
  state.line = line;
  state.id = id;
  state.ids.clear();
  state.data.clear();
  state.notes.clear();
  if (state.marks.length > 0) state.marks.length = 0;
  state.segments = 0;
  state.isOrdered = false;
  state.refers = false;
  state.halves = false;
  state.hints = false;
  return state;
}

/** Nobody reads more findings than this. Further ones are dropped. */
const MAX_FINDINGS = 1000;

/** An open core element. */
export interface Frame {
  local: string;
  rule: CompiledRule;
  line: number;
  attributes: XmlAttributes;
  lang: string | undefined;
  space: string | undefined;
  /** Place of the last child in the order of children. */
  place: number;
  /** One bit for each kind of child that was seen. */
  seen: number;
  /** Only of `notes`: the ids of its notes. */
  ids: Set<string> | undefined;
  hasText: boolean;
}

export const newFrame = (rule: CompiledRule): Frame => ({
  local: "",
  rule,
  line: 0,
  attributes: {},
  lang: undefined,
  space: undefined,
  place: -1,
  seen: 0,
  ids: undefined,
  hasText: false,
});

/** An inline code or annotation of a unit, on one side of one segment. */
export interface Mark {
  readonly element: string;
  readonly attributes: XmlAttributes;
  readonly line: number;
  readonly side: "source" | "target";
  readonly segment: number;
}

/** What is known of the current unit. */
export interface UnitState {
  line: number;
  id: string;
  readonly ids: Scope;
  readonly data: Scope;
  readonly notes: Scope;
  readonly marks: Mark[];
  /** Number of segments and ignorables so far. Later entries of the two lists belong to earlier units. */
  segments: number;
  /** By segment: `target/@order`, and whether it has a target. */
  readonly orders: (string | undefined)[];
  readonly targets: boolean[];
  /** True when one of its targets has an `order`. */
  isOrdered: boolean;
  /** True when one of its codes refers to another code or a note; is half of a span; has editing hints. */
  refers: boolean;
  halves: boolean;
  hints: boolean;
}

/** Everything that one validator knows while it hears one document. */
export interface ValidatorState {
  readonly findings: ProblemData[];
  /** Open core elements: the first `depth` of the list. The others wait to be used again. */
  readonly frames: Frame[];
  depth: number;
  /** Depth inside an element that is not core. Modules have rules of their own. */
  foreign: number;
  coreUri: string | undefined;
  root: CompiledChild;
  languages: { source: string; target: string | undefined };
  readonly scopes: { readonly files: Set<string>; groups: Set<string> };
  reader: ValidatorContext | undefined;
  flows: { id: string; line: number; element: string; attribute: string }[];
  /** Ids of extensions and notes, by the core element that holds them. */
  readonly extensionIds: (Set<string> | undefined)[];
  unit: UnitState | undefined;
  /** The one unit state, used again for every unit. */
  readonly spare: UnitState;
  fileId: string;
  segment: number;
  side: "source" | "target";
  sourceSpace: string | undefined;
  readonly targetIds: Scope;
  /** Made when the file first uses a module of XLIFF. */
  modules: ModuleValidator | undefined;
}

export const createValidatorState = (): ValidatorState => ({
  findings: [],
  frames: [],
  depth: 0,
  foreign: 0,
  coreUri: undefined,
  root: XLIFF_21,
  languages: { source: "", target: undefined },
  scopes: { files: new Set(), groups: new Set() },
  reader: undefined,
  flows: [],
  extensionIds: [],
  unit: undefined,
  spare: newUnit(),
  fileId: "",
  segment: -1,
  side: "source",
  sourceSpace: undefined,
  targetIds: createScope(),
  modules: undefined,
});

/** Adds a finding. `line` counts from 1. */
export function report(validator: ValidatorState, code: ProblemCode, params: Params, line: number) {
  if (validator.findings.length >= MAX_FINDINGS) return;
  validator.findings.push({
    code,
    params,
    place: { line, ...(validator.unit === undefined ? {} : { unit: validator.unit.id }) },
  });
}

/** A validator of modules that knows the open elements. */
export function moduleValidator(validator: ValidatorState): ModuleValidator {
  const made = createModuleValidator(
    (...finding) => report(validator, ...finding),
    validator.languages.source,
  );
  for (const frame of validator.frames.slice(0, validator.depth)) made.core(frame);
  return made;
}

/** Takes an id into a scope. An id that is taken already is a finding. */
export function identify(
  validator: ValidatorState,
  scope: Pick<Scope, "has" | "add"> | undefined,
  id: string,
  element: string,
  line: number,
) {
  if (scope?.has(id) === true) report(validator, "xliff-id-duplicate", { element, id }, line);
  scope?.add(id);
}

export function badValue(
  validator: ValidatorState,
  element: string,
  attribute: string,
  value: string,
  line: number,
) {
  report(validator, "xliff-value", { element, attribute, value: value.slice(0, 100) }, line);
}
