import { detectLanguage } from "../../domain/detect-language.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { FileOfAnySize } from "../../formats/contract.ts";
import { isMarkedUntranslated } from "../../formats/document/untranslated-marks.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { withoutQuotations } from "./surely-foreign.ts";

/** Fewest letters in the foreign strings of a website; a Chinese character counts as three. */
const LEAST_LETTERS = 12;
const lettersIn = (text: string): number =>
  (text.match(/\p{L}/gu)?.length ?? 0) + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);

/** The language of a text if its script or its words show it; `undefined` for names, numbers and other languages. */
export function shownLanguage(text: string): Language | undefined {
  const { language, certainty } = detectLanguage(text);
  return certainty === "possible" ? undefined : language;
}

/**
 * Refuses a file in one language whose changed texts are in another language: they would replace the texts of the
 * language that the file was read as. Where the request does not name the language, one such text is enough, because
 * an export that is translated in part shows mostly its source. Where it does, it must be more than half of them.
 *
 * @param isNamed whether the request or the name of the file names its language
 * @throws {Problem} `file-language` with the field `target`
 */
export function assertFileLanguage(
  file: FileOfAnySize,
  units: readonly StoredUnit[],
  isNamed: boolean,
): void {
  if (traitsOf(file.format).languages !== "one") return;
  // A file of strings that was pushed as a translation names its source too.
  const language = file.target ?? file.source;
  if (language === undefined) return;
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const foreign = new Map<Language, { texts: number; letters: number }>();
  let changed = 0;
  for (const { key, variants } of file.units) {
    const stored = byKey.get(key);
    const brought = variants[language];
    if (stored === undefined || brought === undefined) continue;
    const text = plainText(brought.content);
    const textOf = (one: Language) => plainText(stored.variants[one]?.content ?? []);
    const current = textOf(language);
    if (text === current || isMarkedUntranslated(text)) continue;
    const same: Language | undefined = LANGUAGES.find(
      (other) => other !== language && textOf(other) === text,
    );
    // A sentence that was left in its source language is not taken: see `planPush`.
    if (same !== undefined && (isNamed || current === "")) continue;
    changed += 1;
    // A translation may quote a line of its source.
    const prose = withoutQuotations(text);
    const shown: Language | undefined = isNamed
      ? shownLanguage(prose)
      : (same ?? detectLanguage(prose).language);
    if (shown !== undefined && shown !== language && shownLanguage(current) !== shown) {
      const { texts, letters } = foreign.get(shown) ?? { texts: 0, letters: 0 };
      foreign.set(shown, { texts: texts + 1, letters: letters + lettersIn(text) });
    }
  }
  const [most] = [...foreign].toSorted(([, one], [, two]) => two.texts - one.texts);
  if (most === undefined) return;
  const [found, { texts, letters }] = most;
  // Some short strings of a website are the same in all languages.
  if (traitsOf(file.format).runningText !== true && letters < LEAST_LETTERS) return;
  if (!isNamed || texts * 2 > changed)
    throw new Problem("file-language", { language, found }, { field: "target" });
}
