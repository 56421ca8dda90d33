import { type Language, languageOf } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Draft } from "../../domain/unit.ts";
import { DEFAULT_LIMITS, type ExchangeFile, type ExchangeUnit, type ReadOptions } from "../format.ts";
import { decodeXml } from "../xml/decode.ts";
import { type StreamBatch, streamXml } from "../xml/stream.ts";
import { createScanner } from "./scan/scanner.ts";
import { joinSegments, type ScannedFile, type ScannedUnit } from "./scan/scanned.ts";
import { scanUnits } from "./scan/scan-units.ts";
import { stateOf } from "./scan/target-state.ts";
import { createValidator } from "./validation/validator.ts";
import type { Major } from "./vocabulary.ts";

/** Warnings of one kind and file; more would hide the others. */
const MAX_WARNINGS = 100;

/**
 * Reads XLIFF 1.0–1.2 (with sdlxliff, mqxliff, mxliff) and 2.0–2.2. Inline codes become flat content, several
 * segments of a unit `break` codes in it; states go by `states.ts`. Units that are not to be translated
 * are left out and counted in a warning. What breaks the rules of XLIFF 2 core is a warning each (`xliff-…`).
 *
 * @throws {Problem} for a file that is no XLIFF or not whole: `xml-*`, `xliff-version`, `encoding-*`, `too-large`;
 *   `language-unknown` where neither language is ours
 */
export function read(bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { text, encoding, certainty } = decodeXml(bytes, options);
  const validator = createValidator();
  const collect = createCollector(options);
  const units: ExchangeUnit[] = [];
  let direction: Direction | undefined;
  const file = scanUnits(text, { limits, also: validator }, (unit, scanned) => {
    direction ??= directionOf(scanned, options);
    units.push(collect.take(unit, scanned.major, direction));
  });
  const findings: ProblemData[] =
    certainty === "guessed" && encoding !== "utf-8"
      ? [{ code: "encoding-guessed", params: { encoding } }]
      : [];
  const all = [...findings, ...validator.findings()];
  return { ...collect.about(file, direction ?? directionOf(file, options), all), units };
}

export interface StreamOptions extends ReadOptions {
  /** Whether the document has more than one `file`, so that keys name it; `read` finds out, a stream cannot. */
  readonly severalFiles?: boolean;
}

/**
 * The same units from a stream, in batches, in memory that does not grow with the file. A file in which nothing is in a
 * language of ours is refused as soon as its first unit is there.
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

/** Turns scanned units into exchange units one by one, and remembers what is to be said of all of them. */
function createCollector(options: ReadOptions) {
  const skipped = new Map<string, number>();
  let bilingual = true;
  /** Of the units before: they share it by `file`. */
  let tags: ScannedUnit["languages"] | undefined;
  let languages: Direction = {};

  function skip({ languages: named, segments }: ScannedUnit, side: "source" | "target") {
    const tag = named[side];
    if (tag !== undefined && segments.some((one) => one[side] !== undefined))
      skipped.set(tag, (skipped.get(tag) ?? 0) + 1);
  }

  return {
    take(unit: ScannedUnit, major: Major, direction: Direction): ExchangeUnit {
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

/** Our language for a tag of the file; `undefined` for other languages and without a tag. */
const languageOfTag = (tag: string | undefined): Language | undefined =>
  tag === undefined ? undefined : languageOf(tag);

interface Direction {
  readonly source?: Language;
  readonly target?: Language;
}

const tagOf = (tag: string | undefined) => {
  const language = languageOfTag(tag);
  return language === undefined || tag === undefined ? {} : { [language]: tag };
};

/** What the file says, else what the caller does. Refuses a file in which nothing is in a language of ours. */
export function directionOf(file: ScannedFile, options: ReadOptions): Direction {
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

/** The languages of one unit: a document of 1.2 may have several `file`s, each with its own. */
export function unitLanguages({ languages }: ScannedUnit, options: ReadOptions): Direction {
  const source = languages.source === undefined ? options.source : languageOfTag(languages.source);
  const target = languages.target === undefined ? options.target : languageOfTag(languages.target);
  return { ...(source ? { source } : {}), ...(target ? { target } : {}) };
}

/** A unit as all formats know it. */
export function exchangeUnit(unit: ScannedUnit, major: Major, { source, target }: Direction): ExchangeUnit {
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
  // Property by property: with `...` for those that may be missing, making a unit takes several times as long.
  const made: Mutable<ExchangeUnit> = { key: unit.key, line: unit.line, notes: unit.notes, variants };
  if (unit.context !== undefined) made.context = unit.context;
  if (unit.base !== undefined) made.base = unit.base;
  const rejection = unit.rejection ?? languageMismatch(unit);
  if (rejection !== undefined) made.rejection = rejection;
  return made;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A target that says of itself that it is in another language than its file: it must not go under that name. */
function languageMismatch(unit: ScannedUnit): ProblemData | undefined {
  for (const { targetAttributes } of unit.segments) {
    if (targetAttributes === undefined) continue;
    const tag = targetAttributes["xml:lang"];
    if (tag === undefined || tag === "" || tag === unit.languages.target) continue;
    const wanted = languageOfTag(unit.languages.target);
    if (wanted === undefined || languageOfTag(tag) === wanted) continue;
    return {
      code: "language-mismatch",
      params: { wanted: unit.languages.target ?? "", found: tag.slice(0, 40) },
      place: { line: unit.line, unit: unit.key },
    };
  }
  return undefined;
}
