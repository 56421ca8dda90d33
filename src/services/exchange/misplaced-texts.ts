import { isLanguage, type Language, LANGUAGES } from "../../domain/language.ts";
import { mapList } from "../../domain/list.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeUnit, FileOfAnySize } from "../../formats/contract.ts";
import { isMarkedUntranslated } from "../../formats/document/untranslated-marks.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { directionOfUnit } from "./direction.ts";
import { foreignLanguage } from "./surely-foreign.ts";
import { assertColumnsNotSwapped } from "./swapped-columns.ts";

/** A text that a file has under a language that it is not in, or seems not to be in. */
export interface MisplacedText {
  readonly language: Language;
  readonly draft: Draft;
  /** Names the text, and what became of it. */
  readonly warning: ProblemData;
  /** Its own language, if it was taken under that one. Else it is only kept as a suggestion. */
  readonly movedTo?: Language;
  /** True if it may be a name: it was taken as it is, and is only named. */
  readonly isDoubtful?: true;
}

/** Misplaced texts by key of the unit. */
export type MisplacedTexts = ReadonlyMap<string, readonly MisplacedText[]>;

export interface SortedFile {
  /** The file without texts that are surely under a wrong language. */
  readonly file: FileOfAnySize;
  readonly misplaced: MisplacedTexts;
}

/**
 * Takes the texts out of a file that are surely in another language than it has them under. In a new unit of a file in
 * one language, as a paragraph that nobody has translated yet, such a text goes under its own language. Any other one is
 * no translation: it may be kept as a suggestion. Sources of bilingual files stay, because their units hang on them. A
 * text that may be a name stays too, and is named.
 *
 * @param stored units of the document by key. A text that a person has accepted there counts as right
 * @throws {Problem} `csv-invalid` (`texts-swapped`)
 */
export function sortedByLanguage(
  file: FileOfAnySize,
  stored: ReadonlyMap<string, StoredUnit> = new Map(),
): SortedFile {
  assertColumnsNotSwapped(file);
  const misplaced = new Map<string, readonly MisplacedText[]>();
  const byPlace = new Map<number, readonly MisplacedText[]>();
  let at = 0;
  for (const unit of file.units) {
    const found = unit.rejection === undefined ? misplacedIn(file, unit, stored.get(unit.key)) : [];
    if (found.length > 0) {
      misplaced.set(unit.key, found);
      byPlace.set(at, found);
    }
    at += 1;
  }
  if (byPlace.size === 0) return { file, misplaced };
  const units = mapList(file.units, (unit, index) => {
    const found = byPlace.get(index);
    return found === undefined ? unit : withoutMisplaced(unit, found);
  });
  return { file: { ...file, ...mainLanguage(file, misplaced), units }, misplaced };
}

function misplacedIn(
  file: Omit<FileOfAnySize, "units">,
  unit: ExchangeUnit,
  stored: StoredUnit | undefined,
): MisplacedText[] {
  const { source, target } = directionOfUnit(file, unit);
  const isAlone = traitsOf(file.format).languages === "one";
  return LANGUAGES.flatMap((language): MisplacedText[] => {
    const draft = unit.variants[language];
    if (draft === undefined || (target !== undefined && language === source && !isAlone)) return [];
    const text = plainText(draft.content);
    const { found, isSure } = foreignLanguage(text, language) ?? {};
    if (found === undefined) return [];
    const holds = (one: Language) => plainText(stored?.variants[one]?.content ?? []) === text;
    if (holds(language) || isQuoted(text, found, language, unit)) return [];
    const own = isLanguage(found) ? found : undefined;
    const isCopy = own !== undefined && holds(own);
    if (isAlone ? isCopy || isMarkedUntranslated(text) : isOpenCopy(text, draft, source, unit)) return [];
    // A file in one language that is in none of ours is named as a whole.
    if (isAlone && own === undefined) return [];
    const place = { unit: unit.key, language, ...(unit.line > 0 && { line: unit.line }) };
    if (isSure !== true) return isAlone ? [] : [doubtful(language, draft, found, place)];
    const isMoved = isAlone && stored === undefined && own !== undefined && unit.variants[own] === undefined;
    const params = { language, found, ...(isMoved ? { reason: "moved" } : {}) };
    const warning: ProblemData = { code: "text-foreign", params, place };
    return [{ language, draft, warning, ...(isMoved ? { movedTo: own } : {}) }];
  });
}

/** A text that may be a name: nothing becomes of it but a warning. */
const doubtful = (
  language: Language,
  draft: Draft,
  found: string,
  place: NonNullable<ProblemData["place"]>,
): MisplacedText => ({
  language,
  draft,
  warning: { code: "text-foreign", params: { language, found, reason: "doubtful" }, place },
  isDoubtful: true,
});

/** True if the unit has the same foreign text under a language that it is foreign to as well, as a quotation. */
const isQuoted = (text: string, found: string, language: Language, { variants }: ExchangeUnit): boolean =>
  LANGUAGES.some(
    (other) =>
      other !== language && other !== found && plainText(variants[other]?.content ?? []).includes(text),
  );

/** True for a target that is its source and in state `initial`: programs fill so what nobody has translated. */
const isOpenCopy = (
  text: string,
  { state }: Draft,
  source: Language | undefined,
  { variants }: ExchangeUnit,
): boolean =>
  state === "initial" && source !== undefined && plainText(variants[source]?.content ?? []) === text;

/** The unit without texts that are surely in another language; one that was moved stands under its own. */
export function withoutMisplaced(unit: ExchangeUnit, found: readonly MisplacedText[]): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = { ...unit.variants };
  for (const { language, draft, movedTo, isDoubtful } of found) {
    if (isDoubtful) continue;
    delete variants[language];
    if (movedTo !== undefined) variants[movedTo] = draft;
  }
  return { ...unit, variants };
}

/** A file in one language is in that of most of its texts, whatever it was read as. */
function mainLanguage(file: FileOfAnySize, misplaced: MisplacedTexts): Pick<FileOfAnySize, "source"> {
  if (file.target !== undefined) return {};
  const moved = Map.groupBy([...misplaced.values()].flat(), ({ movedTo }) => movedTo);
  const main = LANGUAGES.find((language) => (moved.get(language)?.length ?? 0) * 2 > file.units.length);
  return main === undefined ? {} : { source: main };
}

/** Most units that a summary names. */
const NAMED = 5;

/**
 * One warning about the file for each pair of languages, from the lines of the report about misplaced texts.
 *
 * @param named warnings about the file. Doubtful texts in a language that is named there as a whole are not named again
 */
export function foreignSummaries(
  report: readonly ReportEntry[],
  named: readonly ProblemData[],
): ProblemData[] {
  const whole = new Set(
    named.flatMap(({ code, params }) => (code === "language-foreign" ? [params?.["language"]] : [])),
  );
  const isNew = ({ params }: ProblemData) =>
    params?.["reason"] !== "doubtful" || !whole.has(params["language"]);
  const found = report.flatMap(({ problem, warnings = [] }) =>
    [problem, ...warnings].filter((one) => one?.code === "text-foreign" && isNew(one)),
  );
  const groups = Map.groupBy(found, (one) =>
    [one?.params?.["language"], one?.params?.["found"], one?.params?.["reason"]].join(" "),
  );
  return [...groups.values()].map((texts) => {
    const units = texts.slice(0, NAMED).map((one) => one?.place?.unit ?? "");
    const places = texts.length > NAMED ? [...units, "…"] : units;
    const line = texts[0]?.place?.line;
    return {
      code: "texts-foreign",
      params: { ...texts[0]?.params, count: texts.length, places: places.join(", ") },
      ...(line === undefined ? {} : { place: { line } }),
    };
  });
}
