import type { Language } from "../../domain/language.ts";
import { inParts, type List } from "../../domain/list.ts";
import { placeholderText } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit, FileOfAnySize, TextStore } from "../../formats/contract.ts";
import { withAllUnits } from "../../formats/registry.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { type Import, importId, importsWithFile } from "../../storage/rows/imports.ts";
import { isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { PART } from "../imports/commit.ts";
import { directionOfUnit } from "./direction.ts";
import { languagesOfUnit } from "./push-plan.ts";
import { storedFile } from "./stored-file.ts";

/** Number of newest files to compare. The first file of all and the newest of the author are compared in any case. */
const NEWEST_FILES = 5;

/** A unit of a stored file that a pushed file came from. */
export interface FoundUnit {
  /** Id of the import that brought the stored file. */
  readonly base: string;
  readonly unit: ExchangeUnit;
}

/**
 * Finds what a file without metadata was made from, unit by unit. That is the newest file of the same author that has
 * the unit: it is what he had in hand, and his own earlier work is no conflict. A text that somebody else has pushed
 * since comes from there: the author has got it by an export. An author who has pushed nothing yet works on the file
 * that differs least; of equals on the oldest, which keeps a conflict between two people.
 *
 * @param asUnits turns a stored file into units of the document
 * @param store keeps the units of large stored files
 */
export async function findBase(
  context: Context,
  actor: Actor,
  document: Document,
  file: FileOfAnySize,
  { asUnits, store }: { readonly asUnits?: AsUnits | undefined; readonly store?: TextStore } = {},
): Promise<BaseFinder> {
  const stored = (await importsWithFile(context.storage, document.n)).filter(
    (entry) =>
      entry.format === file.format &&
      (isMixed(entry) ||
        (entry.source === file.source && (entry.target === undefined || entry.target === file.target))),
  );
  const oldest = stored.at(-1);
  const newestOwn = stored.find((entry) => isOwn(actor, entry));
  const compared = stored.filter(
    (entry, index) => index < NEWEST_FILES || entry === oldest || entry === newestOwn,
  );
  const candidates: Candidate[] = [];
  for (const entry of compared) {
    const there = await storedFile(context, entry, file.format, store);
    if (there === undefined) continue;
    const { units } = asUnits === undefined ? there : asUnits(withAllUnits(there));
    candidates.push({ entry, units, places: new Map(placesByKey(units)) });
  }
  const own = candidates.filter(({ entry }) => isOwn(actor, entry));
  const others = candidates.filter(({ entry }) => !isOwn(actor, entry));
  const distances = new Map(others.map((one) => [one, distanceOf(file, one)]));
  const nearest = others.toSorted(
    (x, y) => (distances.get(x) ?? 0) - (distances.get(y) ?? 0) || x.entry.n - y.entry.n,
  );
  return (part) => {
    const found = new Map<string, FoundUnit>();
    const partOf = new Map(candidates.map((one) => [one, unitsOf(one, part)]));
    const inFile = (one: Candidate, key: string) => partOf.get(one)?.get(key);
    for (const unit of part) {
      const has = (one: Candidate) => inFile(one, unit.key) !== undefined;
      const mine = own.find(has);
      const received = others.find(
        (one) => one.entry.n > (mine?.entry.n ?? Infinity) && hasSameTexts(file, unit, inFile(one, unit.key)),
      );
      const isUntouched = mine !== undefined && hasSameTexts(file, unit, inFile(mine, unit.key));
      const chosen = isUntouched ? mine : (received ?? mine ?? nearest.find(has));
      const there = chosen && inFile(chosen, unit.key);
      if (chosen !== undefined && there !== undefined)
        found.set(unit.key, { base: importId(chosen.entry.n), unit: there });
    }
    return found;
  };
}

/** Another version of a file in units of the document. */
export type AsUnits = (file: ExchangeFile) => ExchangeFile;

/** What some units of the pushed file were made from, by key; it lacks those that no stored file has. */
export type BaseFinder = (units: readonly ExchangeUnit[]) => ReadonlyMap<string, FoundUnit>;

/** A stored file, and where in it the unit of each key is. */
interface Candidate {
  readonly entry: Import;
  readonly units: List<ExchangeUnit>;
  readonly places: ReadonlyMap<string, number>;
}

function* placesByKey(units: Iterable<ExchangeUnit>): Generator<[string, number]> {
  let at = 0;
  for (const { key } of units) yield [key, at++];
}

/** The units of a stored file with the keys of these, by key. They are asked for in the order of the file: see `packUnits`. */
function unitsOf({ units, places }: Candidate, wanted: readonly ExchangeUnit[]): Map<string, ExchangeUnit> {
  const found = new Map<string, ExchangeUnit>();
  const at = wanted.flatMap(({ key }) => places.get(key) ?? []).toSorted((one, other) => one - other);
  for (const place of at) {
    const unit = units.at(place);
    if (unit !== undefined) found.set(unit.key, unit);
  }
  return found;
}

/** True when a push of the unit would bring the texts that the other has. */
const hasSameTexts = (file: FileOfAnySize, unit: ExchangeUnit, other: ExchangeUnit | undefined): boolean =>
  other !== undefined &&
  languagesOfUnit(file, unit).every((language) => textOf(unit, language) === textOf(other, language));

/** True for a file that names no direction as a whole: its parts may have any. */
const isMixed = ({ source, target }: Import): boolean => source === undefined && target === undefined;

/** Number of texts that differ: a unit that is missing, or has another source, counts as much as two. */
function distanceOf(file: FileOfAnySize, candidate: Candidate): number {
  let distance = 0;
  for (const part of inParts(file.units, PART)) {
    const others = unitsOf(candidate, part);
    for (const unit of part) {
      const other = others.get(unit.key);
      const isSame = (language: Language) => textOf(unit, language) === textOf(other, language);
      const { source } = directionOfUnit(file, unit);
      if (other === undefined || (source !== undefined && !isSame(source))) distance += 2;
      else distance += languagesOfUnit(file, unit).filter((language) => !isSame(language)).length;
    }
  }
  return distance;
}

function textOf(unit: ExchangeUnit | undefined, language: Language): string {
  const draft = unit?.variants[language];
  return draft === undefined ? "" : placeholderText(draft.content);
}
