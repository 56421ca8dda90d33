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
import { collectionsFor } from "../access/visibility.ts";
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
  /** Id of the concept that the finding is about. */
  readonly concept?: string;
  /** Include ignored findings. */
  readonly ignored?: boolean;
  /** Id of the last unit of the page before. */
  readonly after?: string;
  /** Units per page. */
  readonly limit: number;
}

/**
 * Findings in the order of their units. The store selects, pages and counts them, so that memory holds one page.
 * Findings of scope `document` (inconsistencies) are included only if the query names a document.
 *
 * @returns one page; `next` is the `after` of the next page, `null` on the last page; `counts` of all pages
 * @throws {Problem} `not-found` (document), `invalid-fields` (`after`)
 */
export async function listFindings(
  context: Context,
  actor: Actor,
  query: FindingQuery,
): Promise<{ items: FindingView[]; next: string | null; counts: FindingCounts }> {
  const after = query.after === undefined ? 0 : unitNumber(query.after);
  if (after === undefined) throw wrongCursor("after");
  // Stored findings must be shown even if the disk is full.
  await recheckPending(context).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
  const { collection, ...conditions } = query;
  const collections = collectionsFor(actor, collection === undefined ? undefined : [collection]);
  const filter: FindingFilter = { ...conditions, collections };
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
  const countBy = (namesOf: (kind: FindingCount) => readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const kind of kinds)
      for (const name of namesOf(kind)) counts[name] = (counts[name] ?? 0) + kind.count;
    return counts;
  };
  return {
    total: kinds.reduce((total, { count }) => total + count, 0),
    checks: countBy(({ check }) => [check]),
    documents: countBy(({ document }) => [document]),
    severities: countBy(({ severity }) => [severity]),
    languages: countBy(({ languages }) => languages),
  };
}

/** Findings of scope `document`. They are not stored, because a change of one unit may affect all others. */
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
