import type { ProblemData } from "../../../domain/problem.ts";
import { sameContent, segmentsOf, type Content } from "../../../domain/segment.ts";
import { halvesOf, type InlineContext, writeInline } from "../inline/inline-writer.ts";
import type { ScannedSegment } from "../scan/scanned.ts";
import { segmentState } from "../scan/target-state.ts";
import {
  attribute,
  bodyEdit,
  clearTargets,
  conform,
  inlineContext,
  isEmpty,
  isNoBreak,
  isSame,
  isSegment,
  lead,
  mismatch,
  preserveSpace,
  type UnitChange,
  type UnitEditor,
} from "./unit-editor.ts";

/** Changes a `unit` of 2.x. Returns a finding when the content does not fit; then nothing more is changed. */
export function changeUnit(editor: UnitEditor, change: UnitChange): ProblemData | undefined {
  /** Segments that had no target. The state in the file was no state of a text. */
  const filled = new Set<ScannedSegment>();
  if (change.source !== undefined) {
    const pieces = fitSegments(editor.unit.segments, change.source);
    if (pieces === undefined) return mismatch(editor, change.source);
    const halves = halvesOf(change.source);
    for (const [at, segment] of editor.unit.segments.entries()) {
      const piece = pieces[at];
      if (piece !== undefined) setSource(editor, segment, piece, inlineContext(editor, segment, halves));
    }
  }
  if (change.removesTarget) clearTargets(editor);
  else if (change.target !== undefined) {
    const pieces = fitSegments(editor.unit.segments, change.target);
    if (pieces === undefined || !havePlaces(editor.unit.segments, pieces))
      return mismatch(editor, change.target);
    const halves = halvesOf(change.target);
    preserveSpace(editor, change.target);
    for (const [at, segment] of editor.unit.segments.entries()) {
      const piece = pieces[at];
      if (piece === undefined) continue;
      setTarget(editor, segment, piece, inlineContext(editor, segment, halves));
      if (isEmpty(segment.target) && !isEmpty(piece)) filled.add(segment);
    }
  }
  if (change.state === undefined) return undefined;
  const all = !isSame(editor, change, change.state);
  for (const segment of editor.unit.segments) {
    if (segment.kind === "ignorable") continue;
    const hasOldState = change.removesTarget === true && segmentState(segment).state !== change.state;
    if (!all && !filled.has(segment) && !hasOldState) continue;
    editor.edits.push(
      ...attribute(editor, segment.span, "state", change.state),
      ...attribute(editor, segment.span, "subState", change.subState),
    );
  }
  return undefined;
}

function setSource(editor: UnitEditor, segment: ScannedSegment, content: Content, context: InlineContext) {
  if (segment.sourceSpan === undefined || sameContent(segment.source, content)) return;
  const body = writeInline(
    content.map((part) => conform(editor, part, context.model)),
    context,
  );
  editor.bodies.set(segment, body);
}

function setTarget(editor: UnitEditor, segment: ScannedSegment, content: Content, context: InlineContext) {
  const current = segment.target ?? (segment.kind === "ignorable" ? segment.source : []);
  if (sameContent(current, content)) return;
  const body = writeInline(
    content.map((part) => conform(editor, part, context.model)),
    context,
  );
  if (segment.targetSpan !== undefined) editor.edits.push(bodyEdit(editor, segment.targetSpan, body));
  else if (segment.sourceSpan !== undefined) {
    const offset = segment.sourceSpan.end;
    editor.edits.push({
      start: offset,
      end: offset,
      text: `${lead(editor, segment)}<${editor.prefix}target>${body}</${editor.prefix}target>`,
    });
  }
}

/** True when each segment that gets a text has a place for it: its target, or its source, which a target stands after. */
const havePlaces = (segments: readonly ScannedSegment[], pieces: readonly (Content | undefined)[]) =>
  segments.every(
    ({ sourceSpan, targetSpan }, at) => (sourceSpan ?? targetSpan) !== undefined || isEmpty(pieces[at]),
  );

/**
 * Divides a content among the segments and ignorables of a unit; `undefined` stands for one that stays as it is.
 * Returns `undefined` when the numbers of segments differ.
 */
function fitSegments(
  segments: readonly ScannedSegment[],
  target: Content,
): (Content | undefined)[] | undefined {
  const pieces = segmentsOf(target);
  if (
    pieces.length === segments.length &&
    pieces.every((piece, at) => at === 0 || piece.ignorable === (segments[at]?.kind === "ignorable"))
  ) {
    return pieces.map((piece) => piece.content);
  }
  if (segments.length === 1) return [target.filter(isNoBreak)];
  const contents = pieces.filter((piece) => !piece.ignorable).map((piece) => piece.content);
  if (contents.length !== segments.filter(isSegment).length) return undefined;
  return segments.map((segment) => (isSegment(segment) ? contents.shift() : undefined));
}
