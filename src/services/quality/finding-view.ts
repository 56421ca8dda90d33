import {
  type Ignored,
  ignoredOf,
  type ListedFinding,
  type NamedFinding,
} from "../../storage/rows/findings.ts";
import { unitNumber } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";

/** A finding in lists. */
export interface FindingView extends Omit<NamedFinding, "fingerprint"> {
  readonly id: string;
  readonly document: string;
  readonly ignored?: Pick<Ignored, "reason" | "time" | "author">;
}

/** Number of the finding's unit. */
export const numberOf = ({ unit }: { readonly unit: string }): number => unitNumber(unit) ?? 0;

/** Key of a finding: unit number and fingerprint. */
export const nameOf = (finding: NamedFinding): string => `${numberOf(finding)} ${finding.fingerprint}`;

/** Decisions to ignore findings of the same units, by `nameOf` the finding. */
export async function ignoredNames(
  context: Context,
  findings: readonly NamedFinding[],
): Promise<ReadonlyMap<string, Ignored>> {
  const rows = await ignoredOf(context.storage, [...new Set(findings.map(numberOf))]);
  return new Map(rows.map((row) => [`${row.unit} ${row.fingerprint}`, row]));
}

/** Adds the id and the decision to ignore, if there is one, to each finding. */
export async function withIgnored(
  context: Context,
  findings: readonly ListedFinding[],
): Promise<FindingView[]> {
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
