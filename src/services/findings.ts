import type { CheckId, Severity } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import {
  deleteIgnored,
  findingsAfter,
  type Ignored,
  ignoredOf,
  insertIgnored,
  type NamedFinding,
} from "../storage/findings.ts";
import { unitNumber, unitsOf } from "../storage/units.ts";
import { checkerOf, findingsOf } from "./check.ts";
import { type Actor, asProblem, type Context } from "./context.ts";
import { visibleDocument } from "./documents.ts";
import { visibleUnit } from "./units.ts";

/** A finding as it is listed. */
export interface FindingView extends Omit<NamedFinding, "fingerprint"> {
  readonly id: string;
  readonly document: string;
  readonly ignored?: Pick<Ignored, "reason" | "time" | "author">;
}

export interface FindingQuery {
  readonly document?: string;
  readonly collection?: string;
  readonly check?: CheckId;
  readonly severity?: Severity;
  readonly language?: Language;
  /** Ignored ones too. */
  readonly ignored?: boolean;
  /** Id of the finding's unit after which to go on. */
  readonly after?: string;
  /** Of units. */
  readonly limit: number;
}

/**
 * Findings in the order of their units; `next` is what to give as `after` for more. What needs the
 * whole document (inconsistencies) is there when a document is asked for.
 */
export async function listFindings(
  context: Context,
  actor: Actor,
  query: FindingQuery,
): Promise<{ items: FindingView[]; next: string | null; counts: FindingCounts }> {
  const all = await visibleFindings(context, actor, query);
  const wanted = all.filter(filterOf(query));
  const counts = countFindings(wanted);
  const after = query.after === undefined ? 0 : unitNumber(query.after);
  if (after === undefined) throw new Problem("bad-request", {}, { field: "after" });
  const rest = wanted.filter(({ unit }) => (unitNumber(unit) ?? 0) > after);
  const units = [...new Set(rest.map(({ unit }) => unit))].slice(0, query.limit);
  const shown = new Set(units);
  const items = rest.filter(({ unit }) => shown.has(unit));
  return { items, next: items.length < rest.length ? (units.at(-1) ?? null) : null, counts };
}

export interface FindingCounts {
  readonly total: number;
  readonly checks: Readonly<Record<string, number>>;
  readonly documents: Readonly<Record<string, number>>;
  readonly severities: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
}

export function countFindings(findings: readonly FindingView[]): FindingCounts {
  const tally = (names: readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  };
  return {
    total: findings.length,
    checks: tally(findings.map(({ check }) => check)),
    documents: tally(findings.map(({ document }) => document)),
    severities: tally(findings.map(({ severity }) => severity)),
    languages: tally(findings.flatMap(({ languages }) => languages)),
  };
}

const filterOf = (query: FindingQuery) => (finding: FindingView) =>
  (query.check === undefined || finding.check === query.check) &&
  (query.severity === undefined || finding.severity === query.severity) &&
  (query.language === undefined || finding.languages.includes(query.language)) &&
  (query.ignored === true || finding.ignored === undefined);

/** Of so many units at most; a list that is longer is better asked for by document. */
const LISTED = 20_000;

async function visibleFindings(context: Context, actor: Actor, query: FindingQuery): Promise<FindingView[]> {
  const document =
    query.document === undefined ? undefined : await visibleDocument(context, actor, query.document);
  const collection = actor.collection ?? query.collection;
  const stored = await findingsAfter(context.storage, { document: query.document, collection }, 0, LISTED);
  const found = stored.flatMap((row) =>
    row.findings.map((finding) => ({ ...finding, document: row.document })),
  );
  if (document) {
    const units = await unitsOf(context.storage, document);
    const checker = await checkerOf(context, document.collection);
    found.push(
      ...findingsOf(checker, units, "document").map((finding) => ({ ...finding, document: document.id })),
    );
  }
  const numbers = [...new Set(found.map(({ unit }) => unitNumber(unit) ?? 0))];
  const ignored = new Map(
    (await ignoredOf(context.storage, numbers)).map((row) => [`${row.unit} ${row.fingerprint}`, row]),
  );
  return found
    .map(({ fingerprint, ...finding }): FindingView => {
      const row = ignored.get(`${unitNumber(finding.unit)} ${fingerprint}`);
      const { reason = "", time = "", author = "" } = row ?? {};
      return {
        ...finding,
        id: `${finding.unit}-${fingerprint}`,
        ...(row ? { ignored: { reason, time, author } } : {}),
      };
    })
    .toSorted((a, b) => (unitNumber(a.unit) ?? 0) - (unitNumber(b.unit) ?? 0));
}

/**
 * Lives with a finding, for as long as the texts stay as they are.
 *
 * @throws {Problem} `not-found`
 */
export async function ignoreFinding(
  context: Context,
  actor: Actor,
  id: string,
  reason: string,
): Promise<FindingView> {
  const { unit, fingerprint, view } = await namedFinding(context, actor, id);
  const ignored = { reason, time: context.now().toISOString(), author: actor.name };
  await context.storage
    .batch([insertIgnored({ unit: unit.n, fingerprint, ...ignored })])
    .catch((error: unknown) => {
      throw asProblem(error);
    });
  return { ...view, ignored };
}

/** Takes `ignoreFinding` back. @throws {Problem} `not-found` */
export async function heedFinding(context: Context, actor: Actor, id: string): Promise<FindingView> {
  const { unit, fingerprint, view } = await namedFinding(context, actor, id);
  await context.storage.batch([deleteIgnored(unit.n, fingerprint)]).catch((error: unknown) => {
    throw asProblem(error);
  });
  return view;
}

async function namedFinding(context: Context, actor: Actor, id: string) {
  const [, of = "", fingerprint = ""] = /^(u[0-9a-z]+)-([0-9a-f]{1,14})$/u.exec(id) ?? [];
  const unit = await visibleUnit(context, actor, of).catch(() => undefined);
  const document = unit && (await visibleDocument(context, actor, unit.document));
  if (unit === undefined || document === undefined) throw new Problem("not-found", { what: id });
  const checker = await checkerOf(context, document.collection);
  const finding =
    findingsOf(checker, [unit], "unit").find((known) => known.fingerprint === fingerprint) ??
    findingsOf(checker, await unitsOf(context.storage, document), "document").find(
      (known) => known.fingerprint === fingerprint && known.unit === unit.id,
    );
  if (finding === undefined) throw new Problem("not-found", { what: id });
  const { fingerprint: _, ...rest } = finding;
  const view: FindingView = { ...rest, id, document: document.id };
  return { unit, fingerprint, view };
}
