import { type Language, LANGUAGES } from "../domain/language.ts";
import { addCoverage, type CoverageStep, type Measure } from "../storage/coverage.ts";
import type { Document } from "../storage/documents.ts";
import type { UnitChange } from "../storage/match-index.ts";
import type { Statement } from "../storage/storage.ts";
import { keysOf } from "../storage/units.ts";
import type { Context } from "./context.ts";
import { expectedTexts } from "./expected-texts.ts";

/** Statements that count a write to units of one document, for the batch that writes them. */
export async function coverageStatements(
  context: Context,
  document: Document,
  changes: readonly UnitChange[],
  time: string,
): Promise<Statement[]> {
  const growth = new Map<`${Language} ${Measure}`, number>();
  const grow = (language: Language, measure: Measure, by: number) =>
    growth.set(`${language} ${measure}`, (growth.get(`${language} ${measure}`) ?? 0) + by);
  for (const { before, after } of changes) {
    for (const language of LANGUAGES) {
      const [was, is] = [before?.variants[language]?.state, after?.variants[language]?.state];
      if (was !== undefined) grow(language, was, -1);
      if (is !== undefined) grow(language, is, 1);
    }
  }
  const gone = new Set(changes.flatMap(({ before, after }) => (before && !after ? [before.key] : [])));
  const come = changes.flatMap(({ before, after }) => (after && !before ? [after.key] : []));
  if (gone.size > 0 || come.length > 0) {
    // Which forms a language lacks, all keys together say; elsewhere one unit more is one more.
    const had = document.format === "i18next" ? await keysOf(context.storage, document.n) : [...gone];
    const was = expectedTexts(document.format, had);
    const is = expectedTexts(document.format, [...had.filter((key) => !gone.has(key)), ...come]);
    for (const language of LANGUAGES) grow(language, "expected", is[language] - was[language]);
  }
  const day = time.slice(0, 10);
  const steps = [...growth].flatMap(([name, delta]): CoverageStep[] => {
    const [language, measure] = name.split(" ") as [Language, Measure];
    return delta === 0 ? [] : [{ day, language, measure, delta }];
  });
  return steps.length === 0 ? [] : [addCoverage(document, steps)];
}
