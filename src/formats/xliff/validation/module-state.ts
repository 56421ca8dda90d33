import type { Params, ProblemCode } from "../../../domain/problem.ts";
import type { ModuleRule } from "./module-rules.ts";

/** Reports a finding: code of a problem, its parameters, line from 1. */
export type Report = (code: ProblemCode, params: Params, line: number) => void;

export type Resolve = (prefix: string) => string | undefined;

/** An open element of a module or extension. */
export interface ModuleFrame {
  /** `undefined` for an element of another namespace. */
  readonly rule: ModuleRule | undefined;
  readonly local: string;
  readonly name: string;
  readonly uri: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly ids: Set<string>;
  readonly seen: Set<string>;
  place: number;
  filled: boolean;
}

/** A reference that can be checked only when its unit, group or file ends. */
export interface Pending {
  readonly element: string;
  readonly attribute: string;
  readonly value: string;
  readonly line: number;
}

/** `revisions` of the change tracking module, with the properties that its items name. */
export interface Revisions {
  readonly element: string;
  readonly appliesTo: string;
  readonly ref: string | undefined;
  readonly properties: Set<string>;
  readonly line: number;
}

/** A core element that may hold modules: a `file`, a `group` or a `unit`. */
export interface Holder {
  readonly spans: Pending[];
  readonly revisions: Revisions[];
  /** Elements in it that revisions may apply to. */
  readonly instances: { readonly local: string; readonly attributes: Readonly<Record<string, string>> }[];
  /** Ids that stand for a text: of segments, `mrk` and `sm`. */
  readonly texts: Set<string>;
  /** Number of cases that `pgs:switch` asks for. */
  switches: number;
}

/** Everything that one validator of modules knows. */
export interface ModuleState {
  readonly report: Report;
  readonly sourceLanguage: string;
  readonly frames: ModuleFrame[];
  readonly holders: Holder[];
  /** Ids in `slr:data` of the file, and references to them. */
  sizes: Set<string>;
  sizeReferences: Pending[];
  /** Whose profile defines what a size looks like: XLIFF's, the file's own, or nobody's. */
  profile: "standard" | "own" | "none";
  revisions: Revisions | undefined;
  properties: Set<string>;
}

export function badValue(state: ModuleState, element: string, name: string, value: string, line: number) {
  state.report("xliff-value", { element, attribute: name, value: value.slice(0, 100) }, line);
}

export const newHolder = (): Holder => ({
  spans: [],
  revisions: [],
  instances: [],
  texts: new Set(),
  switches: 0,
});
