import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { getUnit } from "../../../src/services/units/get-unit.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, bytes, testContext, text, textsOf } from "../helpers.ts";
import { pull } from "./pull-whole.ts";
import { SMALL_FORMATS, smallFile } from "./small-files.ts";

const TEXTS = {
  en: "The harbour is open to all ships in summer.",
  ru: "Гавань открыта летом для всех судов.",
  zh: "港口夏季向所有船只开放。",
} as const;
const NEXT = {
  en: "The water is cold in winter.",
  ru: "Зимой вода холодная, поэтому порт закрыт.",
  zh: "冬天的水很冷，因此港口关闭。",
} as const;

const PAIRS: readonly (readonly [own: Language, other: Language])[] = [
  ["ru", "en"],
  ["ru", "zh"],
  ["zh", "en"],
  ["zh", "ru"],
  ["en", "ru"],
  ["en", "zh"],
];

describe.each(SMALL_FORMATS)("a half-translated %s", (format) => {
  test.each(PAIRS)("in %s keeps what is still in %s under its own language", async (own, other) => {
    const context = await testContext();
    const file = smallFile(format, [TEXTS[own], TEXTS[other], NEXT[own], NEXT[other], NEXT[own]]);
    const wanted = { collection: "c", id: "d", filename: `a.${format}`, source: own };
    const { report, document } = await createDocument(context, anna, wanted, file);
    expect(document.languages.toSorted()).toEqual([own, other].toSorted());
    const stored = Object.values(await textsOf(context, "d"));
    expect(stored).toEqual([
      { [own]: TEXTS[own] },
      { [other]: TEXTS[other] },
      { [own]: NEXT[own] },
      { [other]: NEXT[other] },
      { [own]: NEXT[own] },
    ]);
    const [second, fourth] = [report.units[1], report.units[3]];
    expect(report.warnings).toMatchObject([
      {
        code: "texts-foreign",
        params: { language: own, found: other, count: 2, places: `${second?.key}, ${fourth?.key}` },
      },
    ]);
    expect(second?.warnings).toMatchObject([{ code: "text-foreign", place: { unit: second?.key } }]);
    const { bytes: out } = await pull(context, anna, { document: "d", format: "original" });
    expect(out).toEqual(file);
  });
});

test("a file that is mostly in another language than the request says is refused", async () => {
  const context = await testContext();
  const wanted = { collection: "c", id: "d", filename: "a.txt", source: "en" } as const;
  const file = smallFile("txt", [TEXTS.ru, NEXT.ru]);
  await expect(createDocument(context, anna, wanted, file)).rejects.toMatchObject({
    code: "language-mismatch",
    params: { wanted: "en", found: "ru" },
  });
});

const xliff = (source: Language, target: Language, texts: readonly (readonly [string, string])[]) =>
  `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="${source}" target-language="${target}" datatype="plaintext" original="x"><body>${texts
    .map(
      ([one, two], at) =>
        `<trans-unit id="${at}"><source>${one}</source><target>${two}</target></trans-unit>`,
    )
    .join("")}</body></file></xliff>`;
const tmx = (source: Language, target: Language, texts: readonly (readonly [string, string])[]) =>
  `<tmx version="1.4"><header srclang="${source}" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="t" creationtoolversion="1" o-tmf="t"/><body>${texts
    .map(
      ([one, two], at) =>
        `<tu tuid="${at}"><tuv xml:lang="${source}"><seg>${one}</seg></tuv><tuv xml:lang="${target}"><seg>${two}</seg></tuv></tu>`,
    )
    .join("")}</body></tmx>`;
const csv = (source: Language, target: Language, texts: readonly (readonly [string, string])[]) =>
  `key,${source},${target}\n${texts.map(([one, two], at) => `${at},"${one}","${two}"\n`).join("")}`;
const MAKERS = { xlf: xliff, tmx, csv } as const;

describe.each(["xlf", "tmx", "csv"] as const)("a target in another language in %s", (format) => {
  const make = MAKERS[format];

  test.each(PAIRS)(
    "in %s with a text in %s is no translation, and is kept as a suggestion",
    async (target, other) => {
      const context = await testContext();
      const source = (["en", "ru", "zh"] as const).find((one) => one !== target && one !== other) ?? "en";
      const file = bytes(
        make(source, target, [
          [TEXTS[source], TEXTS[other]],
          [NEXT[source], NEXT[target]],
        ]),
      );
      const wanted = { collection: "c", id: "d", filename: `a.${format}` };
      const { report } = await createDocument(context, anna, wanted, file);
      expect(report.warnings).toMatchObject([
        { code: "texts-foreign", params: { language: target, found: other, count: 1 } },
      ]);
      expect(Object.values(await textsOf(context, "d"))).toEqual([
        { [source]: TEXTS[source] },
        { [source]: NEXT[source], [target]: NEXT[target] },
      ]);
      const [first] = (await listUnits(context, anna, "d", { limit: 10 })).items;
      const unit = await getUnit(context, anna, first?.id ?? "");
      expect(unit.suggestions).toMatchObject([{ language: target, draft: { content: [TEXTS[other]] } }]);
      const out = await pull(context, anna, { document: "d", format: "xliff", source, target });
      expect(text(out.bytes)).not.toContain(TEXTS[other]);
      if (format === "xlf")
        expect(out.warnings).toMatchObject([{ code: "text-foreign", params: { reason: "dropped" } }]);
      // The file itself comes back as it was, and says so.
      const original = await pull(context, anna, { document: "d", format: "original" });
      expect(original.bytes).toEqual(file);
      expect(original.warnings).toMatchObject([{ code: "text-foreign", params: { reason: "left" } }]);
      // Sent once more, it is refused by name, and is not suggested twice.
      const again = await push(context, anna, { document: "d", filename: `a.${format}`, bytes: file });
      expect(again.report.counts).toMatchObject({ rejected: 1, same: 1 });
      expect(again.report.units[0]).toMatchObject({ result: "rejected", problem: { code: "text-foreign" } });
      expect((await getUnit(context, anna, unit.id)).suggestions).toHaveLength(1);
      // A person takes it: from then on it is a translation like any other.
      await editUnit(context, anna, unit.id, unit.version, {
        variants: { [target]: { text: TEXTS[other] } },
      });
      const accepted = await push(context, anna, { document: "d", filename: `a.${format}`, bytes: file });
      expect(accepted.report.counts).toMatchObject({ same: 2 });
    },
  );
});

test.each([
  ["zh", "OK"],
  ["zh", "ГОСТ Р 52931-2008"],
  ["en", "ЛК-60Я"],
  ["en", "100 кВт"],
  ["ru", "GitHub Actions, TensorFlow 2.0 and Kubernetes"],
  ["ru", "University of the Arctic"],
  ["ru", "npm run build -- --mode production"],
  ["ru", "https://example.org/what-is-this"],
  ["zh", "The Lord of the Rings"],
  ["en", "Русский"],
  ["ru", "日本語"],
  ["en", "Acceleration in air, in nodes per second per second."],
  ["en", "Air guitar: na na na na!"],
  ["zh", "Україна"],
  ["en", "简体中文"],
  ["ru", "Smith J. The ice is not what it was. — London, 2010."],
  ["zh", "—— @shazow，“How to make your open source project thrive when it is small”"],
  ["en", "Moscow (Москва) is the capital."],
] as const)("a name, a code or a title is taken in %s: %s", async (language, brought) => {
  const context = await testContext();
  const other = language === "en" ? "ru" : "en";
  const file = bytes(`key\t${other}\t${language}\na\t${other === "en" ? "A name" : "Имя"}\t${brought}\n`);
  const wanted = { collection: "c", id: "d", filename: "a.tsv" };
  const { report } = await createDocument(context, anna, wanted, file);
  expect(report.warnings.filter(({ code }) => code === "texts-foreign")).toEqual([]);
  expect(await textsOf(context, "d")).toMatchObject({ a: { [language]: brought } });
  const source = language === "en" ? "ru" : "en";
  const { warnings } = await pull(context, anna, { document: "d", format: "csv", source, target: language });
  expect(warnings).toEqual([]);
});

test.each([
  ["zh", "Росатом", "ru"],
  ["en", "Подробнее", "ru"],
  ["zh", "Рисунок 3", "ru"],
  ["ru", "冰", "zh"],
  ["ru", "Sea ice", "en"],
] as const)("what may be a name is taken in %s, and named: %s", async (language, brought, found) => {
  const context = await testContext();
  const source = language === "en" ? "ru" : "en";
  const file = bytes(`key\t${source}\t${language}\na\t${source === "en" ? "A name" : "Имя"}\t${brought}\n`);
  const { report } = await createDocument(
    context,
    anna,
    { collection: "c", id: "d", filename: "a.tsv" },
    file,
  );
  expect(report.counts).toMatchObject({ created: 1, rejected: 0 });
  expect(report.units[0]?.warnings).toMatchObject([{ code: "text-foreign", params: { language, found } }]);
  // A file of nothing else is named as a whole.
  expect(report.warnings).toMatchObject([{ params: { language, found } }]);
  for (const format of ["xliff", "tmx", "csv", "text"] as const) {
    const out = await pull(context, anna, { document: "d", format, source, target: language });
    expect(text(out.bytes)).toContain(brought);
    expect(out.warnings).toMatchObject([
      { code: "text-foreign", params: { language, found, reason: "written" } },
    ]);
  }
  const again = await push(context, anna, { document: "d", filename: "a.tsv", bytes: file });
  expect(again.report.counts).toMatchObject({ same: 1 });
  const [unit] = (await listUnits(context, anna, "d", { limit: 10 })).items;
  await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
    variants: { [language]: { state: "reviewed" } },
  });
  const { warnings } = await pull(context, anna, { document: "d", format: "csv", source, target: language });
  expect(warnings).toEqual([]);
});

test.each([
  ["zh", "Морской лёд", "ru"],
  ["en", "Отменить", "ru"],
  ["zh", "Чем Питер", "ru"],
  ["en", "Скачать PDF", "ru"],
  ["ru", "北京", "zh"],
  ["en", "更多", "zh"],
  ["en", "已读 {count}", "zh"],
  ["ru", "もっと見る", "ja"],
  ["zh", "ログイン", "ja"],
  ["ru", "감사합니다", "ko"],
  ["zh", "Зберегти зміни", "uk"],
  ["ru", "Зберегти зміни", "uk"],
  ["en", "Der Schnee ist weiß und das Eis schmilzt.", "de"],
  ["ru", "Ich weiß es nicht und sie auch nicht.", "de"],
  ["zh", "Θαλάσσιος πάγος", "el"],
  ["en", "شكرا", "ar"],
] as const)(
  "a short text that is never written so in %s is not taken: %s",
  async (language, brought, found) => {
    const context = await testContext();
    const source = language === "en" ? "ru" : "en";
    const file = bytes(`key\t${source}\t${language}\na\t${source === "en" ? "A name" : "Имя"}\t${brought}\n`);
    const { report } = await createDocument(
      context,
      anna,
      { collection: "c", id: "d", filename: "a.tsv" },
      file,
    );
    expect(report.units[0]?.warnings).toMatchObject([{ code: "text-foreign", params: { language, found } }]);
    expect(Object.keys((await textsOf(context, "d"))["a"] ?? {})).toEqual([source]);
  },
);

test("a doubtful text of a sentence that the file has no more is not named in its export", async () => {
  const context = await testContext();
  const about = { collection: "c", id: "d", filename: "a.txt", source: "en" } as const;
  await createDocument(context, anna, about, bytes("Drift.\n\nThe harbour is open.\n"));
  const [first, second] = (await listUnits(context, anna, "d", { limit: 10 })).items;
  for (const [unit, translation] of [
    [first, "Sea ice"],
    [second, "Гавань открыта."],
  ] as const)
    await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
      variants: { ru: { text: translation } },
    });
  const asked = { document: "d", format: "original", target: "ru" } as const;
  expect((await pull(context, anna, asked)).warnings).toMatchObject([
    { code: "text-foreign", params: { found: "en", reason: "written" } },
  ]);
  const next = bytes("The harbour is open.\n");
  await push(context, anna, { document: "d", filename: "a.txt", source: "en", bytes: next, create: true });
  const { bytes: out, warnings } = await pull(context, anna, asked);
  expect(text(out)).toBe("Гавань открыта.\n");
  expect(warnings).toEqual([]);
});

test("a quotation that stands in both languages is taken", async () => {
  const context = await testContext();
  const file = bytes(csv("en", "zh", [[`He said: ${TEXTS.ru}`, TEXTS.ru]]));
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.csv" }, file);
  expect(await textsOf(context, "d")).toMatchObject({ 0: { zh: TEXTS.ru } });
});

test("a new unit of a push keeps such a text as a suggestion too", async () => {
  const context = await testContext();
  const wanted = { collection: "c", id: "d", filename: "a.csv" };
  await createDocument(context, anna, wanted, bytes(csv("en", "ru", [[TEXTS.en, TEXTS.ru]])));
  const more = bytes(
    csv("en", "ru", [
      [TEXTS.en, TEXTS.ru],
      [NEXT.en, TEXTS.en],
    ]),
  );
  const { report } = await push(context, anna, {
    document: "d",
    filename: "a.csv",
    bytes: more,
    create: true,
  });
  expect(report.units[1]).toMatchObject({ result: "created", warnings: [{ code: "text-foreign" }] });
  const unit = await getUnit(context, anna, report.units[1]?.unit ?? "");
  expect(Object.keys(unit.variants)).toEqual(["en"]);
  expect(unit.suggestions).toMatchObject([{ language: "ru" }]);
});
