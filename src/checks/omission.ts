import type { Language } from "../domain/language.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";
import { languagesOf } from "./disagreement.ts";
import {
  LONGEST_READ,
  type Pieces,
  piecesOf,
  type Stretch,
  unmatchedStretch,
} from "./omission/unmatched-stretch.ts";
import { textLength } from "./text-length.ts";

/**
 * Weights of logistic regressions that decide whether a text lacks a part of the others. They were fitted on news
 * units from which the last sentence or the second half was removed. Terms: 1, log ratio of the lengths, number of
 * missing sentences, unmatched words (smallest and greatest number among the others), log length, ratio × log
 * length, distance between the others.
 */
const THREE_WEIGHTS = [-4.768, 1.215, 2.33, 0.337, 0.082, 0.101, -2.805, -0.412] as const;
const PAIR_WEIGHTS = [-3.865, 1.917, 1.929, 0.144, 0.144, -0.104, -2.867, 0] as const;
/** Least scores (log odds) for a likely and a possible omission. */
const LIKELY = { three: 5.5, pair: 5.2 } as const;
const POSSIBLE = { three: 4, pair: 4 } as const;
/** Least score of each pair if only one text has a passage and both others lack it. */
const ADDED = 4;
/** Texts below this length, in English letters, are labels, which may be translated freely. */
const SHORTEST = 40;
/**
 * Log length ratios below which a text is read: for all texts, and for those with fewer end marks than another
 * text.
 */
const MUCH_SHORTER = Math.log(0.66);
const SHORTER = Math.log(0.9);
const LONGEST_QUOTED = 60;

/** Reports a sentence or clause that one language lacks, or that only one language has. */
export const omission: UnitCheck = {
  id: "omission",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    if (written.length < 2 || written.some(({ text }) => text.length > LONGEST_READ)) return;
    const lengths = written.map(({ text }) => textLength(text));
    if (Math.max(...lengths) < SHORTEST) return;
    const ends = written.map(({ text }) => text.match(END)?.length ?? 0);
    if (!maySomethingBeMissing(lengths, ends)) return;
    const pieces = new Map<Language, Pieces>();
    for (const { language, text } of written) pieces.set(language, piecesOf(text, language));
    const scored = written
      .map((target) =>
        lackOf(
          target,
          written.filter((view) => view !== target),
          pieces,
        ),
      )
      .toSorted((a, b) => b.score - a.score);
    const [worst] = scored;
    const kind = written.length === 3 ? "three" : "pair";
    if (worst !== undefined && worst.score >= POSSIBLE[kind])
      yield issue(worst, LIKELY[kind], "omission.missing");
    else if (written.length === 3) yield* addition(written, pieces);
  },
};

const END = /[.!?…。！？]+(?=[\s"'”»）)]|$|\p{Script=Han})/gu;

/** True if a text is so much shorter than another that reading it is worth the time. */
function maySomethingBeMissing(lengths: readonly number[], ends: readonly number[]): boolean {
  const logs = lengths.map((length) => Math.log(Math.max(1, length)));
  return logs.some((own, at) =>
    logs.some((other, place) => {
      const fewer = (ends[at] ?? 0) < (ends[place] ?? 0);
      return own - other < (fewer ? SHORTER : MUCH_SHORTER);
    }),
  );
}

/** The score for an omission in a text, and the stretch of each other text that it lacks. */
interface Lack {
  readonly target: TextView;
  readonly others: readonly TextView[];
  readonly stretches: readonly (Stretch | undefined)[];
  /** Log odds. */
  readonly score: number;
}

function lackOf(target: TextView, others: readonly TextView[], pieces: ReadonlyMap<Language, Pieces>): Lack {
  const own = pieces.get(target.language);
  const sources = others.flatMap(({ language }) => pieces.get(language) ?? []);
  if (own === undefined) return { target, others, stretches: [], score: Number.NEGATIVE_INFINITY };
  const stretches = sources.map((source) => unmatchedStretch(source, own));
  const lengths = others.map(({ text }) => Math.log(Math.max(1, textLength(text))));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const ratio = Math.log(Math.max(1, textLength(target.text))) - mean;
  const fewer = Math.min(...sources.map(({ sentences }) => sentences)) - own.sentences;
  const unmatched = stretches.map((stretch) => Math.min(12, stretch?.unmatched ?? 0));
  const apart = Math.max(...lengths) - Math.min(...lengths);
  const terms = [
    1,
    ratio,
    Math.max(-2, Math.min(3, fewer)),
    Math.min(...unmatched),
    Math.max(...unmatched),
    mean,
    ratio * mean,
    apart,
  ];
  const weights = others.length === 2 ? THREE_WEIGHTS : PAIR_WEIGHTS;
  const score = terms.reduce((sum, term, at) => sum + term * (weights[at] ?? 0), 0);
  return { target, others, stretches, score: mean < Math.log(SHORTEST) ? Number.NEGATIVE_INFINITY : score };
}

/** One language has a stretch that both others lack. */
function* addition(written: readonly TextView[], pieces: ReadonlyMap<Language, Pieces>): Generator<Issue> {
  for (const source of written) {
    const lacks = written.filter((view) => view !== source).map((target) => lackOf(target, [source], pieces));
    const [first] = lacks;
    if (first === undefined || !lacks.every(({ score }) => score >= ADDED)) continue;
    const least = Math.min(...lacks.map(({ score }) => score));
    yield issue({ ...first, score: least }, LIKELY.pair, "omission.added");
    return;
  }
}

function issue({ target, others, stretches, score }: Lack, likely: number, message: string): Issue {
  const [source = target] = others;
  const ranges = Object.fromEntries(
    others.flatMap(({ language }, at) => {
      const stretch = stretches[at];
      return stretch === undefined ? [] : [[language, [trimmed(stretch, others[at]?.text ?? "")]]];
    }),
  );
  const [stretch] = stretches;
  const quoted = stretch === undefined ? "" : source.text.slice(stretch.start, stretch.end).trim();
  return {
    ...(score < likely && { severity: "info" as const }),
    certainty: score < likely ? "possible" : "likely",
    languages: languagesOf(target, ...others),
    ranges,
    message: quoted === "" ? "omission.short" : message,
    params: {
      source: source.language,
      target: target.language,
      value: quoted.length > LONGEST_QUOTED ? `${quoted.slice(0, LONGEST_QUOTED).trimEnd()}…` : quoted,
    },
  };
}

function trimmed({ start, end }: Stretch, text: string): { readonly start: number; readonly end: number } {
  const piece = text.slice(start, end);
  return { start: start + piece.length - piece.trimStart().length, end: start + piece.trimEnd().length };
}
