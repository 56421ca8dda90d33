import { beforeEach, describe, expect, inject, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { State } from "../../../src/domain/unit.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { concordance } from "../../../src/services/memory/concordance.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { ftsMatchIndex } from "../../../src/storage/index/match-index-fts.ts";
import { residentMatchIndex } from "../../../src/storage/index/match-index-resident.ts";
import { anna, boris, testContext, type TestContext } from "../helpers.ts";

type Texts = { readonly [language in Language]?: string };

describe.each([
  ["in memory", residentMatchIndex],
  // D1 alone has this index. SQLite stands in for it.
  ...(inject("postgres") === undefined ? ([["in FTS5", ftsMatchIndex]] as const) : []),
] as const)("concordance with the index %s", (_, make) => {
  let context: TestContext;
  let documents = 0;

  beforeEach(async () => {
    const made = await testContext();
    context = { ...made, index: make(made.storage) };
  });

  async function store(
    units: readonly Texts[],
    options: { state?: State; collection?: string; actor?: typeof anna } = {},
  ) {
    documents += 1;
    const { state = "final", collection = "c", actor = anna } = options;
    await storeDocument(
      context,
      actor,
      { collection, id: `d${documents}` },
      {
        format: "json",
        tags: {},
        units: units.map((texts, at) => ({
          key: `k${at}`,
          line: at + 1,
          notes: [],
          variants: Object.fromEntries(
            Object.entries(texts).map(([language, text]) => [language, { content: [text], state }]),
          ),
        })),
      },
      "import",
    );
  }

  const search = (q: string, more = {}) => concordance(context, anna, { q, ...more });
  const shown = async (q: string, language: Language, more = {}) => {
    const { items } = await search(q, { language, ...more });
    return items.map(({ variants }) => {
      const variant = variants[language];
      return variant?.hits.map(({ start, end, kind }) => [variant.text.slice(start, end), kind]);
    });
  };

  test("queries may have one or two Chinese characters, and Traditional finds Simplified", async () => {
    await store([
      { zh: "冰盖正在融化", ru: "Ледяной покров тает" },
      { zh: "北极理事会", ru: "Арктический совет" },
    ]);
    expect(await shown("冰", "zh")).toEqual([[["冰", "word"]]]);
    expect(await shown("理事", "zh")).toEqual([[["理事", "word"]]]);
    expect(await shown("冰蓋", "zh")).toEqual([[["冰盖", "word"]]]);
  });

  test("inflected forms are found in Russian and English, after the word itself", async () => {
    await store([
      { ru: "Караван прошёл за ледоколами", en: "The convoy followed the icebreakers" },
      { ru: "Ледокол вышел в море", en: "An icebreaker left the port" },
      { ru: "Танкер вышел в море", en: "A tanker left" },
    ]);
    expect(await shown("ледокол", "ru")).toEqual([[["Ледокол", "word"]], [["ледоколами", "inflected"]]]);
    expect(await shown("ледоколы", "ru")).toEqual([
      [["Ледокол", "inflected"]],
      [["ледоколами", "inflected"]],
    ]);
    expect(await shown("icebreakers", "en")).toEqual([
      [["icebreakers", "word"]],
      [["icebreaker", "inflected"]],
    ]);
  });

  test("phrases are found in other forms, with the words in the same order", async () => {
    await store([
      { ru: "Путь долог, северный ветер силён, и морской берег далёк" },
      { ru: "путь северный и морской" },
      { ru: "по Северному морскому пути" },
      { ru: "путь морской" },
    ]);
    const apart = (text: string) => [text, "apart"];
    expect(await shown("северный морской путь", "ru")).toEqual([
      [["Северному морскому пути", "inflected"]],
      [apart("путь"), apart("северный"), apart("морской")],
      [apart("Путь"), apart("северный"), apart("морской")],
    ]);
  });

  test("the modes find words in all their forms, or exactly this text", async () => {
    await store([{ ru: "Из этого следует" }, { ru: "Кромка льда" }, { ru: "Лёд" }]);
    expect(await shown("лед", "ru", { mode: "words" })).toEqual([[["Лёд", "word"]], [["льда", "inflected"]]]);
    expect(await shown("лед", "ru", { mode: "text" })).toEqual([[["Лёд", "word"]], [["лед", "part"]]]);
    expect(await shown("лед", "ru")).toEqual([[["Лёд", "word"]], [["льда", "inflected"]]]);
  });

  test("pieces of words are found only where no text has the query as words", async () => {
    await store([
      { en: "Good luck" },
      { en: "It goes on" },
      { en: "Go on" },
      { ru: "Суд идёт" },
      { ru: "Судно идёт" },
      { ru: "Ледоколы" },
    ]);
    expect(await shown("go", "en")).toEqual([[["Go", "word"]], [["goes", "inflected"]]]);
    expect(await shown("судно", "ru")).toEqual([[["Судно", "word"]]]);
    expect(await shown("суд", "ru")).toEqual([[["Суд", "word"]]]);
    expect(await shown("лед", "ru")).toEqual([[["Лед", "part"]]]);
    expect(await shown("oo", "en")).toEqual([[["oo", "part"]]]);
    // A filter leaves no text with the word.
    expect((await search("go", { language: "en", author: "nobody" })).items).toEqual([]);
  });

  test.each([
    ["en", "cooperation", "Co-operation", "co‑operation"],
    ["en", "co-operation", "cooperation", "Co-operation"],
    ["en", "organise", "Organize", "organising"],
    ["en", "organizations", "organisation", "Organisations"],
    ["en", "e-mail", "email", "E-mails"],
    ["en", "nonlinear", "non-linear", "Nonlinear"],
    ["en", "grey-scale", "greyscale", "grey scale"],
    ["ru", "все", "всё", "Все"],
    ["ru", "ёлка", "елка", "Ёлки"],
    ["zh", "计划", "計畫", "計劃"],
    ["zh", "部份", "部分", "部份"],
    ["zh", "秘書", "祕書", "秘书"],
  ] as const)("spelling variants are found (%s: %s)", async (language, q, ...texts) => {
    await store([
      ...texts.map((text) => ({ [language]: text })),
      { [language]: language === "zh" ? "水" : "x" },
    ]);
    expect((await search(q, { language, mode: "words" })).total).toBe(texts.length);
  });

  test.each([
    ["no false friends", "стать", ["стал"], ["статья", "статьи", "статью"]],
    ["a surname", "Иванов", ["Иванову", "Ивановой"], ["Иванович"]],
    ["verbs with their participles", "исследовать", ["исследует", "исследующий"], ["исследование"]],
    ["an acronym as it is", "МОК", ["МОК"], ["мокнуть", "мокрый"]],
    ["numbers whole", "1,5", ["1,5"], ["21,5", "1,56", "15"]],
    ["signs as they stand", "C++", ["C++"], ["C"]],
    ["quoted phrases as they stand", '"морского пути"', ["морского пути"], ["морской путь"]],
  ])("whole words: %s", async (_name, q, wanted, others) => {
    await store([...wanted, ...others].map((ru) => ({ ru })));
    const { items } = await search(q, { language: "ru", mode: "words" });
    expect(items.map(({ variants }) => variants.ru?.text).sort()).toEqual([...wanted].sort());
  });

  test("compounds and apostrophes are found in all their spellings", async () => {
    await store([
      { en: "An ice-breaker" },
      { en: "Icebreakers" },
      { en: "an ice breaker" },
      { en: "don’t" },
      { en: "the sea‑ice edge" },
      { en: "on sea. Ice" },
    ]);
    expect((await shown("icebreaker", "en", { mode: "words" })).flat(2)).toHaveLength(6);
    expect((await shown("ice-breaker", "en", { mode: "words" })).flat(2)).toHaveLength(6);
    expect(await shown("don't", "en")).toEqual([[["don’t", "word"]]]);
    expect(await shown("sea ice", "en")).toEqual([
      [["sea‑ice", "inflected"]],
      [
        ["sea", "apart"],
        ["Ice", "apart"],
      ],
    ]);
  });

  test("Chinese words with a space between them are also found apart", async () => {
    await store([{ zh: "中俄两国的合作" }, { zh: "中俄合作" }, { zh: "合作" }]);
    expect(await shown("中俄 合作", "zh")).toEqual([
      [["中俄合作", "word"]],
      [
        ["中俄", "apart"],
        ["合作", "apart"],
      ],
    ]);
  });

  test("inline codes do not hide the text around them", async () => {
    const code = { id: "1", kind: "open", element: "pc" } as const;
    const end = { id: "1", kind: "close", element: "pc" } as const;
    await storeDocument(
      context,
      anna,
      { collection: "c", id: "codes" },
      {
        format: "json",
        tags: {},
        units: [
          {
            key: "k",
            line: 1,
            notes: [],
            variants: {
              en: { content: ["The Northern ", code, "Sea", end, " Route"], state: "final" },
              zh: { content: ["北极", code, "航道", end], state: "final" },
            },
          },
        ],
      },
      "import",
    );
    expect(await shown("northern sea routes", "en")).toEqual([[["Northern Sea Route", "inflected"]]]);
    expect(await shown("北極航道", "zh")).toEqual([[["北极航道", "word"]]]);
  });

  test("a piece in the middle of a word is found, marked in the original text", async () => {
    await store([{ ru: "Атомоледо\u0301кол  идёт" }, { en: "Ｆｕｌｌ width" }]);
    expect(await shown("ледокол", "ru")).toEqual([[["ледо\u0301кол", "part"]]]);
    expect(await shown("кол ид", "ru")).toEqual([[["кол  ид", "part"]]]);
    expect(await shown("full", "en")).toEqual([[["Ｆｕｌｌ", "word"]]]);
  });

  test("all three variants are shown, and all languages are searched when none is named", async () => {
    await store([{ en: "GPS signal", ru: "Сигнал GPS", zh: "GPS信号" }]);
    const { items, total, complete, next } = await search("gps");
    expect(total).toBe(1);
    expect({ complete, next }).toEqual({ complete: true, next: null });
    expect(Object.values(items[0]?.variants ?? {}).map(({ hits }) => hits.length)).toEqual([1, 1, 1]);
  });

  test("short words and signs are found", async () => {
    await store([{ ru: "и снова" }, { ru: "или" }, { en: "100 %" }]);
    expect(await shown("и", "ru")).toEqual([[["и", "word"]]]);
    expect(await shown("л", "ru")).toEqual([[["л", "part"]]]);
    expect(await shown("%", "en")).toEqual([[["%", "word"]]]);
  });

  test("filters by collection, state, author and date", async () => {
    await createCollection(context, anna, { id: "other", title: "Other" });
    await store([{ en: "ice one" }], { state: "translated" });
    await store([{ en: "ice two" }], { actor: boris });
    await store([{ en: "ice three" }], { collection: "other" });
    const texts = async (more: object) =>
      (await search("ice", more)).items.map(({ variants }) => variants.en?.text).sort();
    expect(await texts({})).toEqual(["ice one", "ice three", "ice two"]);
    expect(await texts({ collections: ["other"] })).toEqual(["ice three"]);
    expect(await texts({ state: "translated" })).toEqual(["ice one"]);
    expect(await texts({ author: "boris" })).toEqual(["ice two"]);
    expect(await texts({ from: "2026-11-24" })).toEqual([]);
    expect(await texts({ to: "2026-11-23" })).toHaveLength(3);
    expect(await texts({ to: "2026-11-22" })).toEqual([]);
    expect(await texts({ collections: ["c", "other"], state: "final" })).toEqual(["ice three", "ice two"]);
    expect(await texts({ collections: ["nowhere"] })).toEqual([]);
    expect(await texts({ from: "2026-11-23T03:00:00+03:00" })).toHaveLength(3);
    expect(await texts({ from: "2026-11-23T03:00:00+02:00" })).toEqual([]);
    expect(await texts({ to: "2026-11-23T03:59:00+03:00" })).toHaveLength(3);
    expect(await texts({ to: "2026-11-22T23:59:59" })).toEqual([]);
    const bound = (more: object) =>
      concordance(context, { name: "b", collections: ["other"] }, { q: "ice", ...more });
    expect((await bound({})).items.map(({ collection }) => collection)).toEqual(["other"]);
    expect((await bound({ collections: ["c"] })).total).toBe(0);
  });

  test("filters apply to the language of the found text", async () => {
    await store([{ en: "GPS on", ru: "GPS включён" }], { state: "translated" });
    expect((await search("GPS", { state: "translated" })).total).toBe(1);
    expect((await search("GPS", { state: "final" })).total).toBe(0);
  });

  test("pages have no gaps and no repetitions", async () => {
    await store(Array.from({ length: 25 }, (_empty, at) => ({ en: `ice number ${at}` })));
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await search("ice", { limit: 10, ...(after === undefined ? {} : { after }) });
      expect(page.total).toBe(25);
      seen.push(...page.items.map(({ unit }) => unit));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  test("a unit that is added between two pages causes no gap and no repetition", async () => {
    await store(Array.from({ length: 5 }, (_empty, at) => ({ en: `ice number ${at}` })));
    const first = await search("ice", { limit: 3 });
    await store([{ en: "ice" }, { en: "ice number 5" }, { en: "ice number ten" }]);
    const second = await search("ice", { limit: 3, after: first.next });
    const texts = [...first.items, ...second.items].map(({ variants }) => variants.en?.text);
    expect(texts).toEqual([4, 3, 2, 1, 0].map((at) => `ice number ${at}`).concat("ice number ten"));
    expect(second.next).toBeNull();
  });

  test.each([
    [{ q: "" }, "invalid-fields"],
    [{ q: "x", from: "yesterday" }, "invalid-fields"],
    [{ q: "x", from: "2026-02-30" }, "invalid-fields"],
    [{ q: "x", to: "2026-13-01T00:00:00Z" }, "invalid-fields"],
    [{ q: " \u200B " }, "invalid-fields"],
    [{ q: "x".repeat(501) }, "too-large"],
    [{ q: "x", limit: 0 }, "invalid-fields"],
    [{ q: "x", after: "y" }, "invalid-fields"],
  ])("%o is refused", async (wanted, code) => {
    await expect(concordance(context, anna, wanted)).rejects.toMatchObject({ code });
  });
});
