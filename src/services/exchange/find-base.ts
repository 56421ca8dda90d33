import type { Language } from "../../domain/language.ts";
import { placeholderText } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { type Import, importId, importsWithFile } from "../../storage/rows/imports.ts";
import { isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
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
 * @returns by key of the unit; empty when no file of that format and direction is stored
 */
export async function findBase(
  context: Context,
  actor: Actor,
  document: Document,
  file: ExchangeFile,
  asUnits: (file: ExchangeFile) => ExchangeFile = (there) => there,
): Promise<ReadonlyMap<string, FoundUnit>> {
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
    const there = await storedFile(context, entry, file.format);
    if (there === undefined) continue;
    candidates.push({
      entry,
      units: new Map(asUnits(there).units.map((unit) => [unit.key, unit])),
    });
  }
  const own = candidates.filter(({ entry }) => isOwn(actor, entry));
  const others = candidates.filter(({ entry }) => !isOwn(actor, entry));
  const distances = new Map(others.map((one) => [one, distanceOf(file, one.units)]));
  const nearest = others.toSorted(
    (x, y) => (distances.get(x) ?? 0) - (distances.get(y) ?? 0) || x.entry.n - y.entry.n,
  );
  const found = new Map<string, FoundUnit>();
  for (const unit of file.units) {
    const mine = own.find(({ units }) => units.has(unit.key));
    const received = others.find(
      ({ entry, units }) =>
        entry.n > (mine?.entry.n ?? Infinity) && hasSameTexts(file, unit, units.get(unit.key)),
    );
    const isUntouched = mine !== undefined && hasSameTexts(file, unit, mine.units.get(unit.key));
    const chosen = isUntouched
      ? mine
      : (received ?? mine ?? nearest.find(({ units }) => units.has(unit.key)));
    const there = chosen?.units.get(unit.key);
    if (chosen !== undefined && there !== undefined)
      found.set(unit.key, { base: importId(chosen.entry.n), unit: there });
  }
  return found;
}

/** A stored file with its units by key. */
interface Candidate {
  readonly entry: Import;
  readonly units: ReadonlyMap<string, ExchangeUnit>;
}

/** True when a push of the unit would bring the texts that the other has. */
const hasSameTexts = (file: ExchangeFile, unit: ExchangeUnit, other: ExchangeUnit | undefined): boolean =>
  other !== undefined &&
  languagesOfUnit(file, unit).every((language) => textOf(unit, language) === textOf(other, language));

/** True for a file that names no direction as a whole: its parts may have any. */
const isMixed = ({ source, target }: Import): boolean => source === undefined && target === undefined;

/** Number of texts that differ: a unit that is missing, or has another source, counts as much as two. */
function distanceOf(file: ExchangeFile, units: ReadonlyMap<string, ExchangeUnit>): number {
  let distance = 0;
  for (const unit of file.units) {
    const other = units.get(unit.key);
    const isSame = (language: Language) => textOf(unit, language) === textOf(other, language);
    const { source } = directionOfUnit(file, unit);
    if (other === undefined || (source !== undefined && !isSame(source))) distance += 2;
    else distance += languagesOfUnit(file, unit).filter((language) => !isSame(language)).length;
  }
  return distance;
}

function textOf(unit: ExchangeUnit | undefined, language: Language): string {
  const draft = unit?.variants[language];
  return draft === undefined ? "" : placeholderText(draft.content);
}
