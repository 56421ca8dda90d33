import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { getImport } from "../../../src/services/imports/get-import.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { findText } from "../../../src/services/units/find-text.ts";
import { replaceText } from "../../../src/services/units/replace-text.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, boris, bytes, testContext } from "../helpers.ts";

/** Ten units, numbered from this number. */
const csv = (from: number) =>
  bytes(`key,en\n${Array.from({ length: 10 }, (_, at) => `k${from + at},Text ${from + at}`).join("\n")}\n`);

/** A document that was imported in parts of ten units. */
async function large(parts = 3) {
  const context = await testContext();
  const { report } = await createDocument(
    context,
    anna,
    { collection: "c", id: "d", filename: "d.csv" },
    csv(0),
  );
  const first = report.import ?? "";
  for (let from = 10; from < parts * 10; from += 10) {
    await push(context, anna, {
      document: "d",
      filename: "d.csv",
      bytes: csv(from),
      create: true,
      partOf: first,
    });
  }
  return { context, first };
}

test("a file sent in parts is one import in the list, with the counts of all parts", async () => {
  const { context, first } = await large();
  const { items } = await listImports(context, anna, { limit: 50 });
  expect(items.map(({ id, counts }) => [id, counts.created])).toEqual([[first, 30]]);
  const { report } = await getImport(context, anna, first);
  expect([report.counts.created, report.units.length]).toEqual([30, 30]);
});

test("one undo reverses all parts, and one undo of that restores them", async () => {
  const { context, first } = await large();
  const undone = await undoWholeImport(context, anna, first);
  expect([undone.counts.removed, undone.units.length, undone.remaining]).toEqual([30, 30, 0]);
  const { items } = await listImports(context, anna, { limit: 50 });
  expect(items.map(({ id, undone: isUndone }) => [id, isUndone])).toEqual([
    [undone.import, false],
    [first, true],
  ]);
  const again = await undoWholeImport(context, anna, undone.import ?? "");
  expect(again.counts.created).toBe(30);
  const { items: units } = await listUnits(context, anna, "d", { limit: 100 });
  expect(units.map(({ key }) => key)).toEqual(Array.from({ length: 30 }, (_, at) => `k${at}`));
});

test("an undo in several calls continues where it ended, and is one import", async () => {
  const { context, first } = await large();
  const calls = [];
  for (let remaining = 1; remaining > 0;) {
    const report = await undoWholeImport(context, anna, first, { budget: 0 });
    ({ remaining } = report);
    calls.push([report.import, report.counts.removed, remaining]);
  }
  const [undo] = calls[0] ?? [];
  expect(calls).toEqual([
    [undo, 10, 2],
    [undo, 20, 1],
    [undo, 30, 0],
  ]);
  expect((await listImports(context, anna, { limit: 50 })).items).toHaveLength(2);
  await expect(undoWholeImport(context, anna, first)).rejects.toMatchObject({ code: "already-undone" });
});

test("of an import in parts, what is blocked waits for the undo of the later changes", async () => {
  const { context } = await large();
  const texts = async () =>
    (await listUnits(context, anna, "d", { limit: 100 })).items.flatMap(
      ({ variants }) => variants.en?.text ?? [],
    );
  const before = await texts();
  const replace = async (text: string, replacement: string, selection = {}) => {
    const find = findText({ text, mode: "text", caseSensitive: true }, replacement);
    const wanted = { find, selection, ceiling: "final", limit: 1 } as const;
    return (await replaceText(context, anna, wanted)).import ?? "";
  };
  await createDocument(context, anna, { collection: "c", id: "e", filename: "e.csv" }, csv(0));
  const one = await replace("Text", "Line");
  const two = await replace("Line", "Row");
  expect(await undoWholeImport(context, anna, one)).toMatchObject({
    ...{ import: null, counts: { conflict: 40, changed: 0 }, remaining: 0 },
    warnings: [{ code: "nothing-restored" }],
  });
  await undoWholeImport(context, anna, two);
  const three = await replace("Line", "Row", { documents: ["e"] });
  expect((await undoWholeImport(context, anna, one)).counts).toMatchObject({ conflict: 10, changed: 30 });
  expect(await texts()).toEqual(before);
  expect(await undoWholeImport(context, anna, one)).toMatchObject({ import: null, counts: { conflict: 10 } });
  await undoWholeImport(context, anna, three);
  const last = await undoWholeImport(context, anna, one);
  expect(last.counts).toMatchObject({ conflict: 0, changed: 10 });
  await expect(undoWholeImport(context, anna, one)).rejects.toMatchObject({ code: "already-undone" });
  expect((await undoWholeImport(context, anna, last.import ?? "")).counts).toMatchObject({ changed: 10 });
  expect(await texts()).toEqual(before);
});

test("an import of another person, of another document, or an undone import cannot be continued", async () => {
  const { context, first } = await large();
  const wanted = { document: "d", filename: "d.csv", bytes: csv(30), create: true };
  const refused = { code: "bad-request", place: { field: "partOf" } };
  await expect(push(context, boris, { ...wanted, partOf: first })).rejects.toMatchObject(refused);
  await expect(push(context, anna, { ...wanted, partOf: "izzz" })).rejects.toMatchObject(refused);
  await createDocument(context, anna, { collection: "c", id: "e", filename: "e.csv" }, csv(0));
  await expect(push(context, anna, { ...wanted, document: "e", partOf: first })).rejects.toMatchObject(
    refused,
  );
  await undoWholeImport(context, anna, first);
  await createDocument(context, anna, { collection: "c", id: "d", filename: "d.csv" }, csv(0));
  await expect(push(context, anna, { ...wanted, partOf: first })).rejects.toMatchObject(refused);
});

test("an import that was undone already is told with as many reads for many parts as for few", async () => {
  const reads: number[] = [];
  for (const parts of [2, 8]) {
    const { context, first } = await large(parts);
    await undoWholeImport(context, anna, first);
    let count = 0;
    const { all } = context.storage;
    const counting = Object.assign(Object.create(context.storage) as typeof context.storage, {
      all: (...asked: Parameters<typeof all>) => {
        count += 1;
        return all.apply(context.storage, asked);
      },
    });
    const again = undoWholeImport({ ...context, storage: counting }, anna, first);
    await expect(again).rejects.toMatchObject({ code: "already-undone" });
    reads.push(count);
  }
  expect(reads[0]).toBeGreaterThan(0);
  expect(reads[1]).toBe(reads[0]);
});
