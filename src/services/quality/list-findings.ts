import type { CheckId, Severity } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import {
  countStoredFindings,
  type FindingCount,
  type FindingFilter,
  type ListedFinding,
  listStoredFindings,
  unitsWithFindings,
} from "../../storage/rows/findings.ts";
import { unitId, unitNumber } from "../../storage/rows/units.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { repeatedUnits } from "../units/repeated-units.ts";
import { type FindingView, ignoredNames, nameOf, numberOf, withIgnored } from "./finding-view.ts";
import { checkerOf, findingsOf } from "./internal/checker.ts";
import { recheckPending } from "./recheck-pending.ts";

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
  if (after === undefined) throw wrongCursor("after");
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
