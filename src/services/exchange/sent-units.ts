import type { Language } from "../../domain/language.ts";
import { inParts } from "../../domain/list.ts";
import type { ExchangeFile, ExchangeUnit, FileOfAnySize } from "../../formats/contract.ts";
import { withAllUnits } from "../../formats/registry.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { type StoredUnit, unitNumber, unitsNamed, unitsOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { PART } from "../imports/commit.ts";
import { type Skipped, skipUnits, type SkipRules } from "../imports/skip-units.ts";
import type { AsUnits } from "./find-base.ts";
import { type NewerVersion, newerVersion } from "./newer-version.ts";
import { sentByPlace } from "./sent-by-place.ts";
import { withSurplusJoined } from "./surplus-sentences.ts";

/** A sent file in units of its document, without what the request skips. */
export interface SentUnits {
  readonly file: FileOfAnySize;
  readonly skipped: readonly Skipped[] | undefined;
  /**
   * The units of the file, and those of the document that they may change, under the keys that they have in the file.
   * A large file whose units are named by their keys comes in several parts, any other one in a single part.
   */
  readonly parts: () => AsyncIterable<SentPart>;
  /** Units that tell whether it is a file of this document. */
  readonly judged: readonly StoredUnit[];
  /** For a document with other places than the file. */
  readonly newer?: NewerVersion;
  /** Another version of the file in the same units. */
  readonly asUnits?: AsUnits;
  /** False for a file that has no place for some units of the document: it is no template of later exports. */
  readonly isTemplate: boolean;
}

/** Units of a file, and the units of the document that belong to them. */
export interface SentPart {
  readonly sent: readonly ExchangeUnit[];
  readonly stored: readonly StoredUnit[];
}

/** A file that is only gone through in order: its units are not all in memory. */
export const isInParts = (file: FileOfAnySize): boolean => !Array.isArray(file.units);

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
  sentFile: FileOfAnySize,
  {
    own,
    create,
    rules,
  }: { readonly own: Language | undefined; readonly create: boolean; readonly rules: SkipRules },
): Promise<SentUnits> {
  // All keys are needed to tell which plural forms are missing.
  if (isInParts(sentFile) && !traitsOf(document.format).pluralKeys) {
    const { file, skipped } = await skipUnits(context, actor, document, sentFile, rules);
    const parts = async function* (): AsyncGenerator<SentPart> {
      for (const part of inParts(file.units, PART))
        yield { sent: part, stored: await unitsToCompare(context, document, { units: part }) };
    };
    return { file, skipped, parts, judged: [], isTemplate: true };
  }
  const sent = withAllUnits(sentFile);
  const byPlace = await sentByPlace(context, document, sent);
  if (byPlace !== undefined) {
    const { units, asUnits, hasSameShape: isTemplate } = byPlace;
    const { file, skipped } = await skipUnits(context, actor, document, byPlace.file, rules);
    return { ...wholeFile(withAllUnits(file), units), skipped, judged: units, asUnits, isTemplate };
  }
  const newer = await newerVersion(context, document, sent, own, create);
  const { file: kept, skipped } = await skipUnits(context, actor, document, newer?.file ?? sent, rules);
  const file = withAllUnits(kept);
  const units = newer?.units ?? (await unitsToCompare(context, document, file));
  const isTranslation =
    traitsOf(file.format).runningText === true && file.source !== undefined && file.source !== own;
  const joined = isTranslation ? withSurplusJoined(file, file.source, units) : { file, hasSurplus: false };
  return {
    ...wholeFile(joined.file, units),
    skipped,
    // A file that is not like the document is compared place by place, to tell why.
    judged: newer?.isUnlike === true ? newer.stored : units,
    ...(newer === undefined ? {} : { newer, asUnits: newer.asUnits }),
    isTemplate: newer?.takesShape !== false && !joined.hasSurplus,
  };
}

/** A file in a single part. */
const wholeFile = (file: ExchangeFile, stored: readonly StoredUnit[]): Pick<SentUnits, "file" | "parts"> => ({
  file,
  async *parts() {
    yield { sent: file.units, stored };
  },
});

/** Units that the file may change. A part of a large document is compared only with that part. */
export async function unitsToCompare(
  context: Context,
  document: Document,
  { units }: { readonly units: Iterable<ExchangeUnit> },
): Promise<StoredUnit[]> {
  // All keys are needed to tell which plural forms are missing.
  if (traitsOf(document.format).pluralKeys) return unitsOf(context.storage, document);
  const numbers: number[] = [];
  const keys: string[] = [];
  for (const { key, base } of units) {
    keys.push(key);
    const n = base && unitNumber(base.unit);
    if (n !== undefined) numbers.push(n);
  }
  return unitsNamed(context.storage, document, keys, numbers);
}
