import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, bytes, testContext } from "../helpers.ts";

test.each([
  ["key,en,ru\na,Лёд тает.,The ice melts.\nb,Снег идёт.,It snows.\n", "en", "ru"],
  ["key,ru,zh\na,冰融化了。,Лёд тает.\nb,下雪了。,Снег идёт.\n", "ru", "zh"],
])("texts in swapped columns are refused: %s", async (table, language, found) => {
  const context = await testContext();
  const wanted = { collection: "c", id: "d", filename: "a.csv" };
  const problem = { code: "csv-invalid", params: { reason: "texts-swapped", language, found } };
  await expect(createDocument(context, anna, wanted, bytes(table))).rejects.toMatchObject(problem);
  await createDocument(context, anna, wanted, bytes(`key,${language},${found}\na,,\nb,,\n`));
  const sent = { document: "d", filename: "a.csv", bytes: bytes(table) };
  await expect(push(context, anna, sent)).rejects.toMatchObject(problem);
});

test("a column that is filled with the source is not taken for a swapped one", async () => {
  const context = await testContext();
  const table = "key,en,ru\na,Лёд тает.,Лёд тает.\nb,Снег идёт.,Снег идёт.\n";
  const wanted = { collection: "c", id: "d", filename: "a.csv" };
  const { report } = await createDocument(context, anna, wanted, bytes(table));
  expect(report.counts).toMatchObject({ created: 2 });
});
