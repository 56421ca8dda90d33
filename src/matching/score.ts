import type { Language } from "../domain/language.ts";
import { canonical } from "../domain/normal-form.ts";
import { type Figure, figuresOf } from "../domain/quantity.ts";
import { type Content, isCode, PLACEHOLDER, placeholderText, plainText } from "../domain/segment.ts";
import { bare, comparable } from "./comparable.ts";
import { type Edit, editsBetween, type Span } from "./edits.ts";
import { type CodePoints, codePoints, type Distance, distanceTo, editsAllowed } from "./similarity.ts";

/** From best to worst. */
export const MATCH_KINDS = ["in-context", "exact", "normalized", "fuzzy", "pivot"] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** Points that a match loses, of 100. The first four are between two sources, the others of a target. */
export const PENALTIES = {
  /** Upper and lower case, ё/е, width of characters, Traditional and Simplified. */
  case: 1,
  /** Punctuation alone differs. */
  punctuation: 1,
  /** Numbers alone differ, and the target was adapted. */
  numbers: 1,
  /** Inline codes differ in number or kind. */
  codes: 2,
  /** The target is still in its initial state: nobody has confirmed it. */
  unreviewed: 3,
  /** The target was translated from an earlier version of its source. */
  stale: 5,
  /** The target was reached through a third language. */
  pivot: 10,
} as const;
export type PenaltyName = keyof typeof PENALTIES;

export interface Penalty {
  readonly name: PenaltyName;
  readonly points: number;
}

export const penalty = (name: PenaltyName): Penalty => ({ name, points: PENALTIES[name] });

/** A source text that is compared with many. */
export interface Query {
  readonly language: Language;
  readonly content: Content;
  /** In comparable form, codes as placeholders. */
  readonly folded: string;
  readonly points: CodePoints;
  readonly distance: Distance;
  /** Of the plain text; parsed when first asked for. */
  readonly figures: () => readonly Figure[];
}

export function queryOf(content: Content, language: Language): Query {
  const folded = comparable(content, language);
  const points = codePoints(folded);
  let figures: readonly Figure[] | undefined;
  return {
    language,
    content,
    folded,
    points,
    distance: distanceTo(points),
    figures: () => (figures ??= figuresOf(plainText(content), language)),
  };
}

/** A number of the query that stands in the place of another one of the source. */
export interface NumberChange {
  readonly query: Span & { readonly value: string };
  readonly source: Span & { readonly value: string };
}

/** How a source compares with a query. */
export interface Comparison {
  readonly kind: "exact" | "normalized" | "fuzzy";
  /** Of the texts in comparable form, 0 … 1. */
  readonly similarity: number;
  /** 0 … 100, penalties of the source taken off. */
  readonly score: number;
  readonly penalties: readonly Penalty[];
  /** Set when quantities alone differ, in order; whether a target can be adapted is seen with the target. */
  readonly numbers?: { readonly query: readonly Figure[]; readonly source: readonly Figure[] };
}

const withoutCodes = (folded: string): string =>
  folded.replaceAll(PLACEHOLDER, "").replace(/ {2,}/gu, " ").trim();

/**
 * Similarity of a source with the query; `undefined` below `least` (0 … 1) unless numbers, codes,
 * case or punctuation are all that differs.
 *
 * @param folded the source in comparable form
 */
export function compareWith(
  query: Query,
  content: Content,
  folded: string,
  least: number,
): Comparison | undefined {
  if (folded === query.folded) {
    const same = canonical(placeholderText(content)) === canonical(placeholderText(query.content));
    const penalties = [...(same ? [] : [penalty("case")]), ...codePenalty(query.content, content)];
    const kind = penalties.length === 0 ? "exact" : "normalized";
    return { kind, similarity: 1, score: 100 - sum(penalties), penalties };
  }
  const similarity = similarityWith(query, folded, least);
  const reduced = reduce(query, content, folded);
  const codes = codePenalty(query.content, content);
  const plain = similarity === undefined ? -1 : 100 * similarity - sum(codes);
  if (reduced !== undefined && 100 - sum(reduced.penalties) > plain) {
    return { ...reduced, similarity: similarity ?? similarityWith(query, folded, 0) ?? 0 };
  }
  if (similarity === undefined) return undefined;
  return { kind: "fuzzy", similarity, score: Math.max(0, plain), penalties: codes };
}

/** `undefined` below `least`. */
export function similarityWith(query: Query, folded: string, least: number): number | undefined {
  const points = codePoints(folded);
  const longer = Math.max(points.length, query.points.length);
  if (longer === 0) return 1;
  const limit = editsAllowed(points.length, query.points.length, least);
  const edits = query.distance(points, limit);
  return edits > limit ? undefined : 1 - edits / longer;
}

/** The comparison of two texts that become equal without punctuation and codes, or with other numbers. */
function reduce(query: Query, content: Content, folded: string): Omit<Comparison, "similarity"> | undefined {
  const [ours, theirs] = [withoutCodes(query.folded), withoutCodes(folded)];
  const codes = codePenalty(
    query.content,
    content,
    ours.length !== query.folded.length || theirs.length !== folded.length,
  );
  const form = (penalties: readonly Penalty[]) => ({
    kind: "normalized" as const,
    score: 100 - sum(penalties),
    penalties,
  });
  if (ours === theirs) return form(codes);
  const [bareOurs, bareTheirs] = [bare(ours), bare(theirs)];
  if (bareOurs !== undefined && bareOurs === bareTheirs) return form([penalty("punctuation"), ...codes]);
  const numbers = figuresAlone(query, plainText(content));
  if (numbers === undefined) return undefined;
  const penalties = [penalty("numbers"), ...codes];
  return { kind: "fuzzy", score: 100 - sum(penalties), penalties, numbers };
}

/** What a text has that holds a number or a month, if it may hold one at all. */
const FIGURE: Readonly<Record<Language, RegExp>> = {
  en: /[\dA-Za-z]/u,
  ru: /[\dА-Яа-яЁё]/u,
  zh: /[\d０-９〇零一二两三四五六七八九十百千万亿IVX]/u,
};

/** The figures of two texts that differ in nothing else. */
function figuresAlone(query: Query, source: string): Comparison["numbers"] {
  const { language } = query;
  const text = plainText(query.content);
  if (!FIGURE[language].test(text) || !FIGURE[language].test(source)) return undefined;
  const ours = query.figures();
  if (ours.length === 0) return undefined;
  const theirs = figuresOf(source, language);
  if (ours.length !== theirs.length) return undefined;
  if (ours.some((one, at) => one.kind !== theirs[at]?.kind)) return undefined;
  const mask = masked(text, ours, language);
  if (mask === undefined || mask !== masked(source, theirs, language)) return undefined;
  return ours.some((one, at) => one.value !== theirs[at]?.value)
    ? { query: ours, source: theirs }
    : undefined;
}

/** A text with a sign for each of its figures, in comparable form; `undefined` where two of them overlap. */
function masked(text: string, figures: readonly Figure[], language: Language): string | undefined {
  let at = 0;
  let result = "";
  for (const { start, end } of figures) {
    if (start < at) return undefined;
    result += `${text.slice(at, start)}\u0001`;
    at = end;
  }
  return comparable(result + text.slice(at), language);
}

/** Kinds of the codes in order, annotations and breaks left out. */
const codeKinds = (content: Content): string =>
  content
    .filter(isCode)
    .filter((code) => code.kind !== "break" && !code.annotation)
    .map((code) => code.kind)
    .join(" ");

/** Equal for contents of which each is an exact match of the other. */
export const exactForm = (content: Content): string =>
  `${canonical(placeholderText(content))}\n${codeKinds(content)}`;

function codePenalty(query: Content, source: Content, moved = false): Penalty[] {
  if (query.length < 2 && source.length < 2 && !query.some(isCode) && !source.some(isCode)) return [];
  return moved || codeKinds(query) !== codeKinds(source) ? [penalty("codes")] : [];
}

export const sum = (penalties: readonly Penalty[]): number =>
  penalties.reduce((total, { points }) => total + points, 0);

/** What a page can show of a comparison: ranges are UTF-16 offsets into the plain texts. */
export interface Explanation {
  /** Percent, before penalties. */
  readonly similarity: number;
  readonly edits: readonly Edit[];
  readonly numbers?: readonly NumberChange[];
  /** Kinds of the inline codes on either side, where they differ. */
  readonly codes?: { readonly query: readonly string[]; readonly source: readonly string[] };
  readonly penalties: readonly Penalty[];
}

export function explain(
  query: Query,
  source: Content,
  comparison: Comparison,
  penalties: readonly Penalty[],
): Explanation {
  const [ours, theirs] = [codeKinds(query.content), codeKinds(source)];
  const kinds = (joined: string) => (joined === "" ? [] : joined.split(" "));
  const numbers = comparison.numbers;
  return {
    similarity: rounded(100 * comparison.similarity),
    edits: editsBetween(plainText(query.content), plainText(source)),
    ...(numbers === undefined ? {} : { numbers: numberChanges(numbers) }),
    ...(ours === theirs ? {} : { codes: { query: kinds(ours), source: kinds(theirs) } }),
    penalties,
  };
}

function numberChanges({ query, source }: NonNullable<Comparison["numbers"]>): NumberChange[] {
  return query.flatMap((ours, at) => {
    const theirs = source[at];
    if (theirs === undefined || ours.value === theirs.value) return [];
    const side = ({ start, end, value }: Figure) => ({ start, end, value });
    return [{ query: side(ours), source: side(theirs) }];
  });
}

/** Scores have one decimal. */
export const rounded = (score: number): number => Math.round(score * 10) / 10;
