import { expect, test } from "vitest";
import { addMark, MOST_MARKS } from "../../../src/services/marks/add-mark.ts";
import { listMarks } from "../../../src/services/marks/list-marks.ts";
import { removeMarks } from "../../../src/services/marks/remove-marks.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { getImport } from "../../../src/services/imports/get-import.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { createContext } from "../../../src/services/context.ts";
import { anna, boris, siteOf, testContext, type TestContext } from "../helpers.ts";

const minor = { category: "style", severity: "minor" } as const;

async function started() {
  const context = await testContext();
  await siteOf(context, { en: { a: "Sea ice", b: "Shore" }, ru: { a: "Морской лёд 🧊", b: "Берег" } });
  const { items } = await listUnits(context, anna, "site", { limit: 10 });
  const [a, b] = items;
  if (a === undefined || b === undefined) throw new Error("no units");
  return { context, a, b };
}

const listed = async (context: TestContext, query = {}) =>
  (await listMarks(context, anna, { document: "site", limit: 100, ...query })).items;

test("a mark holds its stretch, its text and who set it", async () => {
  const { context, a } = await started();
  const mark = await addMark(context, boris, a.id, {
    ...minor,
    language: "ru",
    start: 8,
    end: 11,
    comment: "льды?",
  });
  expect(mark).toMatchObject({ stretch: "лёд", key: "a", document: "site", author: "boris", earlier: false });
  const { import: made, ...shown } = mark;
  expect(made).toMatch(/^i/u);
  expect(await listed(context)).toEqual([shown]);
  expect(await listed(context, { language: "en" })).toEqual([]);
  expect(await listed(context, { unit: a.id, category: "style", severity: "minor" })).toEqual([shown]);
});

test("offsets do not count inline codes", async () => {
  const { context, a } = await started();
  const content = ["Морской ", { kind: "ph", id: "1", element: "ph" } as const, "лёд"];
  await editUnit(context, anna, a.id, a.version, { variants: { ru: { content } } }, { force: true });
  const mark = await addMark(context, boris, a.id, { ...minor, language: "ru", start: 8, end: 11 });
  expect(mark.stretch).toBe("лёд");
});

test("without offsets the whole text is marked", async () => {
  const { context, b } = await started();
  expect(await addMark(context, boris, b.id, { ...minor, language: "ru" })).toMatchObject({
    start: 0,
    end: 5,
    stretch: "Берег",
  });
});

test.each([
  ["start", { start: 20, end: 21 }],
  ["end", { start: 3, end: 3 }],
  ["end", { start: 3, end: 2 }],
  ["end", { start: 0, end: 99 }],
  ["end", { start: 0, end: 13 }],
  ["start", { start: 13, end: 14 }],
])("a stretch with a wrong %s is refused: %o", async (field, stretch) => {
  const { context, a } = await started();
  await expect(addMark(context, boris, a.id, { ...minor, language: "ru", ...stretch })).rejects.toMatchObject(
    { code: "invalid-fields", place: { field } },
  );
  expect(await listed(context)).toEqual([]);
});

test("a mark knows whether its text is still the one that was marked", async () => {
  const { context, a } = await started();
  await addMark(context, boris, a.id, { ...minor, language: "ru", start: 0, end: 7 });
  const confirmed = await editUnit(context, anna, a.id, a.version, {
    variants: { ru: { text: "Морской лёд 🧊", state: "reviewed" } },
  });
  expect(await listed(context)).toMatchObject([{ earlier: false }]);
  const edited = await editUnit(context, anna, a.id, confirmed.version, {
    variants: { ru: { text: "Лёд в море" } },
  });
  expect(await listed(context)).toMatchObject([{ earlier: true, stretch: "Морской" }]);
  await editUnit(context, anna, a.id, edited.version, { variants: { ru: { text: "Морской лёд 🧊" } } });
  expect(await listed(context)).toMatchObject([{ earlier: false }]);
});

test("a text that has changed under the reviewer's eyes is not marked", async () => {
  const { context, a } = await started();
  const seen = a.variants.ru?.version ?? 0;
  await editUnit(context, anna, a.id, a.version, { variants: { ru: { text: "Лёд" } } });
  await expect(
    addMark(context, boris, a.id, { ...minor, language: "ru", version: seen }),
  ).rejects.toMatchObject({ code: "stale-version" });
});

test("marks are taken away and put back, all or none", async () => {
  const { context, a, b } = await started();
  const first = await addMark(context, boris, a.id, { ...minor, language: "ru" });
  const second = await addMark(context, boris, b.id, { ...minor, language: "ru" });
  await expect(removeMarks(context, anna, [first.id, "m999"], true)).rejects.toMatchObject({
    code: "not-found",
  });
  expect(await listed(context)).toHaveLength(2);
  await removeMarks(context, anna, [first.id, second.id, first.id], true);
  expect(await listed(context)).toEqual([]);
  expect(await listed(context, { removed: true })).toMatchObject([
    { id: first.id, removed: { author: "anna" } },
    { id: second.id },
  ]);
  // Who took it away first is told, not who tried it again.
  await removeMarks(context, boris, [first.id], true);
  expect((await listed(context, { removed: true }))[0]?.removed?.author).toBe("anna");
  await removeMarks(context, anna, [first.id], false);
  const { import: _, ...shown } = first;
  expect(await listed(context)).toEqual([shown]);
});

test("marks of a deleted document come back with it", async () => {
  const { context, a } = await started();
  const { import: _, ...mark } = await addMark(context, boris, a.id, { ...minor, language: "ru" });
  const report = await removeDocument(context, anna, "site");
  expect((await listMarks(context, anna, { limit: 10 })).items).toEqual([]);
  await undoImport(context, anna, report.import ?? "");
  expect(await listed(context)).toEqual([mark]);
});

test("a unit has a limit of marks, and lists are paged", async () => {
  const { context, a } = await started();
  for (let n = 0; n < MOST_MARKS; n += 1) await addMark(context, boris, a.id, { ...minor, language: "ru" });
  await expect(addMark(context, boris, a.id, { ...minor, language: "ru" })).rejects.toMatchObject({
    code: "too-many-marks",
  });
  const first = await listMarks(context, anna, { document: "site", limit: 150 });
  const rest = await listMarks(context, anna, { document: "site", limit: 150, after: first.next ?? "" });
  expect([first.items.length, rest.items.length, rest.next]).toEqual([150, MOST_MARKS - 150, null]);
});

test("nobody marks or sees marks in a collection that is not theirs", async () => {
  const { context, a } = await started();
  const mark = await addMark(context, boris, a.id, { ...minor, language: "ru" });
  const other = { name: "vera", collections: ["other"] };
  const notFound = { code: "not-found" };
  await expect(addMark(context, other, a.id, { ...minor, language: "ru" })).rejects.toMatchObject(notFound);
  await expect(removeMarks(context, other, [mark.id], true)).rejects.toMatchObject(notFound);
  await expect(listMarks(context, other, { unit: a.id, limit: 1 })).rejects.toMatchObject(notFound);
  expect((await listMarks(context, other, { limit: 10 })).items).toEqual([]);
});

const idsOf = async (context: TestContext) => (await listed(context)).map(({ id }) => id);

test("a mark is one import in the journal, is taken back by its undo, and comes back by the undo of that", async () => {
  const { context, a } = await started();
  const mark = await addMark(context, boris, a.id, { ...minor, language: "ru" });
  const { import: entry, report } = await getImport(context, anna, mark.import ?? "");
  expect(entry).toMatchObject({ kind: "edit", decision: "mark", author: "boris", document: "site" });
  expect(report.units).toEqual([{ unit: a.id, key: "a", result: "changed" }]);
  const undo = await undoImport(context, anna, mark.import ?? "");
  expect(undo.counts).toMatchObject({ changed: 1, conflict: 0 });
  expect(await listed(context)).toEqual([]);
  expect(await listed(context, { removed: true })).toMatchObject([
    { id: mark.id, removed: { author: "anna" } },
  ]);
  await expect(undoImport(context, anna, mark.import ?? "")).rejects.toMatchObject({
    code: "already-undone",
  });
  await undoImport(context, anna, undo.import ?? "");
  expect(await idsOf(context)).toEqual([mark.id]);
});

test("the undo of a mark leaves what somebody has decided about it since, and says so", async () => {
  const { context, a } = await started();
  const mark = await addMark(context, boris, a.id, { ...minor, language: "ru" });
  const away = await removeMarks(context, boris, [mark.id], true);
  await removeMarks(context, anna, [mark.id], false);
  // It stands again because anna wanted it to.
  const report = await undoImport(context, boris, mark.import ?? "");
  expect(report).toMatchObject({ import: null, units: [{ unit: a.id, unrestored: ["marks"] }] });
  expect(await idsOf(context)).toEqual([mark.id]);
  // What the undo of its being taken away would bring is so already.
  expect((await undoImport(context, boris, away.import ?? "")).counts).toMatchObject({ same: 1, changed: 0 });
});

test("a preview of marks writes nothing", async () => {
  const { context, a } = await started();
  const before = await listImports(context, anna, { limit: 10 });
  const dryRun = { dryRun: true };
  const seen = await addMark(context, boris, a.id, { ...minor, language: "ru" }, dryRun);
  expect(seen).toMatchObject({ id: "m0", import: null, stretch: "Морской лёд 🧊" });
  expect(await listed(context, { removed: true })).toEqual([]);
  expect(await listImports(context, anna, { limit: 10 })).toEqual(before);
  const mark = await addMark(context, boris, a.id, { ...minor, language: "ru" });
  const away = await removeMarks(context, anna, [mark.id], true, dryRun);
  expect(away).toMatchObject({ import: null, items: [{ id: mark.id, removed: { author: "anna" } }] });
  expect(await idsOf(context)).toEqual([mark.id]);
});

test("two reviewers at once do not pass the limit of a unit", async () => {
  const { context, a } = await started();
  for (let n = 1; n < MOST_MARKS; n += 1) await addMark(context, boris, a.id, { ...minor, language: "ru" });
  // Two processes have no lock in common.
  const elsewhere = createContext({ storage: context.storage, index: context.index, now: context.now });
  const both = await Promise.allSettled(
    [context, elsewhere].map((one) => addMark(one, boris, a.id, { ...minor, language: "ru" })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await listed(context, { limit: 1000 })).toHaveLength(MOST_MARKS);
});
