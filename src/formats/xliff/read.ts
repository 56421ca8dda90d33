import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { DEFAULT_LIMITS, type ExchangeFile, type ExchangeUnit, type ReadOptions } from "../format.ts";
import { decodeXml } from "../xml/decode.ts";
import { joinSegments, languageOfTag, scan, type ScannedFile, type ScannedUnit, stateOf } from "./scan.ts";
import { createValidator } from "./validate.ts";
import type { Major } from "./vocabulary.ts";

/** Warnings of one kind and file; more would hide the others. */
const MAX_WARNINGS = 100;

/**
 * Reads XLIFF 1.0–1.2 (with sdlxliff, mqxliff, mxliff) and 2.0–2.2. Inline codes become flat content, several
 * segments of a unit `break` codes in it; states go by `states.ts`. Units that are not to be translated
 * are left out and counted in a warning. What breaks the rules of XLIFF 2 core is a warning each (`xliff-invalid`).
 *
 * @throws {Problem} for a file that is no XLIFF or not whole: `xml-*`, `xliff-version`, `encoding-*`, `too-large`;
 *   `language-unknown` where neither language is ours
 */
export function read(bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { text, encoding, certainty } = decodeXml(bytes, options);
  const validator = createValidator();
  const { file, units } = scan(text, { limits, also: validator });
  const warnings = [...file.warnings, ...validator.findings().slice(0, MAX_WARNINGS)];
  if (certainty === "guessed" && encoding !== "utf-8")
    warnings.push({ code: "encoding-guessed", params: { encoding } });
  return assemble(file, units, warnings, options);
}

function assemble(
  file: ScannedFile,
  scanned: readonly ScannedUnit[],
  warnings: ProblemData[],
  options: ReadOptions,
): ExchangeFile {
  const direction = directionOf(file, options);
  const units: ExchangeUnit[] = [];
  const skipped = new Map<string, number>();
  let bilingual = true;
  for (const unit of scanned) {
    const languages = unitLanguages(unit, options);
    bilingual &&= languages.source === direction.source && languages.target === direction.target;
    for (const side of ["source", "target"] as const) {
      const tag = unit.languages[side];
      if (
        tag !== undefined &&
        languageOfTag(tag) === undefined &&
        unit.segments.some((one) => one[side] !== undefined)
      ) {
        skipped.set(tag, (skipped.get(tag) ?? 0) + 1);
      }
    }
    units.push(exchangeUnit(unit, file.major, languages));
  }
  if (file.untranslatable > 0) {
    warnings.push({ code: "units-untranslatable", params: { count: file.untranslatable } });
  }
  return {
    format: "xliff",
    version: file.version,
    ...(bilingual ? direction : {}),
    tags: {
      ...tagOf(file.source),
      ...tagOf(file.target),
    },
    ...(file.title === undefined ? {} : { title: file.title }),
    units,
    ...(skipped.size === 0 ? {} : { skippedLanguages: Object.fromEntries(skipped) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

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

function unitLanguages({ languages }: ScannedUnit, options: ReadOptions): Direction {
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
  const translated =
    targetContent !== undefined && (targetContent.length > 0 || plainText(targetContent) !== "");
  if (target !== undefined && target !== source && translated) {
    variants[target] = { content: targetContent, ...stateOf(unit, major) };
  }
  const rejection = unit.rejection ?? languageMismatch(unit);
  return {
    key: unit.key,
    line: unit.line,
    notes: unit.notes,
    ...(unit.context === undefined ? {} : { context: unit.context }),
    variants,
    ...(unit.base === undefined ? {} : { base: unit.base }),
    ...(rejection === undefined ? {} : { rejection }),
  };
}

/** A target that says of itself that it is in another language than its file: it must not go under that name. */
function languageMismatch(unit: ScannedUnit): ProblemData | undefined {
  const wanted = languageOfTag(unit.languages.target);
  for (const { targetAttributes } of unit.segments) {
    const tag = targetAttributes?.["xml:lang"];
    if (tag === undefined || tag === "" || wanted === undefined || languageOfTag(tag) === wanted) continue;
    return {
      code: "language-mismatch",
      params: { wanted: unit.languages.target ?? "", found: tag.slice(0, 40) },
      place: { line: unit.line, unit: unit.key },
    };
  }
  return undefined;
}
