import { expect, test } from "vitest";
import type { Concept } from "../../src/domain/concept.ts";
import { draftOf, editedConcept } from "../../src/web/screens/glossary/concept-draft.ts";

const forms = [
  { text: "лёд", tags: "sg.nom" },
  { text: "льда", tags: "sg.gen" },
  { text: "лёда", edited: "removed" as const },
];
const concept: Concept = {
  id: "ice",
  status: "approved",
  definitions: { en: { text: "Frozen water", source: "WMO" } },
  terms: [
    {
      language: "en",
      text: "ice",
      administrativeStatus: "preferred",
      partOfSpeech: "noun",
      forms: [{ text: "ice" }],
    },
    { language: "ru", text: "лёд", administrativeStatus: "preferred", forms },
  ],
};

test("what nobody touched is sent as it was, also what the form does not show", () => {
  const { terms, definitions, status } = draftOf(editedConcept(concept));
  expect({ terms, definitions, status }).toEqual({
    terms: concept.terms,
    definitions: concept.definitions,
    status: "approved",
  });
});

test("forms are generated anew for a changed term, and sent as words when they were corrected", () => {
  const edited = editedConcept(concept);
  const [ice, лёд] = edited.terms;
  if (!ice || !лёд) throw new Error("two terms");
  const renamed = draftOf({
    ...edited,
    terms: [
      { ...ice, text: "sea ice" },
      { ...лёд, forms: "лёд\n льду \n\n" },
    ],
  });
  expect(renamed.terms[0]).not.toHaveProperty("forms");
  expect(renamed.terms[1]?.forms).toEqual(["лёд", "льду"]);
});

test("a new concept begins with a term in each language; empty ones are not sent", () => {
  const edited = editedConcept(undefined);
  expect(edited.terms.map(({ language }) => language)).toEqual(["en", "ru", "zh"]);
  expect(draftOf(edited).terms).toEqual([]);
});
