import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { placeholderText } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import { readExchange } from "../../formats/registry.ts";
import type { FormatName } from "../../formats/traits.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { readFile } from "../../storage/rows/files.ts";
import { type Import, importId, importsWithFile } from "../../storage/rows/imports.ts";
import type { Actor, Context } from "../context.ts";
import { directionOfUnit } from "./direction.ts";
import { languagesOfUnit } from "./push-plan.ts";

/** Most files to compare: the newest, and the first of all. */
const MAX_FILES = 6;

/**
 * The stored import that a file without metadata came from: the one whose file differs least from it in the texts that a
 * push brings. Of equals, an import of the same author: nobody is in conflict with himself. Else the oldest, which keeps
 * a conflict between two people.
 *
 * @returns the id of the import; `undefined` when no file of that format and direction is stored
 */
export async function findBase(
  context: Context,
  actor: Actor,
  document: Document,
  file: ExchangeFile,
): Promise<string | undefined> {
  const stored = (await importsWithFile(context.storage, document.n)).filter(
    (entry) =>
      entry.format === file.format &&
      (isMixed(entry) ||
        (entry.source === file.source && (entry.target === undefined || entry.target === file.target))),
  );
  const oldest = stored.at(-1);
  const candidates =
    stored.length > MAX_FILES && oldest !== undefined ? [...stored.slice(0, MAX_FILES - 1), oldest] : stored;
  let best: { readonly entry: Import; readonly distance: number } | undefined;
  for (const entry of candidates) {
    const there = await fileOf(context, entry, file.format);
    if (there === undefined) continue;
    const distance = distanceOf(file, there);
    const isOwn = entry.author === actor.name;
    const isBetter =
      best === undefined ||
      distance < best.distance ||
      (distance === best.distance && (isOwn || best.entry.author !== actor.name));
    // The newest come first, so of two imports of the author the newer one is there already.
    if (isBetter && !(best?.distance === distance && isOwn && best.entry.author === actor.name))
      best = { entry, distance };
  }
  return best && importId(best.entry.n);
}

/** True for a file that names no direction as a whole: its parts may have any. */
const isMixed = ({ source, target }: Import): boolean => source === undefined && target === undefined;

async function fileOf(
  context: Context,
  { file, filename, source, target }: Import,
  format: FormatName,
): Promise<ExchangeFile | undefined> {
  const bytes = file === undefined ? undefined : await readFile(context.storage, file);
  if (bytes === undefined) return undefined;
  try {
    return readExchange(bytes, {
      format,
      ...(filename === undefined ? {} : { filename }),
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
    });
  } catch (error) {
    // A file that was read under earlier rules is no candidate.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Number of texts that differ: a unit that is missing, or has another source, counts as much as two. */
function distanceOf(file: ExchangeFile, there: ExchangeFile): number {
  const units = new Map(there.units.map((unit) => [unit.key, unit]));
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
