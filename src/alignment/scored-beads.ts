import { LANGUAGES, type Language } from "../domain/language.ts";
import { alignTriangle, pairSigns } from "./bead-signs.ts";
import { confidence, PAIR_WEIGHTS, type Signs, TRIANGLE_WEIGHTS } from "./confidence.ts";
import type { JoinedSpan } from "./fixed-groups.ts";
import type { Shape3 } from "./joint-shapes.ts";
import { decode } from "./minimum-risk.ts";
import type { PairModel } from "./pair.ts";

/** A bead with its confidence and the other beads that are possible for its sentences. */
export interface ScoredBead {
  readonly span: JoinedSpan;
  readonly confidence: number;
  /** False where the pairs of languages contradict each other. */
  readonly agreed: boolean;
  readonly alternatives: readonly { readonly span: JoinedSpan; readonly probability: number }[];
}

const MOST_ALTERNATIVES = 3;
const LEAST_ALTERNATIVE = 0.03;

/** Another possible bead: its start and size in each language, and its posterior. */
interface Rival {
  readonly start: readonly number[];
  readonly size: readonly number[];
  readonly p: number;
}

/** The best alignment of two texts, in order. */
export function scorePair(model: PairModel, [first, second]: readonly [Language, Language]): ScoredBead[] {
  const beads = decode(model.source.size, model.target.size, model.band, model.posteriors);
  const signs = pairSigns(model, beads);
  const rivalsOf = rivalFinder(
    model.posteriors.map((bead) => ({ start: [bead.i, bead.j], size: [bead.a, bead.b], p: bead.p })),
  );
  return beads.map((bead, index) => ({
    span: { [first]: [bead.i, bead.a], [second]: [bead.j, bead.b] },
    confidence: confidence(signs[index] as Signs, PAIR_WEIGHTS),
    agreed: true,
    alternatives: rivalsOf([bead.i, bead.j], [bead.a, bead.b]).map((rival) => ({
      span: { [first]: [rival.start[0], rival.size[0]], [second]: [rival.start[1], rival.size[1]] },
      probability: rival.p,
    })),
  }));
}

/** The best alignment of three texts, in order; parameters as for `alignTriangle`. */
export function scoreTriangle(
  models: readonly PairModel[],
  sizes: Shape3,
  fixed?: readonly [Int32Array, Int32Array, Int32Array],
): ScoredBead[] {
  const { beads, signs, joint } = alignTriangle(models, sizes, fixed);
  const rivalsOf = rivalFinder([...(joint?.posterior.values() ?? [])]);
  const spanOf = (start: readonly number[], size: readonly number[]): JoinedSpan =>
    Object.fromEntries(
      LANGUAGES.map((language, index) => [language, [start[index] ?? 0, size[index] ?? 0] as const]),
    );
  return beads.map((bead, index) => ({
    span: spanOf(bead.start, bead.size),
    confidence: confidence(signs[index] as Signs, TRIANGLE_WEIGHTS),
    agreed: bead.closed,
    alternatives: rivalsOf(bead.start, bead.size).map((rival) => ({
      span: spanOf(rival.start, rival.size),
      probability: rival.p,
    })),
  }));
}

/** Finds the beads that share a sentence with a given one, most probable first. */
function rivalFinder(
  possible: readonly Rival[],
): (start: readonly number[], size: readonly number[]) => Rival[] {
  const bySentence = new Map<string, Rival[]>();
  const keysOf = (start: readonly number[], size: readonly number[]): string[] =>
    size.flatMap((count, side) =>
      Array.from({ length: count }, (_, k) => `${side}:${(start[side] ?? 0) + k}`),
    );
  for (const rival of possible) {
    if (rival.p < LEAST_ALTERNATIVE) continue;
    for (const key of keysOf(rival.start, rival.size)) {
      const list = bySentence.get(key);
      if (list === undefined) bySentence.set(key, [rival]);
      else list.push(rival);
    }
  }
  return (start, size) => {
    const found = new Set(keysOf(start, size).flatMap((key) => bySentence.get(key) ?? []));
    return [...found]
      .filter((rival) => rival.start.join() !== start.join() || rival.size.join() !== size.join())
      .sort((a, b) => b.p - a.p)
      .slice(0, MOST_ALTERNATIVES);
  };
}
