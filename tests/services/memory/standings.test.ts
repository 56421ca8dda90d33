import { expect, test } from "vitest";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { editCollection } from "../../../src/services/documents/edit-collection.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { type Lookup, lookup } from "../../../src/services/memory/lookup.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, testContext, type TestContext } from "../helpers.ts";

async function store(context: TestContext, collection: string, ru: string): Promise<void> {
  await storeDocument(
    context,
    anna,
    { collection, id: `${collection}-d` },
    {
      format: "json",
      tags: {},
      units: [
        {
          key: "a",
          line: 1,
          notes: [],
          variants: {
            en: { content: ["The ice melts"], state: "final" as const },
            ru: { content: [ru], state: "final" as const },
          },
        },
      ],
    },
    "import",
  );
}

async function withMemories(): Promise<TestContext> {
  const context = await testContext();
  for (const id of ["client", "house"]) await createCollection(context, anna, { id, title: id });
  await store(context, "client", "Лёд тает");
  await store(context, "house", "Лёд плавится");
  return context;
}

const found = async (context: TestContext, standings?: Lookup["standings"]) => {
  const [result] = await lookup(context, anna, {
    source: "en",
    targets: ["ru"],
    segments: [{ text: "The ice melts" }],
    ...(standings === undefined ? {} : { standings }),
  });
  return result?.matches.map(({ collection, score }) => `${collection} ${score}`);
};
const memory = (context: TestContext, id: string, setting: unknown) =>
  editCollection(context, anna, id, { settings: { memory: setting } });

test("of equal matches, those of the collection with the lower number come first", async () => {
  const context = await withMemories();
  expect(await found(context)).toEqual(["house 100", "client 100"]);
  await memory(context, "client", { order: -1 });
  expect(await found(context)).toEqual(["client 100", "house 100"]);
  expect(await found(context, { house: { order: -2 } })).toEqual(["house 100", "client 100"]);
});

test("a foreign memory costs points, and a request may say otherwise for itself", async () => {
  const context = await withMemories();
  await memory(context, "house", { penalty: 7 });
  expect(await found(context)).toEqual(["client 100", "house 93"]);
  expect(await found(context, { house: { penalty: 0 }, client: { penalty: 50 } })).toEqual(["house 100"]);
  for (const nonsense of ["nonsense", 5, true, null, ["x"]]) {
    await memory(context, "house", nonsense);
    expect(await found(context)).toEqual(["house 100", "client 100"]);
  }
  await memory(context, "house", { penalty: "much", order: null });
  expect(await found(context)).toEqual(["house 100", "client 100"]);
});

test("a read-only collection is found and never written", async () => {
  const context = await withMemories();
  const [made] = (await listImports(context, anna, { document: "house-d", limit: 1 })).items;
  await memory(context, "house", { readOnly: true });
  expect(await found(context)).toEqual(["house 100", "client 100"]);
  const [unit] = (await listUnits(context, anna, "house-d", { limit: 1 })).items;
  const edit = () => editUnit(context, anna, unit?.id ?? "", 1, { variants: { ru: { text: "Новое" } } });
  await expect(edit()).rejects.toThrow("collection-read-only");
  await expect(undoImport(context, anna, made?.id ?? "")).rejects.toThrow("collection-read-only");
  await expect(
    storeDocument(
      context,
      anna,
      { collection: "house", id: "new" },
      { format: "json", tags: {}, units: [] },
      "import",
    ),
  ).rejects.toThrow("collection-read-only");
  await memory(context, "house", { readOnly: false });
  expect((await edit()).variants.ru?.text).toBe("Новое");
});
