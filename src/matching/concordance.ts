import type { Language } from "../domain/language.ts";
import { fold } from "../domain/normal-form.ts";
import { PLACEHOLDER } from "../domain/segment.ts";
import type { Span } from "./edits.ts";
import { isSpacedLetter } from "./tokens.ts";

/** A folded text with the place in the original of each of its characters. */
export interface MappedText {
  readonly folded: string;
  /** By UTF-16 offset in the folded text: start and end in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const CLUSTER = /\s+|\P{M}\p{M}*|\p{M}+/gu;
const HAN_SPACE = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** Like `fold` (domain/normal-form), piece by piece: a letter with its marks, a run of white space. */
export function mapFold(text: string, language: Language): MappedText {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const piece = /^\s/u.test(cluster) ? " " : fold(cluster, language);
    // Two spaces with something invisible between them become one.
    if (piece === " " && folded.endsWith(" ")) continue;
    folded += piece;
    for (let at = 0; at < piece.length; at += 1) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
  }
  if (language !== "zh") return { folded, starts, ends };
  const gaps = new Set([...folded.matchAll(HAN_SPACE)].map(({ index }) => index));
  const kept = (_: unknown, at: number) => !gaps.has(at);
  return { folded: folded.replace(HAN_SPACE, ""), starts: starts.filter(kept), ends: ends.filter(kept) };
}

const APOSTROPHES = /[’ʼ′‘`]/gu;
const HYPHENS = /[\u2010-\u2013\u2212]/gu;
const UNLIKE = /[’ʼ′‘`\u2010-\u2013\u2212\uFFFC]/u;

/** A folded text as it is searched: with one kind of apostrophe and hyphen. Its length stays. */
export const searchable = (folded: string): string =>
  UNLIKE.test(folded) ? folded.replace(APOSTROPHES, "'").replace(HYPHENS, "-") : folded;

/** A text in comparable form (matching/comparable-text) as it is searched: without inline codes. */
export function searchableText(comparable: string, language: Language): string {
  if (!comparable.includes(PLACEHOLDER)) return searchable(comparable);
  return searchable(fold(comparable.replaceAll(PLACEHOLDER, ""), language));
}

/** A word that is looked for, in any of its forms. */
export interface SoughtWord {
  /** Folded. */
  readonly forms: ReadonlySet<string>;
  /** Every form begins with one of these. */
  readonly beginnings: readonly string[];
  /** Whether the form may stand anywhere: in Chinese nothing separates words. */
  readonly anywhere: boolean;
}

/** What is looked for in the texts of one language. */
export interface Pattern {
  readonly language: Language;
  /** The whole query, as it is searched; empty where it is not looked for. */
  readonly literal: string;
  /** Whether the literal may begin and end inside words. */
  readonly parts: boolean;
  /** Words that must all be there, side by side in order or anywhere. */
  readonly words: readonly SoughtWord[];
  /** Exact phrases that must all be there too, as they are searched. */
  readonly phrases: readonly string[];
}

/**
 * `word`: the query as it stands, in whole words; `inflected`: its words in other forms, side by side in order;
 * `apart`: one of its words, with the others elsewhere; `part`: the query inside a word.
 */
export type HitKind = "word" | "inflected" | "apart" | "part";

export interface Hit extends Span {
  readonly kind: HitKind;
}

/** How well a text answers the query: the lower the better. */
export const RANKS: Readonly<Record<HitKind, number>> = { word: 0, inflected: 1, apart: 2, part: 3 };

/** What may stand between two words of a phrase: a space, a hyphen, quotation marks, a possessive, but no end of a clause. */
const BETWEEN = /^(?:'s?)?[\s"«»„“”()/-]{1,4}$/u;
const BETWEEN_HAN = /^[\s"«»„“”‘’'《》「」（）()·・、-]{0,3}$/u;

/** Whether a piece of text begins and ends where words do. */
const isWhole = (text: string, start: number, end: number): boolean =>
  !(isSpacedLetter(text, start - 1) && isSpacedLetter(text, start)) &&
  !(isSpacedLetter(text, end) && isSpacedLetter(text, end - 1));

/** Places of a literal, from left to right without overlaps. */
function* placesOf(text: string, literal: string): Generator<Span> {
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
    yield { start: at, end: at + literal.length };
}

/** Places of a word in any of its forms, from left to right. */
function placesOfWord(text: string, { forms, beginnings, anywhere }: SoughtWord): Span[] {
  const places: Span[] = [];
  for (const beginning of beginnings) {
    for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
      if (anywhere) {
        const end = at + beginning.length;
        if (isWhole(text, at, end)) places.push({ start: at, end });
        continue;
      }
      if (isSpacedLetter(text, at - 1)) continue;
      let end = at + beginning.length;
      while (isSpacedLetter(text, end)) end += 1;
      if (forms.has(text.slice(at, end))) places.push({ start: at, end });
    }
  }
  return beginnings.length > 1 ? places.sort((a, b) => a.start - b.start) : places;
}

/** Texts in which a pattern was found, at most `bound`, as columns: objects would take most of the time of a search. */
export interface FoundTexts {
  length: number;
  readonly units: Uint32Array;
  /** `RANKS` of the best hit. */
  readonly ranks: Uint8Array;
  /** `spread` of the finding, where the words are apart; otherwise 0. */
  readonly spreads: Uint32Array;
  /** Lengths of the texts. */
  readonly sizes: Uint32Array;
}

/** @param bound most texts that it can hold */
export const newFoundTexts = (bound: number): FoundTexts => ({
  length: 0,
  units: new Uint32Array(bound),
  ranks: new Uint8Array(bound),
  spreads: new Uint32Array(bound),
  sizes: new Uint32Array(bound),
});

export function addFound(found: FoundTexts, n: number, rank: number, spread: number, size: number): void {
  const at = found.length;
  found.units[at] = n;
  found.ranks[at] = rank;
  found.spreads[at] = rank === RANKS.apart ? spread : 0;
  found.sizes[at] = size;
  found.length = at + 1;
}

export interface Finding {
  readonly hits: readonly Hit[];
  /** The best rank of the hits. */
  readonly rank: number;
  /** Where the words are apart: the length of the shortest piece with all of them. */
  readonly spread: number;
}

/**
 * Every place of the pattern in a text, in order, without overlaps: the query as it stands, and its words side by side
 * in other forms. If there is none, its words apart; if there are none either, the query inside words. `undefined` if
 * the text has nothing of these.
 *
 * @param text as it is searched
 */
export function find(text: string, pattern: Pattern): Finding | undefined {
  const hits: Hit[] = [];
  const { literal, words, phrases, language } = pattern;
  const inWords: Hit[] = [];
  if (literal !== "") {
    for (const { start, end } of placesOf(text, literal)) {
      if (isWhole(text, start, end)) hits.push({ start, end, kind: "word" });
      else if (pattern.parts) inWords.push({ start, end, kind: "part" });
    }
  }
  let spread = 0;
  const places = words.map((word) => placesOfWord(text, word));
  const exact = phrases.map((phrase) =>
    [...placesOf(text, phrase)].filter(({ start, end }) => isWhole(text, start, end)),
  );
  const all = [...places, ...exact];
  if (all.length > 0 && all.every((found) => found.length > 0)) {
    const between = language === "zh" ? BETWEEN_HAN : BETWEEN;
    const together = phrases.length > 0 ? [] : inOrder(text, places, between);
    for (const span of together) if (isFree(span, hits)) hits.push({ ...span, kind: "inflected" });
    if (all.length === 1 && exact.length === 1) {
      for (const span of exact.flat()) if (isFree(span, hits)) hits.push({ ...span, kind: "word" });
    }
    if (hits.length === 0) {
      for (const span of all.flat().sort((a, b) => a.start - b.start || b.end - a.end))
        if (isFree(span, hits)) hits.push({ ...span, kind: "apart" });
      spread = shortest(all);
    }
  }
  // Where whole words answer the query, pieces of words do not count.
  if (words.length === 0 || hits.length === 0) {
    for (const hit of inWords) if (isFree(hit, hits)) hits.push(hit);
  }
  if (hits.length === 0) return undefined;
  hits.sort((a, b) => a.start - b.start);
  return { hits, rank: Math.min(...hits.map(({ kind }) => RANKS[kind])), spread };
}

const isFree = (span: Span, others: readonly Span[]): boolean =>
  others.every((other) => span.end <= other.start || span.start >= other.end);

/** Pieces in which the words follow each other. */
function inOrder(text: string, places: readonly (readonly Span[])[], between: RegExp): Span[] {
  const [first = [], ...others] = places;
  return first.flatMap(({ start, end }) => {
    let last = end;
    for (const found of others) {
      const next = found.find((place) => place.start >= last);
      if (next === undefined || next.start - last > 5 || !between.test(text.slice(last, next.start)))
        return [];
      last = next.end;
    }
    return [{ start, end: last }];
  });
}

/** The length of the shortest piece in which each list has a place. */
function shortest(lists: readonly (readonly Span[])[]): number {
  const places = lists
    .flatMap((list, of) => list.map(({ start, end }) => ({ start, end, of })))
    .sort((a, b) => a.start - b.start);
  const counts = lists.map(() => 0);
  let missing = lists.length;
  let best = Number.POSITIVE_INFINITY;
  let from = 0;
  for (const { end, of } of places) {
    if (counts[of] === 0) missing -= 1;
    counts[of] = (counts[of] ?? 0) + 1;
    for (let left = places[from]; missing === 0 && left !== undefined; left = places[from]) {
      best = Math.min(best, end - left.start);
      counts[left.of] = (counts[left.of] ?? 0) - 1;
      if (counts[left.of] === 0) missing += 1;
      from += 1;
    }
  }
  return Number.isFinite(best) ? best : 0;
}

/** The hits of `find`, as ranges of the text as it is stored. */
export function findHits(text: string, pattern: Pattern): Hit[] {
  const { folded, starts, ends } = mapFold(text, pattern.language);
  return (find(searchable(folded), pattern)?.hits ?? []).map(({ start, end, kind }) => ({
    start: starts[start] ?? 0,
    end: ends[end - 1] ?? 0,
    kind,
  }));
}

/**
 * A few beginnings of three letters or more that cover all forms; a shorter form is a beginning itself. A form of two
 * words («ice breaker») keeps its first word whole.
 */
export function beginningsOf(forms: ReadonlySet<string>): string[] {
  const groups = new Map<string, string>();
  for (const form of forms) {
    const second = form.search(/[\s-][^\s-]*$/u) + 1;
    const key = form.slice(0, Math.max(LETTERS, second === 0 ? 0 : second + 1));
    const known = groups.get(key);
    groups.set(key, known === undefined ? form : commonBeginning(known, form));
  }
  // A beginning that begins with another one is not needed.
  const all = [...groups.values()];
  return all.filter(
    (one) => /[\s-]/u.test(one) || !all.some((other) => other !== one && one.startsWith(other)),
  );
}

const LETTERS = 3;

function commonBeginning(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at);
}
