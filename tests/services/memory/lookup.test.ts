import { beforeEach, describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { Content } from "../../../src/domain/segment.ts";
import type { State } from "../../../src/domain/unit.ts";
import type { ExchangeUnit } from "../../../src/formats/contract.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { type Lookup, lookup } from "../../../src/services/memory/lookup.ts";
import { anna, testContext, type TestContext } from "../helpers.ts";

type Texts = { readonly [language in Language]?: string | Content };

let context: TestContext;
let documents = 0;

beforeEach(async () => {
  context = await testContext();
});

/** Stores units as one document; a state may be given for all of them. */
async function store(units: readonly Texts[], state: State = "final", collection = "c"): Promise<void> {
  documents += 1;
  const exchange = units.map((texts, at): ExchangeUnit => ({
    key: `k${at}`,
    line: at + 1,
    notes: [],
    variants: Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [
        language,
        { content: typeof text === "string" ? [text] : text, state },
      ]),
    ),
  }));
  await storeDocument(
    context,
    anna,
    { collection, id: `d${documents}` },
    { format: "json", tags: {}, units: exchange },
    "import",
  );
}

async function find(source: Language, text: string | Content, more: Partial<Lookup> = {}) {
  const segment = { text, ...more.segments?.[0] };
  const [result] = await lookup(context, anna, { source, ...more, segments: [{ ...segment, text }] });
  if (result === undefined) throw new Error("no result");
  return result;
}

const COUNCIL = {
  en: "The Arctic Council was founded in 1996.",
  ru: "Арктический совет был основан в 1996 году.",
  zh: "北极理事会成立于1996年。",
};

describe("lookup", () => {
  test("among hundreds of units with the same text it finds other targets, in-context matches and named collections", async () => {
    await createCollection(context, anna, { id: "other", title: "Other" });
    await store([{ en: "Yes", ru: "Да" }], "final", "other");
    await store([
      { en: "Shall it be saved?", ru: "Сохранить?" },
      { en: "Yes", ru: "Да, сохранить" },
      { en: "Then it is.", ru: "Сохраняется." },
      ...Array.from({ length: 300 }, () => ({ en: "Yes", ru: "Да" })),
    ]);
    const { matches } = await find("en", "Yes", { targets: ["ru"] });
    expect(matches.map(({ targets, ambiguous }) => [targets.ru?.text, ambiguous])).toEqual([
      ["Да, сохранить", true],
      ["Да", true],
    ]);
    const neighbours = { text: "Yes", previous: "Shall it be saved?", next: "Then it is." };
    const inContext = await find("en", "Yes", { targets: ["ru"], segments: [neighbours] });
    expect(inContext.matches[0]).toMatchObject({
      kind: "in-context",
      targets: { ru: { text: "Да, сохранить" } },
    });
    const filtered = await find("en", "Yes", { targets: ["ru"], collections: ["other"] });
    expect(filtered.matches).toMatchObject([{ collection: "other", occurrences: 1 }]);
  });

  test.each(["en", "ru", "zh"] as const)(
    "an equal text in %s is an exact match with all other languages",
    async (language) => {
      await store([COUNCIL, { en: "Something else", ru: "Что-то другое", zh: "别的东西" }]);
      const { matches } = await find(language, COUNCIL[language]);
      expect(matches).toHaveLength(1);
      expect(matches[0]).toMatchObject({
        score: 100,
        kind: "exact",
        source: { language, text: COUNCIL[language] },
      });
      const others = (["en", "ru", "zh"] as const).filter((one) => one !== language);
      expect(Object.keys(matches[0]?.targets ?? {})).toEqual(others);
      for (const other of others) expect(matches[0]?.targets[other]?.text).toBe(COUNCIL[other]);
    },
  );

  test("case, ё and white space make a match normalized, each with its own penalty", async () => {
    await store([{ ru: "Ледяной покров растёт", zh: "冰盖在扩大" }]);
    const { matches } = await find("ru", "ледяной  покров растет");
    expect(matches[0]).toMatchObject({ kind: "normalized", score: 97 });
    expect(matches[0]?.explanation).toMatchObject({
      base: 100,
      penalties: [
        { name: "case", points: 1 },
        { name: "spelling", points: 1 },
        { name: "whitespace", points: 1 },
      ],
    });
  });

  test("punctuation alone costs one point, however short the text", async () => {
    await store([{ en: "OK", ru: "Хорошо" }]);
    const { matches } = await find("en", "OK!");
    expect(matches[0]).toMatchObject({ kind: "normalized", score: 99 });
  });

  test("a similar text scores by Levenshtein in code points and says where it differs", async () => {
    await store([{ ru: "Северный морской путь открыт", en: "The Northern Sea Route is open" }]);
    const { matches } = await find("ru", "Северный морской путь закрыт");
    expect(matches[0]).toMatchObject({ kind: "fuzzy", score: rounded(100 * (1 - 2 / 28)) });
    expect(matches[0]?.explanation?.edits).toEqual([
      { query: { start: 22, end: 24 }, source: { start: 22, end: 24 } },
    ]);
  });

  test("threshold and limit hold, and the answer says when there are more matches", async () => {
    await store([
      { en: "Ice is melting fast", ru: "Лёд тает быстро" },
      { en: "Ice is melting slowly", ru: "Лёд тает медленно" },
      { en: "Nothing in common at all here", ru: "Ничего общего" },
    ]);
    expect((await find("en", "Ice is melting fast", { threshold: 0.9 })).matches).toHaveLength(1);
    const some = await find("en", "Ice is melting fast", { threshold: 0.6 });
    expect(some.matches.map(({ kind }) => kind)).toEqual(["exact", "fuzzy"]);
    expect(some.truncated).toBe(false);
    const one = await find("en", "Ice is melting fast", { threshold: 0.6, limit: 1 });
    expect(one).toMatchObject({ truncated: true, matches: [{ kind: "exact" }] });
  });

  test("equal neighbours make an exact match in-context and put it first", async () => {
    await store([
      { en: "Start", ru: "Начало" },
      { en: "Open", ru: "Открыть" },
      { en: "Close", ru: "Закрыть" },
    ]);
    await store([
      { en: "Weather", ru: "Погода" },
      { en: "Open", ru: "Открыто" },
    ]);
    const segments = [{ text: "Open", previous: "Start", next: "Close" }];
    const { matches } = await find("en", "Open", { segments });
    expect(matches.map(({ score, kind, targets }) => [score, kind, targets.ru?.text])).toEqual([
      [101, "in-context", "Открыть"],
      [100, "exact", "Открыто"],
    ]);
    const last = await find("en", "Open", { segments: [{ text: "Open", previous: "Weather", next: "" }] });
    expect(last.matches[0]).toMatchObject({ kind: "in-context", targets: { ru: { text: "Открыто" } } });
    const none = await find("en", "Open", {
      segments: [{ text: "Open", previous: "Weather", next: "Close" }],
    });
    expect(none.matches.map(({ kind }) => kind)).toEqual(["exact", "exact"]);
  });

  test("exact matches with different targets are all shown and flagged, also beyond the limit", async () => {
    await store([
      { en: "Save", ru: "Сохранить" },
      { en: "Save", ru: "Записать" },
      { en: "Save", ru: "Сохранить" },
    ]);
    const { matches } = await find("en", "Save", { limit: 1 });
    expect(
      matches.map(({ targets, ambiguous, occurrences }) => [targets.ru?.text, ambiguous, occurrences]),
    ).toEqual([
      ["Сохранить", true, 2],
      ["Записать", true, 1],
    ]);
  });

  test("ties are broken by state, then by time", async () => {
    await store([{ en: "Draft", ru: "Набросок" }], "translated");
    await store([{ en: "Draft", ru: "Черновик" }], "final");
    await store([{ en: "Draft", ru: "Эскиз" }], "translated");
    const { matches } = await find("en", "Draft");
    expect(matches.map(({ targets }) => targets.ru?.text)).toEqual(["Черновик", "Эскиз", "Набросок"]);
  });

  test("a target in its initial state loses points", async () => {
    await store([{ en: "Unconfirmed", ru: "Не подтверждено" }], "initial");
    const { matches } = await find("en", "Unconfirmed");
    expect(matches[0]).toMatchObject({
      score: 97,
      explanation: { penalties: [{ name: "unreviewed", points: 3 }] },
    });
  });

  test.each([
    ["en", "The budget grew by 25% in 2021.", "ru", "Бюджет вырос на 25 % в 2021 году."],
    ["zh", "预算在2021年增长了25%。", "en", "The budget grew by 25% in 2021."],
  ] as const)(
    "only numbers differ (%s): the target is adapted in its own notation",
    async (source, text, target, expected) => {
      await store([
        {
          en: "The budget grew by 17% in 2019.",
          ru: "Бюджет вырос на 17 % в 2019 году.",
          zh: "预算在2019年增长了17%。",
        },
      ]);
      const { matches } = await find(source, text);
      expect(matches[0]?.targets[target]).toMatchObject({ text: expected, adapted: true });
      expect(matches[0]?.score).toBe(99);
      expect(
        matches[0]?.explanation?.numbers
          ?.map(({ query, source: from }) => [from?.value, query?.value])
          .sort(),
      ).toEqual([
        ["17%", "25%"],
        ["2019", "2021"],
      ]);
    },
  );

  test("a number that cannot be adapted safely is left alone", async () => {
    await store([{ en: "21 ships", ru: "Двадцать одно судно" }]);
    const { matches } = await find("en", "25 ships");
    expect(matches[0]?.targets.ru).toMatchObject({ text: "Двадцать одно судно" });
    expect(matches[0]?.targets.ru?.adapted).toBeUndefined();
    expect(matches[0]?.score).toBe(rounded(100 * (1 - 1 / 8)));
  });

  test("each target has its own score: in one the number can be adapted, in another not", async () => {
    await store([{ en: "25 seals", ru: "25 моржей", zh: "25只海豹" }]);
    const { matches } = await find("en", "22 seals");
    const plain = rounded(100 * (1 - 1 / 8));
    expect(matches[0]).toMatchObject({
      score: 99,
      targets: {
        zh: { text: "22只海豹", adapted: true, score: 99, penalties: [{ name: "numbers", points: 1 }] },
        ru: { text: "25 моржей", score: plain, penalties: [] },
      },
      explanation: { base: 100, penalties: [{ name: "numbers", points: 1 }] },
    });
    const high = await find("en", "22 seals", { threshold: 0.95 });
    expect(Object.keys(high.matches[0]?.targets ?? {})).toEqual(["zh"]);
  });

  test.each([
    ["en", "COVID-20 delayed us.", "COVID-19 delayed us."],
    ["ru", "Самолёт МиГ-31 приземлился.", "Самолёт МиГ-29 приземлился."],
    ["zh", "歼-16飞机", "歼-20飞机"],
    ["en", "G7", "G20"],
  ] as const)("a number in a name is never replaced (%s: %s)", async (language, query, stored) => {
    const target = language === "en" ? "zh" : "en";
    await store([{ [language]: stored, [target]: stored }]);
    const { matches } = await find(language, query, { threshold: 0.1 });
    expect(matches[0]?.targets[target]?.adapted).toBeUndefined();
    expect(matches[0]?.score ?? 0).toBeLessThan(98);
  });

  test("excluded units are left out and do not hide other units with the same texts", async () => {
    await store([
      { en: "Save", ru: "Сохранить" },
      { en: "Save", ru: "Сохранить" },
      { en: "Save", ru: "Записать" },
    ]);
    const all = (await find("en", "Save")).matches;
    expect(all.map(({ occurrences }) => occurrences)).toEqual([2, 1]);
    const newest = all[0]?.unit ?? "";
    const rest = (await find("en", "Save", { exclude: [newest, "nonsense"] })).matches;
    expect(rest.map(({ targets, occurrences }) => [targets.ru?.text, occurrences])).toEqual([
      ["Сохранить", 1],
      ["Записать", 1],
    ]);
    expect(rest.map(({ unit }) => unit)).not.toContain(newest);
    await expect(
      find("en", "Save", { exclude: Array.from({ length: 101 }, () => "u1") }),
    ).rejects.toMatchObject({
      code: "too-large",
    });
  });

  test("a target without the query's codes has a penalty, and half of a span is left out", async () => {
    const open = { kind: "open", id: "1", element: "pc" } as const;
    const close = { kind: "close", id: "1", element: "pc" } as const;
    const ph = { kind: "ph", id: "2", element: "ph" } as const;
    const source: Content = [open, "Ice", close, " melts", ph];
    const stored: Content = [open, "Лёд тает", { ...ph, id: "77" }];
    await store([{ en: source, ru: "Лёд тает", zh: ["冰在融化", open, ph] }]);
    await store([{ en: [open, "Snow", close, " melts"], ru: stored }]);
    const { matches } = await find("en", source, { limit: 1 });
    expect(matches[0]).toMatchObject({
      kind: "exact",
      score: 98,
      targets: {
        ru: { text: "Лёд тает", score: 98, penalties: [{ name: "codes" }] },
        zh: { content: ["冰在融化", ph], score: 98 },
      },
    });
    const snow = await find("en", [open, "Snow", close, " melts"]);
    expect(snow.matches[0]?.targets.ru?.text).toBe("Лёд тает");
    expect(snow.matches[0]?.targets.ru?.content).toBeUndefined();
  });

  test("the target comes with the query's own inline codes", async () => {
    const bold = (id: string, text: string, rest: string): Content => [
      { kind: "open", id, element: "pc" },
      text,
      { kind: "close", id, element: "pc" },
      rest,
    ];
    await store([{ en: bold("1", "Ice", " melts"), ru: bold("1", "Лёд", " тает") }]);
    const { matches } = await find("en", bold("7", "Ice", " melts"));
    expect(matches[0]).toMatchObject({ kind: "exact", score: 100, targets: { ru: { text: "Лёд тает" } } });
    expect(matches[0]?.targets.ru?.content).toEqual(bold("7", "Лёд", " тает"));
    const plain = await find("en", "Ice melts");
    expect(plain.matches[0]).toMatchObject({
      kind: "normalized",
      score: 98,
      targets: { ru: { text: "Лёд тает" } },
    });
    expect(plain.matches[0]?.targets.ru?.content).toBeUndefined();
    expect(plain.matches[0]?.explanation?.codes).toEqual({ query: [], source: ["open", "close"] });
  });

  test("pivot: ru–en in one unit and en–zh in another give ru→zh, capped and labelled", async () => {
    await store([{ ru: "Вечная мерзлота тает", en: "Permafrost is thawing" }]);
    await store([{ en: "Permafrost is thawing", zh: "多年冻土正在融化" }]);
    const { matches } = await find("ru", "Вечная мерзлота тает", { targets: ["zh"] });
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatchObject({
      kind: "pivot",
      score: 90,
      via: { language: "en", text: "Permafrost is thawing" },
      targets: { zh: { text: "多年冻土正在融化" } },
    });
    expect((await find("ru", "Вечная мерзлота тает", { targets: ["zh"], pivot: false })).matches).toEqual([]);
  });

  test("two sources: units that agree with both come first", async () => {
    await store([
      { en: "The bank is closed", ru: "Банк закрыт", zh: "银行关门了" },
      { en: "The bank is closed", ru: "Берег закрыт", zh: "河岸已封闭" },
    ]);
    const segments = [{ text: "", also: { language: "ru", text: "Берег закрыт" } as const }];
    const { matches } = await find("en", "The bank is closed", { targets: ["zh"], segments });
    expect(matches.map(({ targets, also }) => [targets.zh?.text, also])).toEqual([
      ["河岸已封闭", 100],
      ["银行关门了", expect.any(Number)],
    ]);
  });

  test("a second source changes nothing when no unit agrees with it or when it is empty", async () => {
    await store([
      { en: "The bank is closed", ru: "Банк закрыт", zh: "银行关门了" },
      { en: "The bank was closed", ru: "Берег закрыт", zh: "河岸封闭过" },
    ]);
    const plain = await find("en", "The bank is closed", { targets: ["zh"] });
    const order = plain.matches.map(({ unit }) => unit);
    for (const text of ["Совершенно другое", " "]) {
      const segments = [{ text: "", also: { language: "ru", text } as const }];
      const { matches } = await find("en", "The bank is closed", { targets: ["zh"], segments });
      expect(matches.map(({ unit }) => unit)).toEqual(order);
    }
  });

  test.each([
    ["zh", "冰", "ru", "лёд"],
    ["en", "a", "zh", "一个"],
    ["ru", "и", "en", "and"],
    ["en", "…", "ru", "…"],
    ["en", "%s", "zh", "%s"],
  ] as const)("very short segments are found: %s %s", async (source, text, target, expected) => {
    await store([
      { [source]: text, [target]: expected },
      { en: "Some other text", ru: "Другой текст", zh: "其他文本" },
    ]);
    expect((await find(source, text)).matches[0]).toMatchObject({
      score: 100,
      targets: { [target]: { text: expected } },
    });
  });

  test("among matches with the same score the closest text comes first, even if others are newer", async () => {
    const numbered = (number: string) => ({
      en: `Temperatures fell to ${number} degrees in the bay.`,
      ru: `Температура упала до ${number} градусов в заливе.`,
    });
    // The closest text is the oldest: ordered by time it would be beyond the limit.
    await store([numbered("1996")]);
    await store([numbered("4"), numbered("37"), numbered("58213")]);
    const { matches } = await find("en", numbered("1997").en, { limit: 2 });
    expect(new Set(matches.map(({ score }) => score)).size).toBe(1);
    expect(matches[0]?.source.text).toBe(numbered("1996").en);
  });

  test("a segment of 20,000 characters finds a unit that differs a little", async () => {
    const long = Array.from({ length: 2500 }, (_, at) => `слово${at % 97}ж${(at * 31) % 89}`)
      .join(" ")
      .slice(0, 20_000);
    await store([{ ru: long, en: "Long" }]);
    const { matches } = await find("ru", `${long.slice(0, 9000)} вставка ${long.slice(9100)}`);
    expect(matches[0]?.kind).toBe("fuzzy");
    expect(matches[0]?.score).toBeGreaterThan(99);
  });

  test("units come only from the named collections, and only from those that the person has", async () => {
    await createCollection(context, anna, { id: "other", title: "Other" });
    await store([{ en: "Shared", ru: "Общее" }], "final", "c");
    await store([{ en: "Shared", ru: "Чужое" }], "final", "other");
    const named = await find("en", "Shared", { collections: ["other"] });
    expect(named.matches.map(({ targets }) => targets.ru?.text)).toEqual(["Чужое"]);
    const bound = async (collections: string[]) => {
      const wanted = { source: "en", segments: [{ text: "Shared" }], collections } as const;
      const [found] = await lookup(context, { name: "b", collections: ["c"] }, wanted);
      return found?.matches.map(({ targets }) => targets.ru?.text);
    };
    expect(await bound([])).toEqual(["Общее"]);
    expect(await bound(["other", "c"])).toEqual(["Общее"]);
    expect(await bound(["other"])).toEqual([]);
  });

  test("answers of a batch are in order; an empty text has no matches", async () => {
    await store([COUNCIL]);
    const results = await lookup(context, anna, {
      source: "ru",
      segments: [{ text: "" }, { text: COUNCIL.ru }, { text: "   " }],
    });
    expect(results.map(({ matches }) => matches.length)).toEqual([0, 1, 0]);
  });

  test.each([
    [{ threshold: 0 }, "invalid-fields"],
    [{ threshold: 5e-324 }, "invalid-fields"],
    [{ threshold: 7 }, "invalid-fields"],
    [{ limit: 0 }, "invalid-fields"],
    [{ limit: 51 }, "invalid-fields"],
  ])("%o is refused", async (more, code) => {
    await expect(find("en", "x", more)).rejects.toMatchObject({ code });
  });
});

const rounded = (value: number) => Math.round(value * 10) / 10;
