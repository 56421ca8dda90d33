import { Problem } from "../../../domain/problem.ts";
import { finishBase } from "../../unit-base.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { OURS, nmtoken } from "../vocabulary.ts";
import { groupNotes } from "./notes-and-metadata.ts";
import { NONE, reject, spanOf, type Role, type ScannerState } from "./state.ts";

/** Begins a unit. A second unit of one id is rejected, but has a key of its own. */
export function openUnit(state: ScannerState, element: XmlElement, translatable: boolean): Role {
  const { attributes } = element;
  state.unitsInFile += 1;
  state.units += 1;
  if (state.units > state.limits.units)
    throw new Problem("too-large", { limit: state.limits.units, what: "units" });
  const { id = "", name = "", resname = "" } = attributes;
  const own = name !== "" && nmtoken(name) === id ? name : id || resname || `#${state.unitsInFile}`;
  const first = state.keys.get(own);
  const unique = uniqueName(state, own, element.line);
  state.isRepeated = unique !== own || (own !== id && (state.ids.has(id) || state.keys.has(id)));
  if (own !== id) state.ids.add(id);
  const key = state.options.severalFiles === true ? `f=${state.fileName}/u=${unique}` : unique;
  const label = own === resname || own === name ? "" : resname || name;
  state.data = NONE;
  state.unit = {
    key,
    line: element.line,
    span: spanOf(state, element),
    attributes,
    segments: [],
    notes: groupNotes(state),
    context: label === "" ? undefined : label,
    translatable,
    languages: state.languages,
    declaration: state.declaration,
    file: state.fileSpan,
    base: undefined,
    rejection:
      first === undefined
        ? undefined
        : { code: "unit-duplicate", params: { key: own, first }, place: { line: element.line, unit: own } },
    data: state.data,
    modules: NONE,
    sdlSegments: NONE,
  };
  state.base = {};
  if (state.file?.major === 1) openSegment(state, element, "segment");
  return "unit";
}

/** The name itself, or a numbered one when an earlier unit has it. */
function uniqueName({ keys, copies }: ScannerState, own: string, line: number): string {
  if (!keys.has(own)) {
    keys.set(own, line);
    return own;
  }
  let copy = copies.get(own) ?? 1;
  let unique = own;
  while (keys.has(unique)) unique = `${own}~${(copy += 1)}`;
  copies.set(own, copy);
  keys.set(unique, line);
  return unique;
}

/** Begins a `segment` or `ignorable`; in 1.2 the only segment of a `trans-unit`. */
export function openSegment(state: ScannerState, element: XmlElement, kind: "segment" | "ignorable"): Role {
  const own = state.file?.major === 2 ? element.attributes["id"] : undefined;
  const id = own?.startsWith(`${OURS}-`) === true ? undefined : own;
  state.segment = {
    kind,
    id,
    // In 1.2 the unit itself is the segment.
    span:
      kind === "segment" && state.file?.major === 1 && state.unit !== undefined
        ? state.unit.span
        : spanOf(state, element),
    attributes: element.attributes,
    source: [],
    sourceSpan: undefined,
    segSourceSpan: undefined,
    target: undefined,
    targetSpan: undefined,
    targetAttributes: undefined,
    sourceParts: NONE,
    targetParts: NONE,
  };
  state.unit?.segments.push(state.segment);
  return "segment";
}

/** Ends a unit and hands it over. */
export function closeUnit(state: ScannerState) {
  if (state.unit === undefined) return;
  const found = finishBase(state.base);
  if (found !== undefined) state.unit.base = found;
  const lacks = (element: string, missing: string): void =>
    reject(state, { code: "xliff-missing", params: { reason: "unit", element, missing } });
  let hasSegment = false;
  for (const one of state.unit.segments) {
    if (one.kind === "segment") hasSegment = true;
    // In 1.2 the unit itself is the segment.
    if (one.sourceSpan === undefined) lacks(state.file?.major === 1 ? "trans-unit" : one.kind, "source");
  }
  if (!hasSegment) lacks("unit", "segment");
  if (state.unit.translatable) state.onUnit(state.unit);
  else if (state.file !== undefined) state.file.untranslatable += 1;
  state.unit = undefined;
  state.segment = undefined;
}
