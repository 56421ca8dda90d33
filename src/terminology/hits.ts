import type { Certainty, Range } from "../domain/finding.ts";
import { type Candidate, CONTEXT, isLoose } from "./form-index.ts";

/** A term found in a text. */
export interface Hit {
  /** Id of the concept. */
  readonly concept: string;
  /** Citation form of the term in the glossary. */
  readonly term: string;
  /** Index of the term in the concept's list of terms. */
  readonly index: number;
  /** UTF-16 offsets in the given text. */
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
  /**
   * `shared`: the term shares words with a term beside it (“coastal and flag States”), or its words are in another
   * order («лёд паковый»). The range may have words that are not of the term, so it must not be replaced.
   */
  readonly strength: "strong" | "shared";
}

/**
 * - `strict` is for reporting a finding: whole words only, the longest term wins, "not inside" contexts are applied;
 * - `lenient` is for dismissing a finding: every place where the term may be meant, also inside longer terms.
 */
export type Mode = "strict" | "lenient";

/**
 * Turns candidates into hits. Drops candidates without certainty; in strict mode also those inside a "not inside"
 * context or a longer term.
 */
export function settle(
  candidates: readonly Candidate[],
  mode: Mode,
  certaintyOf: (candidate: Candidate) => Certainty | undefined,
  placeOf: (candidate: Candidate) => Range = ({ start, end }) => ({ start, end }),
): Hit[] {
  const contexts = mode === "strict" ? candidates.filter(({ kind }) => kind === CONTEXT) : [];
  const isExcluded = (candidate: Candidate): boolean =>
    contexts.some(
      (context) =>
        context.entry === candidate.entry && context.start <= candidate.start && context.end >= candidate.end,
    );
  const counted = candidates
    .filter((candidate) => candidate.kind !== CONTEXT && !isExcluded(candidate))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.entry.id - b.entry.id);
  const hits: Hit[] = [];
  let outer: Candidate | undefined;
  for (const candidate of counted) {
    const { entry, start, end } = candidate;
    const isInside = outer !== undefined && outer.end >= end && (outer.start < start || outer.end > end);
    if (mode === "strict" && isInside && !entry.nested) continue;
    const certainty = certaintyOf(candidate);
    if (certainty === undefined) continue;
    if (outer === undefined || end > outer.end) outer = candidate;
    hits.push({
      concept: entry.concept,
      term: entry.term,
      index: entry.index,
      ...placeOf(candidate),
      certainty,
      strength: isLoose(candidate.kind) ? "shared" : "strong",
    });
  }
  return hits;
}

/**
 * Adds the terms that share words with others. A term that stands there itself, and a longer term around it, win.
 *
 * @param hits sorted by start
 * @param shared sorted by start
 */
export function withShared(
  hits: Hit[],
  shared: readonly Candidate[],
  placeOf: (candidate: Candidate) => Range = (one) => one,
): Hit[] {
  if (shared.length === 0) return hits;
  const added: Hit[] = [];
  // Both lists are read once. `reach` is the furthest end of a strong hit before `read`.
  let read = 0;
  let reach = -1;
  let first = 0;
  for (const candidate of shared) {
    const { concept, term, index } = candidate.entry;
    const { start, end } = placeOf(candidate);
    for (let hit = hits[read]; hit !== undefined && hit.start <= start; hit = hits[++read])
      if (hit.strength === "strong") reach = Math.max(reach, hit.end);
    while ((hits[first]?.start ?? start) < start) first++;
    let isKnown = reach >= end;
    for (let at = first; !isKnown && (hits[at]?.start ?? end) < end; at++)
      isKnown = isInside(hits[at], concept, end);
    for (let at = added.length - 1; !isKnown && added[at]?.start === start; at--)
      isKnown = isInside(added[at], concept, end);
    if (!isKnown) added.push({ concept, term, index, start, end, certainty: "likely", strength: "shared" });
  }
  return [...hits, ...added].sort((a, b) => a.start - b.start || b.end - a.end);
}

const isInside = (hit: Hit | undefined, concept: string, end: number): boolean =>
  hit?.concept === concept && hit.end <= end;
