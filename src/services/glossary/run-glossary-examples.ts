import { type ExampleResult, runExamples } from "../../checks/glossary-examples.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";

export interface GlossaryExamples {
  readonly total: number;
  readonly failed: number;
  /** The failed ones first. */
  readonly items: Omit<ExampleResult, "findings">[];
}

/** Runs the examples that terminologists gave with their concepts, against the glossary as it is. */
export async function runGlossaryExamples(context: Context): Promise<GlossaryExamples> {
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
