import type { Language } from "../../domain/language.ts";
import type { State } from "../../domain/unit.ts";
import { coverageSteps, type Measure } from "../../storage/rows/coverage.ts";
import type { Actor, Context } from "../context.ts";
import { scopeOf, type ScopeQuery } from "./internal/report-scope.ts";
import type { Period } from "./report-period.ts";

/** How far the texts of one language are. */
export interface LanguageCoverage {
  /** Units that can have a text in it. */
  readonly expected: number;
  readonly states: Readonly<Record<State, number>>;
}

export interface CoverageDay {
  /** ISO 8601 date, UTC. */
  readonly day: string;
  readonly languages: Readonly<Record<Language, LanguageCoverage>>;
}

/**
 * How far the texts were at the end of days: of the first day of the period, and of every later one on which
 * something changed. What was deleted since counts as long as it was there.
 *
 * @throws {Problem} `not-found`, `invalid-fields` for a period that is none
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
