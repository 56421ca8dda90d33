import type { Language } from "../../domain/language.ts";
import type { State } from "../../domain/unit.ts";
import { coverageSteps, type Measure } from "../../storage/rows/coverage.ts";
import type { Actor, Context } from "../context.ts";
import { scopeOf, type ScopeQuery } from "./internal/report-scope.ts";
import type { Period } from "./report-period.ts";

/** Number of texts of one language by state. */
export interface LanguageCoverage {
  /** Number of units that can have a text in the language. */
  readonly expected: number;
  readonly states: Readonly<Record<State, number>>;
}

export interface CoverageDay {
  /** ISO 8601 date, UTC. */
  readonly day: string;
  readonly languages: Readonly<Record<Language, LanguageCoverage>>;
}

/**
 * Number of texts by language and state at the end of the first day of a period, and of each later day with a change.
 * Deleted units count for the days before their deletion.
 *
 * @throws {Problem} `not-found`
 */
export async function reportCoverage(
  context: Context,
  actor: Actor,
  query: ScopeQuery,
  period: Period,
): Promise<CoverageDay[]> {
  const scope = await scopeOf(context, actor, query);
  const steps = await coverageSteps(context.storage, scope, period.from, period.to);
  const counts: Record<Language, Record<Measure, number>> = { en: none(), ru: none(), zh: none() };
  const days = new Map<string, CoverageDay>();
  const note = (day: string) => days.set(day, { day, languages: shown(counts) });
  note(period.from);
  for (const { day, language, measure, delta } of steps) {
    counts[language][measure] += delta;
    note(day === "" ? period.from : day);
  }
  return [...days.values()];
}

const none = (): Record<Measure, number> => ({
  expected: 0,
  initial: 0,
  translated: 0,
  reviewed: 0,
  final: 0,
});

function shown(counts: Readonly<Record<Language, Record<Measure, number>>>): CoverageDay["languages"] {
  const one = ({ expected, ...states }: Record<Measure, number>): LanguageCoverage => ({ expected, states });
  return { en: one(counts.en), ru: one(counts.ru), zh: one(counts.zh) };
}
