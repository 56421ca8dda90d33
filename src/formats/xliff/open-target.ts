import {
  type DetectedLanguage,
  detectLanguage,
  FRANC_LENGTH,
  scriptsOf,
} from "../../domain/detect-language.ts";
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

/** Texts in Chinese have about a third of the letters. */
const HAN_WEIGHT = 3;
/** Largest part of Cyrillic in a Chinese text, and of Chinese in a Russian one, that may be names. */
const NAMES_SHARE = 0.1;

/**
 * Language of targets that have none. Their `xml:lang` decides, else their script if it is sure, else the document that
 * the file is for, if the targets do not look like another of our languages in another script.
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
  const sample = sampleOf(open);
  const shown = detectLanguage(sample);
  const { likelyTarget } = options;
  if (isSure(sample, shown) && shown.language !== undefined && shown.language !== source)
    return { language: shown.language, isGuessed: shown.language !== likelyTarget };
  const isOther = isNotLatin(shown.language) && shown.language !== likelyTarget;
  if (likelyTarget !== undefined && likelyTarget !== source && !isOther)
    return { language: likelyTarget, isGuessed: false };
  throw new Problem("language-missing", {}, { field: "target", line: first.line });
}

const isNotLatin = (language: Language | undefined): boolean => language === "ru" || language === "zh";

/** Language that all targets name in `xml:lang`. */
function languageOfTags(units: readonly ScannedUnit[]): Language | undefined {
  const tags = new Set(
    units.flatMap(({ segments }) => segments.map(({ targetAttributes }) => targetAttributes?.["xml:lang"])),
  );
  const [only] = tags;
  return tags.size === 1 ? languageOfTag(only) : undefined;
}

/** Texts of the targets. A target that is its source, as a name or a number, tells nothing. */
function sampleOf(units: readonly ScannedUnit[]): string {
  let sample = "";
  for (const { segments } of units) {
    const target = plainText(joinSegments(segments, "target") ?? []);
    if (target !== plainText(joinSegments(segments, "source") ?? [])) sample += `${target}\n`;
    if (sample.length > SAMPLE) break;
  }
  return sample;
}

/**
 * True when the script of the texts tells their language. Russian and Chinese texts may have Latin names, but hardly each
 * other's letters. Latin script tells little, so English needs a longer text.
 */
function isSure(sample: string, { language, certainty }: DetectedLanguage): boolean {
  if (language === "en") return certainty === "certain" && sample.length >= FRANC_LENGTH;
  if (certainty === "possible") return false;
  const { cyrillic, han } = scriptsOf(sample);
  const [own, other] = language === "ru" ? [cyrillic, han * HAN_WEIGHT] : [han * HAN_WEIGHT, cyrillic];
  return own > 0 && other <= NAMES_SHARE * own;
}
