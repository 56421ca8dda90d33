import type { CheckId, Severity } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import {
  type ConceptFindings,
  countConceptFindings,
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
} from "../../storage/rows/findings.ts";
import { unitId, unitNumber, unitsByNumber } from "../../storage/rows/units.ts";
import { checkerOf, findingsOf } from "./check.ts";
import { type Actor, asProblem, type Context } from "../context.ts";
import { visibleDocument } from "../documents/documents.ts";
import { recheckPending } from "./findings-upkeep.ts";
import { repeatedUnits } from "../units/repeated-units.ts";

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
  /** Id of the concept that it is about. */
  readonly concept?: string;
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
  const units = await repeatedUnits(context, document);
  const checker = await checkerOf(context, document.collection);
  const found = findingsOf(checker, units, "document")
    .filter(
      (finding) =>
        (query.check === undefined || finding.check === query.check) &&
        (query.severity === undefined || finding.severity === query.severity) &&
        (query.concept === undefined || finding.params["concept"] === query.concept) &&
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

/** Which concepts go wrong in which documents, and how often; what somebody decided to live with is left out. */
export async function conceptFindings(
  context: Context,
  actor: Actor,
  query: Pick<FindingQuery, "collection">,
): Promise<ConceptFindings[]> {
  return countConceptFindings(context.storage, { collection: actor.collection ?? query.collection });
}

/**
 * Lives with findings, for as long as their texts stay as they are: with all of them or, when one of them is not
 * there, with none.
 *
 * @param ids those of one finding twice are one
 * @throws {Problem} `not-found`
 */
export async function ignoreFindings(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  reason: string,
): Promise<FindingView[]> {
  const found = await namedFindings(context, actor, ids);
  const ignored = { reason, time: context.now().toISOString(), author: actor.name };
  await write(
    context,
    insertIgnored(found.map(({ unit, fingerprint }) => ({ unit, fingerprint, ...ignored }))),
  );
  return found.map(({ view }) => ({ ...view, ignored }));
}

/** Takes `ignoreFindings` back, for all or none. @throws {Problem} `not-found` */
export async function heedFindings(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<FindingView[]> {
  const found = await namedFindings(context, actor, ids);
  await write(context, deleteIgnored(found));
  return found.map(({ view }) => view);
}

async function write(context: Context, statements: Parameters<Context["storage"]["batch"]>[0]) {
  await context.storage.batch(statements).catch((error: unknown) => {
    throw asProblem(error);
  });
}

interface Known {
  /** Number of the unit. */
  readonly unit: number;
  readonly fingerprint: string;
  readonly view: FindingView;
}

/** Findings by their ids, which hold for the texts as they are now. @throws {Problem} `not-found` */
async function namedFindings(context: Context, actor: Actor, ids: readonly string[]): Promise<Known[]> {
  const wanted = new Map(ids.map((id) => [id, /^(u[0-9a-z]+)-([0-9a-f]{1,14})$/u.exec(id)?.[1] ?? ""]));
  const numbers = [...new Set([...wanted.values()].flatMap((unit) => unitNumber(unit) ?? []))];
  const units = (await unitsByNumber(context.storage, numbers)).filter(
    ({ collection }) => actor.collection === undefined || actor.collection === collection,
  );
  const known = new Map<string, Known>();
  const note = (document: string, findings: readonly NamedFinding[]) => {
    for (const { fingerprint, ...finding } of findings) {
      const id = `${finding.unit}-${fingerprint}`;
      if (!wanted.has(id)) continue;
      known.set(id, { unit: numberOf(finding), fingerprint, view: { ...finding, id, document } });
    }
  };
  for (const [id, own] of Map.groupBy(units, ({ document }) => document)) {
    const checker = await checkerOf(context, own[0]?.collection);
    note(id, findingsOf(checker, own, "unit"));
    const names = new Set(own.map((unit) => unit.id));
    // What is said of the document as a whole needs its other units too.
    if ([...wanted].every(([name, unit]) => !names.has(unit) || known.has(name))) continue;
    const document = await visibleDocument(context, actor, id);
    note(id, findingsOf(checker, await repeatedUnits(context, document), "document"));
  }
  return [...wanted.keys()].map((id) => {
    const found = known.get(id);
    if (found === undefined) throw new Problem("not-found", { what: id });
    return found;
  });
}
