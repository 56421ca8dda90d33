import { describe, expect, it } from "vitest";
import { glossaryChecks, impactOf } from "../../src/checks/glossary-impact.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import type { Concept, Term } from "../../src/domain/concept.ts";
import type { Language } from "../../src/domain/language.ts";
import { fold } from "../../src/domain/normal-form.ts";
import { createGlossary } from "../../src/terminology/glossary.ts";
import { searchKeys } from "../../src/terminology/search-keys.ts";

const term = (language: Language, text: string, more: Partial<Term> = {}): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
  ...more,
});
const zone: Concept = { id: "zone", status: "approved", terms: [term("en", "zone"), term("ru", "зона")] };
const permafrost: Concept = {
  id: "permafrost",
  status: "approved",
  terms: [term("en", "permafrost"), term("ru", "вечная мерзлота"), term("zh", "多年冻土")],
};
const units = [
  { id: "a", variants: { en: { content: ["permafrost thaws"] }, ru: { content: ["вечная мерзлота тает"] } } },
  { id: "b", variants: { en: { content: ["permafrost"] }, ru: { content: ["многолетней мерзлоты"] } } },
  { id: "c", variants: { en: { content: ["permafrost zone"] }, ru: { content: ["зона мерзлоты"] } } },
];

describe("impact of a change", () => {
  const glossary = createGlossary([zone, permafrost]);
  const changed: Concept = {
    ...permafrost,
    terms: [
      term("en", "permafrost"),
      term("ru", "многолетняя мерзлота"),
      term("ru", "вечная мерзлота", { administrativeStatus: "deprecated" }),
    ],
  };
  const all = () =>
    runChecks(units, { checks: ["terminology", "triangle"], extra: glossaryChecks(glossary) });

  it("gives the findings that appear and disappear", () => {
    const { appearing, disappearing } = impactOf(glossary, "permafrost", changed, units);
    expect(appearing.map(({ unit, message }) => `${unit} ${message}`)).toEqual(["a terminology.deprecated"]);
    expect(disappearing.map(({ unit, message }) => `${unit} ${message}`)).toEqual(["b terminology.missing"]);
  });

  it("is the same with stored findings and does not change the glossary", () => {
    const before = all();
    expect(impactOf(glossary, "permafrost", changed, units, { before })).toEqual(
      impactOf(glossary, "permafrost", changed, units),
    );
    expect(all()).toEqual(before);
  });

  it("covers concepts that a longer term hides", () => {
    const longer: Concept = {
      id: "pz",
      status: "approved",
      terms: [term("en", "permafrost zone"), term("ru", "зона мерзлоты")],
    };
    const { disappearing, appearing } = impactOf(glossary, "pz", longer, units);
    expect(disappearing.map(({ unit, params }) => `${unit} ${params["concept"]}`)).toEqual(["c permafrost"]);
    expect(appearing).toEqual([]);
  });

  it("agrees with a check of everything under the new glossary", () => {
    const { appearing, disappearing } = impactOf(glossary, "permafrost", changed, units);
    const before = all();
    glossary.put(changed);
    const after = all();
    glossary.put(permafrost);
    expect(after).toHaveLength(before.length + appearing.length - disappearing.length);
  });

  it("of removing a concept removes its findings", () => {
    const { appearing, disappearing } = impactOf(glossary, "permafrost", undefined, units);
    expect(appearing).toEqual([]);
    expect(disappearing.map(({ unit }) => unit)).toEqual(["b", "c"]);
  });
});

describe("search keys", () => {
  it.each([
    ["ru", "вечная мерзлота", "На вечной мерзлоте."],
    ["ru", "лёд", "Во льдах."],
    ["en", "icebreaker", "two ice breakers"],
    ["zh", "大陆架", "大陸架"],
  ] as const)("find the texts that have a term: %s %s", (language, text, sentence) => {
    const keys = searchKeys(term(language, text));
    expect(keys.some((key) => fold(sentence, language).includes(key))).toBe(true);
  });
});
