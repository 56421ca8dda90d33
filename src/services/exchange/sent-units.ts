import type { Language } from "../../domain/language.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { withAllUnits } from "../../formats/registry.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { type StoredUnit, unitNumber, unitsNamed, unitsOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { type Skipped, skipUnits, type SkipRules } from "../imports/skip-units.ts";
import { type NewerVersion, newerVersion } from "./newer-version.ts";
import { sentByPlace } from "./sent-by-place.ts";
import { withSurplusJoined } from "./surplus-sentences.ts";

/** A sent file in units of its document, without what the request skips. */
export interface SentUnits {
  readonly file: ExchangeFile;
  readonly skipped: readonly Skipped[] | undefined;
  /** Units that the file may change, under the keys that they have in it. */
  readonly units: readonly StoredUnit[];
  /** Units that tell whether it is a file of this document. */
  readonly judged: readonly StoredUnit[];
  /** For a document with other places than the file. */
  readonly newer?: NewerVersion;
  /** Another version of the file in the same units. */
  readonly asUnits?: (file: ExchangeFile) => ExchangeFile;
  /** False for a file that has no place for some units of the document: it is no template of later exports. */
  readonly isTemplate: boolean;
}

/**
 * Finds the units of a document that a sent file is about: by the places of an aligned document, by the sentences of a
 * text whose places have changed, else by the keys of the file.
 *
 * @param own language that the document is written in
 * @param create whether the file may bring new units
 * @throws {Problem} `invalid-fields` (`olderThan`)
 */
export async function sentUnits(
  context: Context,
  actor: Actor,
  document: Document,
  sent: ExchangeFile,
  {
    own,
    create,
    rules,
  }: { readonly own: Language | undefined; readonly create: boolean; readonly rules: SkipRules },
): Promise<SentUnits> {
  const byPlace = await sentByPlace(context, document, sent);
  if (byPlace !== undefined) {
    const { units, asUnits, hasSameShape: isTemplate } = byPlace;
    const { file, skipped } = await skipUnits(context, actor, document, byPlace.file, rules);
    return { file: withAllUnits(file), skipped, units, judged: units, asUnits, isTemplate };
  }
  const newer = await newerVersion(context, document, sent, own, create);
  const { file: kept, skipped } = await skipUnits(context, actor, document, newer?.file ?? sent, rules);
  const file = withAllUnits(kept);
  const units = newer?.units ?? (await unitsToCompare(context, document, file));
  const isTranslation =
    traitsOf(file.format).runningText === true && file.source !== undefined && file.source !== own;
  const joined = isTranslation ? withSurplusJoined(file, file.source, units) : { file, hasSurplus: false };
  return {
    file: joined.file,
    skipped,
    units,
    // A file that is not like the document is compared place by place, to tell why.
    judged: newer?.isUnlike === true ? newer.stored : units,
    ...(newer === undefined ? {} : { newer, asUnits: newer.asUnits }),
    isTemplate: newer?.takesShape !== false && !joined.hasSurplus,
  };
}

/** Units that the file may change. A part of a large document is compared only with that part. */
export async function unitsToCompare(
  context: Context,
  document: Document,
  { units }: ExchangeFile,
): Promise<StoredUnit[]> {
  // All keys are needed to tell which plural forms are missing.
  if (traitsOf(document.format).pluralKeys) return unitsOf(context.storage, document);
  const numbers = units.flatMap(({ base }) => (base === undefined ? [] : (unitNumber(base.unit) ?? [])));
  const keys = units.map(({ key }) => key);
  return unitsNamed(context.storage, document, keys, numbers);
}
