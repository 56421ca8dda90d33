import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, bytes, text, textsOf, testContext } from "../helpers.ts";

const english = (...lines: readonly string[]) => `${lines.join("\n\n")}\n`;
const EN = english(
  "# The boat for rent",
  "The harbour is open to all.",
  "The water is cold in the winter.",
  "It is the last boat of the year.",
);
const RU = english(
  "# Аренда лодки",
  "Гавань открыта для всех.",
  "Вода зимой холодная.",
  "Это последняя лодка года.",
);
const HALF = english(
  "# Аренда лодки",
  "Гавань открыта для всех.",
  "The water is cold in the winter.",
  "It is the last boat of the year.",
);

async function boat() {
  const context = await testContext();
  await createDocument(context, anna, { collection: "c", id: "d", filename: "b.md" }, bytes(EN));
  const send = (file: string, languages: { source?: "en" | "ru"; target?: "en" | "ru" } = {}) =>
    push(context, anna, { document: "d", filename: "b.ru.md", bytes: bytes(file), ...languages });
  const inLanguage = async (language: string) =>
    Object.values(await textsOf(context, "d")).map((unit) => unit[language]);
  return { context, send, inLanguage };
}

describe("a document in one language that comes back in another", () => {
  test.each([
    ["mostly in the source language", english("# Аренда лодки", ...EN.trim().split("\n\n").slice(1))],
    ["half", HALF],
    ["whole", RU],
  ])("never replaces the source texts when no language is named: %s", async (_, file) => {
    const { send, inLanguage } = await boat();
    const before = await inLanguage("en");
    const answer = await send(file).then(
      () => "taken",
      ({ code }: { code: string }) => code,
    );
    expect(["file-language", "language-missing", "taken"]).toContain(answer);
    expect(await inLanguage("en")).toEqual(before);
  });

  test("is refused with the parameter that names its language, and that call works", async () => {
    const { send, inLanguage } = await boat();
    await expect(send(RU, { source: "en" })).rejects.toMatchObject({
      code: "file-language",
      params: { language: "en", found: "ru" },
      place: { field: "target" },
    });
    await send(RU, { target: "ru" });
    expect(await inLanguage("ru")).toContain("Вода зимой холодная.");
  });

  test("is in the target language when both languages are named", async () => {
    const { send, inLanguage } = await boat();
    const before = await inLanguage("en");
    expect((await send(RU, { source: "en", target: "ru" })).report.counts).toMatchObject({ changed: 4 });
    expect(await inLanguage("en")).toEqual(before);
    await expect(send(EN.replaceAll("the", "that"), { source: "en", target: "ru" })).rejects.toMatchObject({
      code: "file-language",
      params: { language: "ru", found: "en" },
    });
  });

  test("keeps what is not translated out of the translation, and reports it", async () => {
    const { send, inLanguage } = await boat();
    const { report } = await send(HALF, { target: "ru" });
    expect(report.counts).toMatchObject({ changed: 2, same: 2 });
    expect(await inLanguage("ru")).toEqual([
      "Аренда лодки",
      "Гавань открыта для всех.",
      undefined,
      undefined,
    ]);
    expect(report.units.flatMap(({ warnings = [] }) => warnings.map(({ code }) => code))).toEqual([
      "text-untranslated",
      "text-untranslated",
    ]);
    await send(RU, { target: "ru" });
    await send(HALF, { target: "ru" });
    expect(await inLanguage("ru")).toContain("Вода зимой холодная.");
  });

  test("still takes an edited source", async () => {
    const { send, inLanguage } = await boat();
    await send(EN.replace("cold", "warm"));
    expect(await inLanguage("en")).toContain("The water is warm in the winter.");
  });

  test("goes out and comes back unedited without a change", async () => {
    const { context, send, inLanguage } = await boat();
    await send(RU.replace(/\n\nЭто.*\n/u, "\n\nIt is the last boat of the year.\n"), { target: "ru" });
    const before = [await inLanguage("en"), await inLanguage("ru")];
    const { bytes: file } = await pull(context, anna, {
      document: "d",
      format: "original",
      target: "ru",
      untranslated: "mark",
    });
    expect(text(file)).toContain("⟦");
    expect((await send(text(file), { target: "ru" })).report.counts).toMatchObject({ changed: 0 });
    // Three of its four sentences are Russian: it is read as Russian.
    expect((await send(text(file))).report.counts).toMatchObject({ changed: 0 });
    expect([await inLanguage("en"), await inLanguage("ru")]).toEqual(before);
  });
});

test.each([
  ["a.txt", "Harbour open.\n\nCold water. Last boat.\n", "Гавань открыта.\n\nCold water. Последняя лодка.\n"],
  [
    "a.md",
    "# Harbour open\n\nCold water. Last boat.\n",
    "# Гавань открыта\n\nCold water. Последняя лодка.\n",
  ],
])("a half-translated %s goes out again with its untranslated sentences", async (filename, en, half) => {
  const context = await testContext();
  await createDocument(context, anna, { collection: "c", id: "d", filename, source: "en" }, bytes(en));
  await push(context, anna, { document: "d", filename, bytes: bytes(half), target: "ru" });
  const out = async (untranslated?: "mark" | "omit") => {
    const how = untranslated === undefined ? {} : { untranslated };
    const pulled = await pull(context, anna, { document: "d", format: "original", target: "ru", ...how });
    return text(pulled.bytes);
  };
  expect(await out()).toBe(half);
  expect(await out("mark")).toBe(half.replace("Cold water.", "⟦Cold water.⟧"));
  expect(await out("omit")).not.toContain("Cold");
});

describe("strings of a website", () => {
  const site = async () => {
    const context = await testContext();
    const strings = { open: "The harbour is open to all.", cold: "The water is cold.", ok: "OK" };
    const wanted = { collection: "c", id: "d", filename: "en.json" };
    await createDocument(context, anna, wanted, bytes(JSON.stringify(strings)));
    const send = (filename: string, sent: object) =>
      push(context, anna, { document: "d", filename, bytes: bytes(JSON.stringify(sent)) });
    return { context, send };
  };

  test.each([
    ["ru.json", { open: "港口向所有人开放。", cold: "冬天的水很冷。" }, "zh"],
    ["zh.json", { open: "Гавань открыта для всех.", cold: "Вода холодная." }, "ru"],
    ["en.json", { open: "Гавань открыта для всех.", cold: "Вода холодная." }, "ru"],
  ])("are refused as %s when they are in another language", async (filename, strings, found) => {
    const { send } = await site();
    await expect(send(filename, strings)).rejects.toMatchObject({
      code: "file-language",
      params: { found },
    });
  });

  test("are taken in their language; what is still in the source language is named and left out", async () => {
    const { context, send } = await site();
    const strings = { open: "Гавань открыта для всех.", cold: "The water is cold.", ok: "OK" };
    const { report } = await send("ru.json", strings);
    expect(report.units.flatMap(({ key, warnings = [] }) => warnings.map(({ code }) => [key, code]))).toEqual(
      [["cold", "text-untranslated"]],
    );
    expect(await textsOf(context, "d")).toMatchObject({
      open: { ru: "Гавань открыта для всех." },
      cold: { en: "The water is cold." },
      ok: { ru: "OK" },
    });
    expect((await textsOf(context, "d"))["cold"]).not.toHaveProperty("ru");
    // What was left out is no sign that the file is in another language.
    expect(report.warnings).toMatchObject([
      { code: "texts-untranslated", params: { count: 1, places: "cold" } },
    ]);
  });
});

test("a translation that quotes a line of its source is in its own language", async () => {
  const context = await testContext();
  const line = "“To be, or not to be, that is the question” is the best-known line of English drama.\n";
  await createDocument(context, anna, { collection: "c", id: "q", filename: "q.txt" }, bytes(line));
  const russian = "«To be, or not to be, that is the question» — самая известная строка.\n";
  const sent = { document: "q", filename: "q.ru.txt", bytes: bytes(russian), target: "ru" } as const;
  expect((await push(context, anna, sent)).report.counts).toMatchObject({ changed: 1, rejected: 0 });
  expect(Object.values(await textsOf(context, "q"))).toMatchObject([{ ru: russian.trim() }]);
});
