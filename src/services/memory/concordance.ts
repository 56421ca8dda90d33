import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ConcordanceMode } from "../../domain/concordance.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, isCode, plainText } from "../../domain/segment.ts";
import type { State } from "../../domain/unit.ts";
import { find, findHits, type Hit, type Pattern, RANKS, searchableText } from "../../matching/concordance.ts";
import { type HitFilter, hitsThatPass } from "../../storage/rows/text-search.ts";
import { type MatchUnit, matchUnits } from "../../storage/rows/match-units.ts";
import { unitId } from "../../storage/rows/units.ts";
import { needlesOf, parseQuery } from "./concordance-query.ts";
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
 * its words. The order of units: the query as it stands, its words in other forms, its words apart (the closer the
 * better), the query inside words; then shorter texts, then newer units.
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
  const languages = wanted.language === undefined ? LANGUAGES : [wanted.language];
  const patterns = languages.flatMap((language) => parseQuery(wanted.q, language, mode) ?? []);
  if (patterns.length === 0) throw new Problem("invalid-fields", {}, { field: "q" });
  const searched = await Promise.all(patterns.map((pattern) => search(context, pattern)));
  let complete = searched.every((one) => one.complete);
  let found = searched.flatMap((one) => one.found).sort(compare);
  if (filter !== undefined) {
    complete &&= found.length <= FILTERED;
    found = await passing(context, found.slice(0, FILTERED), filter);
  }
  const units = bestOfEachUnit(found);
  const from = after === undefined ? 0 : units.findIndex((one) => compare(one, after) > 0);
  const page = from < 0 ? [] : units.slice(from, from + limit);
  const last = page.at(-1);
  return {
    items: await itemsOf(context, page, found, patterns),
    total: units.length,
    complete,
    next: last !== undefined && from + limit < units.length ? cursorOf(last) : null,
  };
}

async function search(context: Context, pattern: Pattern): Promise<{ found: Found[]; complete: boolean }> {
  const bit = bitOf(pattern.language);
  const { texts, complete } = await context.index.textsWith(pattern.language, needlesOf(pattern));
  const found: Found[] = [];
  for (const { n, text } of texts) {
    const finding = find(searchableText(text, pattern.language), pattern);
    if (finding === undefined) continue;
    if (found.length === FOUND) return { found, complete: false };
    const { rank, spread } = finding;
    found.push({ n, bit, rank, spread: rank === RANKS.apart ? spread : 0, length: text.length });
  }
  return { found, complete };
}

const bitOf = (language: Language): number => 1 << LANGUAGES.indexOf(language);

/** The language decides last, so that the order does not depend on what was found first. */
const compare = (a: Found, b: Found): number =>
  a.rank - b.rank || a.spread - b.spread || a.length - b.length || b.n - a.n || a.bit - b.bit;

/** The best text of each unit, in their order. */
function bestOfEachUnit(found: readonly Found[]): Found[] {
  const seen = new Set<number>();
  return found.filter(({ n }) => !seen.has(n) && seen.add(n));
}

async function passing(context: Context, found: readonly Found[], filter: HitFilter): Promise<Found[]> {
  const bits = new Map<number, number>();
  for (const { n, bit } of found) bits.set(n, (bits.get(n) ?? 0) | bit);
  const passed = await hitsThatPass(context.storage, bits, filter);
  return found.filter(({ n, bit }) => ((passed.get(n) ?? 0) & bit) > 0);
}

/** @throws {Problem} `invalid-fields` */
function filterOf(actor: Actor, wanted: Concordance): HitFilter | undefined {
  const { state, author } = wanted;
  const named = wanted.collections?.length === 0 ? undefined : wanted.collections;
  const visible = (collection: string): boolean =>
    actor.collection === undefined || actor.collection === collection;
  const collections =
    named?.filter(visible) ?? (actor.collection === undefined ? undefined : [actor.collection]);
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
  found: readonly Found[],
  patterns: readonly Pattern[],
): Promise<ConcordanceItem[]> {
  const bits = new Map(page.map(({ n }) => [n, 0]));
  for (const { n, bit } of found) {
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
