import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { pull } from "../exchange/pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import type { SkipRules } from "../../../src/services/imports/skip-units.ts";
import { anna, bytes, testContext, type TestContext, text, textsOf } from "../helpers.ts";

const TABLE = `key,en,ru
full,Sea ice,Морской лёд
untranslated,Shore,
copied,Wind,Wind
number,1 234.5,1 234.5
sign,—,–
named,“Arctic” 2023,«Арктика» 2023
`;

const take = (context: TestContext, file: string, filename: string, rules: SkipRules, id = "d") =>
  createDocument(context, anna, { collection: "c", id, filename, ...rules }, bytes(file));
const keysOf = async (context: TestContext, id = "d") => Object.keys(await textsOf(context, id));

test("nothing is left out unless somebody asks", async () => {
  const context = await testContext();
  const { report } = await take(context, TABLE, "t.csv", {});
  expect([report.counts.created, "skipped" in report]).toEqual([6, false]);
});

test("units that add nothing are left out, with number and first examples", async () => {
  const context = await testContext();
  const { report } = await take(context, TABLE, "t.csv", { skip: ["empty", "equal", "numbers"] });
  expect(await keysOf(context)).toEqual(["full", "named"]);
  expect(report.counts.created).toBe(2);
  expect(report.skipped).toEqual([
    { reason: "empty", count: 1, examples: [{ key: "untranslated", line: 3, text: "Shore" }] },
    {
      reason: "equal",
      count: 2,
      examples: [
        { key: "copied", line: 4, text: "Wind" },
        { key: "number", line: 5, text: "1 234.5" },
      ],
    },
    { reason: "numbers", count: 1, examples: [{ key: "sign", line: 6, text: "—" }] },
  ]);
});

test("each kind is left out alone, and a dry run tells the same", async () => {
  const kinds = { empty: 1, equal: 2, numbers: 2 } as const;
  for (const [reason, count] of Object.entries(kinds) as [keyof typeof kinds, number][]) {
    const context = await testContext();
    const wanted = { collection: "c", id: "d", filename: "t.csv", skip: [reason] };
    const dry = await createDocument(context, anna, wanted, bytes(TABLE), { dryRun: true });
    const made = await take(context, TABLE, "t.csv", { skip: [reason] });
    expect(made.report.skipped).toEqual(dry.report.skipped);
    expect([made.report.skipped?.[0]?.count, made.report.counts.created]).toEqual([count, 6 - count]);
  }
});

test("a file in one language is empty only where it has no text", async () => {
  const context = await testContext();
  const rules = { skip: ["empty", "equal", "numbers"] as const };
  await take(context, '{"a":"Sea","b":"","c":"12"}', "en.json", { ...rules });
  expect(await keysOf(context)).toEqual(["a"]);
});

const tmx = (units: readonly (readonly [key: string, attributes: string, en: string, ru: string])[]) =>
  `<?xml version="1.0"?><tmx version="1.4"><header srclang="en" segtype="sentence" adminlang="en" datatype="xml" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>${units
    .map(
      ([key, attributes, en, ru]) =>
        `<tu tuid="${key}" ${attributes}><tuv xml:lang="en"><seg>${en}</seg></tuv><tuv xml:lang="ru"><seg>${ru}</seg></tuv></tu>`,
    )
    .join("")}</body></tmx>`;

test("units from before a day are left out; those without a date stay", async () => {
  const context = await testContext();
  const file = tmx([
    ["old", 'creationdate="20100101T000000Z"', "Ice", "Лёд"],
    ["edited", 'creationdate="20100101T000000Z" changedate="20200601T000000Z"', "Sea", "Море"],
    ["new", 'creationdate="20200501T120000Z"', "Shore", "Берег"],
    ["undated", "", "Wind", "Ветер"],
  ]);
  const rules = { skip: ["older"] as const, olderThan: "2020-05-01" };
  const { report } = await take(context, file, "m.tmx", rules);
  expect(await keysOf(context)).toEqual(["edited", "new", "undated"]);
  expect(report.skipped).toMatchObject([
    { reason: "older", count: 1, examples: [{ key: "old", text: "Ice" }] },
  ]);
});

test("units older than what the collection has for the same source are left out", async () => {
  const context = await testContext();
  await take(context, "key,en,ru\na,Sea ice.,Морской лёд.\nb,Shore,\n", "t.csv", {}, "memory");
  const file = tmx([
    ["known", 'changedate="20200101T000000Z"', "Sea ice.", "Лёд морской."],
    ["newer", 'changedate="20301231T000000Z"', "Sea ice.", "Лёд моря."],
    ["untranslated", 'changedate="20200101T000000Z"', "Shore", "Берег"],
    ["similar", 'changedate="20200101T000000Z"', "Sea ices.", "Морские льды."],
    ["undated", "", "Sea ice.", "Льды."],
  ]);
  const { report } = await take(context, file, "m.tmx", { skip: ["older"] });
  expect(await keysOf(context)).toEqual(["newer", "untranslated", "similar", "undated"]);
  expect(report.skipped).toMatchObject([{ count: 1, examples: [{ key: "known" }] }]);
});

test("what cannot be read is refused, not left out", async () => {
  const context = await testContext();
  const file = tmx([["a", "", "Ice", "Ice"]]).replace('<tuv xml:lang="ru">', "<tuv>");
  const { report } = await take(context, file, "m.tmx", { skip: ["empty", "equal"] });
  expect(report.counts).toMatchObject({ created: 0, rejected: 1 });
  expect(report.skipped).toMatchObject([{ count: 0 }, { count: 0 }]);
});

test("a day without “older” is refused, and so is a day that does not exist", async () => {
  const context = await testContext();
  const wrong = { code: "invalid-fields", place: { field: "olderThan" } };
  await expect(take(context, TABLE, "t.csv", { olderThan: "2020-01-01" })).rejects.toMatchObject(wrong);
  await expect(
    take(context, TABLE, "t.csv", { skip: ["older"], olderThan: "2020-02-30" }),
  ).rejects.toMatchObject(wrong);
});

const XLIFF = `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="a.txt" source-language="en" target-language="ru" datatype="plaintext"><body>
    <trans-unit id="1"><source>Sea ice</source><target>Морской лёд</target></trans-unit>
    <trans-unit id="2"><source>Shore</source></trans-unit>
    <trans-unit id="3"><source>42</source><target>42</target></trans-unit>
  </body></file>
</xliff>
`;
const TABLE_OF_TWO = "key,en,ru\na,Sea ice,Морской лёд\nb,Shore,\nc,42,42\n";
const MEMORY = tmx([
  ["1", "", "Sea ice", "Морской лёд"],
  ["2", "", "Shore", ""],
  ["3", "", "42", "42"],
]);

test.each([
  ["t.xlf", XLIFF],
  ["t.csv", TABLE_OF_TWO],
  ["t.tmx", MEMORY],
])("the original of a document keeps what was left out: %s", async (filename, file) => {
  const context = await testContext();
  await take(context, file, filename, { skip: ["empty", "numbers"] });
  const exported = async () => text((await pull(context, anna, { document: "d", format: "original" })).bytes);
  expect(await exported()).toBe(file);
  const { items } = await listUnits(context, anna, "d", { limit: 10 });
  const [unit] = items;
  expect(items).toHaveLength(1);
  await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
    variants: { ru: { text: "Лёд в море" } },
  });
  expect(await exported()).toContain("Лёд в море");
  expect(
    (await exported()).replace("Лёд в море", "Морской лёд").replaceAll(/ changedate="[^"]*"/gu, ""),
  ).toContain("Shore");
  expect(await exported()).toContain("42");
});

test("a push leaves out the same, and says it again when it is repeated", async () => {
  const context = await testContext();
  await take(context, "key,en,ru\na,Sea ice,\n", "t.csv", {});
  const wanted = {
    document: "d",
    bytes: bytes("key,en,ru\na,Sea ice,Морской лёд\nb,Shore,\nc,42,42\n"),
    filename: "t.csv",
    create: true,
    skip: ["empty", "numbers"] as const,
    idempotencyKey: "once",
  };
  const first = await push(context, anna, wanted);
  expect(first.report.counts).toMatchObject({ created: 0, changed: 1 });
  expect(first.report.skipped).toMatchObject([
    { reason: "empty", count: 1 },
    { reason: "numbers", count: 1 },
  ]);
  const again = await push(context, anna, wanted);
  expect([again.replayed, again.report]).toEqual([true, first.report]);
  await expect(push(context, anna, { ...wanted, skip: ["empty"] })).rejects.toMatchObject({
    code: "idempotency-mismatch",
  });
});
