import { beforeEach, describe, expect, test } from "vitest";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { OWNER, type Service, service } from "../../http/app.ts";

const csv = (...rows: string[]) => new TextEncoder().encode(["key,en,ru", ...rows, ""].join("\n"));
const FIRST = csv("a,ice,лёд", "b,sea,море");

let polynya: Service;
const make = async (id: string, bytes: Uint8Array, filename = "x.csv", collection = "c", dryRun = false) => {
  const wanted = { collection, id, filename };
  const made = await createDocument(polynya.context, OWNER, wanted, bytes, { dryRun });
  return made.report.warnings;
};

beforeEach(async () => {
  polynya = service();
  for (const id of ["c", "other"]) await createCollection(polynya.context, OWNER, { id, title: id });
  await make("first", FIRST);
});

const NAMED = [{ code: "file-known", params: { document: "first", title: "x.csv" } }];

describe("the warning names the document that has the same file", () => {
  test("for the same bytes, with any file name, also in a dry run", async () => {
    expect(await make("trial", FIRST, "y.csv", "c", true)).toEqual(NAMED);
    expect(await make("second", FIRST, "y.csv")).toEqual(NAMED);
  });

  test.each([
    ["in UTF-16", encode("key,en,ru\na,ice,лёд\nb,sea,море\n", "utf-16le", true)],
    ["in windows-1251", encode("key,en,ru\na,ice,лёд\nb,sea,море\n", "windows-1251")],
    ["with other line ends", encode("key,en,ru\r\na,ice,лёд\r\nb,sea,море\r\n")],
  ])("for the same texts %s, under another name, also after a change", async (_, bytes) => {
    expect(await make("trial", bytes, "copy.csv", "c", true)).toEqual(NAMED);
    await push(polynya.context, OWNER, { document: "first", bytes: csv("a,ice,льдина"), target: "ru" });
    expect(await make("second", bytes, "copy.csv")).toEqual(NAMED);
  });

  test.each([
    ["bytes", FIRST],
    ["texts", encode("key,en,ru\r\na,ice,лёд\r\nb,sea,море\r\n")],
  ])("for the same %s after its import was undone and brought back", async (_, bytes) => {
    const { items } = await listImports(polynya.context, OWNER, { limit: 1 });
    const undone = await undoImport(polynya.context, OWNER, items[0]?.id ?? "");
    expect(await make("trial", bytes, "y.csv", "c", true)).toEqual([]);
    await undoImport(polynya.context, OWNER, undone.import ?? "");
    expect(await make("second", bytes, "y.csv")).toEqual(NAMED);
  });

  test("for a later version with the same file name and at least half of the units", async () => {
    expect(await make("second", csv("a,ice,лёд!", "c,land,земля"))).toEqual(NAMED);
  });

  test("before a document that has only the same file name", async () => {
    await make("second", csv("a,ice,"), "z.csv");
    expect(await make("third", FIRST, "z.csv")).toEqual(NAMED);
  });
});

describe("no document is named", () => {
  test.each([
    ["for other units under the same name", csv("p,one,", "q,two,", "a,ice,"), "x.csv", "c"],
    ["for the same units under another name", csv("a,ice,", "b,sea,"), "y.csv", "c"],
    ["of another collection", FIRST, "x.csv", "other"],
  ])("%s", async (_, bytes, filename, collection) => {
    expect(await make("second", bytes, filename, collection)).toEqual([]);
  });

  test("that was deleted", async () => {
    await removeDocument(polynya.context, OWNER, "first");
    expect(await make("second", FIRST)).toEqual([]);
  });
});
