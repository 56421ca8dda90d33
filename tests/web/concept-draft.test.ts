import { expect, test } from "vitest";
import type { Concept } from "../../src/domain/concept.ts";
import {
  type ConceptEdit,
  draftOf,
  editConcept,
  editedConcept,
  keptConceptKey,
  readKeptConcept,
  withKeysOf,
  withRelation,
} from "../../src/web/screens/glossary/concept-draft.ts";

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

test("unchanged values are sent as they were, also those that the form does not show", () => {
  const { terms, definitions, status } = draftOf(editedConcept(concept));
  expect({ terms, definitions, status }).toEqual({
    terms: concept.terms,
    definitions: concept.definitions,
    status: "approved",
  });
});

test("forms of a changed term are not sent, and corrected forms are sent as words", () => {
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

test("every edit changes only its own field", () => {
  const before = editedConcept(concept);
  const [ice, лёд] = before.terms;
  if (!ice || !лёд) throw new Error("two terms");
  const edits: readonly ConceptEdit[] = [
    { edit: "concept", part: { domain: "nature", mandatory: true } },
    { edit: "definition", language: "en", part: { text: "Water that is frozen" } },
    { edit: "addTerm", language: "zh" },
    { edit: "term", key: ice.key, part: { text: "sea ice" } },
    { edit: "removeTerm", key: лёд.key },
  ];
  const after = edits.reduce(editConcept, before);
  expect(after).toMatchObject({ domain: "nature", mandatory: true, status: "approved", notes: before.notes });
  expect(after.definitions).toEqual({
    ...before.definitions,
    en: { text: "Water that is frozen", source: "WMO" },
  });
  expect(after.terms.map(({ language, text, status }) => [language, text, status])).toEqual([
    ["en", "sea ice", "preferred"],
    ["zh", "", "admitted"],
  ]);
});

test("details of a term are changed, taken away when emptied, and the others stay", () => {
  const terms = [
    {
      language: "ru",
      text: "нилас",
      administrativeStatus: "preferred",
      partOfSpeech: "noun",
      gender: "masculine",
      usageNote: "до 10 см",
      caseSensitive: true,
    },
  ] as const;
  const edited = editedConcept({ id: "nilas", status: "approved", terms });
  const details = { gender: "", usageNote: " ", region: " Арктика ", validFrom: "1970-01-01" } as const;
  const { key } = edited.terms[0] ?? { key: 0 };
  expect(draftOf(editConcept(edited, { edit: "term", key, part: { details } })).terms).toEqual([
    {
      language: "ru",
      text: "нилас",
      administrativeStatus: "preferred",
      partOfSpeech: "noun",
      caseSensitive: true,
      region: "Арктика",
      validFrom: "1970-01-01",
    },
  ]);
});

test("links without a scheme get one, links without an address go, and each relation stands once", () => {
  const links = [
    { url: " wmo.int ", text: " " },
    { url: "", text: "nothing" },
    { url: "http://a.example", text: "A" },
  ];
  const seen = { type: "see", concept: "water" } as const;
  const relations = withRelation(withRelation([], seen), { ...seen });
  const draft = draftOf({ ...editedConcept(concept), links, relations, picture: "pictures.example/1" });
  expect(draft.links).toEqual([{ url: "https://wmo.int" }, { url: "http://a.example", text: "A" }]);
  expect(draft.picture).toBe("https://pictures.example/1");
  expect(draft.relations).toEqual([seen]);
});

test("a draft that an older page kept has no changed details", () => {
  const { details: _, ...old } = editedConcept(concept).terms[0] ?? { details: {} };
  const read = readKeptConcept({ edited: { ...editedConcept(concept), terms: [old] }, version: 1 });
  expect(read?.edited.terms).toEqual([{ ...old, details: {} }]);
});

test("a stored draft is restored unchanged; values of another shape are not", () => {
  const kept = { edited: editedConcept(concept), version: 4 };
  expect(readKeptConcept(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  for (const other of [undefined, null, "ice", {}, { edited: { domain: "", terms: [] } }])
    expect(readKeptConcept(other)).toBeUndefined();
});

test("new concepts with different first terms have separate drafts", () => {
  expect(keptConceptKey("ice")).toBe("concept/ice");
  expect(keptConceptKey(undefined, { en: "", ru: "лёд" })).not.toBe(keptConceptKey(undefined, { en: "ice" }));
  expect(keptConceptKey(undefined, { en: "" })).toBe(keptConceptKey(undefined));
});

test("source, flag, notes and case are edited, and empty fields are taken away", () => {
  const [ice] = concept.terms;
  if (ice === undefined) throw new Error("a term");
  const whole: Concept = {
    ...concept,
    source: "WMO",
    nested: true,
    terms: [{ ...ice, notes: ["one", "two"], caseSensitive: false }],
  };
  const edited = editedConcept(whole);
  expect(draftOf(edited)).toMatchObject({ source: "WMO", nested: true, terms: whole.terms });
  const [term] = edited.terms;
  if (term === undefined) throw new Error("a term");
  const details = { notes: "one\n\n three ", caseSensitive: "yes" as const };
  expect(draftOf({ ...edited, terms: [{ ...term, details }] }).terms[0]).toMatchObject({
    notes: ["one", "three"],
    caseSensitive: true,
  });
  const bare = draftOf({
    ...edited,
    source: " ",
    terms: [{ ...term, details: { notes: "", caseSensitive: "" } }],
  });
  expect(bare.source).toBe("");
  expect(bare.terms[0]).not.toHaveProperty("notes");
  expect(bare.terms[0]).not.toHaveProperty("caseSensitive");
});

test("the terms of a saved concept keep the keys of the terms that were edited", () => {
  const added = editConcept(editedConcept(concept), { edit: "addTerm", language: "en" });
  const empty = editConcept(added, { edit: "addTerm", language: "en" });
  const last = empty.terms.at(-1)?.key ?? 0;
  const edited = editConcept(empty, { edit: "term", key: last, part: { text: "ice " } });
  const saved = editedConcept({
    ...concept,
    terms: [...concept.terms, { language: "en", text: "ice", administrativeStatus: "admitted" }],
  });
  const keysIn = (terms: typeof saved.terms) =>
    terms.filter(({ text }) => text !== "").map(({ language, key }) => `${language} ${key}`);
  expect(keysIn(withKeysOf(saved, edited).terms)).toEqual(keysIn(edited.terms));
  expect(withKeysOf(saved, undefined)).toBe(saved);
});
