import type { XmlElement } from "../../xml/reader.ts";
import { createContentBuilder } from "../inline/content-builder.ts";
import { rejectFor, spanOf, type Role, type ScannerState, withEntry } from "./state.ts";

/** Begins a `source`, `seg-source` or `target`. */
export function openContent(
  state: ScannerState,
  element: XmlElement,
  role: "source" | "seg-source" | "target",
): Role {
  state.builder ??= createContentBuilder(state.file?.major ?? 2, state.limits.text);
  state.builder.begin(state.data);
  state.building = true;
  const span = spanOf(state, element);
  if (state.segment === undefined) return "skip";
  if (role === "source") state.segment.sourceSpan = span;
  else if (role === "seg-source") state.segment.segSourceSpan = span;
  else {
    state.segment.targetSpan = span;
    state.segment.targetAttributes = element.attributes;
  }
  return role;
}

/** Begins an inline element. Notes the place of a segment of 1.2. */
export function openInline(state: ScannerState, element: XmlElement, core: boolean): Role {
  try {
    state.builder?.open(element, core);
  } catch (error) {
    rejectFor(state, error);
  }
  if (core && state.file?.major === 1 && element.local === "mrk" && element.attributes["mtype"] === "seg") {
    const side = sideOfInline(state);
    const mid = element.attributes["mid"];
    if (side !== undefined && mid !== undefined) {
      state.innerSpan = spanOf(state, element);
      if (state.segment !== undefined) {
        if (side === "target")
          state.segment.targetParts = withEntry(state.segment.targetParts, mid, state.innerSpan);
        else state.segment.sourceParts = withEntry(state.segment.sourceParts, mid, state.innerSpan);
      }
    }
  }
  return "inline";
}

function sideOfInline(state: ScannerState): Role | undefined {
  for (let at = state.depth - 1; at >= 0; at--) {
    const role = state.frames[at]?.role;
    if (role === "target" || role === "seg-source") return role;
  }
  return undefined;
}

/** Ends a `source`, `seg-source` or `target` and keeps its content. */
export function closeContent(state: ScannerState, role: Role) {
  if (!state.building || state.builder === undefined || state.segment === undefined) return;
  const content = state.builder.content();
  state.building = false;
  if (role === "target") state.segment.target = content;
  else if (role === "seg-source" || state.segment.segSourceSpan === undefined) state.segment.source = content;
}
