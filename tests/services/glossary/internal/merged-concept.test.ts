import { describe, expect, test } from "vitest";
import type { Concept } from "../../../../src/domain/concept.ts";
import {
  createTermIndex,
  freshId,
  mergedConcept,
} from "../../../../src/services/glossary/internal/merged-concept.ts";

const concept = (id: string, terms: string, more: Partial<Concept> = {}): Concept => ({
  id,
  status: "approved",
  terms: terms.split(", ").map((term) => {
    const [language = "", ...words] = term.split(" ");
    const text = words.join(" ");
    return {
      language: language as "en" | "ru" | "zh",
      text: text.replace(/[?!]$/u, ""),
      administrativeStatus: text.endsWith("?") ? "admitted" : text.endsWith("!") ? "deprecated" : "preferred",
      ...(text.endsWith("!") && { forbidden: true }),
    };
  }),
  ...more,
});
const always = () => true;

describe("concepts with the same terms", () => {
  const index = createTermIndex([
    concept("ice", "en ice, ru лёд, zh 冰"),
    concept("bank-river", "en bank, ru берег", { domain: "geography" }),
    concept("bank-money", "en bank, ru банк", { domain: "finance" }),
    concept("floe", "en ice floe"),
  ]);

  test.each([
    ["en ICE, ru лед", "ice"],
    ["en ice, zh 冰, ru ледок", "ice"],
    ["en ice", "ice"],
    ["en bank, ru банк", "bank-money"],
    ["en ice floe, ru льдина", "floe"],
    ["en ice, ru мороженое", undefined],
    ["en bank, ru отмель", undefined],
    ["en water", undefined],
  ])("%s is %s", (terms, id) => {
    expect(index.same(concept("new", terms), always)?.id).toBe(id);
  });

  test("are not the same in another domain, or when the caller excludes them", () => {
    expect(index.same(concept("new", "en bank, ru банк", { domain: "geology" }), always)).toBeUndefined();
    expect(index.same(concept("new", "en ice, ru лёд"), (id) => id !== "ice")).toBeUndefined();
  });
});

describe("a merged concept", () => {
  test("gets new values, and keeps the stored ones", () => {
    const stored = concept("ice", "en ice, ru лёд", { definitions: { en: { text: "Frozen water" } } });
    const sent = concept("row-1", "en ice, en frozen water, zh 冰", {
      domain: "sea ice",
      notes: ["n"],
      definitions: { en: { text: "other" }, ru: { text: "Вода" } },
    });
    const { concept: merged, warnings } = mergedConcept(stored, sent, always, false);
    expect(merged).toEqual({
      ...concept("ice", "en ice, ru лёд, en frozen water?, zh 冰"),
      domain: "sea ice",
      notes: ["n"],
      definitions: { en: { text: "Frozen water" }, ru: { text: "Вода" } },
    });
    expect(warnings).toEqual([]);
  });

  test("warns of a different status, and takes it when the entry has the concept's id", () => {
    const stored = concept("ice", "en ice, ru ледок");
    const sent = concept("x", "ru ледок!");
    expect(mergedConcept(stored, sent, always, false)).toMatchObject({
      concept: stored,
      warnings: [
        { code: "term-status-differs", params: { term: "ледок", sent: "forbidden", stored: "preferred" } },
      ],
    });
    expect(mergedConcept(stored, sent, always, true).concept).toEqual(concept("ice", "en ice, ru ледок!"));
    expect(mergedConcept(stored, sent, () => false, true).concept).toEqual(stored);
  });
});

test.each([
  ["ru лёд, en Sea Ice (first-year)", "sea-ice-first-year"],
  ["ru лёд", "лёд"],
  ["zh 冰", "冰"],
  ["en taken", "taken-2"],
  ["en ???", "concept"],
])("a concept of %s gets the id %s", (terms, id) => {
  expect(freshId(concept("", terms), (known) => known === "taken")).toBe(id);
});
