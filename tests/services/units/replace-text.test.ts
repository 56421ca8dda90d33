import { expect, test } from "vitest";
import type { Content } from "../../../src/domain/segment.ts";
import type { State } from "../../../src/domain/unit.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { findText, type FindMode } from "../../../src/services/units/find-text.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { type ReplaceText, replaceText } from "../../../src/services/units/replace-text.ts";
import { anna, boris, testContext, type TestContext, textsOf } from "../helpers.ts";

type Texts = Readonly<Partial<Record<"en" | "ru" | "zh", string | Content>>>;

async function store(
  context: TestContext,
  id: string,
  units: readonly Texts[],
  { state = "translated", collection = "c" }: { state?: State; collection?: string } = {},
) {
  await storeDocument(
    context,
    anna,
    { collection, id },
    {
      format: "json",
      tags: {},
      units: units.map((texts, at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: Object.fromEntries(
          Object.entries(texts).map(([language, text]) => [
            language,
            { content: typeof text === "string" ? [text] : text, state },
          ]),
        ),
      })),
    },
    "import",
  );
}

interface Wanted extends Partial<ReplaceText> {
  readonly mode?: FindMode;
  readonly caseSensitive?: boolean;
}

const replace = (
  context: TestContext,
  text: string,
  by: string,
  { mode = "text", caseSensitive = false, ...more }: Wanted = {},
) =>
  replaceText(context, anna, {
    find: findText({ text, mode, caseSensitive }, by),
    selection: {},
    ceiling: "final",
    limit: 100,
    ...more,
  });

const russian = async (context: TestContext, document = "d") =>
  Object.values(await textsOf(context, document)).map((texts) => texts["ru"]);

test("a preview shows every place and writes nothing", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "Ледокол идёт. Ледокол стоит." }, { ru: "Лёд" }]);
  const report = await replace(context, "ледокол", "пароход", { dryRun: true });
  expect(report).toMatchObject({ import: null, total: 2, doubtful: 0, protected: 0, counts: { changed: 1 } });
  expect(report.places).toMatchObject([
    { left: "", found: "Ледокол", replacement: "Пароход", right: " идёт. Ледокол стоит.", language: "ru" },
    { left: "Ледокол идёт. ", found: "Ледокол", replacement: "Пароход", right: " стоит.", key: "k0" },
  ]);
  expect(await russian(context)).toEqual(["Ледокол идёт. Ледокол стоит.", "Лёд"]);
});

test("a replacement over several documents is one import in the journal, and one undo takes it back", async () => {
  const context = await testContext();
  await createCollection(context, anna, { id: "other", title: "Other" });
  await store(context, "d", [{ ru: "лёд и лёд", en: "ice" }, { ru: "снег" }]);
  await store(context, "e", [{ ru: "лёд" }], { collection: "other" });
  const before = (await listImports(context, anna, { limit: 50 })).items.length;
  const report = await replace(context, "лёд", "льдина");
  expect(report).toMatchObject({ total: 3, counts: { changed: 2, conflict: 0, rejected: 0 } });
  expect(await russian(context)).toEqual(["льдина и льдина", "снег"]);
  expect(await russian(context, "e")).toEqual(["льдина"]);
  const journal = await listImports(context, anna, { limit: 50 });
  expect(journal.items.length).toBe(before + 1);
  expect(journal.items[0]).toMatchObject({ id: report.import, counts: { changed: 2 } });
  const undone = await undoWholeImport(context, anna, report.import ?? "");
  expect(undone).toMatchObject({ remaining: 0, counts: { changed: 2 } });
  expect(await russian(context)).toEqual(["лёд и лёд", "снег"]);
  expect(await russian(context, "e")).toEqual(["лёд"]);
});

test("a replacement stands in the journal of each document that it changes", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "лёд" }]);
  await store(context, "e", [{ ru: "лёд" }]);
  await replace(context, "лёд", "снег");
  for (const document of ["d", "e"]) {
    const { items } = await listImports(context, anna, { document, limit: 50 });
    expect([document, items.map(({ kind }) => kind)]).toEqual([document, ["edit", "create"]]);
  }
});

test("whole words are found in every script; Chinese has no spaces between words", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "лёд, ледник, подлёд", zh: "海冰很薄", en: "ice, nice, ice_1" }]);
  await replace(context, "лёд", "снег", { mode: "word" });
  await replace(context, "ice", "snow", { mode: "word" });
  await replace(context, "冰", "雪", { mode: "word" });
  expect(await textsOf(context, "d")).toEqual({
    k0: { ru: "снег, ледник, подлёд", zh: "海雪很薄", en: "snow, nice, ice_1" },
  });
});

test("capitals follow the text that is found, unless they matter", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "лёд Лёд ЛЁД" }, { en: "Ice ice" }]);
  await replace(context, "лёд", "снег");
  await replace(context, "ice", "snow", { caseSensitive: true });
  expect(await textsOf(context, "d")).toEqual({ k0: { ru: "снег Снег СНЕГ" }, k1: { en: "Ice snow" } });
});

test("a pattern replaces with its groups", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "7.12.2023 и 10.01.2024, цена 5$" }]);
  await replace(context, String.raw`(\d+)\.(?<month>\d+)\.(\d{4})`, "$3-${month}-$1", { mode: "pattern" });
  await replace(context, String.raw`(\d)\$`, "$$$1", { mode: "pattern" });
  expect(await russian(context)).toEqual(["2023-12-7 и 2024-01-10, цена $5"]);
  expect(() => findText({ text: "(a)", mode: "pattern", caseSensitive: true }, "$2")).toThrow(
    "invalid-fields",
  );
});

test("inline codes stay, also those inside a place, which is then in doubt", async () => {
  const context = await testContext();
  const code = (kind: "open" | "close", id: string) => ({ kind, id, element: "g" });
  const content: Content = ["Совет ", code("open", "1"), "Арктический", code("close", "1"), " союз"];
  await store(context, "d", [{ ru: content }]);
  const sure = await replace(context, "арктический союз", "Северный альянс", { dryRun: true });
  expect(sure.places).toMatchObject([{ found: "Арктический союз", replacement: "Северный альянс" }]);
  expect(sure.doubtful).toBe(0);
  const doubtful = await replace(context, "Арктический союз", "Блок");
  expect(doubtful.places).toMatchObject([{ doubt: "codes" }]);
  const [unit] = (await listUnits(context, anna, "d", { limit: 1 })).items;
  expect(unit?.variants.ru?.content).toEqual(["Совет ", code("open", "1"), "Блок", code("close", "1")]);
});

test("placeholders and borders of segments are protected", async () => {
  const context = await testContext();
  const mark = { kind: "break" as const, id: "s2", element: "segment" };
  await store(context, "d", [{ en: "Open {name} by name" }, { en: ["One na", mark, "me"] }]);
  const report = await replace(context, "name", "title");
  expect(report).toMatchObject({ total: 1, protected: 2, counts: { changed: 1 } });
  expect(await textsOf(context, "d")).toEqual({ k0: { en: "Open {name} by title" }, k1: { en: "One name" } });
});

test("places are left out by their ids, and a changed text is a conflict instead of a guess", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "лёд, лёд, лёд" }, { ru: "лёд" }, { ru: "лёд" }]);
  const { places } = await replace(context, "лёд", "снег", { dryRun: true });
  const ids = places.map(({ id }) => id);
  const unit = places.at(-1)?.unit ?? "";
  await editUnit(context, boris, unit, 1, { variants: { ru: { text: "синий лёд" } } });
  const report = await replace(context, "лёд", "снег", { exclude: [ids[1] ?? "", ids.at(-1) ?? ""] });
  expect(report).toMatchObject({ total: 3, counts: { changed: 2, conflict: 1 } });
  expect(report.units[0]).toMatchObject({ unit, result: "conflict", problem: { code: "unit-conflict" } });
  expect(await russian(context)).toEqual(["снег, лёд, снег", "снег", "синий лёд"]);
  const only = await replace(context, "лёд", "вода", { only: [ids[1] ?? ""] });
  // The first write gave the text a new version.
  expect(only).toMatchObject({ import: null, total: 0, counts: { conflict: 1 } });
});

test("a selection limits what is replaced", async () => {
  const context = await testContext();
  await store(
    context,
    "d",
    [
      { ru: "лёд", en: "red red ice" },
      { ru: "лёд", en: "blue blue ice" },
    ],
    { state: "final" },
  );
  await store(context, "e", [{ ru: "лёд" }]);
  const count = async (selection: ReplaceText["selection"]) =>
    (await replace(context, "лёд", "снег", { selection, dryRun: true })).total;
  expect(await count({})).toBe(3);
  expect(await count({ documents: ["d"] })).toBe(2);
  expect(await count({ documents: ["d"], where: { language: "en", text: "BLUE" } })).toBe(1);
  expect(await count({ state: "final" })).toBe(2);
  expect(await count({ languages: ["en", "zh"] })).toBe(0);
  expect(await count({ author: "boris" })).toBe(0);
  expect(await count({ to: "2026-11-22" })).toBe(0);
  expect(await count({ from: "2026-11-23", to: "2026-11-23" })).toBe(3);
  expect(await count({ check: "repeated-word" })).toBe(2);
  await expect(count({ documents: ["none"] })).rejects.toThrow("not-found");
  await expect(count({ from: "yesterday" })).rejects.toThrow("invalid-fields");
});

test("an actor who is bound to a collection changes nothing outside it", async () => {
  const context = await testContext();
  await createCollection(context, anna, { id: "other", title: "Other" });
  await store(context, "d", [{ ru: "лёд" }]);
  await store(context, "e", [{ ru: "лёд" }], { collection: "other" });
  const find = findText({ text: "лёд", mode: "text", caseSensitive: false }, "снег");
  const bound = { name: "boris", collections: ["other"] };
  const request = { find, selection: {}, ceiling: "final", limit: 10 } as const;
  await expect(replaceText(context, bound, { ...request, selection: { documents: ["d"] } })).rejects.toThrow(
    "not-found",
  );
  expect((await replaceText(context, bound, request)).counts.changed).toBe(1);
  expect(await russian(context)).toEqual(["лёд"]);
  await replace(context, "снег", "град");
  await replace(context, "град", "дождь");
  await replace(context, "лёд", "дождь");
  const whole = await replace(context, "дождь", "роса");
  const seen = (await listImports(context, bound, { limit: 1 })).items[0]?.id ?? "";
  expect(seen).not.toBe(whole.import);
  await expect(undoWholeImport(context, bound, seen)).rejects.toThrow("forbidden");
  expect(await russian(context, "e")).toEqual(["роса"]);
});

test("states stay, become what is asked, and never more than the actor may give", async () => {
  const context = await testContext();
  await store(context, "d", [{ ru: "лёд" }], { state: "final" });
  const state = async () => (await listUnits(context, anna, "d", { limit: 1 })).items[0]?.variants.ru?.state;
  await replace(context, "лёд", "снег");
  expect(await state()).toBe("final");
  await replace(context, "снег", "град", { ceiling: "translated" });
  expect(await state()).toBe("translated");
  await replace(context, "град", "дождь", { state: "initial" });
  expect(await state()).toBe("initial");
});

test("a translation that changes together with its source is not stale, one that does not is", async () => {
  const context = await testContext();
  await store(context, "d", [
    { en: "GLONASS here", ru: "" },
    { en: "GLONASS there", ru: "" },
  ]);
  for (const [at, text] of ["ГЛОНАСС (GLONASS) здесь", "ГЛОНАСС там"].entries()) {
    const unit = (await listUnits(context, anna, "d", { limit: 10 })).items[at];
    await editUnit(context, anna, unit?.id ?? "", 1, { variants: { ru: { text, source: "en" } } });
  }
  await replace(context, "GLONASS", "Glonass", { caseSensitive: true });
  const { items } = await listUnits(context, anna, "d", { limit: 10 });
  expect(items.map(({ variants }) => [variants.ru?.text, variants.ru?.stale])).toEqual([
    ["ГЛОНАСС (Glonass) здесь", false],
    ["ГЛОНАСС там", true],
  ]);
});
