import { type Language, LANGUAGES } from "../domain/language.ts";
import { undefinedOnProblem } from "../domain/problem.ts";
import { sameContent } from "../domain/segment.ts";
import { someOf } from "../domain/list.ts";
import type { ExchangeUnit, FileOfAnySize, Read, SplicedFile, WriteOptions } from "./contract.ts";
import { traitsOf } from "./traits.ts";

/**
 * The imported file itself, where the document still has the same texts and states. For formats that cannot write changes
 * into a file.
 *
 * @returns `undefined` when something changed, when the request wants versions of units, or another direction
 */
export function unchangedFile(
  read: Read,
  original: Uint8Array,
  file: FileOfAnySize,
  { source = file.source, target = file.target }: WriteOptions,
): SplicedFile | undefined {
  if (someOf(file.units, ({ base }) => base !== undefined)) return undefined;
  const there = undefinedOnProblem(() =>
    read(original, {
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
    }),
  );
  if (there === undefined) return undefined;
  const isPair = traitsOf(file.format).languages === "pair";
  if (isPair && (there.source !== source || there.target !== target)) return undefined;
  const languages = isPair
    ? LANGUAGES.filter((language) => language === source || language === target)
    : LANGUAGES;
  const units = new Map(
    there.units.flatMap((unit) => (unit.rejection === undefined ? [[unit.key, unit] as const] : [])),
  );
  const isSame =
    units.size === file.units.length &&
    !someOf(file.units, (unit) => !isSameUnit(units.get(unit.key), unit, languages));
  return isSame ? { bytes: original, warnings: [], added: 0 } : undefined;
}

const isSameUnit = (
  was: ExchangeUnit | undefined,
  is: ExchangeUnit,
  languages: readonly Language[],
): boolean =>
  was !== undefined &&
  languages.every((language) => {
    const [before, after] = [was.variants[language], is.variants[language]];
    if (before === undefined || after === undefined) return before === after;
    return (
      before.state === after.state &&
      before.subState === after.subState &&
      sameContent(before.content, after.content)
    );
  });
