import { describe, expect, it } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { buildFinder, type Finder } from "../../src/terminology/finder.ts";
import { CHINESE_COORDINATED, COORDINATED, type CoordinatedSample } from "./coordinated-terms.ts";

const finderOf = (language: Language, terms: Iterable<string>): Finder =>
  buildFinder(
    Array.from(terms, (text) => ({
      id: text,
      status: "approved" as const,
      terms: [{ language, text, administrativeStatus: "preferred" as const }],
    })),
  );

/** Shares of the terms that are found, and of the found terms that are right. */
function rates(language: Language, samples: readonly CoordinatedSample[]) {
  const finder = finderOf(language, new Set(samples.flatMap(({ terms }) => terms)));
  let [wanted, right, found] = [0, 0, 0];
  for (const { text, terms } of samples) {
    const hits = new Set(finder.find(text, language).map(({ concept }) => concept));
    wanted += terms.length;
    found += hits.size;
    right += terms.filter((term) => hits.has(term)).length;
  }
  return { recall: right / wanted, precision: right / found };
}

describe.each(LANGUAGES)("terms that share words (%s)", (language) => {
  it.each(["first", "second"] as const)("are found in the %s half", (half) => {
    const { recall, precision } = rates(language, COORDINATED[language][half]);
    expect(recall).toBeGreaterThanOrEqual({ ru: 0.9, en: 0.97, zh: 0.98 }[language]);
    expect(precision).toBeGreaterThanOrEqual(0.98);
  });
});

it.each(["third", "fourth"] as const)(
  "Chinese terms after 的 and in contractions are found in the %s half",
  (half) => {
    const { recall, precision } = rates("zh", CHINESE_COORDINATED[half]);
    expect(recall).toBeGreaterThanOrEqual(0.99);
    expect(precision).toBeGreaterThanOrEqual(0.98);
  },
);

describe("a hit that shares words", () => {
  it("covers the words of both terms, and says so", () => {
    const text = "Coastal and flag States agree.";
    const [hit, other] = finderOf("en", ["coastal State", "flag State"]).find(text, "en");
    expect(hit).toMatchObject({
      concept: "coastal State",
      start: 0,
      end: 23,
      certainty: "likely",
      strength: "shared",
    });
    expect(other).toMatchObject({ concept: "flag State", start: 12, end: 23, strength: "strong" });
  });

  it("stays in linear time in a long list", () => {
    const finder = finderOf("ru", ["морской лёд"]);
    const text = `морской, ${"речной, ".repeat(5000)}и озёрный лёд`;
    expect(finder.find(text, "ru")).toEqual([]);
  });
});

const ORDINARY = {
  en: ["ice", "frost", "shelf", "icebreaker", "port", "waters", "natives"],
  ru: ["лёд", "мороз", "ледокол", "порт", "волк"],
};

describe("a common noun", () => {
  it.each<["en" | "ru", string, readonly string[]]>([
    ["en", "Robert Frost wrote it.", []],
    ["en", "It was sung by Muddy Waters in 1950.", []],
    ["en", "He watched Ice Cube in a film.", []],
    ["en", "She wears Icebreaker Merino.", []],
    ["en", "“Shelf Life” won a prize.", []],
    ["en", "The icebreaker met Robert Frost in port.", ["icebreaker", "port"]],
    ["en", "New Icebreakers Reach the Frozen Port", ["icebreaker", "port"]],
    ["en", "In the Port of London.", ["port"]],
    ["en", "Native speakers wanted.", []],
    ["en", "The natives saw it.", ["natives"]],
    ["ru", "Анна Мороз пришла.", []],
    ["ru", "И. Волк летал.", []],
    ["ru", "А. П. Мороза ждали в порту.", ["порт"]],
    ["ru", "Компания Ледокол Групп закрылась.", []],
    ["ru", "Волк вышел на лёд.", ["волк", "лёд"]],
    ["ru", "НОВЫЙ ЛЕДОКОЛ", ["ледокол"]],
    ["ru", "— Лёд! — крикнул он.", ["лёд"]],
  ])("is not found as a part of a name (%s: %s)", (language, text, terms) => {
    const hits = finderOf(language, ORDINARY[language]).find(text, language);
    expect([...new Set(hits.map(({ concept }) => concept))]).toEqual(terms);
  });
});
