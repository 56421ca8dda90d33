import type { Language } from "../domain/language.ts";
import { canonical } from "../domain/normal-form.ts";
import { withCitedNouns } from "../quantities/counted-nouns.ts";
import { type Figure, figuresOf } from "../quantities/figures.ts";
import { type Content, isCode, PLACEHOLDER, placeholderText, plainText } from "../domain/segment.ts";
import { bare, comparable } from "./comparable-text.ts";
import { FORM_PENALTIES, formDifferences } from "./normalisations.ts";
import { type Edit, editsBetween, type Span } from "./edits.ts";
import { type CodePoints, codePoints, type Distance, distanceTo, editsAllowed } from "./similarity.ts";

/** From best to worst. */
export const MATCH_KINDS = ["in-context", "exact", "normalized", "fuzzy", "pivot"] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** Points of 100 that a match loses: for the form of characters, for numbers and codes, and for its target. */
export const PENALTIES = {
  ...FORM_PENALTIES,
  /** Punctuation, and spaces beside it. */
  punctuation: 1,
  /** Numbers alone differ, and the target was adapted. */
  numbers: 1,
  /** Inline codes differ in number, kind or place, or the target lacks some. */
  codes: 2,
  /** The target is still in its initial state: nobody has confirmed it. */
  unreviewed: 3,
  /** The target was translated from an earlier version of its source. */
  stale: 5,
  /** The target was reached through a third language. */
  pivot: 10,
  /** The unit is in a collection that costs points: as many as its settings or the request say. */
  collection: 0,
} as const;
export type PenaltyName = keyof typeof PENALTIES;
export const PENALTY_NAMES = Object.keys(PENALTIES) as PenaltyName[];

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
  /** Cells of the edit matrix that one comparison may fill. */
  readonly cells: number;
  /** Of the plain text; parsed when first asked for. */
  readonly figures: () => readonly Figure[];
}

/** @param cells of the edit matrix that one comparison may fill */
export function queryOf(content: Content, language: Language, cells = CELLS): Query {
  const folded = comparable(content, language);
  const points = codePoints(folded);
  let figures: readonly Figure[] | undefined;
  return {
    language,
    content,
    folded,
    points,
    distance: distanceTo(points),
    cells,
    figures: () => (figures ??= figuresOf(plainText(content), language)),
  };
}

/** A number of the query in the place of another number of the source, or a number on one side alone. */
export interface NumberChange {
  readonly query?: Span & { readonly value: string };
  readonly source?: Span & { readonly value: string };
}

/** How a source compares with a query. The score is the base minus the penalties. */
export interface Comparison {
  readonly kind: "exact" | "normalized" | "fuzzy";
  /** Of the texts in comparable form, 0 … 1. */
  readonly similarity: number;
  /** 100 where the penalties tell all that differs, else the similarity in per cent. */
  readonly base: number;
  readonly penalties: readonly Penalty[];
  /** Set when only figures differ: the comparison for a target whose figures can be adapted. */
  readonly numbers?: NumberComparison;
}

/** The figures of two texts that differ only in them, in order. */
export interface NumberComparison {
  readonly query: readonly Figure[];
  readonly source: readonly Figure[];
  /** Penalties of an adapted target; its base is 100. */
  readonly penalties: readonly Penalty[];
}

const withoutCodes = (folded: string): string =>
  folded.replaceAll(PLACEHOLDER, "").replace(/ {2,}/gu, " ").trim();

/**
 * How a source compares with the query; `undefined` when its similarity is below `least` (0 … 1), unless numbers,
 * codes, punctuation or the form of characters are all that differs.
 *
 * @param folded the source in comparable form
 */
export function compareWith(
  query: Query,
  content: Content,
  folded: string,
  least: number,
): Comparison | undefined {
  const { language } = query;
  if (folded === query.folded) {
    const penalties = [
      ...formPenalties(placeholderText(query.content), placeholderText(content), language),
      ...codePenalty(query.content, content),
    ];
    return { kind: penalties.length === 0 ? "exact" : "normalized", similarity: 1, base: 100, penalties };
  }
  const similarity = similarityWith(query, folded, least);
  const codes = codePenalty(query.content, content);
  const plain = similarity === undefined ? -1 : 100 * similarity - sum(codes);
  const reduced = withoutPunctuation(query, content, folded);
  if (reduced !== undefined && 100 - sum(reduced) > plain) {
    return { kind: "normalized", similarity: similarity ?? whole(), base: 100, penalties: reduced };
  }
  const numbers = figuresAlone(query, content, similarity ?? 0);
  if (similarity === undefined && numbers === undefined) return undefined;
  const near = similarity ?? whole();
  return {
    kind: "fuzzy",
    similarity: near,
    base: 100 * near,
    penalties: codes,
    ...(numbers === undefined ? {} : { numbers }),
  };

  function whole(): number {
    return similarityWith(query, folded, 0) ?? 0;
  }
}

const formPenalties = (ours: string, theirs: string, language: Language): Penalty[] =>
  formDifferences(canonical(ours), canonical(theirs), language).map(penalty);

/** Cells of the edit matrix that one comparison may fill: the whole matrix of texts up to some 60,000 characters. */
export const CELLS = 4e9;
/** The first limit that is tried: similar texts take little time, however long they are (Ukkonen 1985). */
const FEW_EDITS = 256;

/** Similarity, 0 … 1; `undefined` below `least`. Of texts too long for a whole comparison only near ones are found. */
export function similarityWith(query: Query, folded: string, least: number): number | undefined {
  const points = codePoints(folded);
  const longer = Math.max(points.length, query.points.length);
  if (longer === 0) return 1;
  const allowed = editsAllowed(points.length, query.points.length, least);
  const most = Math.min(allowed, Math.floor(query.cells / longer));
  for (let limit = Math.min(FEW_EDITS, most); ; limit = Math.min(4 * limit, most)) {
    const edits = query.distance(points, limit);
    if (edits <= limit) return 1 - edits / longer;
    if (limit === most) return undefined;
  }
}

/** The penalties of two texts that are equal without punctuation and codes; `undefined` where they are not. */
function withoutPunctuation(query: Query, content: Content, folded: string): Penalty[] | undefined {
  const { language } = query;
  const [ours, theirs] = [withoutCodes(query.folded), withoutCodes(folded)];
  const isBare = ours !== theirs;
  if (isBare) {
    const rest = bare(ours);
    if (rest === undefined || rest !== bare(theirs)) return undefined;
  }
  const moved = ours.length !== query.folded.length || theirs.length !== folded.length;
  const form = [query.content, content].map((one) => {
    const raw = withoutCodes(canonical(placeholderText(one)));
    return isBare ? letters(raw) : raw;
  });
  return [
    ...(isBare ? [penalty("punctuation")] : []),
    ...formPenalties(form[0] ?? "", form[1] ?? "", language),
    ...codePenalty(query.content, content, moved),
  ];
}

const letters = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
const DIGIT = /[\d０-９零〇一二两三四五六七八九十百千万亿]/u;
/** Texts without digits that are less similar than this differ in more than a number word. */
const ALIKE = 0.5;
/** In a text this short (UTF-16 units) one word may be most of it: “in May”, “in June”. */
const SHORT = 24;

/** A text with more numbers than this is a table, and takes longer than it is worth. */
const MANY = 200;

/** The figures of two texts that differ in nothing else; `undefined` where other things differ, or nothing. */
function figuresAlone(query: Query, content: Content, similarity: number): NumberComparison | undefined {
  const { language } = query;
  const [text, source] = [plainText(query.content), plainText(content)];
  if (similarity < ALIKE && text.length > SHORT && !DIGIT.test(text) && !DIGIT.test(source)) return undefined;
  const ours = query.figures();
  if (ours.length === 0 || ours.length > MANY) return undefined;
  const theirs = figuresOf(source, language);
  if (ours.length !== theirs.length) return undefined;
  if (ours.some((one, at) => one.kind !== theirs[at]?.kind)) return undefined;
  if (ours.every((one, at) => one.value === theirs[at]?.value)) return undefined;
  const [ourText, theirText] = [masked(text, ours), masked(source, theirs)];
  if (ourText === undefined || theirText === undefined) return undefined;
  const cited = (rest: string): string => (language === "ru" ? withCitedNouns(rest) : rest);
  const [ourRest, theirRest] = [cited(ourText), cited(theirText)];
  if (comparable(ourRest, language) !== comparable(theirRest, language)) return undefined;
  const penalties = [
    penalty("numbers"),
    ...formPenalties(ourRest, theirRest, language),
    ...codePenalty(query.content, content),
  ];
  return { query: ours, source: theirs, penalties };
}

/** A text with one sign for each of its figures; `undefined` where two figures overlap. */
function masked(text: string, figures: readonly Figure[]): string | undefined {
  let at = 0;
  let result = "";
  for (const { start, end } of figures) {
    if (start < at) return undefined;
    result += `${text.slice(at, start)}\u0001`;
    at = end;
  }
  return result + text.slice(at);
}

/** Kinds of the codes in order, without annotations and breaks. */
const codeKinds = (content: Content): string =>
  content
    .filter(isCode)
    .filter((code) => code.kind !== "break" && !code.annotation)
    .map((code) => code.kind)
    .join(" ");

/** Equal for contents that are exact matches of each other. */
export const exactForm = (content: Content): string =>
  `${canonical(placeholderText(content))}\n${codeKinds(content)}`;

function codePenalty(query: Content, source: Content, moved = false): Penalty[] {
  if (query.length < 2 && source.length < 2 && !query.some(isCode) && !source.some(isCode)) return [];
  return moved || codeKinds(query) !== codeKinds(source) ? [penalty("codes")] : [];
}

export const sum = (penalties: readonly Penalty[]): number =>
  penalties.reduce((total, { points }) => total + points, 0);

/** The score 0 … 100 of a target whose numbers are adapted where only they differ. */
export const scoreOf = ({ base, penalties, numbers }: Comparison): number =>
  numbers === undefined
    ? base - sum(penalties)
    : Math.max(base - sum(penalties), 100 - sum(numbers.penalties));

/** What a page shows of a comparison; ranges are UTF-16 offsets into the plain texts. */
export interface Explanation {
  /** Percent, of the texts in comparable form. */
  readonly similarity: number;
  /** The score is the base minus the penalties' points, never below zero. */
  readonly base: number;
  readonly edits: readonly Edit[];
  /** Numbers that differ: pairs where they stand for each other, single ones where the other text lacks them. */
  readonly numbers?: readonly NumberChange[];
  /** Kinds of the inline codes of both, where they differ or stand elsewhere. */
  readonly codes?: { readonly query: readonly string[]; readonly source: readonly string[] };
  /** Of the best target; each target has its own. */
  readonly penalties: readonly Penalty[];
}

/** @param cells of the edit matrix that may be filled: see `editsBetween` */
export function explain(
  query: Query,
  source: Content,
  { similarity, numbers: differing }: Comparison,
  { base, penalties }: { readonly base: number; readonly penalties: readonly Penalty[] },
  cells?: number,
): Explanation {
  const [ours, theirs] = [codeKinds(query.content), codeKinds(source)];
  const kinds = (joined: string) => (joined === "" ? [] : joined.split(" "));
  const [text, found] = [plainText(query.content), plainText(source)];
  const numbers =
    differing !== undefined || (text !== found && (DIGIT.test(text) || DIGIT.test(found)))
      ? numberChanges(query.figures(), differing?.source ?? figuresOf(found, query.language))
      : [];
  const otherCodes = ours !== theirs || (ours !== "" && penalties.some(({ name }) => name === "codes"));
  return {
    similarity: rounded(100 * similarity),
    base: rounded(base),
    edits: editsBetween(text, found, cells),
    ...(numbers.length === 0 ? {} : { numbers }),
    ...(otherCodes ? { codes: { query: kinds(ours), source: kinds(theirs) } } : {}),
    penalties,
  };
}

/** Pairs numbers where both texts have as many of the same kinds; otherwise tells only those that one text lacks. */
function numberChanges(query: readonly Figure[], source: readonly Figure[]): NumberChange[] {
  const side = ({ start, end, value }: Figure) => ({ start, end, value });
  if (query.length === source.length && query.every(({ kind }, at) => kind === source[at]?.kind)) {
    return query.flatMap((ours, at) => {
      const theirs = source[at];
      if (theirs === undefined || ours.value === theirs.value) return [];
      return [{ query: side(ours), source: side(theirs) }];
    });
  }
  const keyOf = ({ kind, value }: Figure) => `${kind} ${value}`;
  const lacking = (from: readonly Figure[], others: readonly Figure[]) => {
    const known = new Set(others.map(keyOf));
    return from.filter((one) => !known.has(keyOf(one)));
  };
  return [
    ...lacking(query, source).map((one) => ({ query: side(one) })),
    ...lacking(source, query).map((one) => ({ source: side(one) })),
  ];
}

/** Scores have one decimal. */
export const rounded = (score: number): number => Math.round(score * 10) / 10;
