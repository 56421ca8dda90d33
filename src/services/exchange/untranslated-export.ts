import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { Direction, ExchangeUnit, Untranslated } from "../../formats/contract.ts";
import { type FormatName, traitsOf } from "../../formats/traits.ts";

/** What an export was asked for. */
interface Asked extends Direction {
  readonly format: FormatName;
  readonly untranslated?: Untranslated;
  /** True for the document's own file. */
  readonly isAsItWas: boolean;
}

/**
 * What an export of these units lacks in the languages that it was asked for. A document shows the source text where
 * a translation is missing, so its file is in another language than its name says.
 *
 * @returns a warning when nothing is in a language, or when a document is translated in part. A request that says what
 *   stands for missing translations (`untranslated`) is not warned of the latter
 * @throws {Problem} `export-untranslated` with the field `target`, for a document without any text in the language, where
 *   the request does not say what is to stand there
 */
export function untranslatedWarnings(
  units: Iterable<Pick<ExchangeUnit, "variants">>,
  { format, source, target, untranslated, isAsItWas }: Asked,
): ProblemData[] {
  const { languages, runningText = false } = traitsOf(format);
  const asked = (languages === "all" ? [source, target] : [target]).filter((one) => one !== undefined);
  // A file in two languages is where translations are written; an unwritten one is nothing special.
  if (asked.length === 0 || languages === "pair") return [];
  const { total, texts } = counted(units);
  return asked.flatMap((language): ProblemData[] => {
    const count = total - texts[language];
    const isEmpty = count === total;
    if (total === 0) return [];
    const params = { language, count, total };
    // With the source beside it an empty translation shows itself.
    const isSource = runningText && source === undefined;
    if (isEmpty && isSource && untranslated === undefined)
      throw new Problem("export-untranslated", { ...params, reason: "document" }, { field: "target" });
    // Also with a mark beside it the source text stands there.
    if (isEmpty && isSource && untranslated !== "omit")
      return [{ code: "export-untranslated", params: { ...params, reason: "source" } }];
    if (isEmpty) return [{ code: "export-untranslated", params: { ...params, reason: "empty" } }];
    if (count === 0 || !isSource || untranslated !== undefined || isAsItWas) return [];
    return [{ code: "export-untranslated", params }];
  });
}

/** Number of units that have any text, and of texts in each language. */
function counted(units: Iterable<Pick<ExchangeUnit, "variants">>) {
  const texts: Record<Language, number> = { en: 0, ru: 0, zh: 0 };
  let total = 0;
  for (const { variants } of units) {
    const found = LANGUAGES.filter((one) => plainText(variants[one]?.content ?? []) !== "");
    if (found.length > 0) total += 1;
    for (const language of found) texts[language] += 1;
  }
  return { total, texts };
}
