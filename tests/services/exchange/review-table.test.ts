import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { codesInTexts, withMarks } from "../../../src/formats/csv/marks.ts";
import type { Code } from "../../../src/domain/segment.ts";
import { LANGUAGES } from "../../../src/domain/language.ts";
import { openArchive } from "../../../src/formats/package/zip.ts";
import { anna, bytes, testContext, type TestContext, text, textsOf } from "../helpers.ts";
import { pull } from "./pull-whole.ts";

const PARTS = { "review-xlsx": "xl/worksheets/sheet1.xml", "review-docx": "word/document.xml" } as const;
type Table = keyof typeof PARTS;
const archiveOf = (file: Uint8Array) => openArchive(file, 1e7, () => new Error("damaged") as never);
const sheetOf = (file: Uint8Array, format: Table) =>
  text(archiveOf(file).read(PARTS[format]) ?? new Uint8Array());

const table = (context: TestContext, format: Table, languages: object = {}) =>
  pull(context, anna, {
    document: "d",
    format,
    wordFinding: ({ message, params }) => `${message} ${String(params["target"])}.`,
    ...languages,
  }).then((pulled) => pulled.bytes);

describe.each(["review-xlsx", "review-docx"] as const)("%s", (format) => {
  test("a code has one number in all languages, whatever program wrote the translation", async () => {
    const context = await testContext();
    const page = "<p>The <b>ice</b> is <i>thin</i>.</p>";
    const made = { collection: "c", id: "d", filename: "a.html", source: "en" } as const;
    await createDocument(context, anna, made, bytes(page));
    for (const target of ["ru", "zh"] as const) {
      const wanted = { document: "d", format: "xliff", version: "1.2", source: "en", target } as const;
      const file = text((await pull(context, anna, { ...wanted, metadata: true })).bytes);
      const translated = file.replace(/<source>(.*)<\/source>/u, (whole, inner: string) => {
        const own = inner.replace("The", target === "ru" ? "Вот лёд" : "冰").replace("thin", "…");
        return `${whole}<target state="translated">${own}</target>`;
      });
      await push(context, anna, { document: "d", filename: "a.xlf", bytes: bytes(translated) });
    }
    const sheet = sheetOf(await table(context, format), format);
    const numbers = [...sheet.matchAll(/>([^<>⟪]*⟦[^<>⟪]*)</gu)].map(([, cell = ""]) =>
      [...cell.matchAll(/⟦(\d)⟧/gu)].map(([, place]) => place).join(""),
    );
    expect(numbers.slice(0, 3)).toEqual(["1234", "1234", "1234"]);
  });

  test("shows only findings about its own languages", async () => {
    const context = await testContext();
    const rows = "key,en,ru,zh\na,Ice of 2024,Лёд 2023 года,2022年的冰\n";
    await createDocument(context, anna, { collection: "c", id: "d", filename: "a.csv" }, bytes(rows));
    const targets = async (languages: object) => {
      const sheet = sheetOf(await table(context, format, languages), format);
      return new Set([...sheet.matchAll(/numbers\.\S+ (\w\w)\./gu)].map(([, target]) => target));
    };
    expect(await targets({})).toContain("zh");
    expect(await targets({ source: "en", target: "ru" })).toEqual(new Set(["ru"]));
    expect(await targets({ source: "en", target: "zh" })).toEqual(new Set(["zh"]));
  });

  test.each([
    ["with a direction", { source: "en", target: "ru" }],
    ["of three languages", {}],
  ])("%s: an emptied target stays, and the answer says so", async (_, languages) => {
    const context = await testContext();
    const rows = "key,en,ru,zh\na,Ice,Лёд,冰\nb,Sea,Море,海\n";
    await createDocument(context, anna, { collection: "c", id: "d", filename: "a.csv" }, bytes(rows));
    const file = await table(context, format, { ...languages, metadata: true });
    for (const blank of ["", "  "]) {
      const sheet = sheetOf(file, format).replace(">Лёд<", `>${blank}<`);
      const emptied = archiveOf(file).replace(new Map([[PARTS[format], bytes(sheet)]]));
      const { report } = await push(context, anna, { document: "d", filename: "a.zip", bytes: emptied });
      expect(report.units.map(({ result, warnings = [] }) => [result, ...warnings])).toMatchObject([
        ["same", { code: "text-emptied", params: { stored: "Лёд" }, place: { language: "ru" } }],
        ["same"],
      ]);
      expect((await textsOf(context, "d"))["a"]).toEqual({ en: "Ice", ru: "Лёд", zh: "冰" });
    }
  });
});

test("codes of one text with one id have their own numbers", () => {
  const code = (data: string): Code => ({ kind: "ph", id: "1", element: "x", data });
  const texts = { en: [code("a"), code("b")], ru: [code("c"), code("b")], zh: [] };
  const codes = codesInTexts(LANGUAGES, (language) => texts[language]);
  expect(LANGUAGES.map((language) => withMarks(texts[language], language, codes))).toEqual([
    "⟦1⟧⟦2⟧",
    "⟦1⟧⟦2⟧",
    "",
  ]);
});
