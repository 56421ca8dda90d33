import { describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import type { Language } from "../../../src/domain/language.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, bytes, testContext, textsOf } from "../helpers.ts";
import { SMALL_FORMATS, smallFile } from "./small-files.ts";

/** Texts of the same length that translate one another. */
const HARBOUR = {
  en: [
    "The harbour opened in 1935.",
    "In winter the ice is two metres thick.",
    "Ships wait for an icebreaker for three days.",
    "The city of Murmansk built a new school in 2019.",
    "Doctors come by helicopter when the road is closed.",
    "Fish is the main product of the region.",
    "Young people leave because there is no work.",
    "Scientists measure the temperature of the water every day.",
  ],
  ru: [
    "Гавань открылась в 1935 году.",
    "Зимой лёд достигает двух метров в толщину.",
    "Суда ждут ледокола три дня.",
    "Город Мурманск построил новую школу в 2019 году.",
    "Врачи прилетают на вертолёте, когда дорога закрыта.",
    "Рыба — главный продукт региона.",
    "Молодые люди уезжают, потому что нет работы.",
    "Учёные каждый день измеряют температуру воды.",
  ],
  zh: [
    "港口于1935年开放。",
    "冬天冰层厚达两米。",
    "船舶等待破冰船三天。",
    "摩尔曼斯克市在2019年建了一所新学校。",
    "道路封闭时，医生乘直升机前来。",
    "鱼是该地区的主要产品。",
    "年轻人因为没有工作而离开。",
    "科学家每天测量水温。",
  ],
} as const;
const LAW = {
  en: [
    "The parties shall keep this agreement secret.",
    "Payment is due within 30 days of the invoice.",
    "The seller gives a guarantee of 12 months.",
    "Disputes go to the court in Hamburg.",
    "Changes of the contract must be made in writing.",
    "The buyer pays the insurance and the taxes.",
    "Either side may end the contract after 5 years.",
    "Goods remain the property of the seller until they are paid.",
  ],
  ru: [
    "Стороны обязуются хранить настоящее соглашение в тайне.",
    "Оплата производится в течение 30 дней после выставления счёта.",
    "Продавец даёт гарантию на 12 месяцев.",
    "Споры рассматривает суд Гамбурга.",
    "Изменения договора вносятся в письменной форме.",
    "Покупатель оплачивает страховку и налоги.",
    "Каждая сторона может расторгнуть договор через 5 лет.",
    "Товар остаётся собственностью продавца до оплаты.",
  ],
  zh: [
    "双方应对本协议保密。",
    "款项应在开票后30天内支付。",
    "卖方提供12个月的保修。",
    "争议由汉堡法院审理。",
    "合同变更必须采用书面形式。",
    "买方支付保险费和税款。",
    "任何一方可在5年后终止合同。",
    "货物在付款前仍归卖方所有。",
  ],
} as const;
const DIRECTIONS: readonly (readonly [Language, Language])[] = [
  ["en", "ru"],
  ["en", "zh"],
  ["ru", "en"],
  ["ru", "zh"],
  ["zh", "en"],
  ["zh", "ru"],
];

async function harbour(format: (typeof SMALL_FORMATS)[number], source: Language) {
  const context = await testContext();
  const wanted = { collection: "c", id: "d", filename: `a.${format}`, source };
  await createDocument(context, anna, wanted, smallFile(format, HARBOUR[source]));
  return context;
}

describe.each(SMALL_FORMATS)("a %s", (format) => {
  test.each(DIRECTIONS)(
    "of another document is refused as a translation from %s to %s",
    async (source, target) => {
      const context = await harbour(format, source);
      const before = await textsOf(context, "d");
      const file = smallFile(format, LAW[target]);
      const sent = { document: "d", filename: `b.${format}`, bytes: file, source, target };
      for (const dryRun of [true, false])
        await expect(push(context, anna, { ...sent, dryRun })).rejects.toMatchObject({
          code: "document-unlike",
          params: { language: target },
        });
      expect(await textsOf(context, "d")).toEqual(before);
      const { report } = await push(context, anna, { ...sent, force: true });
      expect(report.counts.changed).toBe(8);
    },
  );

  test.each(DIRECTIONS)("with the translation from %s to %s is taken", async (source, target) => {
    const context = await harbour(format, source);
    const file = smallFile(format, HARBOUR[target]);
    const sent = { document: "d", filename: `b.${format}`, bytes: file, source, target };
    const { report } = await push(context, anna, sent);
    expect([report.counts.changed, report.warnings]).toEqual([8, []]);
    // Once more, with two sentences written anew.
    const revised = smallFile(format, [...HARBOUR[target].slice(0, 6), ...LAW[target].slice(0, 2)]);
    const again = await push(context, anna, { ...sent, bytes: revised });
    expect(again.report.counts).toMatchObject({ changed: 2, same: 6 });
  });

  test("of another document is refused as a version of the same language", async () => {
    const context = await harbour(format, "en");
    const sent = { document: "d", filename: `b.${format}`, target: "en" as const };
    await expect(push(context, anna, { ...sent, bytes: smallFile(format, LAW.en) })).rejects.toMatchObject({
      code: "document-unlike",
    });
    const revised = HARBOUR.en.map((text) => text.replace("the", "a").replace("The", "This"));
    const { report } = await push(context, anna, { ...sent, bytes: smallFile(format, revised) });
    expect(report.counts.changed).toBeGreaterThan(3);
  });

  test("that is another document already is named", async () => {
    const context = await harbour(format, "en");
    const law = smallFile(format, LAW.ru);
    const wanted = {
      collection: "c",
      id: "law",
      title: "Law",
      filename: `law.${format}`,
      source: "ru",
    } as const;
    await createDocument(context, anna, wanted, law);
    const sent = { document: "d", filename: `b.${format}`, source: "en", target: "ru" } as const;
    await expect(push(context, anna, { ...sent, bytes: law })).rejects.toMatchObject({
      code: "document-unlike",
      params: { reason: "known", document: "law", title: "Law" },
    });
    const forced = await push(context, anna, { ...sent, bytes: law, force: true, dryRun: true });
    expect(forced.report.warnings).toMatchObject([
      { code: "file-known", params: { document: "law", reason: "push" } },
    ]);
  });
});

test("a translation that was imported as a document of its own is taken, and named", async () => {
  const context = await harbour("docx", "en");
  const russian = smallFile("docx", HARBOUR.ru);
  await createDocument(context, anna, { collection: "c", id: "r", filename: "r.docx" }, russian);
  const sent = { document: "d", filename: "r.docx", source: "en", target: "ru" } as const;
  const packedAnew = smallFile("docx", HARBOUR.ru, "2027-05-05T00:00:00Z");
  expect(packedAnew).not.toEqual(russian);
  const { report } = await push(context, anna, { ...sent, bytes: packedAnew });
  expect(report.counts.changed).toBe(8);
  expect(report.warnings).toMatchObject([{ code: "file-known", params: { document: "r" } }]);
});

test.each(DIRECTIONS)(
  "the starter seminar goes in as a translation from %s to %s",
  async (source, target) => {
    const seminar = (language: Language) =>
      readFileSync(new URL(`../../../tm/documents/arkhangelsk-2023.${language}.docx`, import.meta.url));
    const context = await testContext();
    await createDocument(
      context,
      anna,
      { collection: "c", id: "d", filename: "a.docx", source },
      seminar(source),
    );
    const sent = { document: "d", filename: "b.docx", bytes: seminar(target), source, target };
    const { report } = await push(context, anna, { ...sent, dryRun: true });
    expect(report.counts.changed).toBeGreaterThan(50);
  },
);

test("two sentences are too few to tell", async () => {
  const context = await testContext();
  await createDocument(
    context,
    anna,
    { collection: "c", id: "d", filename: "a.txt" },
    bytes("Harbour of ice.\n\nThe sea is cold.\n"),
  );
  const sent = { document: "d", filename: "b.txt", source: "en", target: "ru" } as const;
  const { report } = await push(context, anna, {
    ...sent,
    bytes: bytes("Порт во льдах.\n\nХолодное море.\n"),
  });
  expect(report.counts.changed).toBe(2);
});
