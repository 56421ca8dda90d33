/** Sentences i … i+a-1 of the source against sentences j … j+b-1 of the target; a or b may be 0. */
export interface Span {
  readonly i: number;
  readonly a: number;
  readonly j: number;
  readonly b: number;
}

/** A bead of two texts with its posterior probability `p`, 0 … 1. */
export interface PairBead extends Span {
  readonly p: number;
}

/** Key of a span for maps and sets. */
export const spanKey = ({ i, a, j, b }: Span): string => `${i},${a},${j},${b}`;
