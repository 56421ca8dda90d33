import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { compareStates, type Variant } from "../../domain/unit.ts";
import type { Direction } from "../../formats/contract.ts";
import { type FormatName, traitsOf } from "../../formats/traits.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { foreignLanguage } from "./surely-foreign.ts";

/** Formats whose writers leave out texts that are surely in another language, and name them. */
const CAREFUL: ReadonlySet<FormatName> = new Set<FormatName>(["xliff", "tmx", "csv", "tsv"]);

/**
 * A warning for each text of an export that seems to be in another language than it stands under. Texts that a person
 * has reviewed count as right.
 */
export function doubtfulTexts(
  units: Iterable<Pick<StoredUnit, "key" | "variants">>,
  { format, source, target }: Direction & { readonly format: FormatName },
): ProblemData[] {
  const isPair = traitsOf(format).languages === "pair";
  const asked: readonly Language[] = target !== undefined ? [target] : isPair ? [] : LANGUAGES;
  const warnings: ProblemData[] = [];
  for (const { key, variants } of units)
    for (const language of asked) {
      const variant = variants[language];
      if (variant === undefined || isAccepted(variant)) continue;
      const text = plainText(variant.content);
      const { found, isSure = false } = foreignLanguage(text, language) ?? {};
      if (found === undefined || (isSure && CAREFUL.has(format))) continue;
      if (hasQuoted(variants, text, language, found, source)) continue;
      const params = { language, found, reason: "written" };
      warnings.push({ code: "text-foreign", params, place: { unit: key, language } });
    }
  return warnings;
}

const isAccepted = ({ state }: Variant): boolean => compareStates(state, "reviewed") >= 0;

/** True if another language has the same foreign text: then all of them quote it. */
const hasQuoted = (
  variants: StoredUnit["variants"],
  text: string,
  language: Language,
  found: string,
  source: Language | undefined,
): boolean =>
  LANGUAGES.some(
    (other) =>
      other !== language &&
      other !== found &&
      other !== source &&
      plainText(variants[other]?.content ?? []) === text,
  );
