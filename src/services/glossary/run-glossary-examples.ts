import type { ExampleResult } from "../../checks/glossary-examples.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";

export interface GlossaryExamples {
  readonly total: number;
  readonly failed: number;
  /** Results, failed ones first. */
  readonly items: Omit<ExampleResult, "findings">[];
}

/** Runs the examples of all concepts against the current glossary. */
export async function runGlossaryExamples(context: Context): Promise<GlossaryExamples> {
  const { runExamples } = await import("../../checks/glossary-examples.ts");
  const { approved, concepts } = await currentGlossary(context);
  const results = runExamples(
    approved,
    [...concepts.values()].map(({ concept }) => concept),
  );
  const items = results
    .map(({ findings: _findings, ...result }) => result)
    .toSorted((a, b) => Number(a.ok) - Number(b.ok));
  return { total: items.length, failed: items.filter(({ ok }) => !ok).length, items };
}
