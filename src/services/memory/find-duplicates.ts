import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { Origin, State } from "../../domain/unit.ts";
import { comparable, textHash } from "../../matching/comparable-text.ts";
import { ignoredOf } from "../../storage/rows/findings.ts";
import { type StoredUnit, unitId, unitNumber, unitsByNumber } from "../../storage/rows/units.ts";
import { type Actor, type Context, startOfPage, WHOLE_LIST } from "../context.ts";
import { listCollections } from "../documents/list-collections.ts";
import { selectedTexts, selectUnits, type UnitSelection } from "../units/select-units.ts";
import { fingerprintOf } from "./internal/duplicate-fingerprint.ts";
import { type Lookup, lookup } from "./lookup.ts";

/**
 * - `targets`: one source with different targets;
 * - `pairs`: one source with one target, several times;
 * - `sources`: one target for different sources;
 * - `near`: sources that are nearly the same.
 */
export const DUPLICATE_KINDS = ["targets", "pairs", "sources", "near"] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

export interface FindDuplicates {
  readonly kind: DuplicateKind;
  readonly source: Language;
  readonly target: Language;
  readonly selection: Pick<UnitSelection, "collections" | "documents">;
  /** True to include groups that somebody has marked as meant. */
  readonly meant?: boolean;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface DuplicateUnit {
  readonly unit: string;
  readonly document: string;
  readonly key: string;
  readonly source: string;
  readonly target: string;
  /** State, author, time and origin of the target. */
  readonly state: State;
  readonly author: string;
  readonly time: string;
  readonly origin: Origin;
  /** Number of units of the group that use its text: the target, for `sources` and `near` the source. */
  readonly use: number;
}

export interface DuplicateGroup {
  /** How the group is named when it is marked as meant. It changes with the texts. */
  readonly fingerprint: string;
  readonly kind: DuplicateKind;
  /** Why the group is meant, if somebody has marked it. */
  readonly meant?: { readonly reason: string; readonly author: string; readonly time: string };
  /** Number of units. */
  readonly count: number;
  /** The different texts, with the number of units that use each; most used first. */
  readonly texts: readonly { readonly text: string; readonly count: number }[];
  /** Ids of the units, at most 5,000: a group with more is not merged or marked as a whole. */
  readonly members: readonly string[];
  /** At most 50 units. */
  readonly units: readonly DuplicateUnit[];
}

export interface DuplicatePage {
  readonly items: readonly DuplicateGroup[];
  /** Number of groups; for `near` only those of this page are known. */
  readonly total?: number;
  readonly next: string | null;
}

/** Most units that one search reads. */
const MOST_READ = 300_000;
/** Units of a group that are named, and those that are listed. */
const NAMED = 5000;
const LISTED = 50;
/** Least similarity of nearly equal sources. */
const NEAR = 0.95;
/** Units that one page of `near` compares with the memory. */
const COMPARED = 1000;

/**
 * Finds units that repeat or contradict each other, the largest groups first; `near` in the order of units.
 *
 * @throws {Problem} `not-found`, `invalid-fields` (`after`), `language-mismatch`, `selection-too-large`
 */
export async function findDuplicates(
  context: Context,
  actor: Actor,
  query: FindDuplicates,
): Promise<DuplicatePage> {
  const { source, target } = query;
  if (source === target)
    throw new Problem("language-mismatch", { wanted: source, found: target }, { field: "target" });
  const start = startOfPage(query.after);
  if (query.kind === "near") return nearDuplicates(context, actor, query, start);
  const groups = await groupsOf(context, actor, query);
  const open: DuplicateGroup[] = [];
  let total = 0;
  for (const numbers of groups) {
    // Only the page is read whole; the others are counted.
    if (total < start || open.length >= query.limit) {
      total += 1;
      continue;
    }
    const group = await groupOf(context, query, numbers);
    total += 1;
    if (group !== undefined && (query.meant || group.meant === undefined)) open.push(group);
  }
  const shown = open.length;
  const isLast = shown < query.limit;
  const reached = isLast ? total : indexAfter(groups, open.at(-1));
  return { items: open, total, next: reached >= total ? null : String(reached) };
}

/** Index of the group after this one. */
function indexAfter(groups: readonly (readonly number[])[], last: DuplicateGroup | undefined): number {
  const [first] = last?.units ?? [];
  return 1 + groups.findIndex((numbers) => numbers.some((n) => unitId(n) === first?.unit));
}

/** A text pair of a unit as hashes; two texts with one hash are told apart when the group is read. */
interface Pair {
  readonly n: number;
  readonly source: number;
  readonly target: number;
}

/** Unit numbers of the groups, the largest first. */
async function groupsOf(
  context: Context,
  actor: Actor,
  { kind, source, target, selection }: FindDuplicates,
): Promise<number[][]> {
  const byText = new Map<number, Pair[]>();
  let read = 0;
  const texts = selectedTexts({ languages: [source, target] });
  for await (const { units } of selectUnits(context, actor, selection)) {
    read += units.length;
    if (read > MOST_READ) throw new Problem("selection-too-large", { most: MOST_READ });
    for (const unit of units) {
      if (texts.languagesOf(unit).length < 2) continue;
      const [one, other] = [comparableOf(unit, source), comparableOf(unit, target)];
      if (one === "" || other === "") continue;
      const pair = { n: unit.n, source: textHash(one), target: textHash(other) };
      const key = kind === "sources" ? pair.target : pair.source;
      const known = byText.get(key);
      if (known === undefined) byText.set(key, [pair]);
      else known.push(pair);
    }
  }
  const groups: number[][] = [];
  for (const pairs of byText.values()) {
    if (pairs.length < 2) continue;
    if (kind === "pairs") {
      for (const same of Map.groupBy(pairs, (pair) => pair.target).values())
        if (same.length > 1) groups.push(same.map(({ n }) => n));
      continue;
    }
    const others = new Set(pairs.map((pair) => (kind === "sources" ? pair.source : pair.target)));
    if (others.size > 1) groups.push(pairs.map(({ n }) => n));
  }
  return groups.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

const comparableOf = (unit: StoredUnit, language: Language): string => {
  const content = unit.variants[language]?.content;
  return content === undefined ? "" : comparable(content, language);
};

async function groupOf(
  { storage }: Context,
  { kind, source, target }: Pick<FindDuplicates, "kind" | "source" | "target">,
  numbers: readonly number[],
): Promise<DuplicateGroup | undefined> {
  const units = (await unitsByNumber(storage, numbers)).toSorted((a, b) => a.n - b.n);
  const found = units.flatMap((unit) => viewOf(unit, source, target) ?? []);
  if (found.length < 2) return undefined;
  const textOf = (one: Omit<DuplicateUnit, "use">) =>
    kind === "targets" || kind === "pairs" ? one.target : one.source;
  const counts = new Map<string, number>();
  for (const one of found) counts.set(textOf(one), (counts.get(textOf(one)) ?? 0) + 1);
  const shown = found.map((one): DuplicateUnit => ({ ...one, use: counts.get(textOf(one)) ?? 1 }));
  const fingerprint = fingerprintOf(kind, source, target, shown);
  const marks = await ignoredOf(storage, numbers);
  const own = marks.filter((mark) => mark.fingerprint === fingerprint);
  const [mark] = own;
  const meant =
    mark !== undefined && own.length >= numbers.length
      ? { meant: { reason: mark.reason, author: mark.author, time: mark.time } }
      : {};
  return {
    fingerprint,
    kind,
    ...meant,
    count: shown.length,
    texts: [...counts]
      .map(([text, count]) => ({ text, count }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, LISTED),
    members: shown.slice(0, NAMED).map(({ unit }) => unit),
    units: shown.slice(0, LISTED),
  };
}

function viewOf(
  unit: StoredUnit,
  source: Language,
  target: Language,
): Omit<DuplicateUnit, "use"> | undefined {
  const [one, other] = [unit.variants[source], unit.variants[target]];
  if (one === undefined || other === undefined) return undefined;
  const { state, author, time, origin } = other;
  return {
    unit: unit.id,
    document: unit.document,
    key: unit.key,
    source: plainText(one.content),
    target: plainText(other.content),
    state,
    author,
    time,
    origin,
  };
}

/** Groups of nearly equal sources: each unit with the similar units after it. */
async function nearDuplicates(
  context: Context,
  actor: Actor,
  query: FindDuplicates,
  start: number,
): Promise<DuplicatePage> {
  const { source, target, selection, limit } = query;
  const items: DuplicateGroup[] = [];
  let seen = 0;
  let compared = 0;
  // Sources are alike in every memory, also where a match from it costs points.
  const collections = await listCollections(context, actor, { limit: WHOLE_LIST });
  const standings = Object.fromEntries(collections.items.map(({ id }) => [id, { penalty: 0 }]));
  for await (const { units } of selectUnits(context, actor, selection)) {
    const fresh = units.slice(Math.max(0, start - seen));
    seen += units.length;
    if (fresh.length === 0) continue;
    const groups = await similarTo(context, actor, query, fresh, standings);
    for (const numbers of groups) {
      const group = await groupOf(context, { kind: "near", source, target }, numbers);
      if (group !== undefined && (query.meant || group.meant === undefined)) items.push(group);
    }
    compared += fresh.length;
    // A page ends with a batch of units, so that the next one begins with a batch.
    if (items.length >= limit || compared >= COMPARED) return { items, next: String(seen) };
  }
  return { items, next: null };
}

async function similarTo(
  context: Context,
  actor: Actor,
  { source, target, selection }: FindDuplicates,
  units: readonly StoredUnit[],
  standings: NonNullable<Lookup["standings"]>,
): Promise<number[][]> {
  const asked = units.flatMap((unit) => {
    const content = unit.variants[source]?.content;
    return content === undefined || unit.variants[target] === undefined ? [] : [{ unit, content }];
  });
  const results = await lookup(context, actor, {
    standings,
    source,
    targets: [target],
    segments: asked.map(({ content }) => ({ text: content })),
    threshold: NEAR,
    limit: 20,
    pivot: false,
    explain: false,
    ...(selection.collections === undefined ? {} : { collections: selection.collections }),
  });
  const documents = selection.documents === undefined ? undefined : new Set(selection.documents);
  return results.flatMap(({ matches }, at) => {
    const unit = asked[at]?.unit;
    if (unit === undefined) return [];
    const own = comparableOf(unit, source);
    const similar = matches.filter(
      (match) =>
        match.unit !== unit.id &&
        comparable(match.source.text, source) !== own &&
        (documents?.has(match.document) ?? true),
    );
    const numbers = similar.flatMap((match) => unitNumber(match.unit) ?? []);
    // The pair is told once, with the unit that comes first.
    const later = numbers.filter((n) => n > unit.n);
    return later.length === 0 ? [] : [[unit.n, ...later]];
  });
}
