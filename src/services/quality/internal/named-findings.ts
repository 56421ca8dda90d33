import { Problem } from "../../../domain/problem.ts";
import type { NamedFinding } from "../../../storage/rows/findings.ts";
import { unitNumber, unitsByNumber } from "../../../storage/rows/units.ts";
import { isVisible } from "../../access/visibility.ts";
import type { Actor, Context } from "../../context.ts";
import { visibleDocument } from "../../documents/visible-document.ts";
import { repeatedUnits } from "../../units/repeated-units.ts";
import { type FindingView, numberOf } from "../finding-view.ts";
import { checkerOf, findingsOf } from "./checker.ts";

interface Known {
  /** Number of the unit. */
  readonly unit: number;
  readonly collection: string;
  readonly fingerprint: string;
  readonly view: FindingView;
}

/** Finds the findings with these ids in the current texts. @throws {Problem} `not-found` */
export async function namedFindings(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Known[]> {
  const wanted = new Map(ids.map((id) => [id, /^(u[0-9a-z]+)-([0-9a-f]{1,14})$/u.exec(id)?.[1] ?? ""]));
  const numbers = [...new Set([...wanted.values()].flatMap((unit) => unitNumber(unit) ?? []))];
  const units = (await unitsByNumber(context.storage, numbers)).filter(({ collection }) =>
    isVisible(actor, collection),
  );
  const known = new Map<string, Known>();
  const note = (document: string, collection: string, findings: readonly NamedFinding[]) => {
    for (const { fingerprint, ...finding } of findings) {
      const id = `${finding.unit}-${fingerprint}`;
      if (!wanted.has(id)) continue;
      known.set(id, {
        unit: numberOf(finding),
        collection,
        fingerprint,
        view: { ...finding, id, document },
      });
    }
  };
  for (const [id, own] of Map.groupBy(units, ({ document }) => document)) {
    const collection = own[0]?.collection ?? "";
    const checker = await checkerOf(context, collection);
    note(id, collection, findingsOf(checker, own, "unit"));
    const names = new Set(own.map((unit) => unit.id));
    // Checks of scope `document` also need the other units.
    if ([...wanted].every(([name, unit]) => !names.has(unit) || known.has(name))) continue;
    const document = await visibleDocument(context, actor, id);
    note(id, collection, findingsOf(checker, await repeatedUnits(context, document), "document"));
  }
  return [...wanted.keys()].map((id) => {
    const found = known.get(id);
    if (found === undefined) throw new Problem("not-found", { what: id });
    return found;
  });
}
