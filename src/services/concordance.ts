import { stem } from "../alignment/stem.ts";
import { type Language, LANGUAGES } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { type Content, isCode, plainText } from "../domain/segment.ts";
import type { State, Variant } from "../domain/unit.ts";
import { comparable } from "../matching/comparable.ts";
import { findHits, type Hit, type Pattern, wordsIn } from "../matching/concordance.ts";
import { type MatchRow, matchRows } from "../storage/match-units.ts";
import { unitId, unpackVariant } from "../storage/units.ts";
import type { Actor, Context } from "./context.ts";

export interface Concordance {
  readonly q: string;
  /** The language to search in; all three when absent. */
  readonly language?: Language;
  readonly collections?: readonly string[];
  /** Of the variant that was hit, as the next three. */
  readonly state?: State;
  readonly author?: string;
  /** ISO 8601, inclusive; a date alone means its beginning and its end. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  /** Where the page before ended (`next`). */
  readonly after?: string;
}

export interface ConcordanceVariant {
  readonly text: string;
  readonly content?: Content;
  readonly state: State;
  readonly author: string;
  readonly time: string;
  /** UTF-16 ranges of `text`; `inflected` for another form of the words that were asked for. */
  readonly hits: readonly Hit[];
}

export interface ConcordanceItem {
  readonly unit: string;
  readonly document: string;
  readonly collection: string;
  readonly key: string;
  readonly variants: { readonly [language in Language]?: ConcordanceVariant };
}

export interface ConcordancePage {
  readonly items: readonly ConcordanceItem[];
  /** Units found; when not `complete`, there are at least as many. */
  readonly total: number;
  readonly complete: boolean;
  readonly next: string | null;
}

export const CONCORDANCE_LIMITS = { query: 500, page: 200 } as const;

/** Units that one search looks at, the newest ones that may have a hit. */
const BOUND = 3000;

/**
 * Searches inside segments: any piece of text, one Chinese character included; for Russian and English
 * also other forms of its words. Whole words come before parts of words, those before other forms; then shorter
 * texts, then newer ones.
 *
 * @throws {Problem} `invalid-fields`, `too-large`
 */
export async function concordance(
  context: Context,
  actor: Actor,
  wanted: Concordance,
): Promise<ConcordancePage> {
  const { limit = 20 } = wanted;
  if (wanted.q.length > CONCORDANCE_LIMITS.query) {
    throw new Problem("too-large", { limit: CONCORDANCE_LIMITS.query }, { field: "q" });
  }
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= CONCORDANCE_LIMITS.page)) {
    throw new Problem("invalid-fields", { limit: CONCORDANCE_LIMITS.page }, { field: "limit" });
  }
  const skip = wanted.after === undefined ? 0 : Number(wanted.after);
  if (!Number.isInteger(skip) || skip < 0) throw new Problem("invalid-fields", {}, { field: "after" });
  const languages = wanted.language === undefined ? LANGUAGES : [wanted.language];
  const patterns = languages.flatMap((language) => patternOf(wanted.q, language) ?? []);
  if (patterns.length === 0) throw new Problem("invalid-fields", {}, { field: "q" });
  const found = await Promise.all(
    patterns.map((pattern) => context.index.containing(needlesOf(pattern), BOUND)),
  );
  const numbers = [...new Set(found.flatMap(({ units }) => units))];
  const collections = actor.collection === undefined ? wanted.collections : [actor.collection];
  const rows = await matchRows(
    context.storage,
    numbers.map((n) => ({ n })),
    collections === undefined || collections.length === 0 ? undefined : collections,
  );
  const hits = rows.flatMap((row) => readHit(row, patterns, wanted) ?? []).sort(compareFound);
  const page = hits.slice(skip, skip + limit);
  return {
    items: page.map(({ item }) => item),
    total: hits.length,
    complete: found.every(({ complete }) => complete),
    next: skip + limit < hits.length ? String(skip + limit) : null,
  };
}

/** `undefined` for a query of which nothing is left. */
function patternOf(q: string, language: Language): Pattern | undefined {
  const literal = comparable(q, language);
  if (literal === "") return undefined;
  const words = language === "zh" ? [] : wordsIn(literal);
  const stemOf = (word: string) => wordStem(word, language);
  // Words are looked up in other forms only when nothing but words was asked for.
  const whole = words.join(" ") === literal && words.every((word) => word.length > 2);
  return { language, literal, stems: whole ? words.map(stemOf) : [], stemOf };
}

/** The stem of the aligner's lexicon, and of short Russian words what stands before their ending («путь», «море»). */
function wordStem(word: string, language: Language): string {
  if (language === "ru" && word.length > 2 && word.length <= 4) return word.replace(/[аеиоуыьэюяй]$/u, "");
  return stem(word, language);
}

/** What the index is asked: the literal text, or the beginnings of all its words. */
function needlesOf({ language, literal, stems }: Pattern) {
  if (stems.length === 0) return [{ language, anyOf: [literal] }];
  return stems.map((one) => ({ language, anyOf: [one] }));
}

interface Found {
  readonly item: ConcordanceItem;
  readonly rank: number;
  readonly length: number;
  readonly time: string;
  readonly n: number;
}

const RANKS: Readonly<Record<Hit["kind"], number>> = { word: 0, part: 1, inflected: 2 };

/** Each variant is read once; the unit counts when one that passes the filters is hit. */
function readHit(row: MatchRow, patterns: readonly Pattern[], filter: Concordance): Found | undefined {
  const variants: { [language in Language]?: ConcordanceVariant } = {};
  let best: { rank: number; length: number; time: string } | undefined;
  for (const language of LANGUAGES) {
    const json = row[language];
    if (json === null) continue;
    const variant = unpackVariant(json);
    const text = plainText(variant.content);
    const pattern = patterns.find((one) => one.language === language);
    const hits = pattern !== undefined && passes(variant, filter) ? findHits(text, pattern) : [];
    const { state, author, time, content } = variant;
    variants[language] = { text, ...(content.some(isCode) ? { content } : {}), state, author, time, hits };
    if (hits.length === 0) continue;
    const rank = Math.min(...hits.map(({ kind }) => RANKS[kind]));
    if (best === undefined || rank < best.rank) best = { rank, length: text.length, time };
  }
  if (best === undefined) return undefined;
  const { n, document, collection, key } = row;
  return { item: { unit: unitId(n), document, collection, key, variants }, ...best, n };
}

function passes(variant: Variant, { state, author, from, to }: Concordance): boolean {
  if (state !== undefined && variant.state !== state) return false;
  if (author !== undefined && variant.author !== author) return false;
  if (from !== undefined && variant.time < from) return false;
  // "2026-11-23" as an end includes the whole day.
  return to === undefined || variant.time.slice(0, to.length) <= to;
}

const compareFound = (a: Found, b: Found): number =>
  a.rank - b.rank || a.length - b.length || (a.time < b.time ? 1 : a.time > b.time ? -1 : 0) || a.n - b.n;
