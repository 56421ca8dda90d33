import { expect, test } from "vitest";
import type { State } from "../../../src/domain/unit.ts";
import { listChanges } from "../../../src/services/changes/list-changes.ts";
import { pull } from "../exchange/pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { returnUnits } from "../../../src/services/units/return-units.ts";
import { setStates } from "../../../src/services/units/set-states.ts";
import { unitHistory } from "../../../src/services/units/unit-history.ts";
import { anna, boris, bytes, siteOf, testContext, text } from "../helpers.ts";

async function started() {
  const context = await testContext();
  await siteOf(context, {
    en: { a: "Sea ice", b: "Shore", c: "Fog", d: "Ship" },
    ru: { a: "Морской лёд", b: "Берег", c: "Туман" },
    zh: { a: "海冰" },
  });
  const units = async () => (await listUnits(context, anna, "site", { limit: 10 })).items;
  const write = async (at: number, ru: { text?: string; state?: State }) => {
    const unit = (await units())[at];
    if (unit === undefined) throw new Error("no unit");
    return editUnit(context, anna, unit.id, unit.version, { variants: { ru: { source: "en", ...ru } } });
  };
  const russian = async () =>
    (await units()).map(({ variants: { ru } }) => ru && `${ru.state} ${ru.returned?.reason ?? "-"}`);
  const returnRussian = (reason: string, dryRun = false) =>
    returnUnits(context, boris, { documents: ["site"], languages: ["ru"] }, reason, { dryRun });
  return { context, units, write, russian, returnRussian };
}

test("confirmed translations go back with a reason, drafts and other languages stay", async () => {
  const { context, units, write, russian, returnRussian } = await started();
  await write(1, { state: "final" });
  await write(2, { state: "initial" });
  expect(await returnRussian("льды", true)).toMatchObject({ import: null, counts: { changed: 2 } });
  const report = await returnRussian(" Не «лёд», а «льды». ");
  expect(report.counts).toMatchObject({ changed: 2, rejected: 0 });
  const reason = "Не «лёд», а «льды».";
  expect(await russian()).toEqual([`initial ${reason}`, `initial ${reason}`, "initial -", undefined]);
  const [first] = await units();
  expect(first?.variants.ru).toMatchObject({
    text: "Морской лёд",
    subState: "polynya:returned",
    stale: false,
    returned: { reason, author: "boris" },
  });
  expect(first?.variants.zh?.state).toBe("translated");
  const found = await listUnits(context, anna, "site", { limit: 9, state: "returned", language: "ru" });
  expect(found.items.map(({ key }) => key)).toEqual(["a", "b"]);
  // What is returned already is a draft, and is not returned again.
  expect(await returnRussian("again")).toMatchObject({ import: null, counts: { changed: 0 } });
});

test("the reason stays with a draft, goes away when the text is confirmed, and stands in the history", async () => {
  const { context, units, write, russian, returnRussian } = await started();
  await returnRussian("льды");
  expect((await write(0, { text: "Льды", state: "initial" })).variants.ru?.returned?.reason).toBe("льды");
  expect((await russian())[0]).toBe("initial льды");
  const confirmed = await write(0, { text: "Морские льды", state: "translated" });
  expect(confirmed.variants.ru).not.toHaveProperty("returned");
  expect(confirmed.variants.ru).not.toHaveProperty("subState");
  expect((await russian())[0]).toBe("translated -");
  // A text that was right after all is confirmed as it is.
  await setStates(context, anna, { documents: ["site"], languages: ["ru"], state: "returned" }, "translated");
  expect((await russian())[1]).toBe("translated -");
  const history = await unitHistory(context, anna, (await units())[0]?.id ?? "");
  const told = history.map(({ author, variants }) => [
    author,
    variants.ru?.state,
    variants.ru?.returned?.reason,
  ]);
  expect(told.slice(0, 3)).toEqual([
    ["anna", "translated", undefined],
    ["anna", "initial", "льды"],
    ["boris", "initial", "льды"],
  ]);
});

test("one undo takes the return back, and an undo of the work after it brings the reason back", async () => {
  const { context, write, russian, returnRussian } = await started();
  await write(1, { state: "reviewed" });
  const before = await russian();
  const { import: id } = await returnRussian("льды");
  await undoWholeImport(context, boris, id ?? "");
  expect(await russian()).toEqual(before);

  const again = await returnRussian("льды");
  await write(0, { text: "Льды", state: "translated" });
  const { items } = await listChanges(context, anna, { kinds: ["import.edit"], limit: 100 });
  await undoWholeImport(context, anna, items.at(-1)?.import ?? "");
  expect((await russian())[0]).toBe("initial льды");
  await undoWholeImport(context, boris, again.import ?? "");
  expect(await russian()).toEqual(before);
});

test("the feed tells of a return, with its import and how many", async () => {
  const { context, returnRussian } = await started();
  const report = await returnRussian("льды");
  const { items } = await listChanges(context, anna, { kinds: ["units.returned"], limit: 9 });
  expect(items).toMatchObject([
    {
      kind: "units.returned",
      author: "boris",
      collection: "c",
      document: "site",
      import: report.import,
      counts: { changed: 3 },
    },
  ]);
});

test("a file says that a text was returned, and a file that confirms it takes the return away", async () => {
  const { context, russian, returnRussian } = await started();
  await returnRussian("льды");
  const asked = { document: "site", format: "xliff", version: "2.1", source: "en", target: "ru" } as const;
  const pulled = text((await pull(context, anna, asked)).bytes);
  expect(pulled).toContain('state="initial" subState="polynya:returned"');
  const edited = pulled
    .replace("<target>Морской лёд", "<target>Морские льды")
    // The sub-state is left in the file, as programs do that do not know it.
    .replaceAll(
      'state="initial" subState="polynya:returned"',
      'state="translated" subState="polynya:returned"',
    );
  await push(context, anna, { document: "site", bytes: bytes(edited), source: "en", target: "ru" });
  expect(await russian()).toEqual(["translated -", "translated -", "translated -", undefined]);
  const { items } = await listUnits(context, anna, "site", { limit: 1 });
  expect(items[0]?.variants.ru).toMatchObject({ text: "Морские льды" });
  expect(items[0]?.variants.ru).not.toHaveProperty("subState");
});

test.each([
  ["reason", { languages: ["ru"] as const }, " "],
  ["reason", { languages: ["ru"] as const }, "x".repeat(2001)],
  ["scope.languages", {}, "льды"],
])("a return without %s is refused", async (field, scope, reason) => {
  const { context } = await started();
  await expect(returnUnits(context, boris, { documents: ["site"], ...scope }, reason)).rejects.toMatchObject({
    code: "invalid-fields",
    place: { field },
  });
});

test("nothing of another collection is returned", async () => {
  const { context, russian } = await started();
  const guest = { name: "guest", collections: ["other"] };
  const scope = { documents: ["site"], languages: ["ru"] } as const;
  await expect(returnUnits(context, guest, scope, "x")).rejects.toMatchObject({ code: "not-found" });
  expect((await russian())[0]).toBe("translated -");
});
