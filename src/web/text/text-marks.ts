/** A range of a text that is shown in a special way, in UTF-16 offsets. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** Class of the mark: `hit`, `term`, `error`, `added` … */
  readonly kind: string;
  /** What it means; shown when the pointer rests on it. */
  readonly title?: string;
}

export interface MarkedPiece<M extends Mark> {
  readonly text: string;
  /** Marks that cover it, the longest first. */
  readonly marks: readonly M[];
}

/** Cuts a text where marks begin and end. Marks may overlap. Joined, the pieces are the text. */
export function markedPieces<M extends Mark>(text: string, marks: readonly M[]): MarkedPiece<M>[] {
  const valid = marks.filter(({ start, end }) => start >= 0 && end <= text.length && start < end);
  if (valid.length === 0) return text === "" ? [] : [{ text, marks: [] }];
  const cuts = [...new Set([0, text.length, ...valid.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((from, at) => {
    const to = cuts[at + 1] ?? text.length;
    const covering = valid.filter(({ start, end }) => start <= from && to <= end);
    return {
      text: text.slice(from, to),
      marks: covering.sort((a, b) => b.end - b.start - (a.end - a.start)),
    };
  });
}

/** The marks within one part of a text, with offsets from the beginning of that part. */
export const marksWithin = (marks: readonly Mark[], start: number, end: number): Mark[] =>
  marks
    .filter((mark) => mark.start < end && mark.end > start)
    .map((mark) => ({
      ...mark,
      start: Math.max(mark.start, start) - start,
      end: Math.min(mark.end, end) - start,
    }));
