import { expect, test } from "vitest";
import type { State } from "../../../src/domain/unit.ts";
import type { FormatName } from "../../../src/formats/traits.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { lookup } from "../../../src/services/memory/lookup.ts";
import type { Pull } from "../../../src/services/exchange/pull.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { pretranslate } from "../../../src/services/exchange/pretranslate.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, bytes, text, testContext, type TestContext } from "../helpers.ts";

async function store(
  context: TestContext,
  id: string,
  units: readonly { en: string; ru?: string }[],
  state: State = "final",
) {
  await storeDocument(
    context,
    anna,
    { collection: "c", id },
    {
      format: "json",
      tags: {},
      units: units.map(({ en, ru }, at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: {
          en: { content: [en], state },
          ...(ru === undefined ? {} : { ru: { content: [ru], state } }),
        },
      })),
    },
    "import",
  );
}

const targets = async (context: TestContext, id: string) =>
  (await listUnits(context, anna, id, { limit: 100 })).items.map(({ variants }) => {
    const { ru } = variants;
    return ru === undefined ? null : [ru.text, ru.state, ru.origin];
  });

async function filled(threshold?: number) {
  const context = await testContext();
  await store(context, "memory", [
    { en: "Open", ru: "Открыть" },
    { en: "The ice is melting", ru: "Лёд тает" },
    { en: "Save", ru: "Сохранить" },
    { en: "Between", ru: "Между" },
    { en: "Save", ru: "Записать" },
  ]);
  await store(context, "new", [
    { en: "Open" },
    { en: "The ice was melting" },
    { en: "Save" },
    { en: "Own", ru: "Своё" },
    { en: "Nowhere to be found" },
  ]);
  const wanted = { source: "en", target: "ru", ...(threshold === undefined ? {} : { threshold }) } as const;
  const report = await pretranslate(context, anna, "new", wanted);
  return { context, report, wanted };
}

test("exact matches fill empty targets, with state and origin; ambiguous matches do not, and existing targets stay", async () => {
  const { context, report } = await filled();
  expect(report.counts).toMatchObject({ changed: 1 });
  expect(await targets(context, "new")).toEqual([
    ["Открыть", "translated", "match"],
    null,
    null,
    ["Своё", "final", "import"],
    null,
  ]);
});

test("with a lower threshold fuzzy matches become initial targets, and an undo removes all of them", async () => {
  const { context, report } = await filled(0.75);
  expect((await targets(context, "new")).slice(0, 3)).toEqual([
    ["Открыть", "translated", "match"],
    ["Лёд тает", "initial", "match"],
    null,
  ]);
  const back = await undoImport(context, anna, report.import ?? "");
  expect(back.counts).toMatchObject({ changed: 2 });
  expect(await targets(context, "new")).toEqual([null, null, null, ["Своё", "final", "import"], null]);
});

test("a dry run reports the result and writes nothing; a second run has nothing to do", async () => {
  const { context, wanted } = await filled();
  const before = await targets(context, "new");
  const dry = await pretranslate(context, anna, "new", { ...wanted, threshold: 0.75 }, { dryRun: true });
  expect(dry).toMatchObject({ import: null, counts: { changed: 1 } });
  expect(await targets(context, "new")).toEqual(before);
  expect((await pretranslate(context, anna, "new", wanted)).counts.changed).toBe(0);
});

test("the same language as source and target is refused", async () => {
  const { context } = await filled();
  await expect(pretranslate(context, anna, "new", { source: "en", target: "en" })).rejects.toMatchObject({
    code: "language-mismatch",
  });
});

test("when an equal text has two translations, the translation of a similar text is not used either", async () => {
  const context = await testContext();
  await store(context, "memory", [
    { en: "The old ship is in the port", ru: "Старое судно в порту" },
    { en: "The old ship is in the port", ru: "Старый корабль в гавани" },
    { en: "The old shop is in the port", ru: "Старая лавка в порту" },
  ]);
  await store(context, "new", [
    { en: "Something quite different" },
    { en: "The old ship is in the port" },
    { en: "And yet another thing" },
  ]);
  await pretranslate(context, anna, "new", { source: "en", target: "ru", threshold: 0.75 });
  expect(await targets(context, "new")).toEqual([null, null, null]);
});

test("a target from a similar text that is not confirmed is not used as a match", async () => {
  const { context } = await filled(0.75);
  await store(context, "third", [{ en: "Somewhere" }, { en: "The ice was melting" }]);
  await pretranslate(context, anna, "third", { source: "en", target: "ru", threshold: 0.95 });
  expect((await targets(context, "third"))[1]).toBeNull();
});

const fileOf = async (context: TestContext, more: Partial<Pull>) => {
  const wanted = {
    document: "new",
    format: "xliff",
    source: "en",
    target: "ru",
    pretranslate: 0.75,
  } as const;
  return pull(context, anna, { ...wanted, ...more });
};

test.each([
  [
    "1.2",
    'state="translated" state-qualifier="exact-match">Открыть',
    'state="new" state-qualifier="fuzzy-match">Лёд',
  ],
  [
    "2.1",
    'state="translated" subState="polynya:exact-match"',
    'state="initial" subState="polynya:fuzzy-match"',
  ],
] as const)(
  "a pull of XLIFF %s shows which targets come from the memory, and their match quality",
  async (version, exact, fuzzy) => {
    const context = await memoryAndNew();
    const written = text((await fileOf(context, { version })).bytes);
    expect(written).toContain(exact);
    expect(written).toContain(fuzzy);
    expect(await targets(context, "new")).toEqual([null, null, null, ["Своё", "final", "import"], null]);
  },
);

async function memoryAndNew() {
  const { context, report } = await filled(0.75);
  await undoImport(context, anna, report.import ?? "");
  return context;
}

test.each(["xliff 1.2", "xliff 2.1", "jliff", "csv", "json"] as const)(
  "%s: an unchanged offer keeps the memory as origin, a changed one belongs to its author",
  async (name) => {
    const [format, version] = name.split(" ") as [FormatName, string?];
    const context = await memoryAndNew();
    const file = text((await fileOf(context, { format, ...(version ? { version } : {}) })).bytes);
    const edited = file.replace("Лёд тает", "Лёд таял");
    expect(edited).not.toBe(file);
    const boris = { name: "boris" };
    const { report } = await push(context, boris, { document: "new", bytes: bytes(edited), format });
    expect(report.counts).toMatchObject({ changed: 2, conflict: 0, rejected: 0 });
    expect((await targets(context, "new")).slice(0, 4)).toEqual([
      ["Открыть", "translated", "match"],
      ["Лёд таял", "initial", "push"],
      null,
      ["Своё", "final", "import"],
    ]);
  },
);

test("an unchanged offer does not replace a text written meanwhile, and makes no conflict", async () => {
  const context = await memoryAndNew();
  const file = await fileOf(context, { version: "2.1" });
  const [unit] = (await listUnits(context, anna, "new", { limit: 1 })).items;
  await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
    variants: { ru: { text: "Раскрыть" } },
  });
  const { report } = await push(context, anna, { document: "new", bytes: file.bytes, format: "xliff" });
  expect(report.counts).toMatchObject({ conflict: 0 });
  expect((await targets(context, "new"))[0]?.[0]).toBe("Раскрыть");
});

test("a match through a third language never fills a target", async () => {
  const context = await testContext();
  await storeDocument(
    context,
    anna,
    { collection: "c", id: "memory" },
    {
      format: "json",
      tags: {},
      units: [
        { en: "Ice floe", zh: "浮冰" },
        { zh: "浮冰", ru: "Льдина" },
      ].map((texts, at) => ({
        key: `k${at}`,
        line: at,
        notes: [],
        variants: Object.fromEntries(
          Object.entries(texts).map(([language, one]) => [
            language,
            { content: [one], state: "final" as const },
          ]),
        ),
      })),
    },
    "import",
  );
  await store(context, "new", [{ en: "Ice floe" }]);
  const [found] = await lookup(context, anna, {
    source: "en",
    targets: ["ru"],
    segments: [{ text: "Ice floe" }],
  });
  expect(found?.matches[0]).toMatchObject({ kind: "pivot", score: 90 });
  await pretranslate(context, anna, "new", { source: "en", target: "ru", threshold: 0.5 });
  expect(await targets(context, "new")).toEqual([null]);
});

test("a document that is exported by its target alone is filled from the memory too", async () => {
  const context = await testContext();
  await store(context, "memory", [{ en: "The ice melts.", ru: "Лёд тает." }]);
  const about = {
    collection: "c",
    id: "talk",
    title: "Talk",
    format: "markdown" as const,
    source: "en" as const,
  };
  await createDocument(
    context,
    anna,
    { ...about, filename: "talk.md" },
    bytes("The ice melts.\n\nNobody knows.\n"),
  );
  const wanted = { document: "talk", format: "original", target: "ru", pretranslate: 0.75 } as const;
  expect(text((await pull(context, anna, wanted)).bytes)).toBe("Лёд тает.\n\nNobody knows.\n");
});
