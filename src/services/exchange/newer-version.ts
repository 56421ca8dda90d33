import type { Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { isPlace, setAsideKey } from "../../domain/set-aside.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { traitsOf } from "../../formats/traits.ts";
import { renamedSince } from "../../storage/rows/changes.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { importsWithFile } from "../../storage/rows/imports.ts";
import { type StoredUnit, unitsOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { byPlace, pairedVersions } from "./paired-versions.ts";
import { oneLine, shownText } from "./shown-text.ts";

/** A document whose units have the keys that their sentences have in a file with other places. */
export interface NewerVersion {
  readonly file: ExchangeFile;
  /** Language of the file, if it is the one that the document is written in. */
  readonly written?: Language;
  /** The units as they are stored. */
  readonly stored: readonly StoredUnit[];
  /** The same units under their keys in the file. Units without a sentence there are set aside. */
  readonly units: readonly StoredUnit[];
  /** True when the document gets the places of this file, and the file is its template from now on. */
  readonly takesShape: boolean;
  /** Number of sentences that the document lacks. */
  readonly added: number;
  /** True when the document knows fewer than a third of the sentences. */
  readonly isUnlike: boolean;
  /** Another version of the file, with the keys of this one. */
  readonly asUnits: (file: ExchangeFile) => ExchangeFile;
}

/**
 * Finds for the sentences of a pushed document the units that they belong to, by their texts: their numbers say only
 * where they stand in this version. A file in the language that the document is written in is a new version of it. A
 * file in another one was made from some version, maybe from an older one.
 *
 * A new version that has sentences which the document lacks and may not get (`create`), or fewer than half of its
 * sentences, changes texts and leaves the places as they are. That holds of all formats; the report says it.
 *
 * @param own language that the document is written in
 * @returns `undefined` for a file whose keys name its units
 */
export async function newerVersion(
  context: Context,
  document: Document,
  sent: ExchangeFile,
  own: Language | undefined,
  create: boolean,
): Promise<NewerVersion | undefined> {
  const language = sent.source;
  if (traitsOf(sent.format).runningText !== true || sent.format !== document.format) return undefined;
  if (language === undefined || own === undefined) return undefined;
  if (language === own) return newVersion(sent, language, await unitsOf(context.storage, document), create);
  const first = (await importsWithFile(context.storage, document.n)).at(-1);
  const isRenamed = await renamedSince(context.storage, document.n);
  if (first === undefined || !isRenamed(first.n)) return undefined;
  return translation(sent, language, own, await unitsOf(context.storage, document));
}

/** The document in the places of a newer version of its text. */
function newVersion(
  sent: ExchangeFile,
  language: Language,
  stored: readonly StoredUnit[],
  create: boolean,
): NewerVersion {
  const texts = textsOf(sent, language);
  const known = stored.map(({ variants }) => oneLine(variants[language]?.content));
  const pairs = pairedVersions(known, texts);
  // A unit whose text is not there yet is known by its key.
  const textless = new Map(stored.flatMap(({ key }, at) => (known[at] === "" ? [[key, at] as const] : [])));
  for (const [here, { key }] of sent.units.entries()) pairs[here] ??= textless.get(key);
  const found = pairs.filter((there) => there !== undefined).length;
  const placed = stored.filter(({ key }) => isPlace(key)).length;
  const takesShape = create || (found === pairs.length && found * 2 >= placed);
  const asUnits = (file: ExchangeFile) =>
    inKeysOf(sent, file, pairedVersions(textsOf(file, language), texts));
  const isUnlike = found * 3 < pairs.length;
  const added = pairs.length - found;
  const about = { file: sent, written: language, stored, takesShape, added, isUnlike, asUnits };
  const isSame =
    placed === found && pairs.every((there, here) => stored[there ?? -1]?.key === sent.units[here]?.key);
  return { ...about, units: isSame ? stored : inPlaces(sent, stored, pairs) };
}

/** The document in the places of a translation that was made from another version. */
function translation(
  sent: ExchangeFile,
  language: Language,
  own: Language,
  stored: readonly StoredUnit[],
): NewerVersion | undefined {
  const placed = stored.filter(({ key }) => isPlace(key));
  const texts = textsOf(sent, language);
  const expected = placed.map(({ variants }) => oneLine((variants[language] ?? variants[own])?.content));
  if (hasKeysOf(sent, placed, expected, texts)) return undefined;
  const pairs = pairedVersions(expected, texts, byPlace);
  const file = {
    ...sent,
    units: sent.units.map((unit, here) =>
      pairs[here] === undefined ? { ...unit, rejection: unknownSentence(texts[here] ?? "") } : unit,
    ),
  };
  const asUnits = (other: ExchangeFile) =>
    inKeysOf(sent, other, pairedVersions(textsOf(other, language), texts, byPlace));
  const indexes = new Map(stored.map(({ n }, at) => [n, at]));
  const found = pairs.map((there) => indexes.get(placed[there ?? -1]?.n ?? -1));
  const unitsInFile = inPlaces(sent, stored, found);
  return { file, stored, units: unitsInFile, takesShape: false, added: 0, isUnlike: false, asUnits };
}

/** True when the keys of a translation name its units: all are there, and no text stands where another one is known. */
function hasKeysOf(
  sent: ExchangeFile,
  placed: readonly StoredUnit[],
  expected: readonly string[],
  texts: readonly string[],
): boolean {
  const keys = new Map(placed.map(({ key }, at) => [key, at]));
  if (sent.units.length !== placed.length || !sent.units.every(({ key }) => keys.has(key))) return false;
  const places = Map.groupBy(expected.keys(), (at) => expected[at] ?? "");
  return sent.units.every(({ key }, here) => {
    const there = places.get(texts[here] ?? "");
    return there === undefined || there.includes(keys.get(key) ?? -1);
  });
}

/** Units under the keys and in the order of a file; those without a sentence there stand behind them. */
function inPlaces(
  sent: ExchangeFile,
  stored: readonly StoredUnit[],
  pairs: readonly (number | undefined)[],
): StoredUnit[] {
  const places = new Map(pairs.flatMap((there, here) => (there === undefined ? [] : [[there, here]])));
  let order = sent.units.length;
  return stored.map((unit, there) => {
    const here = places.get(there);
    if (here !== undefined) return { ...unit, key: sent.units[here]?.key ?? unit.key, order: here };
    return { ...unit, key: isPlace(unit.key) ? setAsideKey(unit.id) : unit.key, order: order++ };
  });
}

/** Another file with the keys of a file for the sentences that both have. */
function inKeysOf(
  sent: ExchangeFile,
  other: ExchangeFile,
  pairs: readonly (number | undefined)[],
): ExchangeFile {
  const units = pairs.flatMap((there, here) => {
    const [unit, key] = [other.units[there ?? -1], sent.units[here]?.key];
    return unit === undefined || key === undefined ? [] : [{ ...unit, key }];
  });
  return { ...other, units };
}

const textsOf = (file: ExchangeFile, language: Language): string[] =>
  file.units.map(({ variants }) => oneLine(variants[language]?.content));

const unknownSentence = (text: string): ProblemData => ({
  code: "sentence-unknown",
  params: { text: shownText(text) },
});
