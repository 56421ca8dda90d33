import type { CheckId, Severity } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import {
  countStoredFindings,
  deleteIgnored,
  type FindingCount,
  type FindingFilter,
  type Ignored,
  ignoredOf,
  insertIgnored,
  type ListedFinding,
  listStoredFindings,
  type NamedFinding,
  unitsWithFindings,
} from "../storage/findings.ts";
import { unitId, unitNumber, unitsOf } from "../storage/units.ts";
import { checkerOf, findingsOf } from "./check.ts";
import { type Actor, asProblem, type Context } from "./context.ts";
import { visibleDocument } from "./documents.ts";
import { recheckPending } from "./findings-upkeep.ts";
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
 * whole document (inconsistencies) is there when a document is asked for. Everything else is selected, paged and
 * counted by the store: what is held in memory is one page.
 */
export async function listFindings(
  context: Context,
  actor: Actor,
  query: FindingQuery,
): Promise<{ items: FindingView[]; next: string | null; counts: FindingCounts }> {
  const after = query.after === undefined ? 0 : unitNumber(query.after);
  if (after === undefined) throw new Problem("bad-request", {}, { field: "after" });
  // A disk that is full must not hide what is known.
  await recheckPending(context).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
  const filter: FindingFilter = { ...query, collection: actor.collection ?? query.collection };
  const wide = query.document === undefined ? [] : await documentWide(context, actor, query.document, query);
  const counts = tallied([
    ...(await countStoredFindings(context.storage, filter)),
    ...wide.map(({ document, check, severity, languages }) => ({
      document,
      check,
      severity,
      languages,
      count: 1,
    })),
  ]);
  const numbers = await unitsWithFindings(context.storage, filter, after, query.limit + 1);
  const wideNumbers = wide.map(numberOf).filter((n) => n > after);
  const units = [...new Set([...numbers, ...wideNumbers])].toSorted((a, b) => a - b);
  const shown = units.slice(0, query.limit);
  const page = new Set(shown);
  const found = [
    ...(await listStoredFindings(context.storage, filter, shown)),
    ...wide.filter((finding) => page.has(numberOf(finding))),
  ].toSorted((a, b) => numberOf(a) - numberOf(b));
  const items = await withIgnored(context, found);
  const last = shown.at(-1);
  return { items, next: units.length > shown.length && last !== undefined ? unitId(last) : null, counts };
}

const numberOf = ({ unit }: { readonly unit: string }): number => unitNumber(unit) ?? 0;

export interface FindingCounts {
  readonly total: number;
  readonly checks: Readonly<Record<string, number>>;
  readonly documents: Readonly<Record<string, number>>;
  readonly severities: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
}

function tallied(kinds: readonly FindingCount[]): FindingCounts {
  const tally = (namesOf: (kind: FindingCount) => readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const kind of kinds)
      for (const name of namesOf(kind)) counts[name] = (counts[name] ?? 0) + kind.count;
    return counts;
  };
  return {
    total: kinds.reduce((total, { count }) => total + count, 0),
    checks: tally(({ check }) => [check]),
    documents: tally(({ document }) => [document]),
    severities: tally(({ severity }) => [severity]),
    languages: tally(({ languages }) => languages),
  };
}

/** What is said of a document as a whole: found each time, for one unit's change may touch any other. */
async function documentWide(
  context: Context,
  actor: Actor,
  id: string,
  query: FindingQuery,
): Promise<ListedFinding[]> {
  const document = await visibleDocument(context, actor, id);
  const units = await unitsOf(context.storage, document);
  const checker = await checkerOf(context, document.collection);
  const found = findingsOf(checker, units, "document")
    .filter(
      (finding) =>
        (query.check === undefined || finding.check === query.check) &&
        (query.severity === undefined || finding.severity === query.severity) &&
        (query.language === undefined || finding.languages.includes(query.language)),
    )
    .map((finding) => ({ ...finding, document: document.id }));
  if (query.ignored === true || found.length === 0) return found;
  const ignored = await ignoredNames(context, found);
  return found.filter((finding) => !ignored.has(nameOf(finding)));
}

const nameOf = (finding: NamedFinding): string => `${numberOf(finding)} ${finding.fingerprint}`;

async function ignoredNames(
  context: Context,
  findings: readonly NamedFinding[],
): Promise<ReadonlyMap<string, Ignored>> {
  const rows = await ignoredOf(context.storage, [...new Set(findings.map(numberOf))]);
  return new Map(rows.map((row) => [`${row.unit} ${row.fingerprint}`, row]));
}

async function withIgnored(context: Context, findings: readonly ListedFinding[]): Promise<FindingView[]> {
  const ignored = await ignoredNames(context, findings);
  return findings.map((finding): FindingView => {
    const row = ignored.get(nameOf(finding));
    const { fingerprint, ...rest } = finding;
    return {
      ...rest,
      id: `${finding.unit}-${fingerprint}`,
      ...(row === undefined ? {} : { ignored: { reason: row.reason, time: row.time, author: row.author } }),
    };
  });
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
