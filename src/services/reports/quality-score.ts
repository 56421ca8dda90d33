import { type Certainty, type Severity } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";
import { type MarkSeverity, PENALTIES } from "../../domain/mark.ts";

/**
 * The figure of quality: the linear calibrated score of MQM ({@link
 * https://themqm.org/error-types-2/the-mqm-scoring-models/}) over the penalty points of marks, findings, disagreements
 * with the third language and texts that were changed after their confirmation.
 */

export const QUALITY_PARTS = ["marks", "findings", "triangle", "edits"] as const;
export type QualityPartName = (typeof QUALITY_PARTS)[number];

/** Something that costs points. */
export interface Fault {
  readonly part: QualityPartName;
  /** Id of the unit, and its key. */
  readonly unit: string;
  readonly key: string;
  /** Faults of a kind cost the same: `major`, `error-certain`. */
  readonly kind: string;
  readonly points: number;
}

export interface QualityPart {
  readonly part: QualityPartName;
  readonly count: number;
  readonly points: number;
  /** What the points take from the figure; nothing is known where there is no figure. */
  readonly cost: number | null;
  /** Only `edits`: number of texts that were ever confirmed. */
  readonly of?: number;
  /** Number and points by kind, the dearest first. */
  readonly kinds: readonly { readonly kind: string; readonly count: number; readonly points: number }[];
  /** The units that cost most, at most `LISTED`. */
  readonly units: readonly {
    readonly unit: string;
    readonly key: string;
    readonly count: number;
    readonly points: number;
  }[];
}

export interface QualityFigure {
  readonly language: Language;
  /** 0 … 100 with one decimal; `null` for a text of fewer than `LEAST_WORDS` words. */
  readonly score: number | null;
  /** Texts in the language. */
  readonly units: number;
  /** Words; in Chinese as many as its characters are worth. */
  readonly words: number;
  readonly points: number;
  readonly parts: readonly QualityPart[];
}

/** Words from which on a sample says something. Practice with MQM is samples of 500 to 20,000 words. */
export const LEAST_WORDS = 500;
/** Figure of a text that is just good enough, and the points per 1,000 words that such a text has. */
const THRESHOLD = 90;
const TOLERATED_POINTS = 25;
/**
 * Chinese characters, with full-width marks, that stand for a word. In the seminar that Polynya ships: 1.72 for English,
 * 1.95 for Russian.
 */
export const CHARACTERS_PER_WORD = 1.75;
/** Units that are listed in a part. */
const LISTED = 50;

/** What a finding of a check is taken for. No check is sure enough for a critical error. */
const SEVERITY_OF_FINDING: Readonly<Record<Severity, MarkSeverity>> = {
  error: "major",
  warning: "minor",
  info: "neutral",
};
/** How far a finding counts: about as often as people agree with one of this certainty. */
const WEIGHT: Readonly<Record<Certainty, number>> = { certain: 1, likely: 0.5, possible: 0.25 };

export const pointsOfFinding = (severity: Severity, certainty: Certainty): number =>
  PENALTIES[SEVERITY_OF_FINDING[severity]] * WEIGHT[certainty];

/** A text that was changed after somebody had confirmed it counts as a minor error. */
export const POINTS_OF_EDIT = PENALTIES.minor;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/**
 * The figure of texts with these faults.
 *
 * @param words of the texts; in Chinese divided by `CHARACTERS_PER_WORD`
 * @param confirmed number of texts that were ever confirmed
 */
export function qualityFigure(
  language: Language,
  { units, words, confirmed }: { readonly units: number; readonly words: number; readonly confirmed: number },
  faults: readonly Fault[],
): QualityFigure {
  const costOf = (points: number): number => ((points / words) * 1000 * (100 - THRESHOLD)) / TOLERATED_POINTS;
  const isEnough = words >= LEAST_WORDS;
  const points = sum(faults);
  const parts = QUALITY_PARTS.map((part): QualityPart => {
    const own = faults.filter((fault) => fault.part === part);
    const grouped = (nameOf: (fault: Fault) => string) =>
      [...Map.groupBy(own, nameOf)]
        .map(([name, same]) => ({
          name,
          key: same[0]?.key ?? name,
          count: same.length,
          points: rounded(sum(same), 2),
        }))
        .toSorted((a, b) => b.points - a.points || b.count - a.count);
    return {
      part,
      count: own.length,
      points: rounded(sum(own), 2),
      cost: isEnough ? rounded(costOf(sum(own)), 1) : null,
      ...(part === "edits" ? { of: confirmed } : {}),
      kinds: grouped(({ kind }) => kind).map(({ name, count, points: cost }) => ({
        kind: name,
        count,
        points: cost,
      })),
      units: grouped(({ unit }) => unit)
        .slice(0, LISTED)
        .map(({ name, ...counted }) => ({ unit: name, ...counted })),
    };
  });
  return {
    language,
    score: isEnough ? rounded(Math.max(0, 100 - costOf(points)), 1) : null,
    units,
    words: Math.round(words),
    points: rounded(points, 2),
    parts,
  };
}

const sum = (faults: readonly Fault[]): number => faults.reduce((total, { points }) => total + points, 0);

/** A line of the figures as a table. */
export interface QualityRow {
  readonly document: string;
  readonly language: Language;
  readonly score?: number | null;
  readonly words?: number;
  readonly part?: QualityPartName;
  readonly kind?: string;
  readonly count?: number;
  readonly points: number;
  readonly cost?: number;
}

/** The figures of documents as rows of a table: one for each language, each part and each kind. */
export const qualityRows = (document: string, figures: readonly QualityFigure[]): QualityRow[] =>
  figures.flatMap(({ language, score, words, points, parts }) => {
    const of = { document, language };
    const cost = score === null ? undefined : rounded(100 - score, 1);
    return [
      { ...of, score, words, points, ...(cost === undefined ? {} : { cost }) },
      ...parts.flatMap(({ part, kinds, count, points: own, cost: taken }) => [
        { ...of, part, count, points: own, ...(taken === null ? {} : { cost: taken }) },
        ...kinds.map((one) => ({ ...of, part, ...one })),
      ]),
    ];
  });

/**
 * Languages that a finding is held against: the one that it names, or those that are not the source of all others.
 *
 * @param named what the finding names: its suspect, its language, the language that it would change
 */
export function blamedLanguages(
  { languages, named }: { readonly languages: readonly Language[]; readonly named: unknown },
  sourceOf: (language: Language) => Language | undefined,
): readonly Language[] {
  const suspect = languages.find((language) => language === named);
  if (suspect !== undefined) return [suspect];
  const isSource = (language: Language): boolean => {
    const others = languages.filter((other) => other !== language);
    return others.length > 0 && others.every((other) => sourceOf(other) === language);
  };
  return languages.filter((language) => !isSource(language));
}
