import type { ProblemData } from "../../../domain/problem.ts";
import { sameContent, segmentsOf, type Code, type Content } from "../../../domain/segment.ts";
import { compareStates, type State } from "../../../domain/unit.ts";
import type { Edit } from "../../edits.ts";
import {
  halvesOf,
  modelOf,
  type InlineContext,
  writeInline,
  writeSegmented,
} from "../inline/inline-writer.ts";
import { joinSegments, type ScannedSegment, type Span } from "../scan/scanned.ts";
import { programOf } from "./dialect.ts";
import { qualifierOf, stateFrom, stateTo, type MappedState } from "../states.ts";
import {
  attribute,
  bodyEdit,
  clearTargets,
  inlineContext,
  isEmpty,
  isNoBreak,
  isSame,
  mismatch,
  preserveSpace,
  same,
  type UnitChange,
  type UnitEditor,
} from "./unit-editor.ts";

/** Changes a `trans-unit` of 1.x. Returns a finding when the content does not fit; then nothing more is changed. */
export function changeTransUnit(editor: UnitEditor, change: UnitChange): ProblemData | undefined {
  if (editor.first === undefined) return undefined;
  if (change.source !== undefined) {
    const content = fitParts(editor.first, change.source);
    if (content === undefined) return mismatch(editor, change.source);
    setSource(editor, editor.first, content);
  }
  if (change.removesTarget) clearTargets(editor);
  else if (
    change.target !== undefined &&
    !same(joinSegments(editor.unit.segments, "target"), change.target)
  ) {
    const content = fitParts(editor.first, change.target);
    if (content === undefined) return mismatch(editor, change.target);
    preserveSpace(editor, change.target);
    setTarget(editor, editor.first, content, change);
  }
  const filled = change.target !== undefined && isEmpty(editor.first.target) && !isEmpty(change.target);
  if (change.state === undefined) return undefined;
  if (filled || !isSame(editor, change, change.state)) setState(editor, editor.first, change.state, change);
  else if (change.removesTarget === true) setSegmentStates(editor, change.state, change);
  return undefined;
}

/** A segmented unit of 1.2 has its source twice: in `source` without and in `seg-source` with segments. */
function setSource(editor: UnitEditor, segment: ScannedSegment, content: Content) {
  const context = { ...inlineContext(editor, segment, new Set()), model: modelOf(segment.source) };
  const { sourceSpan, segSourceSpan, sourceParts } = segment;
  if (sourceSpan === undefined) return;
  editor.edits.push(bodyEdit(editor, sourceSpan, writeInline(content.filter(isNoBreak), context)));
  if (segSourceSpan === undefined) return;
  const parts = partEdits(editor, sourceParts, segment.source, content, context);
  editor.edits.push(...(parts ?? [bodyEdit(editor, segSourceSpan, writeSegmented(content, context))]));
}

function setTarget(editor: UnitEditor, segment: ScannedSegment, content: Content, change: UnitChange) {
  const context = inlineContext(editor, segment, new Set());
  const span = segment.targetSpan;
  if (span === undefined) {
    const state =
      change.state === undefined || isDialect(editor)
        ? ""
        : ` state="${stateTo("xlf12", { ...change, state: change.state })}"${qualifier(change)}`;
    editor.after.push(
      `<${editor.prefix}target${state}>${writeSegmented(content, context)}</${editor.prefix}target>`,
    );
  } else {
    const parts = partEdits(editor, segment.targetParts, segment.target ?? [], content, context);
    editor.edits.push(...(parts ?? [bodyEdit(editor, span, writeSegmented(content, context))]));
  }
}

/** Edits inside the single `mrk mtype="seg"`; `undefined` when more than their content changes. */
function partEdits(
  editor: UnitEditor,
  parts: ReadonlyMap<string, Span>,
  was: Content,
  content: Content,
  context: InlineContext,
): Edit[] | undefined {
  if (parts.size === 0) return undefined;
  const before = segmentsOf(was);
  const now = segmentsOf(content);
  if (before.length !== now.length) return undefined;
  const own: Edit[] = [];
  const mids = [...parts.keys()];
  for (const [at, piece] of now.entries()) {
    const old = before[at];
    if (old === undefined || old.ignorable !== piece.ignorable) return undefined;
    if (sameContent(old.content, piece.content)) continue;
    const mid = now.length === 1 ? mids[0] : old.id;
    const span = mid === undefined ? undefined : parts.get(mid);
    const whole = halvesOf(old.content).size === 0 && halvesOf(piece.content).size === 0;
    if (span === undefined || piece.ignorable || !whole || (now.length === 1 && mids.length !== 1))
      return undefined;
    own.push(bodyEdit(editor, span, writeInline(piece.content, context)));
  }
  return own;
}

function qualifier({ subState }: UnitChange): string {
  const from = qualifierOf(subState);
  return from === undefined ? "" : ` state-qualifier="${from}"`;
}

/** True for files of programs that keep states outside of `target`. */
const isDialect = ({ unit }: UnitEditor): boolean => programOf(unit) !== undefined;

function setState(editor: UnitEditor, segment: ScannedSegment, state: State, change: UnitChange) {
  if (segment.targetSpan !== undefined && !isDialect(editor)) {
    editor.edits.push(
      ...attribute(editor, segment.targetSpan, "state", stateTo("xlf12", { ...change, state })),
    );
    const from = qualifierOf(change.subState);
    if (from !== undefined)
      editor.edits.push(...attribute(editor, segment.targetSpan, "state-qualifier", from));
  }
  setApproval(editor, state, change);
}

/** Sets the state in the other places where files of 1.2 and its dialects have it. */
function setApproval(editor: UnitEditor, state: State, { subState }: UnitChange) {
  const value: MappedState = subState === undefined ? { state } : { state, subState };
  setSegmentStates(editor, state, value);
  if (editor.unit.attributes["mq:status"] !== undefined)
    editor.edits.push(...attribute(editor, editor.unit.span, "mq:status", stateTo("mq", value)));
  const isDone = compareStates(state, "translated") >= 0;
  if (editor.unit.attributes["m:confirmed"] !== undefined)
    editor.edits.push(...attribute(editor, editor.unit.span, "m:confirmed", isDone ? "1" : "0"));
  const approved = state === "reviewed" || state === "final" ? "yes" : "no";
  const is = editor.unit.attributes["approved"];
  if (!isDialect(editor) && (is === undefined ? approved === "yes" : is !== approved)) {
    editor.edits.push(...attribute(editor, editor.unit.span, "approved", approved));
  }
}

/** Sets the states of Trados Studio's segments. A segment in this state keeps its own word for it. */
function setSegmentStates(editor: UnitEditor, state: State, { subState }: Pick<UnitChange, "subState">) {
  const value: MappedState = subState === undefined ? { state } : { state, subState };
  for (const { span, attributes } of editor.unit.sdlSegments.values()) {
    const was = stateFrom("sdl", attributes["conf"] ?? "Unspecified");
    if (was.state === state && (subState === undefined || subState === was.subState)) continue;
    editor.edits.push(...attribute(editor, span, "conf", stateTo("sdl", value)));
  }
}

/** A content with the breaks of `seg-source`; `undefined` when the numbers of segments differ. */
function fitParts(segment: ScannedSegment, target: Content): Content | undefined {
  const mids = [...(segment.sourceParts.size > 0 ? segment.sourceParts : segment.targetParts).keys()];
  const pieces = segmentsOf(target);
  if (mids.length === 0) return target.filter(isNoBreak);
  if (pieces.filter((piece) => !piece.ignorable).length !== mids.length) return undefined;
  const model = pieces.length === 1 ? segmentsOf(segment.source) : pieces;
  const fitted: (string | Code)[] = [];
  for (const piece of model) {
    const id = piece.ignorable ? (piece.id ?? "i") : (mids.shift() ?? "");
    fitted.push({ kind: "break", id, element: piece.ignorable ? "ignorable" : "segment" });
    fitted.push(...(pieces.length === 1 && !piece.ignorable ? (pieces[0]?.content ?? []) : piece.content));
  }
  return fitted;
}
