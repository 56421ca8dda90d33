import { describe, expect, test } from "vitest";
import type { Concept } from "../../../../src/domain/concept.ts";
import {
  createTermIndex,
  freshIds,
  homonymsIn,
  isOtherConcept,
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
const never = () => false;

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
    expect(index.same(concept("new", terms), never)?.id).toBe(id);
  });

  test("are not the same in another domain, or when the caller excludes them", () => {
    expect(index.same(concept("new", "en bank, ru банк", { domain: "geology" }), never)).toBeUndefined();
    const others = createTermIndex([concept("ice", "en ice, ru лёд")], (id) => id !== "ice");
    expect(others.same(concept("new", "en ice, ru лёд"), never)).toBeUndefined();
  });
});

describe("a term of very many concepts", () => {
  let steps = 0;
  /** A stored concept; each look at its terms is a step. */
  const counted = (made: Concept): Concept => ({
    ...made,
    get terms() {
      steps += 1;
      return made.terms;
    },
  });
  const crowd = (size: number) =>
    Array.from({ length: size }, (_, at) =>
      counted(concept(`c${at}`, `en yes, ru да, zh 词${at}`, { domain: `d${at % (size / 2)}` })),
    );
  const stepsOfSearch = (size: number, terms: string, more: Partial<Concept> = {}) => {
    const index = createTermIndex(crowd(size));
    steps = 0;
    const found = index.same(concept("new", terms, more), never);
    return { steps, found: found?.id };
  };

  test.each(["en yes", "en yes, ru да", "en yes, ru да, zh 词7"])(
    "%s is searched in as many steps in a glossary that is eight times larger",
    (terms) => {
      expect(stepsOfSearch(8000, terms).steps).toBe(stepsOfSearch(1000, terms).steps);
    },
  );

  test("leads to the concept by its rarer terms and by its domain", () => {
    expect(stepsOfSearch(1000, "en yes, ru да, zh 词777").found).toBe("c777");
    expect(stepsOfSearch(1000, "en yes, ru да", { domain: "d400" }).found).toBe("c400");
  });

  test("gives ids without asking for each one again", () => {
    const taken = new Set<string>();
    let asked = 0;
    const freshId = freshIds((id) => {
      asked += 1;
      return taken.has(id);
    });
    for (let at = 0; at < 500; at += 1) taken.add(freshId(concept("", "en yes")));
    expect(taken.size).toBe(500);
    expect(asked).toBeLessThanOrEqual(2 * 500);
  });
});

describe("concepts of pairs of languages", () => {
  const index = createTermIndex([
    concept("polynya", "en polynya, ru полынья"),
    concept("bank-1", "en bank, ru берег"),
    concept("bank-2", "en bank, ru банк"),
  ]);

  test.each([
    ["en polynya, zh 冰间湖", "polynya"],
    ["ru полынья, zh 冰间湖", "polynya"],
    ["en bank, zh 银行", undefined],
    ["en lead, zh 冰间水道", undefined],
  ])("%s is %s", (terms, id) => {
    expect(index.same(concept("new", terms), never)?.id).toBe(id);
  });

  test("are not joined by a word that the file has for two concepts", () => {
    const both = [concept("1", "en polynya, zh 冰间湖"), concept("2", "en polynya, zh 冰湖")];
    const [first = concept("1", "en polynya")] = both;
    expect(index.same(first, homonymsIn(both))).toBeUndefined();
  });
});

test.each([
  ["12", "en ice, ru лёд", "en floe, ru льдина", true],
  ["c5", "en ice", "en floe", true],
  ["12", "en ice, ru лёд", "en ICE, ru льдина", false],
  ["12", "en ice, ru лёд", "zh 冰", false],
  ["sea-ice", "en ice", "en floe", false],
])("with the id %s, %s and %s are different: %s", (id, known, sent, isOther) => {
  expect(isOtherConcept(concept(id, known), concept(id, sent))).toBe(isOther);
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
  expect(freshIds((known) => known === "taken")(concept("", terms))).toBe(id);
});
