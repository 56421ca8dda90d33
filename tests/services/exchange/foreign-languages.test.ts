import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, bytes, testContext } from "../helpers.ts";

const TEXTS: readonly (readonly [found: string, taken: "ru" | "zh" | "en", text: string])[] = [
  ["uk", "ru", "Гавань відкрита для всіх кораблів. Вода взимку дуже холодна, тому порт зачинено до весни."],
  [
    "bg",
    "ru",
    "Пристанището е отворено за всички кораби. Корабът пристигна вчера в пристанището и хвърли котва близо до брега.",
  ],
  ["be", "ru", "Гавань адкрыта для ўсіх караблёў. Вада зімой вельмі халодная, таму порт зачынены да вясны."],
  [
    "sr",
    "ru",
    "Лука је отворена за све бродове. Вода је зими веома хладна, па је лука затворена до пролећа.",
  ],
  [
    "kk",
    "ru",
    "Айлақ барлық кемелер үшін ашық. Қыста су өте суық, сондықтан порт көктемге дейін жабық болады.",
  ],
  ["ja", "zh", "港はすべての船に開かれています。冬の水は冷たい。"],
  ["ko", "zh", "항구는 모든 배에 열려 있습니다. 겨울에는 물이 차갑습니다."],
  [
    "de",
    "en",
    "Der Hafen ist in diesem Jahr für alle Schiffe geöffnet. Das Wasser war im Winter sehr kalt und voller Eis.",
  ],
  [
    "fr",
    "en",
    "Le port est ouvert à tous les navires, on peut y entrer sans attendre, et l'eau est froide en hiver comme au printemps.",
  ],
];
const OURS = [
  ["ru", "Гавань открыта для всех судов. Вода зимой очень холодная, поэтому порт закрыт до весны."],
  ["zh", "港口向所有船只开放。冬天的水很冷，因此港口关闭到春天。"],
  ["en", "The harbour is open to all ships. The water is very cold in winter, so it is closed until spring."],
] as const;

async function create(filename: string, file: string, languages: object) {
  const context = await testContext();
  const wanted = { collection: "c", id: "d", filename, ...languages };
  const { report } = await createDocument(context, anna, wanted, bytes(file), { dryRun: true });
  return report.warnings.map(({ code, params }) => [code, params?.["language"], params?.["found"]]);
}

test.each([
  ["zh", "Лёд", "ru"],
  ["ru", "冰", "zh"],
  ["en", "Лёд", "ru"],
  ["ru", "OK", undefined],
  ["zh", "NSR", undefined],
])("one word is enough in a script that %s is never written in: %s", async (taken, text, found) => {
  const expected = found === undefined ? [] : [["language-foreign", taken, found]];
  expect(await create("a.csv", `key,${taken}\na,${text}\n`, {})).toEqual(expected);
});

describe.each(TEXTS)("text in %s", (found, taken, text) => {
  const warning = [["language-foreign", taken, found]];

  test("is not taken as one of ours without a word", async () => {
    const undeclared = await create("a.txt", `${text}\n`, {}).catch(({ code }: { code: string }) => code);
    if (undeclared !== "language-missing") expect(undeclared).toEqual(warning);
    expect(await create("a.txt", `${text}\n`, { source: taken })).toEqual(warning);
    expect(await create("a.md", `# ${text}\n\n${text}\n`, { source: taken })).toEqual(warning);
    // A file that may have several languages keeps each text that is surely in another one as a suggestion.
    // Bulgarian has no letter of its own.
    const code = found === "bg" ? "language-foreign" : "texts-foreign";
    expect(await create("a.csv", `key,${taken}\na,"${text}"\n`, {})).toEqual([[code, taken, found]]);
    expect(await create(`${taken}.json`, JSON.stringify({ a: text }), {})).toEqual(warning);
  });

  test("is named when it is declared", async () => {
    const xliff = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="${found}" datatype="plaintext" original="x"><body><trans-unit id="a"><source>The harbour</source><target>${text}</target></trans-unit></body></file></xliff>`;
    const context = await testContext();
    const wanted = { collection: "c", id: "d", filename: "a.xlf" };
    const { report } = await createDocument(context, anna, wanted, bytes(xliff));
    expect(Object.keys(report.skippedLanguages)).toEqual([found]);
  });
});

test.each(OURS)("text in %s is taken without a warning", async (language, text) => {
  expect(await create("a.txt", `${text}\n`, { source: language })).toEqual([]);
  expect(await create("a.csv", `key,${language}\na,"${text}"\nb,GitHub\n`, {})).toEqual([]);
});

test("a push says so too", async () => {
  const context = await testContext();
  const file = (ru: string) => bytes(`key,en,ru\na,The harbour is open.,${ru}\n`);
  const wanted = { collection: "c", id: "d", filename: "a.csv" };
  await createDocument(context, anna, wanted, file(""));
  const sent = { document: "d", filename: "a.csv", bytes: file("Гавань відкрита для всіх кораблів.") };
  expect((await push(context, anna, sent)).report.warnings).toMatchObject([
    { code: "texts-foreign", params: { language: "ru", found: "uk", count: 1 } },
  ]);
});
