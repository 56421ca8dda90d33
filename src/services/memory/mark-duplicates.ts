import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { comparable } from "../../matching/comparable-text.ts";
import { decisionKey, decisionsNow } from "../../storage/rows/decisions.ts";
import { unitNumber, unitsByNumber } from "../../storage/rows/units.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { type Decided, writeDecisions } from "../imports/decide.ts";
import type { DuplicateKind } from "./find-duplicates.ts";
import { areDuplicates, fingerprintOf } from "./internal/duplicate-fingerprint.ts";

export interface MarkDuplicates {
  readonly kind: DuplicateKind;
  readonly source: Language;
  readonly target: Language;
  /** Ids of all units of the group. */
  readonly units: readonly string[];
  /** Why the duplicates are meant; `undefined` takes the mark back. */
  readonly reason: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** A group that was marked. */
export interface MarkedDuplicates {
  readonly fingerprint: string;
  /** `null` when nothing was written: a preview, or all of it was so already. */
  readonly import: string | null;
  /** Units whose mark changes. */
  readonly units: number;
}

/**
 * Marks a group of duplicates as meant, or takes the mark back, as one import. The mark holds until one of the texts
 * changes.
 *
 * @throws {Problem} `not-found` for a unit that the actor may not see; `invalid-fields` (`duplicates`) for units that are
 *   no duplicates of this kind; `collection-read-only`, `disk-full`, `read-only`, `overloaded`
 */
export async function markDuplicates(
  context: Context,
  actor: Actor,
  { kind, source, target, units: ids, reason, dryRun }: MarkDuplicates,
): Promise<MarkedDuplicates> {
  const numbers = ids.map((id) => {
    const n = unitNumber(id);
    if (n === undefined) throw new Problem("not-found", { what: id });
    return n;
  });
  const units = new Map((await unitsByNumber(context.storage, numbers)).map((unit) => [unit.n, unit]));
  const contents = numbers.map((n, at) => {
    const unit = units.get(n);
    if (unit === undefined) throw new Problem("not-found", { what: ids[at] ?? "" });
    assertVisible(actor, unit.collection, unit.id);
    const content = (language: Language) => unit.variants[language]?.content ?? [];
    return { source: content(source), target: content(target) };
  });
  const forms = contents.map((unit) => ({
    source: comparable(unit.source, source),
    target: comparable(unit.target, target),
  }));
  if (reason !== undefined && !areDuplicates(kind, forms))
    throw new Problem("invalid-fields", { reason: "duplicates" }, { field: "units" });
  const fingerprint = fingerprintOf(
    kind,
    source,
    target,
    contents.map((unit) => ({ source: plainText(unit.source), target: plainText(unit.target) })),
  );
  const stamp =
    reason === undefined ? null : { reason, time: context.now().toISOString(), author: actor.name };
  const written = await writeDecisions(context, actor, {
    kind: "duplicates",
    units: numbers,
    dryRun,
    decide: async (ofDocument) => {
      const names = ofDocument.map(
        ({ n: unit }) => ({ kind: "duplicates", unit, name: fingerprint }) as const,
      );
      const standing = await decisionsNow(context.storage, names);
      return names.flatMap((name): Decided[] => {
        const before = standing.get(decisionKey(name)) ?? null;
        return before?.reason === reason ? [] : [{ ...name, before, after: stamp }];
      });
    },
  });
  return { fingerprint, import: written.import, units: written.decisions.length };
}
