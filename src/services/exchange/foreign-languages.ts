import { detectLanguage } from "../../domain/detect-language.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { FileOfAnySize } from "../../formats/contract.ts";

/** Enough text to tell a language by, in UTF-16 units. */
const SAMPLE = 20_000;
/** Names, codes and single words tell little: with fewer letters nothing is said. */
const LEAST_LETTERS = 12;

/**
 * The file with a warning for each language whose texts are clearly in another one, as Ukrainian in Russian.
 *
 * @param leftOut keys of units whose texts are not taken, as those without a translation
 */
export function withLanguageWarnings<File extends FileOfAnySize>(
  file: File,
  leftOut: ReadonlySet<string> = new Set(),
): File {
  const warnings = LANGUAGES.flatMap((language) => foreignWarning(file, language, leftOut));
  return warnings.length === 0 ? file : { ...file, warnings: [...(file.warnings ?? []), ...warnings] };
}

function foreignWarning(
  { units }: FileOfAnySize,
  language: Language,
  leftOut: ReadonlySet<string>,
): ProblemData[] {
  let sample = "";
  let line = 0;
  for (const { key, variants, line: at } of units) {
    const content = variants[language]?.content;
    if (content === undefined || leftOut.has(key)) continue;
    if (sample === "") line = at;
    sample += `${plainText(content)}\n`;
    if (sample.length > SAMPLE) break;
  }
  const detected = detectLanguage(sample);
  const { language: found, other, certainty } = detected;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (found === language || certainty === "possible") return [];
  // A script that the language is never written in tells enough.
  const isByScript = found === "zh" || found === "ru" || other === "jpn" || other === "kor";
  if (letters < LEAST_LETTERS && !isByScript) return [];
  const place = line > 0 ? { place: { line } } : {};
  const name = found ?? (other === undefined ? undefined : shortTag(other));
  if (name === undefined) {
    // A text without words of any language, as numbers or signs.
    return letters === 0
      ? []
      : [{ code: "language-foreign", params: { language, reason: "unnamed" }, ...place }];
  }
  return [{ code: "language-foreign", params: { language, found: name }, ...place }];
}

/** The usual tag of an ISO 639-3 code: `uk` for `ukr`. */
const shortTag = (code: string): string => Intl.getCanonicalLocales(code)[0] ?? code;
