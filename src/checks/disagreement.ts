import type { TextView, UnitView } from "./check.ts";

/** Two texts that do not agree. */
export interface Disagreement<D> {
  /** If two of three languages agree, one of the two; otherwise the first of the pair. */
  readonly source: TextView;
  /** If two of three languages agree, the third; otherwise the second of the pair. */
  readonly target: TextView;
  /** True if a third language shows which of the two is wrong. */
  readonly outvoted: boolean;
  readonly difference: D;
}

/**
 * Compares each pair of written languages of a unit. If two of three agree and the third differs from both, this
 * is one disagreement, and the third language is its `target`.
 *
 * @param compare returns the difference of `a` and `b`, seen from `a`; `undefined` if they agree
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
