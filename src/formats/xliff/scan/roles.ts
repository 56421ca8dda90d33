import type { XmlElement } from "../../xml/reader.ts";
import { MODULES, OURS, SDL } from "../vocabulary.ts";
import { cpText, openBase, openNote } from "./notes-and-metadata.ts";
import type { Span } from "./scanned.ts";
import { spanOf, type Role, type ScannerState, withEntry } from "./state.ts";
import { openFile, openRoot } from "./structure.ts";
import { openContent, openInline } from "./texts.ts";
import { openSegment, openUnit } from "./units.ts";

/** Elements of a unit that hold our enrichment, by namespace. */
const OURS_IN: ReadonlyMap<string, string> = new Map([
  [MODULES.metadata, "metadata"],
  [MODULES.matches, "matches"],
  [MODULES.glossary, "glossary"],
]);

/** Tells by its parent and its name what an element is, and opens it. */
export function roleOf(
  state: ScannerState,
  element: XmlElement,
  parent: Role | undefined,
  translatable: boolean,
): Role {
  if (parent === undefined) return openRoot(state, element);
  if (state.file === undefined || parent === "skip") return "skip";
  const core = element.uri === state.coreUri;
  const { local } = element;
  switch (parent) {
    case "root":
      return core && local === "file" ? openFile(state, element, state.file) : "skip";
    case "file":
    case "container":
      return core ? containerChild(state, element, translatable) : "skip";
    case "unit":
      return unitChild(state, element, core);
    case "segment":
      if (core && (local === "source" || local === "target")) return openContent(state, element, local);
      return "skip";
    case "source":
    case "seg-source":
    case "target":
    case "inline":
      return openInline(state, element, core);
    case "notes":
      return core && local === "note" ? openNote(state, element) : "skip";
    case "original-data":
      if (!core || local !== "data") return "skip";
      state.dataId = element.attributes["id"] ?? "";
      state.characters = "";
      state.isCut = false;
      return "data";
    case "data":
      if (core && local === "cp") state.characters += cpText(element);
      return "skip";
    case "base":
      return openBase(state, element, core);
    case "sdl-defs":
      if (element.uri === SDL && local === "seg") {
        if (state.unit !== undefined) {
          const found = { span: spanOf(state, element), attributes: element.attributes };
          state.unit.sdlSegments = withEntry(state.unit.sdlSegments, element.attributes["id"] ?? "", found);
        }
      }
      return "skip";
    default:
      return "skip";
  }
}

/** A child of `file`, `body` or `group`. */
function containerChild(state: ScannerState, element: XmlElement, translatable: boolean): Role {
  const { local } = element;
  const isInGroup = state.depth > 2;
  if (state.file?.major === 2) {
    if (local === "unit") return openUnit(state, element, translatable);
    if (local === "notes" && isInGroup) return "notes";
    return local === "group" ? "container" : "skip";
  }
  if (local === "trans-unit") return openUnit(state, element, translatable);
  if (local === "note" && isInGroup) return openNote(state, element);
  return local === "body" || local === "group" ? "container" : "skip";
}

function unitChild(state: ScannerState, element: XmlElement, core: boolean): Role {
  const { local } = element;
  if (!core) {
    if (OURS_IN.get(element.uri) === local) {
      state.innerSpan = spanOf(state, element);
      if (state.unit !== undefined)
        state.unit.modules = withEntry(state.unit.modules, element.uri, state.innerSpan);
    }
    if (element.uri === MODULES.metadata && local === "metadata") return "base";
    if (element.uri === SDL && local === "seg-defs") return "sdl-defs";
    return "skip";
  }
  if (state.file?.major === 2) {
    if (local === "segment" || local === "ignorable") return openSegment(state, element, local);
    if (local === "notes") return "notes";
    return local === "originalData" ? "original-data" : "skip";
  }
  switch (local) {
    case "source":
    case "seg-source":
    case "target":
      return openContent(state, element, local);
    case "note":
      return openNote(state, element);
    case "context-group":
      return element.attributes["purpose"] === `x-${OURS}` ? "base" : "skip";
    default:
      return "skip";
  }
}

/** Place that has to be completed when the element that was just opened ends. */
export function spanOfRole(state: ScannerState, role: Role): Span | undefined {
  switch (role) {
    case "unit":
      return state.unit?.span;
    case "segment":
      return state.segment?.span;
    case "source":
      return state.segment?.sourceSpan;
    case "seg-source":
      return state.segment?.segSourceSpan;
    case "target":
      return state.segment?.targetSpan;
    default:
      return state.innerSpan;
  }
}
