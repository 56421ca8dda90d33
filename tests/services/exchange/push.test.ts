import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unitHistory } from "../../../src/services/units/unit-history.ts";
import { getImport } from "../../../src/services/imports/get-import.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { getUnit } from "../../../src/services/units/get-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, boris, bytes, siteOf, text, textsOf, type TestContext, testContext } from "../helpers.ts";

const SITE = { en: { home: "Home", ice: "Sea ice" }, ru: { home: "Главная", ice: "Лёд" } };

const pushRu = (
  context: TestContext,
  strings: Record<string, string>,
  more: Partial<Parameters<typeof push>[2]> = {},
) =>
  push(context, anna, {
    document: "site",
    bytes: bytes(JSON.stringify(strings)),
    format: "i18next",
    source: "ru",
    ...more,
  });

const pulledRu = async (context: TestContext) => {
  const pulled = await pull(context, anna, { document: "site", format: "i18next", target: "ru" });
  return { strings: JSON.parse(text(pulled.bytes)) as Record<string, string>, base: pulled.base };
};

const unitOf = async (context: TestContext, key: string) => {
  const { items } = await listUnits(context, anna, "site", { limit: 100 });
  const unit = items.find((item) => item.key === key);
  if (unit === undefined) throw new Error(`no unit ${key}`);
  return unit;
};

describe("a push", () => {
  test("stores only the changes, reports every unit, and can be undone as a whole", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const { base } = await pulledRu(context);
    const { report } = await pushRu(context, { home: "Главная", ice: "Морской лёд", new: "Новое" }, { base });
    expect(report.counts).toMatchObject({ created: 1, changed: 1, same: 1, conflict: 0, rejected: 0 });
    expect(report.units).toHaveLength(3);
    expect(await textsOf(context, "site")).toMatchObject({
      ice: { en: "Sea ice", ru: "Морской лёд" },
      new: { ru: "Новое" },
    });

    const undone = await undoImport(context, anna, report.import ?? "");
    expect(undone.counts).toMatchObject({ changed: 1, removed: 1 });
    expect(await textsOf(context, "site")).toEqual({
      home: { en: "Home", ru: "Главная" },
      ice: { en: "Sea ice", ru: "Лёд" },
    });
    await expect(undoImport(context, anna, report.import ?? "")).rejects.toMatchObject({
      code: "already-undone",
    });

    await undoImport(context, anna, undone.import ?? "");
    expect(await textsOf(context, "site")).toMatchObject({
      ice: { ru: "Морской лёд" },
      new: { ru: "Новое" },
    });
  });

  test("writes nothing in a dry run", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const { base } = await pulledRu(context);
    const before = await listImports(context, anna, { limit: 10 });
    const { report } = await pushRu(context, { home: "Домой", ice: "Лёд" }, { base, dryRun: true });
    expect(report).toMatchObject({ import: null, counts: { changed: 1, same: 1 } });
    expect(await listImports(context, anna, { limit: 10 })).toEqual(before);
    expect((await textsOf(context, "site"))["home"]?.["ru"]).toBe("Главная");
  });

  test("that conflicts with a later edit is refused as a whole, with the report", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const { base } = await pulledRu(context);
    const ice = await unitOf(context, "ice");
    await editUnit(context, boris, ice.id, ice.version, { variants: { ru: { text: "Льды" } } });
    const refused = pushRu(context, { home: "Домой", ice: "Морской лёд" }, { base });
    await expect(refused).rejects.toMatchObject({
      code: "unit-conflict",
      extra: { report: { counts: { conflict: 1, changed: 1 } } },
    });
    expect(await textsOf(context, "site")).toMatchObject({ home: { ru: "Главная" }, ice: { ru: "Льды" } });

    const { report } = await pushRu(
      context,
      { home: "Домой", ice: "Морской лёд" },
      { base, onConflict: "suggest" },
    );
    expect(report.counts).toMatchObject({ conflict: 1, changed: 1 });
    expect(await textsOf(context, "site")).toMatchObject({ home: { ru: "Домой" }, ice: { ru: "Льды" } });
    const { suggestions } = await getUnit(context, anna, ice.id);
    expect(suggestions).toMatchObject([
      { language: "ru", author: "anna", draft: { content: ["Морской лёд"] } },
    ]);
  });

  test("sent again with its key has one effect and the same answer", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const { base } = await pulledRu(context);
    const send = () => pushRu(context, { home: "Домой" }, { base, idempotencyKey: "k1" });
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    expect(new Set(answers.map(({ report }) => JSON.stringify(report))).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    await undoImport(context, anna, answers[0]?.report.import ?? "");
    expect((await send()).report).toEqual(answers[0]?.report);
    await expect(pushRu(context, { home: "Дом" }, { base, idempotencyKey: "k1" })).rejects.toMatchObject({
      code: "idempotency-mismatch",
    });
  });

  test("at the same time as other pushes loses no work", async () => {
    const context = await testContext();
    const keys = Array.from({ length: 20 }, (_, at) => `k${at}`);
    await siteOf(context, { en: Object.fromEntries(keys.map((key) => [key, key])) });
    await Promise.all(keys.map((key) => pushRu(context, { [key]: `текст ${key}` })));
    const texts = await textsOf(context, "site");
    expect(keys.map((key) => texts[key]?.["ru"])).toEqual(keys.map((key) => `текст ${key}`));
  });

  test("in another direction than requested is refused", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const wrong = push(context, anna, {
      document: "site",
      bytes: bytes("{}"),
      filename: "zh/site.json",
      source: "ru",
    });
    await expect(wrong).rejects.toMatchObject({ code: "language-mismatch" });
  });

  test("to a document of another collection gets not-found", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const bound = { name: "eve", collections: ["other"] };
    const refused = push(context, bound, {
      document: "site",
      bytes: bytes("{}"),
      format: "i18next",
      source: "ru",
    });
    await expect(refused).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("undo", () => {
  test("keeps later changes of others, and lists them", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const { base } = await pulledRu(context);
    const { report } = await pushRu(context, { home: "Домой", ice: "Морской лёд" }, { base });
    const ice = await unitOf(context, "ice");
    await editUnit(context, boris, ice.id, ice.version, { variants: { ru: { text: "Льды" } } });
    const undone = await undoImport(context, anna, report.import ?? "");
    expect(undone.counts).toMatchObject({ changed: 1, conflict: 1 });
    expect(undone.units.find(({ result }) => result === "conflict")?.key).toBe("ice");
    expect(await textsOf(context, "site")).toMatchObject({ home: { ru: "Главная" }, ice: { ru: "Льды" } });
  });

  test("of all pushes, newest first, restores the first state", async () => {
    const strings = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d"),
      fc.string({ minLength: 1, unit: "grapheme" }),
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(strings, { minLength: 1, maxLength: 5 }), async (pushes) => {
        const context = await testContext();
        await siteOf(context, { en: { a: "A", b: "B" }, ru: { a: "А" } });
        const start = await textsOf(context, "site");
        const done: string[] = [];
        for (const sent of pushes) {
          const { report } = await pushRu(context, sent, { onConflict: "mine" });
          done.push(report.import ?? "");
        }
        for (const id of done.reverse()) {
          const { counts } = await undoImport(context, anna, id);
          expect(counts.conflict).toBe(0);
        }
        expect(await textsOf(context, "site")).toEqual(start);
        context.storage.close();
      }),
      { numRuns: 25, seed: 20261123 },
    );
  });

  test("of a new document removes it, and an undo of that restores it", async () => {
    const context = await testContext();
    await siteOf(context, { en: SITE.en });
    const { items } = await listImports(context, anna, { limit: 1 });
    const undone = await undoImport(context, anna, items[0]?.id ?? "");
    await expect(listUnits(context, anna, "site", { limit: 1 })).rejects.toMatchObject({ code: "not-found" });
    await undoImport(context, anna, undone.import ?? "");
    expect(await textsOf(context, "site")).toEqual({ home: { en: "Home" }, ice: { en: "Sea ice" } });
  });
});

describe("an edit", () => {
  test("needs the version that its author saw; a stale one gets all three texts", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const seen = await unitOf(context, "ice");
    const edited = await editUnit(context, anna, seen.id, seen.version, {
      variants: { ru: { text: "Льды" } },
    });
    expect(edited.version).toBe(seen.version + 1);
    const late = editUnit(context, boris, seen.id, seen.version, {
      variants: { ru: { text: "Морской лёд" } },
    });
    await expect(late).rejects.toMatchObject({
      code: "stale-version",
      extra: { base: { ru: { content: ["Лёд"] } }, theirs: { variants: { ru: { text: "Льды" } } } },
    });
  });

  test("is in the history with the new state of the unit", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const seen = await unitOf(context, "ice");
    await editUnit(context, boris, seen.id, seen.version, {
      variants: { ru: { text: "Льды", state: "reviewed" } },
    });
    const steps = await unitHistory(context, anna, seen.id);
    expect(
      steps.map(({ kind, author, variants }) => [
        kind,
        author,
        variants.ru?.content[0],
        variants.en?.content[0],
      ]),
    ).toEqual([
      ["edit", "boris", "Льды", undefined],
      ["push", "anna", "Лёд", undefined],
      ["create", "anna", undefined, "Sea ice"],
    ]);
  });

  test("of the source makes the translation stale until it is translated again", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    let unit = await unitOf(context, "ice");
    unit = await editUnit(context, anna, unit.id, unit.version, {
      variants: { ru: { text: "Лёд морской", source: "en" } },
    });
    unit = await editUnit(context, anna, unit.id, unit.version, { variants: { en: { text: "Drift ice" } } });
    expect(unit.variants.ru?.stale).toBe(true);
    expect(
      (await listUnits(context, anna, "site", { limit: 9, state: "stale" })).items.map(({ key }) => key),
    ).toEqual(["ice"]);
    unit = await editUnit(context, anna, unit.id, unit.version, {
      variants: { ru: { text: "Дрейфующий лёд", source: "en" } },
    });
    expect(unit.variants.ru?.stale).toBe(false);
  });
});

describe("a unit that the document does not have", () => {
  const xliff = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="ru" datatype="plaintext" original="x"><body><trans-unit id="new"><source>New</source><target>Новое</target></trans-unit></body></file></xliff>`;
  const tmx = `<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body><tu tuid="new"><tuv xml:lang="en"><seg>New</seg></tuv><tuv xml:lang="ru"><seg>Новое</seg></tuv></tu></body></tmx>`;
  const files = [
    ["xliff", xliff],
    ["tmx", tmx],
    ["csv", "key,en,ru\nnew,New,Новое\n"],
    ["tsv", "key\ten\tru\nnew\tNew\tНовое\n"],
  ] as const;

  test.each(files)("is made by %s only when asked for, and its text is named", async (format, file) => {
    const context = await testContext();
    await siteOf(context, SITE);
    const send = (create?: true) =>
      push(context, anna, { document: "site", bytes: bytes(file), format, ...(create && { create }) });
    const { report } = await send();
    expect(report.counts).toMatchObject({ created: 0, rejected: 1 });
    expect(report.units[0]?.problem).toMatchObject({ code: "unit-unknown", params: { text: "New" } });
    expect(await textsOf(context, "site")).not.toHaveProperty("new");
    expect((await send(true)).report.counts).toMatchObject({ created: 1, rejected: 0 });
    expect(await textsOf(context, "site")).toMatchObject({ new: { en: "New", ru: "Новое" } });
  });

  test("is made by website strings, unless the caller forbids it", async () => {
    const context = await testContext();
    await siteOf(context, SITE);
    const strings = { home: "Главная", ice: "Лёд", new: "Новое" };
    const forbidden = await pushRu(context, strings, { create: false });
    expect(forbidden.report.counts).toMatchObject({ created: 0, rejected: 1 });
    const { report } = await pushRu(context, strings);
    expect(report.units.filter(({ result }) => result === "created").map(({ key }) => key)).toEqual(["new"]);
  });
});

describe("website strings that a pushed file lacks", () => {
  const keys = Array.from({ length: 12 }, (_, at) => `key${at}`);
  const strings = (of: readonly string[]) => Object.fromEntries(of.map((key) => [key, `Текст ${key}`]));

  test("are named and stay; a file with few of them is a part", async () => {
    const context = await testContext();
    await siteOf(context, { ru: strings([...keys, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]) });
    const { report } = await pushRu(context, strings(keys), { idempotencyKey: "once" });
    expect(report.warnings).toEqual([
      { code: "strings-absent", params: { count: 11, keys: "a, b, c, d, e, f, g, h, i, j, …" } },
    ]);
    expect((await pushRu(context, strings(keys), { idempotencyKey: "once" })).report).toEqual(report);
    expect(Object.keys(await textsOf(context, "site"))).toHaveLength(23);
    expect((await pushRu(context, strings(keys.slice(0, 3)))).report.warnings).toEqual([]);
  });
});

test("a report is kept with its import", async () => {
  const context = await testContext();
  await siteOf(context, SITE);
  const { report } = await pushRu(context, { home: "Домой", ice: "Лёд" }, { onConflict: "mine" });
  expect((await getImport(context, anna, report.import ?? "")).report).toEqual(report);
});
