import { DEFAULT_TAGS, type Language, LANGUAGES, languageOf } from "../../domain/language.ts";
import { misfit, type ProblemData, problemOfUnit } from "../../domain/problem.ts";
import { placeholderText } from "../../domain/segment.ts";
import type { ExchangeUnit, FileOfAnySize, SplicedFile, WriteOptions } from "../contract.ts";
import { foreignWarning } from "../foreign-text.ts";
import { basesOf } from "../unit-base.ts";
import { type UnitsByKey, unitsByKey } from "../units-by-key.ts";
import { hasTarget } from "./open-target.ts";
import { unitLanguages } from "./read.ts";
import { joinSegments, type ScannedFile, type ScannedUnit } from "./scan/scanned.ts";
import { programOf } from "./splice/dialect.ts";
import { splice } from "./splice/splice.ts";
import type { UnitChange } from "./splice/unit-editor.ts";
import { withoutTranslation } from "./splice/without-translation.ts";
import { fileOfKey, write, writeUnit } from "./write.ts";

/** Writes fresh XLIFF with the known versions of its units. */
export const writeWithBases = (file: FileOfAnySize, options: WriteOptions = {}): Uint8Array =>
  write(file, { ...options, bases: basesOf(file) });

/** Direction of a unit that a change is written into. */
interface UnitDirection {
  readonly source: Language;
  readonly target?: Language;
}

/**
 * Writes units into a file that came in: targets, states, edited sources, and the target language where the file
 * declares none or another. Units that the file lacks are added. Units that only the file has stay as they are. What the
 * file has no place for stays as it was and is a warning. Without a direction each `file` has its own.
 *
 * @returns `undefined` for a file without units: there is no place for further ones
 */
export function spliceUnits(
  original: Uint8Array,
  file: FileOfAnySize,
  options: WriteOptions = {},
): SplicedFile | undefined {
  const one = oneDirection(file, options);
  const directionOf = one === undefined ? ownDirections(file) : () => one;
  const tagOf = (target: Language) => file.tags[target] ?? DEFAULT_TAGS[target];
  const all = unitsByKey(file.units);
  const units = all.copy();
  const wanted = all.filter(({ variants }) => one === undefined || variants[one.source] !== undefined);
  const total = wanted.size;
  const warnings: ProblemData[] = [];
  let added = 0;
  let met = 0;
  const { sink } = options;
  const spliced = splice(
    one?.target === undefined || one.target === options.templateTarget
      ? original
      : withoutTranslation(original, {
          target: one.target,
          tag: tagOf(one.target),
          ...(options.templateTarget === undefined ? {} : { undeclared: options.templateTarget }),
          ...(options.limits === undefined ? {} : { limits: options.limits }),
        }),
    (unit) => {
      met += 1;
      units.delete(unit.key);
      const own = wanted.get(unit.key);
      const direction = directionOf(unit);
      if (own === undefined || direction === undefined) return undefined;
      wanted.delete(unit.key);
      const foreign = foreignTarget(unit, own, direction, options);
      if (foreign !== undefined) warnings.push(foreign);
      const stays = foreign !== undefined && options.foreign?.stay === true;
      const change = changeOf(unit, own, direction, stays);
      if (change === undefined)
        warnings.push({
          code: "source-changed",
          params: { key: unit.key, language: direction.source },
          place: { unit: unit.key },
        });
      return change;
    },
    {
      ...one,
      ...(sink === undefined ? {} : { sink }),
      bases: basesOf(file, all),
      ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
      ...(options.glossary === undefined ? {} : { glossary: options.glossary }),
      ...(one?.target === undefined ? {} : { targetTag: tagOf(one.target) }),
      declares(unit) {
        const target = directionOf(unit)?.target;
        const declared = unit.languages.target;
        const isRight = declared !== undefined && languageOf(declared) === target;
        return target === undefined || isRight ? undefined : tagOf(target);
      },
      furtherUnits: (last, of) => {
        const direction = directionOf(last);
        if (direction === undefined) return [];
        const further = takeUnitsOf(last, of, wanted, direction);
        // In a file with a prefix for XLIFF the default namespace is another one.
        const into = { version: of.version, uri: last.span.name.includes(":") ? of.uri : "" };
        return further.flatMap((unit) => {
          try {
            const markup = writeUnit(unit, file, { ...options, ...direction }, into);
            added += 1;
            const dialect = programOf(last);
            if (dialect !== undefined)
              warnings.push({
                code: "dialect-lost",
                params: { reason: "unit", dialect, written: `XLIFF ${of.version}` },
                place: { unit: unit.key },
              });
            return [markup];
          } catch (error) {
            warnings.push(problemOfUnit(error, unit.key));
            return [];
          }
        });
      },
    },
  );
  if (met === 0 && total > 0) return undefined;
  const isAsItWas = options.asItWas === true && !spliced.isChanged;
  if (isAsItWas) sink?.clear();
  return {
    bytes: isAsItWas ? original : spliced.bytes,
    warnings: [
      ...warnings,
      ...spliced.findings,
      ...withoutPlace(wanted.keys()),
      ...(one === undefined ? [] : withoutSource(units.values(), one)),
    ],
    added,
  };
}

/** The direction for all units; `undefined` where neither the request nor the file has one. */
function oneDirection(file: FileOfAnySize, options: WriteOptions): UnitDirection | undefined {
  const source = options.source ?? file.source;
  const target = options.target ?? file.target;
  return source === undefined ? undefined : { source, ...(target === undefined ? {} : { target }) };
}

/**
 * Finds the direction that the `file` of a unit declares. A `file` that declares no target gets the only other language
 * that its units have; with several the choice is open, and it has none.
 */
function ownDirections(file: FileOfAnySize): (unit: ScannedUnit) => UnitDirection | undefined {
  const languages = new Map<string | undefined, Set<string>>();
  for (const { key, variants } of file.units) {
    const name = fileOfKey(key);
    const found = languages.get(name) ?? new Set();
    languages.set(name, found);
    for (const language of LANGUAGES) if (variants[language] !== undefined) found.add(language);
  }
  return (unit) => {
    const { source, target } = unitLanguages(unit, {});
    if (source === undefined || unit.languages.target !== undefined)
      return source && { source, ...(target === undefined ? {} : { target }) };
    const others = LANGUAGES.filter(
      (language) => language !== source && languages.get(fileOfKey(unit.key))?.has(language),
    );
    const [only] = others;
    return { source, ...(only === undefined || others.length > 1 ? {} : { target: only }) };
  };
}

/** How a unit of the file has to change; `undefined` when the file has no source text for it, or one in another language. */
function changeOf(
  unit: ScannedUnit,
  { variants }: ExchangeUnit,
  { source, target }: UnitDirection,
  keepsTarget: boolean,
): UnitChange | undefined {
  const text = joinSegments(unit.segments, "source") ?? [];
  const own = variants[source];
  if (own === undefined || text.length === 0 || unitLanguages(unit, { source }).source !== source)
    return undefined;
  const translation = target === undefined ? undefined : variants[target];
  // Ids of codes differ between the files that a document came in with.
  const change: UnitChange =
    placeholderText(own.content) === placeholderText(text) ? {} : { source: own.content };
  if (target === undefined || keepsTarget) return change;
  if (translation === undefined)
    return hasTarget(unit) ? { ...change, removesTarget: true, state: "initial" } : change;
  const { content, state, subState } = translation;
  return { ...change, target: content, state, ...(subState === undefined ? {} : { subState }) };
}

/** A warning where the target of the file is in another language, and the unit has none. */
function foreignTarget(
  unit: ScannedUnit,
  { variants }: ExchangeUnit,
  { target }: UnitDirection,
  { foreign }: WriteOptions,
): ProblemData | undefined {
  if (target === undefined || variants[target] !== undefined || !hasTarget(unit)) return undefined;
  return foreignWarning(unit.key, target, joinSegments(unit.segments, "target") ?? [], foreign);
}

/**
 * Takes the units with a source that the file lacks: those of the `file` whose last unit this is, or all where keys name
 * no file.
 */
function takeUnitsOf(
  last: ScannedUnit,
  { files }: ScannedFile,
  wanted: UnitsByKey,
  { source }: UnitDirection,
): ExchangeUnit[] {
  const name = files > 1 ? fileOfKey(last.key) : undefined;
  const taken: ExchangeUnit[] = [];
  for (const key of wanted.keys()) {
    if (name !== undefined && fileOfKey(key) !== name) continue;
    const unit = wanted.get(key);
    if (unit?.variants[source] !== undefined) taken.push(unit);
  }
  for (const { key } of taken) wanted.delete(key);
  return taken;
}

/** Units that no `file` of this document has a place for. */
const withoutPlace = (keys: Iterable<string>): ProblemData[] => [...keys].map((key) => misfit(key));

/** Translations that are not in the file, because their unit has no text in the source language. */
function withoutSource(units: Iterable<ExchangeUnit>, { source, target }: UnitDirection): ProblemData[] {
  if (target === undefined) return [];
  const left: ProblemData[] = [];
  for (const { key, variants } of units)
    if (variants[source] === undefined && variants[target] !== undefined)
      left.push({ code: "unit-without-source", params: { key }, place: { unit: key } });
  return left;
}
