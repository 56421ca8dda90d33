import type { Language } from "../../domain/language.ts";
import { type List, mapList } from "../../domain/list.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Draft } from "../../domain/unit.ts";
import {
  DEFAULT_LIMITS,
  type Direction,
  type ExchangeFile,
  type ExchangeUnit,
  type FileOfAnySize,
  type ReadOptions,
  type TextStore,
} from "../contract.ts";
import { packUnits } from "../packed-units.ts";
import { decodeXmlParts } from "../xml/decode.ts";
import { type StreamBatch, streamXml } from "../xml/stream.ts";
import { findTarget, hasTarget, isTargetOpen, languageOfTag } from "./open-target.ts";
import { createScanner } from "./scan/scanner.ts";
import { joinSegments, type ScannedFile, type ScannedUnit } from "./scan/scanned.ts";
import { scanUnits } from "./scan/scan-units.ts";
import { stateOf } from "./scan/target-state.ts";
import { createValidator } from "./validation/validator.ts";
import type { Major } from "./vocabulary.ts";

/** Most warnings about one file. */
const MAX_WARNINGS = 100;

/**
 * Reads XLIFF 1.0–1.2 (also sdlxliff, mqxliff, mxliff) and 2.0–2.2. Inline codes become flat content; segments of a unit
 * are divided by `break` codes; `states.ts` maps the states. Units with `translate="no"` are left out and counted in a
 * warning. Each violation of XLIFF 2 core is a warning (`xliff-…`).
 *
 * @throws {Problem} `xml-*`, `xliff-version`, `encoding-*`, `too-large` for a file that is no complete XLIFF;
 *   `language-unknown` when neither language is ours
 */
export function read(bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile {
  const units: ExchangeUnit[] = [];
  const { file, directions } = readInto((unit) => units.push(unit), bytes, options);
  return { ...file, units: [...withDirections(units, directions)] };
}

/** Like `read`, but neither all units nor the whole text are in memory, unless the file leaves its target language open. */
export function readUnits(bytes: Uint8Array, options: ReadOptions = {}, store?: TextStore): FileOfAnySize {
  const units = packUnits(store);
  const { file, directions } = readInto(units.add, bytes, options);
  return { ...file, units: withDirections(units.list(), directions) };
}

/** The units with their own directions, in a file whose parts have several. */
const withDirections = (
  units: List<ExchangeUnit>,
  directions: readonly Direction[] | undefined,
): List<ExchangeUnit> =>
  directions === undefined
    ? units
    : mapList(units, (unit, at) => {
        const direction = directions[at];
        return direction === undefined ? unit : { ...unit, direction };
      });

/** What is known of a file beside its units, and the direction of each unit where they differ. */
interface ReadFile {
  readonly file: Omit<ExchangeFile, "units">;
  readonly directions: readonly Direction[] | undefined;
}

function readInto(add: (unit: ExchangeUnit) => void, bytes: Uint8Array, options: ReadOptions): ReadFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { parts, encoding, certainty } = decodeXmlParts(bytes, options);
  const validator = createValidator();
  const directions: Direction[] = [];
  /** Units from the first one on whose target has no language. They wait until all targets are known. */
  const waiting: ScannedUnit[] = [];
  let settled = options;
  let collect = createCollector(options);
  let direction: Direction | undefined;
  const take = (unit: ScannedUnit, scanned: ScannedFile) => {
    direction ??= directionOf(scanned, settled);
    add(collect.take(unit, scanned.major, direction));
    directions.push(collect.direction());
  };
  const file = scanUnits({ parts }, { limits, also: validator }, (unit, scanned) => {
    if (waiting.length > 0 || isTargetOpen(unit, options)) waiting.push(unit);
    else take(unit, scanned);
  });
  const findings: ProblemData[] =
    certainty === "guessed" && encoding !== "utf-8"
      ? [{ code: "encoding-guessed", params: { encoding } }]
      : [];
  const found = findTarget(waiting, file, options);
  if (found !== undefined) {
    settled = { ...options, target: found.language };
    if (directions.length === 0) collect = createCollector(settled);
    else collect.settle(settled);
    if (found.isGuessed) findings.push({ code: "language-guessed", params: { language: found.language } });
  }
  for (const unit of waiting) take(unit, file);
  const all = [...findings, ...validator.findings()];
  const about = collect.about(file, direction ?? directionOf(file, settled), all);
  const isMixed = about.source === undefined && about.target === undefined;
  return { file: about, directions: isMixed ? directions : undefined };
}

export interface StreamOptions extends ReadOptions {
  /** Whether the document has several `file`s, so that keys name the file. A stream can't find out by itself. */
  readonly severalFiles?: boolean;
}

/**
 * Reads the same units from a stream, in batches; memory does not grow with the file. A file without one of our
 * languages is refused at its first unit.
 */
export function readStream(
  chunks: AsyncIterable<Uint8Array>,
  options: StreamOptions = {},
): AsyncGenerator<StreamBatch> {
  return streamXml(chunks, options, (emit, limits) => {
    const validator = createValidator();
    let direction: Direction | undefined;
    const collect = createCollector(options);
    const { parser, file } = createScanner(
      (unit) => {
        const scanned = file();
        if (scanned === undefined) return;
        if (isTargetOpen(unit, options) && hasTarget(unit))
          throw new Problem("language-missing", {}, { field: "target", line: unit.line });
        direction ??= directionOf(scanned, options);
        emit(collect.take(unit, scanned.major, direction));
      },
      { limits, also: validator, severalFiles: options.severalFiles ?? false },
    );
    const about = () => {
      const scanned = file();
      if (scanned === undefined) throw new Problem("file-empty");
      return collect.about(scanned, direction ?? directionOf(scanned, options), validator.findings());
    };
    return { parser, about };
  });
}

/** Turns scanned units into exchange units, and collects what concerns the whole file. */
function createCollector(given: ReadOptions) {
  let options = given;
  const skipped = new Map<string, number>();
  let bilingual = true;
  /** Tags of the unit before. Units of one `file` share them. */
  let tags: ScannedUnit["languages"] | undefined;
  let languages: Direction = {};

  function skip({ languages: named, segments }: ScannedUnit, side: "source" | "target") {
    const tag = named[side];
    if (tag !== undefined && segments.some((one) => one[side] !== undefined))
      skipped.set(tag, (skipped.get(tag) ?? 0) + 1);
  }

  return {
    /** Sets the language of targets that the file leaves open. */
    settle(settled: ReadOptions) {
      options = settled;
      tags = undefined;
    },
    /** Direction of the unit that was taken last. */
    direction: () => languages,
    take(unit: ScannedUnit, major: Major, direction: Direction): Mutable<ExchangeUnit> {
      if (unit.languages !== tags) {
        tags = unit.languages;
        languages = unitLanguages(unit, options);
      }
      bilingual &&= languages.source === direction.source && languages.target === direction.target;
      if (languages.source === undefined) skip(unit, "source");
      if (languages.target === undefined) skip(unit, "target");
      return exchangeUnit(unit, major, languages);
    },
    about(
      file: ScannedFile,
      direction: Direction,
      findings: readonly ProblemData[],
    ): Omit<ExchangeFile, "units"> {
      const warnings = [...file.warnings, ...findings.slice(0, MAX_WARNINGS)];
      if (file.untranslatable > 0) {
        warnings.push({ code: "units-untranslatable", params: { count: file.untranslatable } });
      }
      return {
        format: "xliff",
        version: file.version,
        ...(bilingual ? direction : {}),
        tags: { ...tagOf(file.source), ...tagOf(file.target) },
        ...(file.title === undefined ? {} : { title: file.title }),
        ...(skipped.size === 0 ? {} : { skippedLanguages: Object.fromEntries(skipped) }),
        ...(warnings.length === 0 ? {} : { warnings }),
      };
    },
  };
}

const tagOf = (tag: string | undefined) => {
  const language = languageOfTag(tag);
  return language === undefined || tag === undefined ? {} : { [language]: tag };
};

/** Direction of a file: its own, else the caller's. @throws {Problem} `language-missing`, `language-unknown` without one of our languages */
function directionOf(file: ScannedFile, options: ReadOptions): Direction {
  const source = file.source === undefined ? options.source : languageOfTag(file.source);
  const target = file.target === undefined ? options.target : languageOfTag(file.target);
  if (source === undefined && target === undefined) {
    const tags = [file.source, file.target].filter((tag) => tag !== undefined).join(", ");
    throw tags === ""
      ? new Problem("language-missing")
      : new Problem("language-unknown", { language: tags.slice(0, 80) });
  }
  return { ...(source ? { source } : {}), ...(target ? { target } : {}) };
}

/** Languages of one unit. In 1.2 each `file` may have its own. */
export function unitLanguages({ languages }: ScannedUnit, options: ReadOptions): Direction {
  const source = languages.source === undefined ? options.source : languageOfTag(languages.source);
  const target = languages.target === undefined ? options.target : languageOfTag(languages.target);
  return { ...(source ? { source } : {}), ...(target ? { target } : {}) };
}

/** Turns a scanned unit into the form that all formats share. */
function exchangeUnit(unit: ScannedUnit, major: Major, { source, target }: Direction): Mutable<ExchangeUnit> {
  const variants: { [language in Language]?: Draft } = {};
  const sourceContent = joinSegments(unit.segments, "source");
  if (source !== undefined && sourceContent !== undefined && sourceContent.length > 0) {
    variants[source] = { content: sourceContent, state: "final" };
  }
  const targetContent = joinSegments(unit.segments, "target");
  const translated = targetContent !== undefined && targetContent.length > 0;
  if (target !== undefined && target !== source && translated) {
    const { state, subState } = stateOf(unit, major);
    variants[target] =
      subState === undefined
        ? { content: targetContent, state }
        : { content: targetContent, state, subState };
  }
  // Set one by one: spread syntax takes several times as long here.
  const made: Mutable<ExchangeUnit> = { key: unit.key, line: unit.line, notes: unit.notes, variants };
  if (unit.context !== undefined) made.context = unit.context;
  if (unit.base !== undefined) made.base = unit.base;
  const rejection = unit.rejection ?? languageMismatch(unit, target);
  if (rejection !== undefined) made.rejection = rejection;
  return made;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The problem of a target whose `xml:lang` differs from the target language of its file. */
function languageMismatch(unit: ScannedUnit, target: Language | undefined): ProblemData | undefined {
  for (const { targetAttributes } of unit.segments) {
    if (targetAttributes === undefined) continue;
    const tag = targetAttributes["xml:lang"];
    if (tag === undefined || tag === "" || tag === unit.languages.target) continue;
    const wanted = unit.languages.target === undefined ? target : languageOfTag(unit.languages.target);
    if (wanted === undefined || languageOfTag(tag) === wanted) continue;
    return {
      code: "language-mismatch",
      params: { wanted: unit.languages.target ?? wanted, found: tag.slice(0, 40) },
      place: { line: unit.line, unit: unit.key },
    };
  }
  return undefined;
}
