import type { Issue, TextView, UnitCheck } from "./check.ts";
import { languagesOf } from "./disagreement.ts";
import {
  countSentences,
  LONGEST_READ,
  type Pieces,
  piecesOf,
  type Stretch,
  unmatchedIn,
} from "./omission/unmatched-stretch.ts";
import { unwrapped } from "./wrapped-lines.ts";

/**
 * Weights of logistic regressions that decide whether a text lacks a part of the others. They were fitted on news in
 * three languages and on texts of programs; one sentence or the second half was removed from each text. Terms: 1, the
 * shortness in four steps (see `STEPS`), fewer sentences than both others, than one other, more sentences than the
 * others, unmatched words, unmatched words at the end, log length, distance between the others, shortness against the
 * shorter other, unmatched words × shortness.
 */
const THREE_WEIGHTS = [
  -4.726, 0.934, 1.494, 1.6, 0.961, 2.938, 1.935, 0.613, 0.285, 0.51, -0.3, 0.212, 0.793, -0.072,
] as const;
/** Terms: 1, four steps, fewer sentences, more sentences, unmatched words, those at the end, log length, product. */
const PAIR_WEIGHTS = [-2.771, 1.197, 2.23, 2.5, 1.184, 3.742, 0.422, 0.156, 0.371, -0.503, -0.03] as const;
/** Limits between the steps of the shortness, in standard deviations of the length ratio. */
const STEPS = [1.5, 2.5, 3.5, 6] as const;
/** Variance of the log length ratio of good translations: a constant, and a part that falls with the length. */
const VARIANCE = { three: [0.006, 2], pair: [0.008, 2.3] } as const;
/** Least scores (log odds) for a likely and a possible omission. */
const LIKELY = 3.2;
const POSSIBLE = 2;
/** Least scores of each pair if only one text has a passage and both others lack it. */
const ADDED = { likely: 3.5, possible: 2.5 } as const;
/** Texts below this length, in English letters, are labels, which may be translated freely. */
const SHORTEST = 45;
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
    const lengths = written.map(({ letters }) => letters);
    if (Math.max(...lengths) < SHORTEST) return;
    const ends = written.map(({ text }) => text.match(END)?.length ?? 0);
    if (!maySomethingBeMissing(lengths, ends) || written.some(isListOfKeywords)) return;
    const texts = written.map(readOnce);
    if (written.length === 3 && isOneLonger(lengths)) {
      const added = addition(texts);
      if (added !== undefined) {
        yield added;
        return;
      }
    }
    const [worst] = texts
      .flatMap((target) => {
        const others = texts.filter((text) => text !== target);
        return mayReach(POSSIBLE, target, others) ? [lackOf(target, others)] : [];
      })
      .toSorted((a, b) => b.score - a.score);
    if (worst !== undefined && worst.score >= POSSIBLE)
      yield issue(worst, worst.score >= LIKELY, "omission.missing");
  },
};

/**
 * Words for a search, as programs have them: “audio;sound;music;” or “sum,mean,count”. Each language has its own words,
 * as many as are useful. Chinese writes ASCII commas without spaces in prose too.
 */
const KEYWORDS = /^[\p{L}\p{N}_ .+-]+(?:([,;|])[\p{L}\p{N}_+-][\p{L}\p{N}_ .+-]*){2,}[,;|]?$/u;

function isListOfKeywords({ language, text }: TextView): boolean {
  const separator = KEYWORDS.exec(text)?.[1];
  return separator !== undefined && !(language === "zh" && separator === ",");
}

/** A text with what is read of it when it is first needed, because reading takes much longer than counting. */
interface Reading {
  readonly view: TextView;
  readonly sentences: () => number;
  readonly pieces: () => Pieces;
}

function readOnce(view: TextView): Reading {
  let sentences: number | undefined;
  let pieces: Pieces | undefined;
  return {
    view,
    sentences: () => (sentences ??= countSentences(unwrapped(view.text, view.language), view.language)),
    pieces: () => (pieces ??= piecesOf(view.text, view.language)),
  };
}

/** True if the longest of three texts is further from the second than the shortest is. */
function isOneLonger(lengths: readonly number[]): boolean {
  const [short = 1, middle = 1, long = 1] = lengths
    .map((length) => Math.max(1, length))
    .toSorted((a, b) => a - b);
  return long / middle > middle / short;
}

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

/** What the score depends on, apart from lengths. `fewer`: by how many sentences the target has fewer than each other. */
interface Evidence {
  readonly fewer: readonly number[];
  readonly unmatched: number;
  readonly atEnd: number;
}

const MOST_UNMATCHED = 12;
const MOST_AT_END = 3;

type Score = (evidence: Evidence) => number;
const NO_SCORE: Score = () => Number.NEGATIVE_INFINITY;

/** How a text is scored against others. What depends on their lengths alone is reckoned once for all evidence. */
function scorerOf(target: TextView, others: readonly TextView[]): Score {
  const lengths = others.map(({ letters }) => Math.log(Math.max(1, letters)));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  if (mean < Math.log(SHORTEST)) return NO_SCORE;
  const length = Math.log(Math.max(1, target.letters));
  const kind = others.length === 2 ? "three" : "pair";
  const [constant, falling] = VARIANCE[kind];
  const deviation = Math.sqrt(constant + falling / Math.exp(mean));
  const shorter = (mean - length) / deviation;
  const ofLength = [1, ...steps(shorter)];
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  const ofOthers = [
    (longest - shortest) / deviation,
    Math.max(0, Math.min(4, (shortest - length) / deviation)),
  ];
  const weights: readonly number[] = kind === "three" ? THREE_WEIGHTS : PAIR_WEIGHTS;
  return ({ fewer, unmatched, atEnd }) => {
    const [least, most] = [Math.min(...fewer), Math.max(...fewer)];
    const more = Math.max(0, Math.min(2, -most));
    const product = unmatched * Math.max(0, Math.min(4, shorter));
    const common = [unmatched, Math.min(MOST_AT_END, atEnd), mean];
    const terms =
      kind === "pair"
        ? [...ofLength, Number(least >= 1), more, ...common, product]
        : [...ofLength, Number(least >= 1), Number(most >= 1), more, ...common, ...ofOthers, product];
    return terms.reduce((sum, term, at) => sum + term * (weights[at] ?? 0), 0);
  };
}

/** True if a text can get this score, whatever its words are: first by its length alone, then by its sentences. */
function mayReach(score: number, target: Reading, others: readonly Reading[]): boolean {
  const views = others.map(({ view }) => view);
  const scoreOf = scorerOf(target.view, views);
  if (scoreOf === NO_SCORE) return false;
  const best = (fewer: readonly number[]) =>
    Math.max(...[0, MOST_UNMATCHED].map((unmatched) => scoreOf({ fewer, unmatched, atEnd: MOST_AT_END })));
  // the sum is greatest with fewer sentences than both others, or with more than them
  if (Math.max(best(views.map(() => 1)), best(views.map(() => -2))) < score) return false;
  return best(fewerSentences(target, others)) >= score;
}

const fewerSentences = (target: Reading, others: readonly Reading[]): number[] =>
  others.map((other) => other.sentences() - target.sentences());

function lackOf(target: Reading, others: readonly Reading[]): Lack {
  const own = target.pieces();
  const found = others.map((other) => unmatchedIn(other.pieces(), own));
  const stretches = found.map(({ stretch }) => stretch);
  const views = others.map(({ view }) => view);
  const score = scorerOf(
    target.view,
    views,
  )({
    fewer: fewerSentences(target, others),
    unmatched: Math.min(...stretches.map((stretch) => Math.min(MOST_UNMATCHED, stretch?.unmatched ?? 0))),
    atEnd: found.reduce((sum, one) => sum + Math.min(8, one.atEnd), 0) / found.length,
  });
  return { target: target.view, others: views, stretches, score };
}

/** The shortness divided into steps, so that each has its own weight. The first also counts longer texts. */
function steps(shorter: number): number[] {
  const [first, ...others] = STEPS;
  return [
    Math.max(-first, Math.min(first, shorter)),
    ...others.map((upper, at) => Math.max(0, Math.min(shorter, upper) - (STEPS[at] ?? 0))),
  ];
}

/** One language has a stretch that both others lack. */
function addition(texts: readonly Reading[]): Issue | undefined {
  for (const source of texts) {
    const targets = texts.filter((text) => text !== source);
    if (!targets.every((target) => mayReach(ADDED.possible, target, [source]))) continue;
    const lacks = targets.map((target) => lackOf(target, [source]));
    const [first] = lacks;
    if (first === undefined || !lacks.every(({ score }) => score >= ADDED.possible)) continue;
    const least = Math.min(...lacks.map(({ score }) => score));
    return issue(first, least >= ADDED.likely, "omission.added");
  }
  return undefined;
}

function issue({ target, others, stretches }: Lack, likely: boolean, message: string): Issue {
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
    ...(!likely && { severity: "info" as const }),
    certainty: likely ? "likely" : "possible",
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
