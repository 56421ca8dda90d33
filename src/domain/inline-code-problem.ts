import type { Place, ProblemData } from "./problem.ts";
import { compareCodes, type Content } from "./segment.ts";

/** The most serious problem with the inline codes of a translation; `undefined` when there is no problem. */
export function inlineCodeProblem(source: Content, target: Content, place: Place): ProblemData | undefined {
  const difference = compareCodes(source, target);
  if (difference === undefined) return undefined;
  const { unbalanced, missing, added, uncopyable, unmovable } = difference;
  const named = (code: ProblemData["code"], ids: readonly string[]): ProblemData[] =>
    ids.length === 0 ? [] : [{ code, params: { codes: [...new Set(ids)].join(", ") }, place }];
  return [
    ...named("codes-unbalanced", unbalanced),
    ...named("codes-missing", missing),
    ...named("codes-added", [...added, ...uncopyable]),
    ...named("codes-moved", unmovable),
  ][0];
}
