import type { Note } from "../../../domain/unit.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { MODULES, OURS } from "../vocabulary.ts";
import { type Frame, NO_NOTES, type Role, type ScannerState, withEntry, withNote } from "./state.ts";

export function openNote(state: ScannerState, element: XmlElement): Role {
  state.noteAttributes = element.attributes;
  state.characters = "";
  state.isCut = false;
  return "note";
}

/** Begins an element of our own metadata: `mda:metaGroup`, `mda:meta` or `context`. */
export function openBase(state: ScannerState, element: XmlElement, core: boolean): Role {
  const { attributes, local } = element;
  if (element.uri === MODULES.metadata) {
    if (local === "metaGroup") return attributes["category"] === OURS ? "base" : "skip";
    if (local !== "meta" || state.frames[state.depth - 2]?.role !== "base") return "skip";
    state.baseItem = attributes["type"] ?? "";
  } else if (core && local === "context") state.baseItem = attributes["context-type"] ?? "";
  else return "skip";
  state.characters = "";
  state.isCut = false;
  return "base-item";
}

/** Character that a `cp` stands for; "" when it names none. */
export function cpText(element: XmlElement): string {
  const code = Number.parseInt(element.attributes["hex"] ?? "", 16);
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** Keeps an entry of `originalData`. */
export function addData(state: ScannerState, id: string, text: string) {
  state.data = withEntry(state.data, id, text);
  if (state.unit !== undefined) state.unit.data = state.data;
}

/** Keeps a note of the unit or group, unless it is empty or our own. */
export function closeNote(state: ScannerState) {
  const from = state.noteAttributes["from"];
  if (state.characters.trim() === "" || from === OURS) return;
  const category = state.noteAttributes["category"];
  const appliesTo = state.noteAttributes["appliesTo"] ?? state.noteAttributes["annotates"];
  const note: Note = {
    text: state.characters,
    ...(category === undefined ? {} : { category }),
    ...(from === undefined ? {} : { author: from }),
    ...(appliesTo === "source" || appliesTo === "target" ? { appliesTo } : {}),
  };
  if (state.unit !== undefined) {
    state.unit.notes = withNote(state.unit.notes, note);
    return;
  }
  const group = groupOf(state);
  if (group !== undefined) (group.notes ??= []).push(note);
}

/** The innermost open group; in 2.x its notes are inside `notes`. */
function groupOf(state: ScannerState): Frame | undefined {
  for (let at = state.depth - 1; at >= 0; at--) {
    const frame = state.frames[at];
    if (frame?.role === "container") return frame;
  }
  return undefined;
}

/** Notes of all open groups, from the outermost. */
export function groupNotes(state: ScannerState): readonly Note[] {
  const notes = state.frames.slice(0, state.depth).flatMap((frame) => frame.notes ?? []);
  return notes.length === 0 ? NO_NOTES : notes;
}
