import { expect, it } from "vitest";
import { runExamples } from "../../src/checks/glossary-examples.ts";
import type { Concept } from "../../src/domain/concept.ts";
import { createGlossary } from "../../src/terminology/glossary.ts";

const concept: Concept = {
  id: "icebreaker",
  status: "approved",
  terms: [
    { language: "en", text: "icebreaker", administrativeStatus: "preferred" },
    { language: "ru", text: "ледокол", administrativeStatus: "preferred" },
    { language: "ru", text: "ломоледка", administrativeStatus: "deprecated", forbidden: true },
  ],
  examples: [
    { texts: { en: "two icebreakers", ru: "двумя ледоколами" }, expect: "pass" },
    { texts: { en: "an icebreaker", ru: "корабль" }, expect: "missing" },
    { texts: { en: "an icebreaker", ru: "ломоледка" }, expect: "forbidden" },
    { texts: { en: "an icebreaker", ru: "ледокол" }, expect: "missing", note: "wrong on purpose" },
    { texts: { en: "an icebreaker", ru: "корабль" }, expect: "pass", note: "wrong on purpose" },
    { texts: { en: "an icebreaker", ru: "корабль" }, expect: "forbidden", note: "wrong on purpose" },
  ],
};

it("runs a glossary's examples like tests", () => {
  const results = runExamples(createGlossary([concept]), [concept]);
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false, false, false]);
  expect(results[4]).toMatchObject({
    concept: "icebreaker",
    example: 4,
    expected: "pass",
    reported: ["missing"],
  });
});
