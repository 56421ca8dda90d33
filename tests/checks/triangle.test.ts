import { describe, expect, it } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { terminologyCheck } from "../../src/checks/terminology.ts";
import { triangleCheck } from "../../src/checks/triangle.ts";
import type { Concept } from "../../src/domain/concept.ts";
import type { Language } from "../../src/domain/language.ts";
import { createGlossary } from "../../src/terminology/glossary.ts";

const concept = (id: string, en: string, ru: string, zh: string): Concept => ({
  id,
  status: "approved",
  terms: (["en", "ru", "zh"] as const).map((language) => ({
    language,
    text: { en, ru, zh }[language],
    administrativeStatus: "preferred",
  })),
});
const glossary = createGlossary([
  concept("icebreaker", "icebreaker", "ледокол", "破冰船"),
  concept("sea-ice", "sea ice", "морской лёд", "海冰"),
  concept("arctic", "Arctic", "Арктика", "北极"),
]);

type Leg = {
  readonly text: string;
  readonly version?: number;
  readonly from?: { language: Language; version: number };
};
const check = (legs: { readonly [language in Language]?: string | Leg }) =>
  runChecks(
    [
      {
        id: "u1",
        variants: Object.fromEntries(
          Object.entries(legs).map(([language, leg]) => {
            const { text, ...rest } = typeof leg === "string" ? { text: leg } : leg;
            return [language, { content: [text], version: 1, ...rest }];
          }),
        ),
      },
    ],
    { checks: ["triangle"], extra: [triangleCheck(glossary)] },
  );

describe("the triangle check", () => {
  it("gives no finding if all languages have the same concepts", () => {
    expect(
      check({ en: "Icebreakers in sea ice", ru: "Ледоколы в морских льдах", zh: "海冰中的破冰船" }),
    ).toEqual([]);
    expect(check({ en: "Arctic law", ru: "арктическое право", zh: "北极法" })).toEqual([]);
  });

  it.each<[Language, Record<Language, string>]>([
    ["en", { en: "The ship left.", ru: "Ледокол ушёл.", zh: "破冰船离开。" }],
    ["ru", { en: "The icebreaker left.", ru: "Корабль ушёл.", zh: "破冰船离开。" }],
    ["zh", { en: "The icebreaker left.", ru: "Ледокол ушёл.", zh: "船离开。" }],
  ])("reports the language that lacks a concept of both others: %s", (suspect, texts) => {
    expect(check(texts)).toMatchObject([
      {
        message: "triangle.missing",
        severity: "warning",
        certainty: "likely",
        languages: ["en", "ru", "zh"],
        params: { suspect, concept: "icebreaker" },
      },
    ]);
  });

  it("reports the only language with a concept as information", () => {
    expect(check({ en: "an icebreaker of a joke", ru: "шутка", zh: "笑话" })).toMatchObject([
      { message: "triangle.only", severity: "info", certainty: "possible", params: { suspect: "en" } },
    ]);
  });

  it("says if the suspect was translated from an older version", () => {
    const stale = check({
      en: { text: "The icebreaker left.", version: 3 },
      ru: "Ледокол ушёл.",
      zh: { text: "船离开。", from: { language: "en", version: 2 } },
    });
    expect(stale).toMatchObject([
      { message: "triangle.missing-stale", certainty: "certain", params: { suspect: "zh", source: "en" } },
    ]);
  });

  it("accepts scattered words and does not compare two languages", () => {
    expect(check({ en: "sea ice", ru: "морские и пресноводные льды", zh: "海冰" })).toEqual([]);
    expect(check({ en: "sea ice", ru: "вода" })).toEqual([]);
  });

  it("is silent where the terminology check has reported the concept, unless an older version is the reason", () => {
    const both = (zh: Leg) =>
      runChecks(
        [
          {
            id: "u1",
            variants: {
              en: { content: ["The icebreaker left."], version: 3 },
              ru: { content: ["Ледокол ушёл."] },
              zh: { content: [zh.text], ...(zh.from && { from: zh.from }) },
            },
          },
        ],
        { checks: ["terminology", "triangle"], extra: [terminologyCheck(glossary), triangleCheck(glossary)] },
      ).map(({ message }) => message);
    expect(both({ text: "船离开。" })).toEqual(["terminology.missing"]);
    expect(both({ text: "船离开。", from: { language: "en", version: 2 } })).toEqual([
      "terminology.missing",
      "triangle.missing-stale",
    ]);
  });
});
