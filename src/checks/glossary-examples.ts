import type { Concept, Example, ExampleFailure } from "../domain/concept.ts";
import { EXAMPLE_FAILURES } from "../domain/concept.ts";
import type { Finding } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Glossary } from "../terminology/glossary.ts";
import type { CheckedUnit } from "./check.ts";
import { runChecks } from "./run-checks.ts";
import { terminologyCheck } from "./terminology.ts";

/** Result of one example of a concept. */
export interface ExampleResult {
  readonly concept: string;
  /** Index of the example in the concept's list. */
  readonly example: number;
  readonly expected: Example["expect"];
  /** Findings of the terminology check about the concept; `undefined` if there are none. */
  readonly reported: readonly ExampleFailure[];
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Runs the examples of concepts as tests against the glossary. A good example must have no finding about its
 * concept; a bad example must have the finding that it names. Findings about other concepts are ignored.
 */
export function runExamples(glossary: Glossary, concepts: Iterable<Concept>): ExampleResult[] {
  return Array.from(concepts).flatMap((concept) =>
    (concept.examples ?? []).map((example, at) => runExample(glossary, concept.id, example, at)),
  );
}

function runExample(glossary: Glossary, concept: string, example: Example, at: number): ExampleResult {
  const findings = runChecks([unitOf(example, `${concept}-${at}`)], {
    checks: ["terminology"],
    extra: [terminologyCheck(glossary)],
  }).filter(({ params }) => params["concept"] === concept);
  const reported = EXAMPLE_FAILURES.filter((failure) =>
    findings.some(({ message }) => message === `terminology.${failure}`),
  );
  const ok = example.expect === "pass" ? reported.length === 0 : reported.includes(example.expect);
  return { concept, example: at, expected: example.expect, reported, ok, findings };
}

function unitOf(example: Example, id: string): CheckedUnit {
  const variants = LANGUAGES.flatMap((language) => {
    const text = example.texts[language];
    return text === undefined ? [] : [[language, { content: [text] }] as const];
  });
  return { id, variants: Object.fromEntries(variants) };
}
