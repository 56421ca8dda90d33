import type { Language } from "../../domain/language.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { withAllUnits } from "../../formats/registry.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { importsWithFile } from "../../storage/rows/imports.ts";
import { type StoredUnit, unitsOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { storedFile } from "./stored-file.ts";
import { type FileByPlace, unitsByPlace } from "./units-by-place.ts";

export interface SentByPlace extends FileByPlace {
  /** All units of the document. */
  readonly units: readonly StoredUnit[];
  /** Another version of the same file in units of the document. */
  readonly asUnits: (file: ExchangeFile) => ExchangeFile;
}

/**
 * Turns a file that is sent to an aligned document into units of the document. It is compared with the newest file of
 * its language; a language without a file goes out in the shape of another one, and comes back in it.
 *
 * @returns `undefined` if the document is not aligned from files of this format
 */
export async function sentByPlace(
  context: Context,
  document: Document,
  sent: ExchangeFile,
): Promise<SentByPlace | undefined> {
  const language = sent.source;
  if (traitsOf(sent.format).runningText !== true || sent.format !== document.format || language === undefined)
    return undefined;
  const imports = await importsWithFile(context.storage, document.n);
  const aligned = imports.filter((entry) => entry.kind === "alignment" && entry.format === sent.format);
  if (aligned.length === 0) return undefined;
  const units = await unitsOf(context.storage, document);
  const isPlaced = (own: Language) => units.some(({ variants }) => variants[own]?.places !== undefined);
  const own = isPlaced(language) ? language : aligned.at(-1)?.source;
  if (own === undefined) return undefined;
  const newest = imports.find((entry) => entry.format === sent.format && entry.source === own);
  const kept = newest && (await storedFile(context, newest, sent.format));
  if (kept === undefined) return undefined;
  const inMemory = withAllUnits(kept);
  const turned = (file: ExchangeFile) => unitsByPlace(file, language, inMemory, own, units);
  const found = turned(sent);
  return found && { ...found, units, asUnits: (file) => turned(file)?.file ?? file };
}
