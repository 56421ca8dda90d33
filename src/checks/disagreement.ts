import type { TextView, UnitView } from "./check.ts";

/** Two texts that do not agree. */
export interface Disagreement<D> {
  /** Where two of three languages agree, one of them; otherwise just the first of the two. */
  readonly source: TextView;
  /** Where two of three languages agree, the one that stands alone. */
  readonly target: TextView;
  /** True when a third language says which of the two is wrong. */
  readonly outvoted: boolean;
  readonly difference: D;
}

/**
 * Compares every two written languages of a unit. Where two of three agree and the third differs from
 * both, that is one disagreement, not two, and the third is its `target`.
 *
 * @param compare what `a` and `b` differ in, seen from `a`; `undefined` when they agree
 */
export function disagreements<D>(
  unit: UnitView,
  compare: (a: TextView, b: TextView) => D | undefined,
): Disagreement<D>[] {
  const found: Disagreement<D>[] = [];
  for (const [source, target] of unit.pairs) {
    const difference = compare(source, target);
    if (difference !== undefined) found.push({ source, target, outvoted: false, difference });
  }
  const [one, two, three] = found;
  if (unit.pairs.length < 3 || one === undefined || two === undefined || three !== undefined) return found;
  const target = [one.source, one.target].find((view) => view === two.source || view === two.target);
  const source = one.source === target ? one.target : one.source;
  const difference = target === undefined ? undefined : compare(source, target);
  if (target === undefined || difference === undefined) return found;
  return [{ source, target, outvoted: true, difference }];
}

/** The languages of some texts in the order of `LANGUAGES`. */
export const languagesOf = (...views: readonly TextView[]): TextView["language"][] =>
  views.map(({ language }) => language).sort();
