/** Shapes of a bead with both sides as [source sentences, target sentences], most frequent first. */
export const SHAPES: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
  [1, 3],
  [3, 1],
  [2, 3],
  [3, 2],
  [1, 4],
  [4, 1],
];
/** Greatest number of sentences on one side of a bead. */
export const LONGEST_GROUP = 4;
/** Expected share of each shape among the beads with both sides, before the document is read. */
export const SHAPE_PRIORS = [0.8, 0.074, 0.074, 0.016, 0.0126, 0.0126, 0.0032, 0.0032, 0.0042, 0.0042];

const SHAPE_INDEX: ReadonlyMap<number, number> = new Map(SHAPES.map(([a, b], index) => [a * 8 + b, index]));
/** Index of a shape in `SHAPES`; -1 for gaps and for shapes that the model does not have. */
export const shapeOf = (a: number, b: number): number => SHAPE_INDEX.get(a * 8 + b) ?? -1;

/** The scalar weights of the pair model. They were fitted on all development documents together. */
export interface Parameters {
  readonly lengthWeight: number;
  readonly lexicalWeight: number;
  /** Probability that a word with known translations is translated by another word. */
  readonly unexplained: number;
  /** Least certainty that a word with a known translation is translated by it. */
  readonly leastSureness: number;
  readonly liftDivisor: number;
  readonly liftLimit: number;
  readonly passes: number;
  /** Weight of the priors against the document, in beads. */
  readonly priorStrength: number;
  /** P(a gap after a match). */
  readonly gapOpen: number;
  /** P(a gap after a gap of the same side). */
  readonly gapStay: number;
  /** P(a gap after a gap of the other side). */
  readonly gapSwitch: number;
  readonly identity: number;
  readonly punctuation: number;
  readonly mark: number;
  readonly cognate: number;
  readonly transcription: number;
  readonly discount: number;
  readonly background: number;
  /** Log cost of each paragraph break inside a bead. */
  readonly paragraphInside: number;
  /** Log gain where both sides of a bead begin a paragraph. */
  readonly paragraphBoth: number;
  /** Log cost where only one side begins a paragraph. */
  readonly paragraphOne: number;
}

export const PARAMETERS: Parameters = {
  lengthWeight: 0.9,
  lexicalWeight: 1,
  unexplained: 0.65,
  leastSureness: 0.15,
  liftDivisor: 3.5,
  liftLimit: 150,
  passes: 4,
  priorStrength: 20,
  gapOpen: 0.06,
  gapStay: 0.25,
  gapSwitch: 0.03,
  identity: 0.8,
  punctuation: 0.8,
  mark: 0.8,
  cognate: 0.6,
  transcription: 0.5,
  discount: 0.65,
  background: 0.45,
  paragraphInside: 4,
  paragraphBoth: 0.7,
  paragraphOne: 0.7,
};
