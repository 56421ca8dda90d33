import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ConcordanceMode } from "../../domain/concordance.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, isCode, plainText } from "../../domain/segment.ts";
import type { State } from "../../domain/unit.ts";
import {
  addFound,
  findHits,
  type FoundTexts,
  type Hit,
  newFoundTexts,
  type Pattern,
} from "../../matching/concordance.ts";
import { type HitFilter, hitsThatPass } from "../../storage/rows/text-search.ts";
import { type MatchUnit, matchUnits } from "../../storage/rows/match-units.ts";
import { unitId } from "../../storage/rows/units.ts";
import { parseQuery } from "./concordance-query.ts";
import { collectionsFor } from "../access/visibility.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { dayOrTime } from "../reports/day-or-time.ts";

export interface Concordance {
  readonly q: string;
  /** The language to search in; all three when absent. */
  readonly language?: Language;
  /** `all` when absent. */
  readonly mode?: ConcordanceMode;
  readonly collections?: readonly string[];
  /** State of the variant in which the text was found; the next three are of this variant too. */
  readonly state?: State;
  readonly author?: string;
  /** ISO 8601, inclusive; a date alone means its beginning and its end (UTC). */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface ConcordanceVariant {
  readonly text: string;
  readonly content?: Content;
  readonly state: State;
  readonly author: string;
  readonly time: string;
  /** UTF-16 ranges of `text`. */
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
  /** Units found; there may be more when not `complete`. */
  readonly total: number;
  readonly complete: boolean;
  readonly next: string | null;
}

export const CONCORDANCE_LIMITS = { query: 500, page: 200 } as const;

/** Units to which filters are applied, best first. */
const FILTERED = 50_000;

/** Most texts that a search of one language finds: the newest ones. */
const FOUND = 50_000;

/** A text in which the query was found. */
interface Found {
  readonly n: number;
  /** Bit of its language. */
  readonly bit: number;
  readonly rank: number;
  readonly spread: number;
  readonly length: number;
}

/**
 * Searches inside segments: any piece of text, also one Chinese character; for Russian and English also other forms of
 * its words. Pieces of words are found only where no text has the query as words. The order of units: the query as it
 * stands, its words in other forms, its words apart (the closer the better), the query inside words; then shorter
 * texts, then newer units.
 *
 * @throws {Problem} `invalid-fields`, `too-large`
 */
export async function concordance(
  context: Context,
  actor: Actor,
  wanted: Concordance,
): Promise<ConcordancePage> {
  const { limit = 20, mode = "all" } = wanted;
  if (wanted.q.length > CONCORDANCE_LIMITS.query) {
    throw new Problem("too-large", { limit: CONCORDANCE_LIMITS.query }, { field: "q" });
  }
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= CONCORDANCE_LIMITS.page)) {
    throw new Problem("invalid-fields", { limit: CONCORDANCE_LIMITS.page }, { field: "limit" });
  }
  const after = wanted.after === undefined ? undefined : readCursor(wanted.after);
  const filter = filterOf(actor, wanted);
  let search = await searchIn(context, wanted, mode === "text" ? "text" : "words", filter);
  if (mode === "all" && search.found.every(({ texts }) => texts.length === 0))
    search = await searchIn(context, wanted, "text", filter);
  const { found, complete, patterns } = search;
  const { total, page, next } = pageOf(found, after, limit);
  return {
    items: await itemsOf(context, page, found, patterns),
    total,
    complete,
    next: next === undefined ? null : cursorOf(next),
  };
}

/** What was found in one language. */
interface FoundIn {
  readonly bit: number;
  /** Newest units first. */
  readonly texts: FoundTexts;
}

interface Search {
  readonly patterns: readonly Pattern[];
  readonly found: readonly FoundIn[];
  readonly complete: boolean;
}

/** @throws {Problem} `invalid-fields` */
async function searchIn(
  context: Context,
  { q, language }: Concordance,
  mode: "words" | "text",
  filter: HitFilter | undefined,
): Promise<Search> {
  const languages = language === undefined ? LANGUAGES : [language];
  await context.loadDictionaries();
  const patterns = languages.flatMap((one) => parseQuery(q, one, mode) ?? []);
  if (patterns.length === 0) throw new Problem("invalid-fields", {}, { field: "q" });
  const searched = await Promise.all(patterns.map((pattern) => context.index.find(pattern, FOUND)));
  const found = searched.map(({ texts }, at) => ({ bit: bitOf(patterns[at]?.language ?? "en"), texts }));
  const complete = searched.every((one) => one.complete);
  if (filter === undefined) return { patterns, found, complete };
  const count = found.reduce((sum, { texts }) => sum + texts.length, 0);
  return {
    patterns,
    found: await passing(context, found, filter),
    complete: complete && count <= FILTERED,
  };
}

const bitOf = (language: Language): number => 1 << LANGUAGES.indexOf(language);

/** The language decides last, so that the order does not depend on what was found first. */
const compare = (a: Found, b: Found): number =>
  a.rank - b.rank || a.spread - b.spread || a.length - b.length || b.n - a.n || a.bit - b.bit;

const foundAt = ({ bit, texts }: FoundIn, at: number): Found => ({
  n: texts.units[at] ?? 0,
  bit,
  rank: texts.ranks[at] ?? 0,
  spread: texts.spreads[at] ?? 0,
  length: texts.sizes[at] ?? 0,
});

interface Page {
  /** Units that were found. */
  readonly total: number;
  /** The best text of each unit of the page, best first. */
  readonly page: readonly Found[];
  /** The last one of the page, if there are more. */
  readonly next: Found | undefined;
}

/** The best texts after a place in the order, without sorting all: a page is a small part of what was found. */
function pageOf(found: readonly FoundIn[], after: Found | undefined, limit: number): Page {
  const places = found.map(() => 0);
  let total = 0;
  let left = 0;
  const page: Found[] = [];
  for (let n = newest(found, places); n > 0; n = newest(found, places)) {
    const best = bestOf(found, places, n);
    total += 1;
    if (after !== undefined && compare(best, after) <= 0) continue;
    left += 1;
    const worst = page[limit - 1];
    if (worst !== undefined && compare(best, worst) >= 0) continue;
    let at = page.length;
    while (at > 0 && compare(best, page[at - 1] as Found) < 0) at -= 1;
    page.splice(at, 0, best);
    if (page.length > limit) page.pop();
  }
  return { total, page, next: left > page.length ? page.at(-1) : undefined };
}

/** The newest unit at the places in the lists; 0 at their ends. */
function newest(found: readonly FoundIn[], places: readonly number[]): number {
  let n = 0;
  for (let one = 0; one < found.length; one += 1) {
    const { texts } = found[one] as FoundIn;
    const at = places[one] as number;
    if (at < texts.length && (texts.units[at] as number) > n) n = texts.units[at] as number;
  }
  return n;
}

/** The best text of a unit, which some of the places have; they move on. */
function bestOf(found: readonly FoundIn[], places: number[], n: number): Found {
  let best: Found | undefined;
  for (let one = 0; one < found.length; one += 1) {
    const list = found[one] as FoundIn;
    const at = places[one] as number;
    if (at >= list.texts.length || list.texts.units[at] !== n) continue;
    places[one] = at + 1;
    const text = foundAt(list, at);
    if (best === undefined || compare(text, best) < 0) best = text;
  }
  // `newest` took the unit from one of the lists.
  return best as Found;
}

/** The texts that pass a filter: it is applied to the best ones, at most `FILTERED`. */
async function passing(
  context: Context,
  found: readonly FoundIn[],
  filter: HitFilter,
): Promise<readonly FoundIn[]> {
  const all = found.flatMap((list) =>
    Array.from({ length: list.texts.length }, (_, at) => foundAt(list, at)),
  );
  const tried = all.length <= FILTERED ? all : all.sort(compare).slice(0, FILTERED);
  const bits = new Map<number, number>();
  for (const { n, bit } of tried) bits.set(n, (bits.get(n) ?? 0) | bit);
  const passed = await hitsThatPass(context.storage, bits, filter);
  return found.map(({ bit, texts }) => {
    const kept = newFoundTexts(texts.length);
    for (let at = 0; at < texts.length; at += 1) {
      const { n, rank, spread, length } = foundAt({ bit, texts }, at);
      if (((passed.get(n) ?? 0) & bit) > 0) addFound(kept, n, rank, spread, length);
    }
    return { bit, texts: kept };
  });
}

/** @throws {Problem} `invalid-fields` */
function filterOf(actor: Actor, wanted: Concordance): HitFilter | undefined {
  const { state, author } = wanted;
  const collections = collectionsFor(actor, wanted.collections);
  const from = wanted.from === undefined ? undefined : dayOrTime(wanted.from, "from").first;
  const to = wanted.to === undefined ? undefined : dayOrTime(wanted.to, "to").last;
  const filter: HitFilter = { collections, state, author, from, to };
  return Object.values(filter).every((value) => value === undefined) ? undefined : filter;
}

/** The place of the last unit of a page in the order: units that come or go between two pages move nothing. */
const cursorOf = ({ rank, spread, length, n, bit }: Found): string =>
  [rank, spread, length, n, bit].map((value) => value.toString(36)).join(".");

/** @throws {Problem} `invalid-fields` */
function readCursor(after: string): Found {
  if (!/^[0-9a-z]{1,10}(?:\.[0-9a-z]{1,10}){4}$/u.test(after)) throw wrongCursor("after");
  const [rank = 0, spread = 0, length = 0, n = 0, bit = 0] = after
    .split(".")
    .map((value) => Number.parseInt(value, 36));
  return { rank, spread, length, n, bit };
}

/** The units of a page with all their languages; hits are marked in the texts that passed the filters. */
async function itemsOf(
  context: Context,
  page: readonly Found[],
  found: readonly FoundIn[],
  patterns: readonly Pattern[],
): Promise<ConcordanceItem[]> {
  const bits = new Map(page.map(({ n }) => [n, 0]));
  for (const { bit, texts } of found)
    for (const n of texts.units.subarray(0, texts.length)) {
      const known = bits.get(n);
      if (known !== undefined) bits.set(n, known | bit);
    }
  const units = await matchUnits(
    context.storage,
    page.map(({ n }) => ({ n })),
    undefined,
  );
  const byNumber = new Map(units.map((unit) => [unit.n, unit]));
  return page.flatMap(({ n }) => {
    const unit = byNumber.get(n);
    return unit === undefined ? [] : [itemOf(unit, bits.get(n) ?? 0, patterns)];
  });
}

function itemOf(unit: MatchUnit, bits: number, patterns: readonly Pattern[]): ConcordanceItem {
  const variants: { [language in Language]?: ConcordanceVariant } = {};
  for (const language of LANGUAGES) {
    const variant = unit.variants[language];
    if (variant === undefined) continue;
    const { content, state, author, time } = variant;
    const text = plainText(content);
    const pattern = patterns.find((one) => one.language === language);
    const hits = pattern !== undefined && (bits & bitOf(language)) > 0 ? findHits(text, pattern) : [];
    variants[language] = { text, ...(content.some(isCode) ? { content } : {}), state, author, time, hits };
  }
  const { n, document, collection, key } = unit;
  return { unit: unitId(n), document, collection, key, variants };
}
