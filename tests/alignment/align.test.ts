import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { align, type Alignment } from "../../src/alignment/align.ts";
import { type Group, numbersOf } from "../../src/alignment/bead.ts";
import { lexiconFromTerms, lexiconFromUnits } from "../../src/alignment/background-lexicon.ts";
import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import { Problem } from "../../src/domain/problem.ts";
import { LECTURE, RECIPE } from "./texts.ts";

async function problemOf(act: Promise<unknown>): Promise<Problem> {
  try {
    await act;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("no problem was thrown");
}

/** Expects every sentence of every language in exactly one bead, in order. */
function expectWhole({ segments, beads }: Pick<Alignment, "segments" | "beads">): void {
  for (const language of LANGUAGES) {
    const numbers = beads.flatMap((bead) => numbersOf(bead, language));
    expect(numbers).toEqual((segments[language] ?? []).map((_, index) => index));
  }
  for (const bead of beads) {
    expect(bead.confidence).toBeGreaterThanOrEqual(0);
    expect(bead.confidence).toBeLessThanOrEqual(1);
  }
}

const said = ({ segments }: Alignment, bead: Group, language: Language) =>
  numbersOf(bead, language).map((number) => segments[language]?.[number]);

describe("three texts", () => {
  test("each sentence of a lecture is aligned with its translations, also if sentences are merged", async () => {
    const result = await align({ texts: LECTURE });
    expectWhole(result);
    expect(result.verdict).toBe("parallel");
    expect(result.warnings).toEqual([]);
    expect(result.beads).toHaveLength(15);
    const merged = result.beads.find((bead) =>
      said(result, bead, "en").includes("The results are published every year."),
    );
    expect(merged && said(result, merged, "ru")).toEqual([
      "В их экспедициях используются спутники и дрейфующие станции.",
      "Результаты публикуются каждый год.",
    ]);
    expect(merged && said(result, merged, "zh")).toEqual([
      "他们的考察队使用卫星和漂流考察站，研究结果每年都会发表。",
    ]);
    const quote = result.beads.find((bead) =>
      said(result, bead, "zh").some((text) => text?.includes("老猎人")),
    );
    expect(quote && said(result, quote, "ru")).toEqual([
      "«Мы читаем снег, как книгу», — сказал один старый охотник.",
    ]);
  });

  test("a passage that is missing in one language is aligned in the other two", async () => {
    const texts = { ...LECTURE, zh: LECTURE.zh.replace(/第一艘破冰船[^\n]+\n\n/u, "") };
    const result = await align({ texts });
    expectWhole(result);
    const makarov = result.beads.find((bead) =>
      said(result, bead, "en").some((text) => text?.includes("Makarov")),
    );
    expect(makarov && said(result, makarov, "ru").join()).toContain("Макарова");
    expect(makarov?.zh).toBeUndefined();
    const climate = result.beads.find((bead) =>
      said(result, bead, "en").includes("What will the climate bring?"),
    );
    expect(climate && said(result, climate, "zh")).toEqual(["气候会带来什么？"]);
  });

  test("only doubtful beads have alternatives", async () => {
    const result = await align({ texts: { ...LECTURE, zh: LECTURE.zh.replaceAll("。", "，") } });
    expectWhole(result);
    for (const bead of result.beads) if (bead.confidence >= 0.95) expect(bead.alternatives).toBeUndefined();
    expect(result.beads.some((bead) => (bead.alternatives?.length ?? 0) > 0)).toBe(true);
  });
});

test.each([
  ["en", "ru"],
  ["en", "zh"],
  ["ru", "zh"],
] as const)("two texts: %s and %s", async (first, second) => {
  const result = await align({ texts: { [first]: LECTURE[first], [second]: LECTURE[second] } });
  expectWhole(result);
  expect(result.verdict).toBe("parallel");
  expect(Object.keys(result.segments)).toEqual([first, second]);
  const head = result.beads[0];
  expect(head?.[first]).toEqual([0]);
  expect(head?.[second]).toEqual([0]);
});

test("given sentences are not segmented again", async () => {
  const en = ["One. Two.", "The ice is 3 metres thick."];
  const result = await align({ texts: { en, ru: ["Один. Два.", "Толщина льда — 3 метра."] } });
  expect(result.segments.en).toEqual(en);
  expect(result.beads.map(({ en: e, ru }) => [e, ru])).toEqual([
    [[0], [0]],
    [[1], [1]],
  ]);
});

test("unrelated texts get the verdict 'unrelated' and a warning", async () => {
  const result = await align({ texts: RECIPE });
  expectWhole(result);
  expect(result.verdict).toBe("unrelated");
  expect(result.warnings.map(({ code }) => code)).toContain("align-unrelated");
});

test("short translations get the verdict 'parallel' without warnings", async () => {
  const texts = {
    en: "The Arctic is warming four times faster than the rest of the planet. Sea ice retreats earlier each spring. Ships sail north, and more of them every year. The seminar took place in Arkhangelsk. More than a hundred experts came. They agreed on a common programme of observations. Thank you all.",
    ru: "Арктика теплеет в четыре раза быстрее остальной планеты. Морской лёд с каждой весной отступает раньше. Суда идут на север. С каждым годом их всё больше. Семинар прошёл в Архангельске. Приехало более ста экспертов. Они согласовали общую программу наблюдений. Спасибо всем.",
    zh: "北极变暖的速度是地球其他地区的四倍。海冰每年春天消退得更早。船只向北航行，且逐年增多。研讨会在阿尔汉格尔斯克举行。一百多位专家出席。他们就共同的观测计划达成一致。谢谢大家。",
  };
  const { en, ru, zh } = texts;
  for (const some of [texts, { en, ru }, { en, zh }, { ru, zh }]) {
    const { verdict, warnings } = await align({ texts: some });
    expect([verdict, warnings]).toEqual(["parallel", []]);
  }
});

test("the confidence of a computed bead is below 1", async () => {
  const result = await align({ texts: { en: LECTURE.en, ru: LECTURE.ru } });
  for (const bead of result.beads) expect(bead.confidence).toBeLessThan(1);
});

describe("bad input gets a problem with its code", () => {
  test.each([
    ["one text alone", { en: "One." }, "align-languages", {}],
    ["an empty text", { en: "One.", ru: " \n\n " }, "align-text-empty", { language: "ru" }],
    ["an empty list", { en: [], zh: "好。" }, "align-text-empty", { language: "en" }],
    [
      "texts in each other's place",
      { en: LECTURE.ru, ru: LECTURE.en },
      "align-language-wrong",
      { language: "en", found: "ru" },
    ],
    [
      "Chinese said to be Russian",
      { en: LECTURE.en, ru: LECTURE.zh },
      "align-language-wrong",
      { language: "ru", found: "zh" },
    ],
  ] as const)("%s", async (_, texts, code, params) => {
    const problem = await problemOf(align({ texts }));
    expect(problem.code).toBe(code);
    expect(problem.params).toMatchObject(params);
  });

  test("more sentences than the limit", async () => {
    const problem = await problemOf(align({ texts: { en: "A b. C d. E f.", ru: "А." }, limit: 2 }));
    expect(problem.code).toBe("align-too-long");
    expect(problem.params).toEqual({ language: "en", sentences: 3, limit: 2 });
  });

  test.each([
    [
      "twice",
      [
        { en: [0], ru: [0] },
        { en: [0], ru: [1] },
      ],
    ],
    [
      "out of order",
      [
        { en: [1], ru: [0] },
        { en: [0], ru: [1] },
      ],
    ],
    ["with a gap", [{ en: [0, 2], ru: [0] }]],
    ["beyond the end", [{ en: [99], ru: [0] }]],
  ])("fixed sentences %s", async (_, fixed) => {
    const problem = await problemOf(align({ texts: { en: LECTURE.en, ru: LECTURE.ru }, fixed }));
    expect(problem.code).toBe("align-fixed-invalid");
  });

  test("another language in the same script is a warning", async () => {
    const french =
      "La route maritime du Nord relie la mer de Kara au détroit de Béring et longe toute la côte de la Sibérie. ".repeat(
        8,
      );
    const result = await align({ texts: { en: french, ru: LECTURE.ru } });
    expect(result.warnings.map(({ code }) => code)).toContain("align-language-doubtful");
  });
});

test("repetitive texts are recognised as translations", async () => {
  const again = (text: string) => Array.from({ length: 20 }, () => text).join("\n\n");
  const result = await align({ texts: { en: again(LECTURE.en), ru: again(LECTURE.ru) } });
  expect(result.verdict).toBe("parallel");
});

test("a sentence of 50,000 characters and one huge paragraph are aligned, with a warning about the sentence", async () => {
  const long = `${"ice and snow, ".repeat(3600)}end.`;
  const result = await align({
    texts: { en: `${LECTURE.en} ${long}`, ru: `${LECTURE.ru} ${"лёд и снег, ".repeat(3600)}конец.` },
  });
  expectWhole(result);
  expect(result.warnings.map(({ code }) => code)).toEqual(["align-sentence-long", "align-sentence-long"]);
  const paragraph = (text: string) => text.replace(/\n+/gu, " ");
  expectWhole(await align({ texts: { en: paragraph(LECTURE.en), zh: paragraph(LECTURE.zh) } }));
});

test("an alignment reports progress and stops when it is aborted", async () => {
  const shares: number[] = [];
  await align({ texts: LECTURE }, { onProgress: (share) => shares.push(share) });
  expect(shares.length).toBeGreaterThan(5);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const controller = new AbortController();
  const running = align(
    { texts: LECTURE },
    { signal: controller.signal, onProgress: () => controller.abort() },
  );
  await expect(running).rejects.toThrow(/abort/iu);
});

test("the same texts give the same alignment", async () => {
  expect(await align({ texts: LECTURE })).toEqual(await align({ texts: LECTURE }));
});

const sameGroup = (a: Group, b: Group): boolean =>
  LANGUAGES.every((language) => numbersOf(a, language).join() === numbersOf(b, language).join());

describe("fixed beads stay", () => {
  test("even if they are wrong; the other beads go around them", async () => {
    const plain = await align({ texts: LECTURE });
    const wrong: Group[] = [{ en: [2], ru: [3], zh: [2] }, { en: [6, 7, 8], ru: [8] }, { zh: [10] }];
    const result = await align({ texts: LECTURE, fixed: wrong });
    expectWhole(result);
    for (const group of wrong) {
      const kept = result.beads.find((bead) => sameGroup(bead, group));
      expect(kept).toMatchObject({ confidence: 1, fixed: true });
    }
    expect(result.beads.length).toBeGreaterThan(plain.beads.length - 6);
  });

  const sizes = { en: 15, ru: 15, zh: 14 } as const;
  const corner = fc.tuple(
    fc.nat(sizes.en - 1),
    fc.nat(sizes.ru - 1),
    fc.nat(sizes.zh - 1),
    fc.constantFrom(3, 5, 6, 7, 1, 2, 4),
  );
  test.each([["en", "ru"] as const, ["en", "ru", "zh"] as const])(
    "for any groups in order (%s %s %s)",
    async (...languages) => {
      await fc.assert(
        fc.asyncProperty(fc.array(corner, { minLength: 1, maxLength: 5 }), async (corners) => {
          const fixed: Group[] = [];
          const reached = { en: -1, ru: -1, zh: -1 };
          for (const [en, ru, zh, mask] of corners.toSorted((a, b) => a[0] - b[0])) {
            const place = { en, ru, zh };
            const group: { [language in Language]?: number[] } = {};
            LANGUAGES.forEach((language, bit) => {
              if (!languages.includes(language as never) || !((mask >> bit) & 1)) return;
              if (place[language] > reached[language]) group[language] = [place[language]];
            });
            if (Object.keys(group).length === 0) continue;
            for (const language of LANGUAGES)
              if (group[language] !== undefined) reached[language] = place[language];
            fixed.push(group);
          }
          const texts = Object.fromEntries(languages.map((language) => [language, LECTURE[language]]));
          const result = await align({ texts, fixed });
          expectWhole(result);
          for (const group of fixed) expect(result.beads.some((bead) => sameGroup(bead, group))).toBe(true);
        }),
        { seed: 6, numRuns: languages.length === 2 ? 40 : 12 },
      );
    },
    60_000,
  );
});

describe("background lexicons", () => {
  // Without common words, numbers or names, only the lexicon can show the order.
  const en = ["The walrus sleeps.", "The narwhal swims.", "The beluga sings.", "The lemming digs."];
  const ru = ["Белуха поёт.", "Морж спит."];
  const rightly = (result: Alignment) =>
    result.beads.some((bead) => bead.en?.join() === "2" && bead.ru?.join() === "0");

  test("terms of a glossary align sentences", async () => {
    const lexicons = [
      lexiconFromTerms([
        { en: ["beluga"], ru: ["белуха"], zh: ["白鲸"] },
        { en: ["sing"], ru: ["петь", "поёт"] },
      ]),
    ];
    expect(rightly(await align({ texts: { en, ru }, lexicons }))).toBe(true);
  });

  test("units of a memory align sentences", () => {
    const animals = [
      ["beluga", "Белуха", "白鲸"],
      ["walrus", "Морж", "海象"],
      ["lemming", "Лемминг", "旅鼠"],
      ["narwhal", "Нарвал", "独角鲸"],
    ] as const;
    const units = [1, 2, 3, 4].flatMap((n) =>
      animals.map(([en, ru, zh]) => ({
        en: `The ${en} ${n} dives`,
        ru: `${ru} ${n} ныряет`,
        zh: `${zh}${n}潜水`,
      })),
    );
    const lexicon = lexiconFromUnits(units);
    expect(lexicon.between("en", "ru").get("beluga")?.get("белух")).toBeGreaterThan(0.2);
    expect(lexicon.between("ru", "zh").get("белух")?.size).toBeGreaterThan(0);
    expect(lexiconFromUnits([]).between("en", "zh").size).toBe(0);
  });
});

test("very repetitive texts get a complete alignment", async () => {
  const result = await align({
    texts: {
      en: Array.from({ length: 120 }, () => "The ice is thick."),
      ru: Array.from({ length: 110 }, () => "Лёд толстый."),
      zh: Array.from({ length: 125 }, () => "冰很厚。"),
    },
  });
  expectWhole(result);
});
