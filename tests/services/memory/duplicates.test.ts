import { expect, test } from "vitest";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import {
  type DuplicateKind,
  type FindDuplicates,
  findDuplicates,
} from "../../../src/services/memory/find-duplicates.ts";
import type { Content } from "../../../src/domain/segment.ts";
import { markDuplicates } from "../../../src/services/memory/mark-duplicates.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { editCollection } from "../../../src/services/documents/edit-collection.ts";
import { getUnit } from "../../../src/services/units/get-unit.ts";
import { removeUnits } from "../../../src/services/units/remove-units.ts";
import { spreadTranslation } from "../../../src/services/units/spread-translation.ts";
import { anna, testContext, type TestContext } from "../helpers.ts";

async function withPairs(
  pairs: readonly (readonly [en: string | Content, ru: string])[],
  id = "d",
  context?: TestContext,
): Promise<TestContext> {
  const made = context ?? (await testContext());
  await storeDocument(
    made,
    anna,
    { collection: "c", id },
    {
      format: "json",
      tags: {},
      units: pairs.map(([en, ru], at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: {
          en: { content: typeof en === "string" ? [en] : en, state: "translated" as const },
          ru: { content: [ru], state: "translated" as const },
        },
      })),
    },
    "import",
  );
  return made;
}

const find = (context: TestContext, kind: DuplicateKind, more: Partial<FindDuplicates> = {}) =>
  findDuplicates(context, anna, { kind, source: "en", target: "ru", selection: {}, limit: 50, ...more });
const keys = async (context: TestContext, kind: DuplicateKind, more: Partial<FindDuplicates> = {}) =>
  (await find(context, kind, more)).items.map(({ units }) => units.map(({ key }) => key).join(" "));

const MIXED = [
  ["Open", "Открыть"],
  ["Open", "Раскрыть"],
  ["open ", "Открыть"],
  ["Save", "Сохранить"],
  ["Save", "Сохранить"],
  ["Store", "Сохранить"],
  ["The ice of the northern sea is melting fast this year", "Лёд тает"],
  ["The ice of the northern sea is melting fast this years", "Лёд тает быстро"],
  ["Alone", "Один"],
] as const;

test("each kind of duplicate is found, the largest groups first, over all documents", async () => {
  const context = await withPairs(MIXED);
  await withPairs([["Save", "Сохранить"]], "e", context);
  expect(await keys(context, "targets")).toEqual(["k0 k1 k2"]);
  expect(await keys(context, "pairs")).toEqual(["k3 k4 k0", "k0 k2"]);
  expect(await keys(context, "sources")).toEqual(["k3 k4 k5 k0"]);
  expect(await keys(context, "near")).toEqual(["k6 k7"]);
  expect(await keys(context, "pairs", { selection: { documents: ["d"] } })).toEqual(["k0 k2", "k3 k4"]);
  const [group] = (await find(context, "targets")).items;
  expect(group).toMatchObject({
    count: 3,
    texts: [
      { text: "Открыть", count: 2 },
      { text: "Раскрыть", count: 1 },
    ],
  });
  expect(group?.units[0]).toMatchObject({
    document: "d",
    author: "anna",
    state: "translated",
    origin: "import",
  });
});

test("each unit says who, when, in which state, and how many units of the group use its text", async () => {
  const context = await withPairs(MIXED);
  const uses = async (kind: DuplicateKind) =>
    (await find(context, kind)).items[0]?.units.map(({ key, use }) => `${key} ${use}`);
  expect(await uses("targets")).toEqual(["k0 2", "k1 1", "k2 2"]);
  expect(await uses("sources")).toEqual(["k3 2", "k4 2", "k5 1"]);
  expect(await uses("near")).toEqual(["k6 1", "k7 1"]);
  expect((await find(context, "targets")).items[0]?.units[0]).toMatchObject({
    author: "anna",
    state: "translated",
    time: expect.stringMatching(/^2026-11-23T/u) as string,
  });
});

test("near sources are found in a collection whose matches cost points too", async () => {
  const context = await withPairs(MIXED);
  const memory = { order: 0, penalty: 10, readOnly: false };
  await editCollection(context, anna, "c", { settings: { memory } });
  expect(await keys(context, "near")).toEqual(["k6 k7"]);
});

test("a group with more units than are listed names all of them, and is merged and marked whole", async () => {
  const context = await withPairs(
    Array.from({ length: 60 }, (_, at) => ["Open", at === 0 ? "Открыть" : "Раскрыть"] as const),
  );
  const [group] = (await find(context, "targets")).items;
  const members = group?.members ?? [];
  expect([group?.count, members.length, group?.units.length]).toEqual([60, 60, 50]);
  const mark = { kind: "targets", source: "en", target: "ru", units: members } as const;
  await markDuplicates(context, anna, { ...mark, reason: "meant" });
  expect(await keys(context, "targets")).toEqual([]);
  await markDuplicates(context, anna, { ...mark, reason: undefined });
  const merged = await spreadTranslation(context, anna, {
    unit: members[0] ?? "",
    source: "en",
    target: "ru",
    overwrite: "all",
    selection: { units: members },
  });
  expect(merged.counts.changed).toBe(59);
  expect(await keys(context, "targets")).toEqual([]);
});

test("groups come page by page, none twice and none left out", async () => {
  const context = await withPairs(
    Array.from({ length: 12 }, (_, at) => [`Text ${Math.floor(at / 2)}`, `Перевод ${at}`] as const),
  );
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await find(context, "targets", { limit: 4, ...(after === undefined ? {} : { after }) });
    expect(page.total).toBe(6);
    seen.push(...page.items.map(({ fingerprint }) => fingerprint));
    if (page.next === null) break;
    after = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
  await expect(find(context, "targets", { after: "x" })).rejects.toThrow("invalid-fields");
});

test("a group that is meant is hidden until one of its texts changes", async () => {
  const context = await withPairs([
    ["Open", "Открыть"],
    ["Open", "Открыто"],
  ]);
  const units = (await find(context, "targets")).items[0]?.units.map(({ unit }) => unit) ?? [];
  const mark = { kind: "targets", source: "en", target: "ru", units } as const;
  await markDuplicates(context, anna, { ...mark, reason: "button and state" });
  expect(await keys(context, "targets")).toEqual([]);
  expect((await find(context, "targets", { meant: true })).items[0]?.meant).toMatchObject({
    reason: "button and state",
    author: "anna",
  });
  await markDuplicates(context, anna, { ...mark, reason: undefined });
  expect(await keys(context, "targets")).toEqual(["k0 k1"]);
  await markDuplicates(context, anna, { ...mark, reason: "again" });
  await editUnit(context, anna, units[1] ?? "", 1, { variants: { ru: { text: "Раскрыто" } } });
  expect(await keys(context, "targets")).toEqual(["k0 k1"]);
  const bound = { name: "boris", collections: ["other"] };
  await expect(markDuplicates(context, bound, { ...mark, reason: "x" })).rejects.toThrow("not-found");
});

test.each(["targets", "pairs", "sources", "near"] as const)(
  "every group of %s that is found can be marked, also with codes and numbers",
  async (kind) => {
    const context = await testContext();
    const code = { kind: "ph", id: "1", element: "ph" } as const;
    const contents = [
      ["Open", "Открыть"],
      ["Open", "Раскрыть"],
      ["Open", "Открыть"],
      ["The ice of the lake § 1", "Лёд озера § 1"],
      ["The ice of the lake § 12345", "Лёд озера § 12345"],
      ["Shut", "Открыть"],
      [["Open", code], "Открыть"],
    ] as const;
    await withPairs(contents, "d", context);
    const { items } = await find(context, kind);
    expect(items.length).toBeGreaterThan(0);
    for (const { members } of items)
      await markDuplicates(context, anna, { kind, source: "en", target: "ru", units: members, reason: "x" });
    expect((await find(context, kind)).items).toEqual([]);
  },
);

test("units that are no group of the kind are not marked", async () => {
  const context = await withPairs([
    ["Open", "Открыть"],
    ["Open", "Раскрыть"],
    ["Leave the ice at once", "Уйдите со льда"],
  ]);
  const [group] = (await find(context, "targets")).items;
  const [other] = (await find(context, "targets", { selection: {}, meant: true })).items;
  expect(other?.members).toEqual(group?.members);
  const units = group?.members ?? [];
  for (const kind of ["pairs", "sources", "near"] as const)
    await expect(
      markDuplicates(context, anna, { kind, source: "en", target: "ru", units, reason: "x" }),
    ).rejects.toThrow("invalid-fields");
  await expect(
    markDuplicates(context, anna, {
      kind: "targets",
      source: "en",
      target: "ru",
      units: units.slice(0, 1),
      reason: "x",
    }),
  ).rejects.toThrow("invalid-fields");
});

test("a group is merged to one target, or its repetitions are deleted, and both are taken back", async () => {
  const context = await withPairs([
    ["Open", "Открыть"],
    ["Open", "Раскрыть"],
    ["Open", "Отворить"],
  ]);
  const units = (await find(context, "targets")).items[0]?.units.map(({ unit }) => unit) ?? [];
  const [first = "", second = "", third = ""] = units;
  const merged = await spreadTranslation(context, anna, {
    unit: first,
    source: "en",
    target: "ru",
    overwrite: "all",
    selection: { units: [first, third] },
  });
  expect(merged.counts.changed).toBe(1);
  const text = async (unit: string) => (await getUnit(context, anna, unit)).variants.ru?.text;
  expect([await text(second), await text(third)]).toEqual(["Раскрыть", "Открыть"]);
  const removed = await removeUnits(context, anna, { units: [third] });
  expect(removed.counts.removed).toBe(1);
  expect(await keys(context, "targets")).toEqual(["k0 k1"]);
  await undoWholeImport(context, anna, removed.import ?? "");
  await undoWholeImport(context, anna, merged.import ?? "");
  expect([await text(second), await text(third)]).toEqual(["Раскрыть", "Отворить"]);
  await expect(removeUnits(context, anna, { units: ["u999"] })).rejects.toThrow("not-found");
});
