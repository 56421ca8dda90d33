import type { Place, ProblemData } from "./problem.ts";
import { compareCodes, type Content, plainText, segmentsOf } from "./segment.ts";

/**
 * The most serious problem with the inline codes of a translation; `undefined` when there is no problem. A segment that
 * is not translated yet lacks no codes.
 */
export function inlineCodeProblem(source: Content, target: Content, place: Place): ProblemData | undefined {
  const difference = compareCodes(translatedPart(source, target), target);
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

/** The source without the segments whose counterpart in the target is empty. */
function translatedPart(source: Content, target: Content): Content {
  const [from, to] = [segmentsOf(source), segmentsOf(target)];
  if (from.length < 2 || from.length !== to.length) return source;
  return from
    .filter(({ content }, at) => plainText(content) === "" || (to[at]?.content.length ?? 0) > 0)
    .flatMap(({ content }) => content);
}
