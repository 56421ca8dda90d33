import { describe, expect, it } from "vitest";
import { viewOf } from "../../src/checks/check.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import { terminologyCheck } from "../../src/checks/terminology.ts";
import type { Concept, Term } from "../../src/domain/concept.ts";
import type { Language } from "../../src/domain/language.ts";
import type { Content } from "../../src/domain/segment.ts";
import { createGlossary } from "../../src/terminology/glossary.ts";

type Texts = { readonly [language in Language]?: string | Content };

const term = (language: Language, text: string, more: Partial<Term> = {}): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
  ...more,
});
const deprecated = { administrativeStatus: "deprecated" } as const;
const forbidden = { ...deprecated, forbidden: true } as const;
const concept = (id: string, ...terms: readonly Term[]): Concept => ({ id, status: "approved", terms });

const CONCEPTS: readonly Concept[] = [
  concept("icebreaker", term("en", "icebreaker"), term("ru", "ледокол"), term("zh", "破冰船")),
  concept(
    "permafrost",
    term("en", "permafrost"),
    term("ru", "многолетняя мерзлота"),
    term("ru", "вечная мерзлота", deprecated),
    term("zh", "多年冻土"),
    term("zh", "永久冻土", { administrativeStatus: "superseded" }),
  ),
  concept(
    "observer",
    term("en", "Observer"),
    term("ru", "наблюдатель"),
    term("ru", "постоянный наблюдатель", forbidden),
    term("zh", "观察员"),
  ),
  concept(
    "near",
    term("en", "near-Arctic State"),
    term("ru", "околоарктическое государство"),
    term("ru", "приарктическое государство", forbidden),
  ),
  concept("coastal", term("en", "Arctic coastal State"), term("ru", "приарктическое государство")),
  concept("arctic", term("en", "Arctic"), term("ru", "Арктика"), term("zh", "北极")),
  concept(
    "nsr",
    term("en", "Northern Sea Route"),
    term("en", "NSR"),
    term("ru", "Северный морской путь"),
    term("ru", "СМП"),
    term("zh", "北方海航道"),
  ),
  concept("sea-ice", term("en", "sea ice"), term("ru", "морской лёд"), term("zh", "海冰")),
  concept("vessel", term("en", "vessel"), term("ru", "судно"), term("zh", "船舶")),
  {
    ...concept(
      "zone",
      term("en", "exclusive economic zone"),
      term("ru", "исключительная экономическая зона"),
    ),
    mandatory: true,
  },
  { ...concept("draft", term("en", "draft term"), term("ru", "черновой термин")), status: "proposed" },
];
const glossary = createGlossary(CONCEPTS);

const unitOf = (texts: Texts) => ({
  id: "u1",
  variants: Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [
      language,
      { content: typeof text === "string" ? [text] : text },
    ]),
  ),
});
const check = (texts: Texts, over = glossary) =>
  runChecks([unitOf(texts)], { checks: ["terminology"], extra: [terminologyCheck(over)] });
const told = (texts: Texts): string[] =>
  check(texts).map(({ message, severity, certainty, params }) =>
    [message, severity, certainty, params["concept"]].join(" "),
  );

describe("no finding for", () => {
  it.each<[string, Texts]>([
    [
      "preferred terms, inflected",
      { en: "Two icebreakers left.", ru: "Вышли два ледокола.", zh: "两艘破冰船离开。" },
    ],
    ["an admitted acronym for a full form", { en: "along the Northern Sea Route", ru: "по трассам СМП" }],
    ["an adjective made of the term", { en: "Arctic policy", ru: "арктическая политика", zh: "北极政策" }],
    [
      "a forbidden term that is right for another concept",
      { en: "an Arctic coastal State", ru: "приарктическое государство" },
    ],
    ["terms that are only proposed", { en: "a draft term", ru: "какой-то термин" }],
    ["concepts without a term in the other language", { en: "a near-Arctic State", zh: "某个国家" }],
    ["one language alone", { ru: "ледокол" }],
    ["an empty target", { en: "icebreaker", ru: "  " }],
    ["no term at all", { en: "Hello.", ru: "Привет.", zh: "你好。" }],
  ])("%s", (_, texts) => {
    expect(told(texts)).toEqual([]);
  });
});

describe("a finding", () => {
  it("for a missing term is a likely warning between two languages", () => {
    const [finding, ...rest] = check({ en: "Two icebreakers left.", ru: "Вышли два корабля." });
    expect(finding).toMatchObject({
      message: "terminology.missing",
      severity: "warning",
      certainty: "likely",
      languages: ["en", "ru"],
      ranges: { en: [{ start: 4, end: 15 }] },
      params: { concept: "icebreaker", source: "en", target: "ru", expected: "ледокол" },
      suggestion: { language: "ru", text: "ледокол" },
    });
    expect(rest).toEqual([]);
  });

  it("for a term in the other two languages is certain and given once", () => {
    expect(told({ en: "an icebreaker", ru: "корабль", zh: "一艘破冰船" })).toEqual([
      "terminology.missing warning certain icebreaker",
    ]);
  });

  it("is information if the third language lacks the term too", () => {
    const texts = { en: "an icebreaker of a joke", ru: "шутка для начала", zh: "一个笑话" };
    expect(told(texts)).toEqual([
      "terminology.missing info possible icebreaker",
      "terminology.missing info possible icebreaker",
    ]);
  });

  it("is an error for a mandatory concept", () => {
    expect(told({ ru: "в исключительной экономической зоне", en: "in the zone" })).toEqual([
      "terminology.missing error likely zone",
    ]);
  });

  it.each<[Texts, Language, string]>([
    [{ en: "permafrost thaws", ru: "Таяние вечной мерзлоты продолжается." }, "ru", "многолетней мерзлоты"],
    [{ en: "on permafrost", ru: "НА ВЕЧНОЙ МЕРЗЛОТЕ" }, "ru", "МНОГОЛЕТНЕЙ МЕРЗЛОТЕ"],
    [{ en: "permafrost", zh: "永久冻土融化。" }, "zh", "多年冻土"],
  ])(
    "for a deprecated term is a warning with the replacement in the right form",
    (texts, language, replacement) => {
      const [finding] = check(texts);
      expect(finding).toMatchObject({
        message: "terminology.deprecated",
        severity: "warning",
        certainty: "certain",
        suggestion: { language, text: replacement },
      });
    },
  );

  it("for a forbidden term is an error with the replacement in the right form", () => {
    const text = "Встретились постоянные наблюдатели.";
    const [finding, ...rest] = check({ en: "Observers met.", ru: text });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      message: "terminology.forbidden",
      severity: "error",
      suggestion: { text: "наблюдатели" },
    });
    const range = finding?.suggestion?.range;
    expect(range && text.slice(range.start, range.end)).toBe("постоянные наблюдатели");
  });

  it("for a forbidden term is an error even if another concept allows the term", () => {
    expect(told({ en: "China is a near-Arctic State.", ru: "Китай — приарктическое государство." })).toEqual([
      "terminology.forbidden error certain near",
    ]);
  });

  it("for a term with scattered words is information", () => {
    expect(told({ en: "sea ice", ru: "Морские толстые льды отличаются." })).toEqual([
      "terminology.discontinuous info possible sea-ice",
    ]);
  });

  it("is not made for a term that shares a word with another one", () => {
    expect(told({ en: "sea ice", ru: "Морские и пресноводные льды отличаются." })).toEqual([]);
  });

  it("marks a place once, also where several terms of a concept have the same form", () => {
    const concept: Concept = {
      id: "vessel-2",
      status: "approved",
      terms: (
        [
          ["en", "ice-breaker"],
          ["en", "ice breaker"],
          ["ru", "ледокол"],
        ] as const
      ).map(([language, text]) => ({ language, text, administrativeStatus: "preferred" })),
    };
    const [finding] = runChecks([unitOf({ en: "An ice-breaker left.", ru: "Судно ушло." })], {
      checks: ["terminology"],
      extra: [terminologyCheck(createGlossary([concept]))],
    });
    expect(finding?.ranges.en).toEqual([{ start: 3, end: 14 }]);
  });

  it("for a homograph is information", () => {
    expect(told({ ru: "Суда ждут.", en: "Courts wait." })).toEqual([
      "terminology.missing info possible vessel",
    ]);
  });

  it("for a term that all other languages have more often is information", () => {
    const texts = {
      en: "The icebreaker met an icebreaker.",
      ru: "Ледокол встретил другой.",
      zh: "破冰船遇到破冰船。",
    };
    expect(told(texts)).toEqual(["terminology.fewer info possible icebreaker"]);
    expect(told({ ...texts, zh: "破冰船相遇。" })).toEqual([]);
  });

  it("is given in every direction", () => {
    const right: Record<Language, string> = { en: "sea ice", ru: "морской лёд", zh: "海冰" };
    const wrong: Record<Language, string> = { en: "water", ru: "вода", zh: "水" };
    for (const source of ["en", "ru", "zh"] as const) {
      for (const target of ["en", "ru", "zh"] as const) {
        if (source === target) continue;
        const [finding] = check({ [source]: right[source], [target]: wrong[target] });
        expect(finding?.params).toMatchObject({ source, target });
      }
    }
  });
});

describe("inline codes", () => {
  const lineBreak = { kind: "ph", id: "1", element: "ph" } as const;
  const bold = { kind: "open", id: "2", element: "pc" } as const;

  it("that are single separate words, and ranges do not count them", () => {
    const en: Content = ["The end", lineBreak, "icebreaker", lineBreak, "2023"];
    const [finding] = check({ en, ru: "Конец" });
    const text = viewOf(unitOf({ en })).texts[0]?.text ?? "";
    const [range] = finding?.ranges.en ?? [];
    expect(range && text.slice(range.start, range.end)).toBe("icebreaker");
  });

  it("in pairs do not separate words", () => {
    const en: Content = ["an ice", bold, "breaker", { ...bold, kind: "close" }];
    expect(check({ en, ru: "ледокол" })).toEqual([]);
    expect(check({ en, ru: "корабль" })).toHaveLength(1);
  });
});

it("terms are used only while they are valid", () => {
  const concepts = [
    concept(
      "c",
      term("en", "gulf"),
      term("ru", "губа", { validUntil: "2019-12-31" }),
      term("ru", "залив", { validFrom: "2020-01-01" }),
    ),
  ];
  const texts = { en: "the gulf", ru: "в губе" };
  expect(check(texts, createGlossary(concepts, "2019-06-01"))).toEqual([]);
  expect(check(texts, createGlossary(concepts, "2024-06-01"))).toHaveLength(1);
});
