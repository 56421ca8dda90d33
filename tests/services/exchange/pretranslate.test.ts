import { expect, test } from "vitest";
import type { State } from "../../../src/domain/unit.ts";
import type { FormatName } from "../../../src/formats/traits.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { lookup } from "../../../src/services/memory/lookup.ts";
import { type Pull, pull } from "../../../src/services/exchange/pull.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { pretranslate } from "../../../src/services/exchange/pretranslate.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, bytes, text, world, type World } from "../helpers.ts";

async function store(
  context: World,
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

const targets = async (context: World, id: string) =>
  (await listUnits(context, anna, id, { limit: 100 })).items.map(({ variants }) => {
    const { ru } = variants;
    return ru === undefined ? null : [ru.text, ru.state, ru.origin];
  });

async function filled(threshold?: number) {
  const context = await world();
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

test("exact matches fill empty targets, with state and origin; ambiguous ones and own targets are left alone", async () => {
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

test("with a lower threshold fuzzy matches come as initial, and undo takes all of it back", async () => {
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

test("a dry run says what would be done and does nothing; a second run has nothing left to do", async () => {
  const { context, wanted } = await filled();
  const before = await targets(context, "new");
  const dry = await pretranslate(context, anna, "new", { ...wanted, threshold: 0.75 }, { dryRun: true });
  expect(dry).toMatchObject({ import: null, counts: { changed: 1 } });
  expect(await targets(context, "new")).toEqual(before);
  expect((await pretranslate(context, anna, "new", wanted)).counts.changed).toBe(0);
});

test("a language into itself is refused", async () => {
  const { context } = await filled();
  await expect(pretranslate(context, anna, "new", { source: "en", target: "en" })).rejects.toMatchObject({
    code: "language-mismatch",
  });
});

test("where the same text has two translations, that of a merely similar text is not taken either", async () => {
  const context = await world();
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

test("what was filled in from a merely similar text, and nobody confirmed, is no match for the next one", async () => {
  const { context } = await filled(0.75);
  await store(context, "third", [{ en: "Somewhere" }, { en: "The ice was melting" }]);
  await pretranslate(context, anna, "third", { source: "en", target: "ru", threshold: 0.95 });
  expect((await targets(context, "third"))[1]).toBeNull();
});

const fileOf = async (context: World, more: Partial<Pull>) => {
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
  "a pull of XLIFF %s says which targets come from the memory, and how near they are",
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
  "%s: what was offered and comes back untouched is the memory's, what somebody changed is theirs",
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

test("an offer that comes back untouched gives way to what somebody wrote meanwhile, without a conflict", async () => {
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

test("a match through a third language is never filled in", async () => {
  const context = await world();
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
