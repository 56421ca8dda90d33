import { detectLanguage, FRANC_LENGTH } from "../../domain/detect-language.ts";
import { type Language, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { ReadOptions } from "../contract.ts";
import { joinSegments, type ScannedFile, type ScannedUnit } from "./scan/scanned.ts";

/** Enough text to tell a language by, in UTF-16 units. */
const SAMPLE = 20_000;

/** Our language for a tag of the file; `undefined` for other languages and without a tag. */
export const languageOfTag = (tag: string | undefined): Language | undefined =>
  tag === undefined ? undefined : languageOf(tag);

/** True when neither the file nor the caller names the language of this unit's target. */
export const isTargetOpen = (unit: ScannedUnit, options: ReadOptions): boolean =>
  unit.languages.target === undefined && options.target === undefined;

export const hasTarget = ({ segments }: ScannedUnit): boolean =>
  segments.some(({ kind, target }) => kind === "segment" && target !== undefined && target.length > 0);

/**
 * Language of targets that have none. Their `xml:lang` decides, else their script if it is sure, else the document that
 * the file is for.
 *
 * @returns `undefined` when no unit has such a target; `isGuessed` when the script decided
 * @throws {Problem} `language-missing` when nothing decides
 */
export function findTarget(
  units: readonly ScannedUnit[],
  file: ScannedFile,
  options: ReadOptions,
): { readonly language: Language; readonly isGuessed: boolean } | undefined {
  const open = units.filter((unit) => isTargetOpen(unit, options) && hasTarget(unit));
  const [first] = open;
  if (first === undefined) return undefined;
  const source = languageOfTag(file.source) ?? options.source;
  const tagged = languageOfTags(open);
  if (tagged !== undefined && tagged !== source) return { language: tagged, isGuessed: false };
  const written = languageOfScript(open);
  if (written !== undefined && written !== source)
    return { language: written, isGuessed: written !== options.likelyTarget };
  const { likelyTarget } = options;
  if (likelyTarget !== undefined && likelyTarget !== source)
    return { language: likelyTarget, isGuessed: false };
  throw new Problem("language-missing", {}, { field: "target", line: first.line });
}

/** Language that all targets name in `xml:lang`. */
function languageOfTags(units: readonly ScannedUnit[]): Language | undefined {
  const tags = new Set(
    units.flatMap(({ segments }) => segments.map(({ targetAttributes }) => targetAttributes?.["xml:lang"])),
  );
  const [only] = tags;
  return tags.size === 1 ? languageOfTag(only) : undefined;
}

/** Language of the targets if their script tells it surely. Latin script tells little, so English needs a longer text. */
function languageOfScript(units: readonly ScannedUnit[]): Language | undefined {
  let sample = "";
  for (const { segments } of units) {
    sample += `${plainText(joinSegments(segments, "target") ?? [])}\n`;
    if (sample.length > SAMPLE) break;
  }
  const { language, certainty } = detectLanguage(sample);
  if (certainty !== "certain") return undefined;
  return language === "en" && sample.length < FRANC_LENGTH ? undefined : language;
}
