import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, bytes, siteOf, testContext, text } from "../helpers.ts";
import { pull } from "./pull-whole.ts";
import { SMALL_FORMATS, smallFile } from "./small-files.ts";

const EN = ["The harbour is open to all ships.", "The water is cold in winter."];
const RU = ["Гавань открыта для всех судов.", "Зимой вода холодная."];

async function withDocument(filename: string, file: Uint8Array, languages: object = {}) {
  const context = await testContext();
  await createDocument(context, anna, { collection: "c", id: "d", filename, ...languages }, file);
  return context;
}

describe.each(SMALL_FORMATS)("a document in one language from %s", (format) => {
  const english = () => withDocument(`a.${format}`, smallFile(format, EN), { source: "en" });

  test("is not exported under the name of a language that it has no text in", async () => {
    const context = await english();
    await expect(
      pull(context, anna, { document: "d", format: "original", target: "ru" }),
    ).rejects.toMatchObject({
      code: "export-untranslated",
      params: { language: "ru", reason: "document" },
      place: { field: "target" },
    });
  });

  test("is exported for work on it when the request says what is to stand there, with a warning", async () => {
    const context = await english();
    for (const [untranslated, reason] of [
      ["source", "source"],
      ["mark", "source"],
      ["omit", "empty"],
    ] as const) {
      const wanted = { document: "d", format: "original", target: "ru", untranslated } as const;
      const { warnings, filename } = await pull(context, anna, wanted);
      expect(warnings).toMatchObject([{ code: "export-untranslated", params: { reason } }]);
      expect(filename).toBe(`a.ru.${format}`);
    }
  });

  test("names how much of a translation in part is missing, and nothing once it is whole", async () => {
    const context = await english();
    const russian = (texts: readonly string[]) =>
      push(context, anna, {
        document: "d",
        filename: `a.ru.${format}`,
        bytes: smallFile(format, texts),
        source: "en",
        target: "ru",
      });
    await russian([RU[0] ?? "", EN[1] ?? ""]);
    const exported = () => pull(context, anna, { document: "d", format: "original", target: "ru" });
    expect((await exported()).warnings).toMatchObject([
      { code: "export-untranslated", params: { language: "ru", count: 1, total: 2 } },
    ]);
    await russian(RU);
    expect((await exported()).warnings).toEqual([]);
    expect((await pull(context, anna, { document: "d", format: "original" })).warnings).toEqual([]);
  });
});

test.each(["text", "markdown", "html", "srt", "vtt"] as const)(
  "a memory without English is not written as %s in English",
  async (format) => {
    const context = await withDocument("a.csv", bytes("key,ru,zh\na,Гавань открыта,港口开放\n"));
    await expect(pull(context, anna, { document: "d", format, target: "en" })).rejects.toMatchObject({
      code: "export-untranslated",
    });
  },
);

test.each([
  ["tmx", "en"],
  ["csv", "en"],
  ["json", "en"],
  ["i18next", "en"],
] as const)("%s of a language that the document lacks says so", async (format, target) => {
  const context = await withDocument("a.csv", bytes("key,ru,zh\na,Гавань открыта,港口开放\n"));
  const { warnings } = await pull(context, anna, { document: "d", format, target });
  expect(warnings).toMatchObject([{ code: "export-untranslated", params: { language: target } }]);
});

test("strings of a website that are translated in part fall back, and are nothing special", async () => {
  const context = await testContext();
  await siteOf(context, { en: { a: "Harbour", b: "Ship" }, ru: { a: "Гавань" } });
  const { bytes: file, warnings } = await pull(context, anna, {
    document: "site",
    format: "i18next",
    target: "ru",
  });
  expect(warnings).toEqual([]);
  expect(JSON.parse(text(file))).toEqual({ a: "Гавань" });
});

test("a bilingual file that nobody has translated yet is nothing special", async () => {
  const context = await withDocument("a.txt", bytes("Harbour.\n"), { source: "en" });
  const wanted = { document: "d", format: "xliff", source: "en", target: "ru" } as const;
  expect((await pull(context, anna, wanted)).warnings).toEqual([]);
});

describe.each(SMALL_FORMATS)("the original of a %s with a source and a target", (format) => {
  test("is the file in the target's language, in its own shape and with its name", async () => {
    const context = await withDocument(`a.${format}`, smallFile(format, EN), { source: "en" });
    const sent = { document: "d", filename: `b.${format}`, source: "en", target: "ru" } as const;
    await push(context, anna, { ...sent, bytes: smallFile(format, RU) });
    const wanted = { document: "d", format: "original" } as const;
    const plain = await pull(context, anna, { ...wanted, target: "ru" });
    expect(await pull(context, anna, { ...wanted, source: "en", target: "ru" })).toEqual(plain);
    expect(plain.filename).toBe(`a.ru.${format}`);
    const own = await pull(context, anna, { ...wanted, source: "ru", target: "en" });
    expect([own.filename, own.bytes]).toEqual([`a.${format}`, smallFile(format, EN)]);
    await expect(pull(context, anna, { ...wanted, source: "ru", target: "zh" })).rejects.toMatchObject({
      code: "export-untranslated",
    });
  });
});
