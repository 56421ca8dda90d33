import { type Bead, numbersOf } from "../../../alignment/bead.ts";
import { accept, applyEdit, type Edit, merge, shift, split } from "../../../alignment/review.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";

/** How far the review of an alignment has come. Plain data: it can be kept as JSON. */
export interface ReviewState {
  /** The languages shown, one column each. */
  readonly columns: readonly Language[];
  readonly beads: readonly Bead[];
  /** Edits that undo the steps so far, the last step at the end; `at` is the place to go back to. */
  readonly undo: readonly { readonly inverse: Edit; readonly at: number }[];
  /** Index of the current bead. */
  readonly at: number;
  /** The column on which `up`, `down` and the cut work. */
  readonly column: Language;
  /** Sentences above the cut in the current bead, by language; absent until somebody moves the cut. */
  readonly cut?: { readonly [language in Language]?: number };
  /** Least confidence of the beads that `acceptAll` accepts, 0 … 1. */
  readonly threshold: number;
  /** What this step has to say. */
  readonly said?: Said;
}

/** A message to announce: the key of a text, and what the text names. */
export interface Said {
  readonly key: string;
  readonly language?: Language;
  readonly count?: number;
  readonly isProblem?: true;
}

/** Steps without further data: each has a button and a key. */
export const OPERATIONS = [
  "next",
  "previous",
  "merge",
  "split",
  "cutUp",
  "cutDown",
  "up",
  "down",
  "accept",
  "acceptAll",
  "doubtful",
  "undo",
] as const;
export type Operation = (typeof OPERATIONS)[number];

export type ReviewStep =
  | { readonly do: Operation }
  | { readonly do: "select"; readonly at: number }
  | { readonly do: "column"; readonly language: Language }
  | { readonly do: "turn"; readonly by: 1 | -1 }
  /** Cuts the current bead: the first `count` sentences of a language are its upper part. */
  | { readonly do: "cut"; readonly language: Language; readonly count: number }
  | { readonly do: "threshold"; readonly value: number };

/** Index of the unsettled bead of which the aligner is least sure; -1 when all are settled. */
const leastSure = (beads: readonly Bead[]): number =>
  beads.reduce(
    (worst, { fixed, confidence }, at) =>
      fixed || confidence >= (beads[worst]?.confidence ?? 2) ? worst : at,
    -1,
  );

/** The state with which a review begins: at the bead of which the aligner is least sure. */
export function beginReview(
  beads: readonly Bead[],
  segments: { readonly [language in Language]?: readonly string[] },
): ReviewState {
  const columns = LANGUAGES.filter((language) => segments[language]);
  return {
    columns,
    beads,
    undo: [],
    at: Math.max(0, leastSure(beads)),
    column: columns.at(-1) ?? "zh",
    threshold: 0.9,
  };
}

/** How many sentences of a language stand above the cut in the current bead: one, until somebody moves it. */
export function cutOf({ beads, at, cut }: ReviewState, language: Language): number {
  const bead = beads[at];
  return bead ? (cut?.[language] ?? Math.min(1, numbersOf(bead, language).length)) : 0;
}

/** The next state after a step. A step that is not possible changes nothing but `said`. */
export function review(state: ReviewState, step: ReviewStep): ReviewState {
  switch (step.do) {
    case "select":
      return select(state, step.at);
    case "column":
      return { ...state, column: step.language };
    case "turn":
      return turn(state, step.by);
    case "cut":
      return cutAt(state, step.language, step.count);
    case "threshold":
      return { ...state, threshold: step.value };
    default:
      return OPERATE[step.do](state);
  }
}

const IMPOSSIBLE: Said = { key: "align.impossible", isProblem: true };

const OPERATE: Readonly<Record<Operation, (state: ReviewState) => ReviewState>> = {
  next: (state) => select(state, state.at + 1),
  previous: (state) => select(state, state.at - 1),
  merge: (state) => edit(state, (beads) => merge(beads, state.at), "align.merged"),
  split: (state) => edit(state, (beads) => split(beads, state.at, upperPart(state)), "align.splitDone"),
  cutUp: (state) => cutAt(state, state.column, cutOf(state, state.column) - 1),
  cutDown: (state) => cutAt(state, state.column, cutOf(state, state.column) + 1),
  up: (state) => edit(state, (beads) => shift(beads, state.at, state.column, "up"), "align.shifted"),
  down: (state) => edit(state, (beads) => shift(beads, state.at, state.column, "down"), "align.shifted"),
  accept: acceptOne,
  acceptAll: (state) => edit(state, (beads) => accept(beads, state.threshold), "align.acceptedAll"),
  doubtful(state) {
    const next = leastSure(state.beads);
    return next < 0 ? { ...state, said: { key: "align.allSettled" } } : select(state, next);
  },
  undo: takeBack,
};

function select(state: ReviewState, wanted: number): ReviewState {
  const at = Math.max(0, Math.min(wanted, state.beads.length - 1));
  if (at === state.at) return state;
  const { cut: _, ...rest } = state;
  return { ...rest, at };
}

function turn(state: ReviewState, by: 1 | -1): ReviewState {
  const { columns, column } = state;
  const next = columns[(columns.indexOf(column) + by + columns.length) % columns.length];
  return next === undefined ? state : { ...state, column: next };
}

function cutAt(state: ReviewState, language: Language, count: number): ReviewState {
  const bead = state.beads[state.at];
  if (!bead || count < 0 || count > numbersOf(bead, language).length)
    return { ...state, said: { ...IMPOSSIBLE } };
  return {
    ...state,
    column: language,
    cut: { ...upperPart(state), [language]: count },
    said: { key: "align.cutAt", language, count },
  };
}

const upperPart = (state: ReviewState): { readonly [language in Language]?: number } =>
  Object.fromEntries(state.columns.map((language) => [language, cutOf(state, language)]));

function edit(
  state: ReviewState,
  make: (beads: readonly Bead[]) => Edit,
  said: string,
  next = state.at,
): ReviewState {
  try {
    const { beads, inverse } = applyEdit(state.beads, make(state.beads));
    const { cut: _, ...rest } = state;
    return {
      ...rest,
      beads,
      undo: [...state.undo, { inverse, at: state.at }],
      at: Math.min(next, beads.length - 1),
      said: { key: said },
    };
  } catch {
    // The aligner's own operations refuse what would break the order of a text.
    return { ...state, said: { ...IMPOSSIBLE } };
  }
}

function acceptOne(state: ReviewState): ReviewState {
  const { beads, at } = state;
  const bead = beads[at];
  if (!bead) return state;
  const accepted: Bead = { ...bead, fixed: true };
  const next = leastSure(beads.with(at, accepted));
  return edit(state, () => [{ at, remove: 1, insert: [accepted] }], "align.accepted", next < 0 ? at : next);
}

function takeBack(state: ReviewState): ReviewState {
  const last = state.undo.at(-1);
  if (!last) return state;
  const { cut: _, ...rest } = state;
  return {
    ...rest,
    beads: applyEdit(state.beads, last.inverse).beads,
    undo: state.undo.slice(0, -1),
    at: last.at,
    said: { key: "align.undone" },
  };
}
