import { expect, test } from "vitest";
import type { Concept } from "../../src/domain/concept.ts";
import { conceptDifferences } from "../../src/web/screens/glossary/concept-difference.ts";

const concept: Concept = { id: "floe", status: "approved", terms: [] };

test("a relation is one difference, when it comes and when it goes", () => {
  const before: Concept = {
    ...concept,
    relations: [
      { type: "broader", concept: "ice" },
      { type: "see", concept: "pack" },
    ],
  };
  const after: Concept = {
    ...concept,
    domain: "ice",
    relations: [
      { type: "see", concept: "pack" },
      { type: "related", concept: "lead" },
    ],
  };
  expect(conceptDifferences(before, after)).toEqual([
    { part: "domain", from: undefined, to: "ice" },
    { part: "relations", from: "broader ice" },
    { part: "relations", to: "related lead" },
  ]);
  expect(conceptDifferences(before, before)).toEqual([]);
});
