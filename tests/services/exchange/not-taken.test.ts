import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, bytes, testContext, type TestContext, textsOf } from "../helpers.ts";
import { pull } from "./pull-whole.ts";

const CSV = "key,en,ru\na,Ice,Лёд\nb,Sea,\n";

async function pulled(context: TestContext): Promise<string> {
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.csv" }, bytes(CSV));
  const query = {
    document: "d",
    format: "xliff",
    version: "1.2",
    source: "en",
    target: "ru",
    metadata: true,
  } as const;
  return new TextDecoder().decode((await pull(context, anna, query)).bytes);
}
const sent = async (context: TestContext, file: string) => {
  const wanted = { document: "d", filename: "a.xlf", source: "en", target: "ru" } as const;
  const { report } = await push(context, anna, { ...wanted, bytes: bytes(file) });
  return report.units.map(({ key, result, warnings = [] }) => [
    key,
    result,
    ...warnings.map(({ code }) => code),
  ]);
};

test("a translation that was emptied in the file stays, and the answer says so", async () => {
  const context = await testContext();
  const file = await pulled(context);
  const emptied = file.replace(/>Лёд<\/target>/u, "></target>");
  expect(emptied).not.toBe(file);
  expect(await sent(context, emptied)).toEqual([
    ["a", "same", "text-emptied"],
    ["b", "same"],
  ]);
  expect((await textsOf(context, "d"))["a"]?.["ru"]).toBe("Лёд");
  // Nothing is said of a file that nobody touched.
  expect(await sent(context, file)).toEqual([
    ["a", "same"],
    ["b", "same"],
  ]);
});

test("a source that stands in a target takes the place of no translation, and the answer says so", async () => {
  const context = await testContext();
  const file = await pulled(context);
  const copied = file.replace(/<target[^>]*>Лёд<\/target>/u, '<target state="new">Ice</target>');
  expect(await sent(context, copied)).toEqual([
    ["a", "same", "text-untranslated"],
    ["b", "same"],
  ]);
  const { report } = await push(context, anna, { document: "d", filename: "a.xlf", bytes: bytes(copied) });
  expect(report.warnings.map(({ code, params }) => [code, params?.["places"]])).toEqual([
    ["texts-untranslated", "a"],
  ]);
  expect((await textsOf(context, "d"))["a"]?.["ru"]).toBe("Лёд");
});

test("an offer that nobody touched does not replace what was written since, and the answer says so", async () => {
  const context = await testContext();
  await createDocument(
    context,
    anna,
    { collection: "c", id: "m", filename: "m.csv" },
    bytes("key,en,ru\nx,Sea,Море\n"),
  );
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.csv" }, bytes(CSV));
  const query = {
    document: "d",
    format: "xliff",
    version: "2.1",
    source: "en",
    target: "ru",
    metadata: true,
    pretranslate: 0.7,
  } as const;
  const file = new TextDecoder().decode((await pull(context, anna, query)).bytes);
  expect(file).toContain("Море");
  const [, unit] = (await listUnits(context, anna, "d", { limit: 5 })).items;
  if (unit === undefined) throw new Error("no unit");
  await editUnit(context, anna, unit.id, unit.version, { variants: { ru: { text: "Открытое море" } } });
  expect(await sent(context, file)).toEqual([
    ["a", "same"],
    ["b", "same", "text-offered"],
  ]);
  expect((await textsOf(context, "d"))["b"]?.["ru"]).toBe("Открытое море");
});
