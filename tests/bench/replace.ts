import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { measure } from "../terminology/in-place/gold.ts";

/**
 * How many terms are replaced as a person would: the sentences of `tests/fixtures/term-in-place`. What the kept set has
 * wrong is not shown.
 */
export function run(): void {
  for (const set of ["first", "second", "kept"] as const)
    for (const language of LANGUAGES) ofSet(set, language);
  ofSet("third", "ru");
}

function ofSet(set: "first" | "second" | "kept" | "third", language: Language): void {
  const started = performance.now();
  const { results, sure, wrong } = measure(language, set);
  const milliseconds = performance.now() - started;
  const right = sure.length - wrong.length;
  console.log(
    `${set}, ${language}: ${results.length} sentences, ${sure.length} sure, ${right} of them right (${((100 * right) / sure.length).toFixed(1)} %), ${(milliseconds / results.length).toFixed(2)} ms a sentence`,
  );
  if (set === "kept") return;
  for (const { proposal, wanted } of wrong) console.log(`  ${proposal?.text ?? ""} ≠ ${wanted}`);
  for (const { proposal, old } of results)
    if (proposal?.doubt !== undefined) console.log(`  ${proposal.doubt}: ${old} → ${proposal.text}`);
}
