import { type Language, LANGUAGES } from "../../domain/language.ts";
import { STATES } from "../../domain/unit.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Statement } from "../../storage/port.ts";
import { addCoverage, type CoverageStep, type Measure } from "../../storage/rows/coverage.ts";
import type { Document, DocumentCounts } from "../../storage/rows/documents.ts";
import { keysOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { countTranslatable } from "./count-translatable.ts";

/** A write to units of one document, with the counts of the document before and after it. */
export interface Counted {
  readonly before: DocumentCounts;
  readonly after: DocumentCounts;
  /** Keys of the units that the write deletes and creates. Only a document with plural forms needs them. */
  readonly gone: readonly string[];
  readonly come: readonly string[];
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** Statements that add a write to the coverage counts, for the batch that writes the units. */
export async function coverageStatements(
  context: Context,
  document: Document,
  { before, after, gone, come, time }: Counted,
): Promise<Statement[]> {
  const growth: CoverageStep[] = [];
  const day = time.slice(0, 10);
  const grow = (language: Language, measure: Measure, delta: number) => {
    if (delta !== 0) growth.push({ day, language, measure, delta });
  };
  for (const language of LANGUAGES) {
    for (const state of STATES)
      grow(language, state, (after.states[language]?.[state] ?? 0) - (before.states[language]?.[state] ?? 0));
  }
  if (!traitsOf(document.format).pluralKeys) {
    for (const language of LANGUAGES) grow(language, "expected", after.units - before.units);
  } else if (gone.length > 0 || come.length > 0) {
    // Whether a language has a plural form depends on all keys of the document.
    const had = await keysOf(context.storage, document.n);
    const left = new Set(gone);
    const was = countTranslatable(document.format, had);
    const is = countTranslatable(document.format, [...had.filter((key) => !left.has(key)), ...come]);
    for (const language of LANGUAGES) grow(language, "expected", is[language] - was[language]);
  }
  return growth.length === 0 ? [] : [addCoverage(document, growth)];
}
