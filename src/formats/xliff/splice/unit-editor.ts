import type { ProblemData } from "../../../domain/problem.ts";
import {
  isCode,
  plainText,
  sameContent,
  segmentsOf,
  type Code,
  type Content,
} from "../../../domain/segment.ts";
import type { State } from "../../../domain/unit.ts";
import type { Edit } from "../../edits.ts";
import { attributeEdit, type TextView } from "../../xml/edits.ts";
import { modelKey, modelOf, type InlineContext } from "../inline/inline-writer.ts";
import type { MappedState } from "../states.ts";
import { stateOf } from "../scan/target-state.ts";
import {
  joinSegments,
  type ScannedFile,
  type ScannedSegment,
  type ScannedUnit,
  type Span,
} from "../scan/scanned.ts";

/** How a unit of the file has to differ from what it is. */
export interface UnitChange {
  /** Only when the source was edited since. */
  readonly source?: Content;
  readonly target?: Content;
  readonly state?: State;
  readonly subState?: string;
  /** Empties the target. */
  readonly removesTarget?: true;
}

/** A unit of a file, and the edits that change it. */
export interface UnitEditor {
  readonly unit: ScannedUnit;
  readonly text: TextView;
  readonly file: ScannedFile;
  readonly edits: Edit[];
  /** 2.x: new content of sources, as markup. */
  readonly bodies: Map<ScannedSegment, string>;
  /** 1.2: elements to insert after the source and target, in order. */
  readonly after: string[];
  readonly first: ScannedSegment | undefined;
  readonly prefix: string;
  /** State of the target as the file has it. */
  readonly current: MappedState;
}

/** @param text the file, from before the unit on */
export function createUnitEditor(unit: ScannedUnit, text: TextView, file: ScannedFile): UnitEditor {
  const [first] = unit.segments;
  return {
    unit,
    text,
    file,
    edits: [],
    bodies: new Map(),
    after: [],
    first,
    prefix: first?.sourceSpan === undefined ? "" : prefixOf(first.sourceSpan.name),
    current: stateOf(unit, file.major),
  };
}

/** True when the file has this state already. */
export function isSame(editor: UnitEditor, { subState }: UnitChange, state: State): boolean {
  return editor.current.state === state && (subState === undefined || subState === editor.current.subState);
}

/** The finding that a content has another number of segments than the unit. */
export function mismatch(editor: UnitEditor, target: Content): ProblemData {
  const wanted =
    editor.file.major === 2
      ? editor.unit.segments.filter((one) => isSegment(one) && one.sourceSpan !== undefined).length
      : (editor.first?.sourceParts.size ?? 0);
  const found = segmentsOf(target).filter((piece) => !piece.ignorable).length;
  return {
    code: "segments-mismatch",
    params: { wanted, found },
    place: { unit: editor.unit.key, line: editor.unit.line },
  };
}

/** How to write inline codes of a segment: as the file writes them. */
export function inlineContext(
  editor: UnitEditor,
  segment: ScannedSegment,
  halves: ReadonlySet<string>,
): InlineContext {
  const own = modelOf(segment.source);
  const translated = modelOf(segment.target ?? []);
  const model = translated.size === 0 ? own : new Map([...own, ...translated]);
  return { major: editor.file.major, prefix: editor.prefix, model, modelIsNative: true, halves };
}

/** Gives a code that came with another file the attributes of the same code in this source: the unit lacks its native data. */
export function conform(
  editor: UnitEditor,
  part: string | Code,
  model: InlineContext["model"],
): string | Code {
  if (!isCode(part) || part.attributes === undefined) return part;
  const names = Object.keys(part.attributes).filter((name) => name.startsWith("dataRef"));
  const stands = names.every((name) => {
    const data = editor.unit.data.get(part.attributes?.[name] ?? "");
    return data !== undefined && (name === "dataRefEnd" || part.data === undefined || data === part.data);
  });
  if (stands) return part;
  const known = model?.get(modelKey(part));
  if (known?.attributes !== undefined)
    return { ...part, element: known.element, attributes: known.attributes };
  const kept = Object.entries(part.attributes).filter(([name]) => !names.includes(name));
  return { ...part, attributes: Object.fromEntries(kept) };
}

/** All edits of the unit. */
export function finishEdits(editor: UnitEditor): Edit[] {
  for (const [{ sourceSpan }, body] of editor.bodies) {
    if (sourceSpan !== undefined) editor.edits.push(bodyEdit(editor, sourceSpan, body));
  }
  const { first, after } = editor;
  const anchor = first?.targetSpan ?? first?.segSourceSpan ?? first?.sourceSpan;
  if (first !== undefined && anchor !== undefined && after.length > 0) {
    const text = after.map((one) => lead(editor, first) + one).join("");
    editor.edits.push({ start: anchor.end, end: anchor.end, text });
  }
  return editor.edits;
}

/** Sets or removes an attribute of an element. */
export function attribute(editor: UnitEditor, span: Span, name: string, value: string | undefined): Edit[] {
  return attributeEdit(editor.text, span.start, span.contentStart, name, value);
}

/** Replaces the content of an element. */
export function bodyEdit(editor: UnitEditor, span: Span, body: string): Edit {
  if (!span.selfClosing) return { start: span.contentStart, end: span.contentEnd, text: body };
  const slash = editor.text.lastIndexOf("/", span.contentStart - 1);
  return { start: slash, end: span.contentStart, text: `>${body}</${span.name}>` };
}

/** White space before a segment's source. Elements that are inserted after it get the same. */
export function lead(editor: UnitEditor, segment: ScannedSegment): string {
  return segment.sourceSpan === undefined ? "" : spaceBefore(editor.text, segment.sourceSpan.start);
}

/** White space between the tag before a place and the place. */
export function spaceBefore(text: TextView, offset: number): string {
  let from = offset;
  while (from > 0 && isSpace(text.charCodeAt(from - 1))) from -= 1;
  return text.charAt(from - 1) === ">" ? text.slice(from, offset) : "";
}

/** White space between a place and the next element. */
export function spaceAt(editor: UnitEditor, offset: number): string {
  let to = offset;
  while (isSpace(editor.text.charCodeAt(to))) to += 1;
  return editor.text.charAt(to) === "<" ? editor.text.slice(offset, to) : "";
}

const isSpace = (unit: number) => unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;

export const isNoBreak = (part: string | Code) => typeof part === "string" || part.kind !== "break";

export const isSegment = (segment: ScannedSegment) => segment.kind === "segment";

const prefixOf = (name: string) => name.slice(0, name.indexOf(":") + 1);

export const isEmpty = (content: Content | undefined) =>
  content === undefined || content.every((part) => part === "");

export const same = (a: Content | undefined, b: Content) =>
  a === undefined ? b.length === 0 : sameContent(a, b);

/** Empties all targets of the unit. */
export function clearTargets(editor: UnitEditor): void {
  for (const { targetSpan, target } of editor.unit.segments)
    if (targetSpan !== undefined && !isEmpty(target)) editor.edits.push(bodyEdit(editor, targetSpan, ""));
}

const MATTERS = /^\s|\s$|\s\s|[\t\n\r]/u;

/** True for white space that other programs may normalise. */
const hasMeantSpace = (content: Content | undefined) =>
  content !== undefined && MATTERS.test(plainText(content));

/**
 * Declares that white space of a unit matters, when a new target has such white space. A file that has it in its source
 * or in its old target already goes on without, as its own program wrote it.
 */
export function preserveSpace(editor: UnitEditor, target: Content): void {
  const { unit } = editor;
  if (!hasMeantSpace(target) || unit.attributes["xml:space"] === "preserve") return;
  if (hasMeantSpace(joinSegments(unit.segments, "source"))) return;
  if (hasMeantSpace(joinSegments(unit.segments, "target"))) return;
  editor.edits.push(...attribute(editor, unit.span, "xml:space", "preserve"));
}
