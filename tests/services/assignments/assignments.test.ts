import { expect, test } from "vitest";
import type { Person } from "../../../src/storage/rows/people.ts";
import { insertPerson } from "../../../src/storage/rows/people.ts";
import { editPerson } from "../../../src/services/access/people.ts";
import { createAssignment } from "../../../src/services/assignments/create-assignment.ts";
import { confirmAssignment } from "../../../src/services/assignments/confirm-assignment.ts";
import { editAssignment } from "../../../src/services/assignments/edit-assignment.ts";
import { listAssignments, listWork } from "../../../src/services/assignments/list-assignments.ts";
import { listCollaborators } from "../../../src/services/assignments/list-collaborators.ts";
import { returnAssignment } from "../../../src/services/assignments/return-assignment.ts";
import { removeAssignment } from "../../../src/services/assignments/remove-assignment.ts";
import { listChanges } from "../../../src/services/changes/list-changes.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { removeUnits } from "../../../src/services/units/remove-units.ts";
import { anna, siteOf, testContext } from "../helpers.ts";

const person = (id: string, role: string | null, roles: Record<string, string> = {}): Person => ({
  id,
  kind: "person",
  name: id.toUpperCase(),
  languages: ["ru"],
  role,
  roles,
  given: [],
  version: 1,
  disabled: null,
  created: "2026-11-01T00:00:00.000Z",
  createdBy: "anna",
});

const TEXTS = {
  en: { a: "Sea ice", b: "The old shore", c: "A ship in the ice", d: "Fog" },
  zh: { a: "海冰" },
};

async function started() {
  const context = await testContext();
  await createCollection(context, anna, { id: "other", title: "Other" });
  await siteOf(context, TEXTS);
  const people = [
    person("tanya", "translator"),
    person("rita", null, { c: "reviewer" }),
    person("olga", null, { other: "reviewer" }),
  ];
  for (const one of people) await context.storage.batch(insertPerson(one));
  const { items: units } = await listUnits(context, anna, "site", { limit: 10 });
  const give = (wanted: object) =>
    createAssignment(context, anna, "site", {
      person: "tanya",
      step: "translate",
      source: "en",
      target: "ru",
      ...wanted,
    });
  const work = (id: string) => listWork(context, { name: id, person: id });
  const write = async (
    at: number,
    variant: { text?: string; state?: "translated" | "reviewed" | "initial" },
  ) => {
    const { items } = await listUnits(context, anna, "site", { limit: 10 });
    const unit = items[at];
    if (unit === undefined) throw new Error("no unit");
    return editUnit(context, anna, unit.id, unit.version, { variants: { ru: { source: "en", ...variant } } });
  };
  return { context, units, give, work, write };
}

test("work says how far it is, in units and in words, and where to go on", async () => {
  const { units, give, work, write } = await started();
  const given = await give({ due: "2026-11-30", note: "for the site" });
  expect(given).toMatchObject({
    id: "a1",
    document: "site",
    person: { id: "tanya", name: "TANYA", disabled: false },
    part: null,
    overdue: false,
    progress: { units: 4, done: 0, ready: 4, words: 11, next: units[0]?.id },
  });
  await write(0, { text: "Морской лёд" });
  await write(2, { text: "Судно во льдах", state: "initial" });
  expect(await work("tanya")).toMatchObject([
    { note: "for the site", progress: { units: 4, done: 1, ready: 3, words: 9, next: units[1]?.id } },
  ]);
  expect(await work("rita")).toEqual([]);
});

test("a review waits for the translation, and a translation that is stale is work again", async () => {
  const { context, units, give, work, write } = await started();
  await give({ person: "rita", step: "review" });
  expect(await work("rita")).toMatchObject([{ progress: { done: 0, ready: 0, next: null } }]);
  await write(1, { text: "Старый берег" });
  expect(await work("rita")).toMatchObject([{ progress: { done: 0, ready: 1, next: units[1]?.id } }]);
  const reviewed = await write(1, { state: "reviewed" });
  expect(await work("rita")).toMatchObject([{ progress: { units: 4, done: 1, ready: 0, words: 8 } }]);
  await editUnit(context, anna, reviewed.id, reviewed.version, {
    variants: { en: { text: "The new shore" } },
  });
  expect(await work("rita")).toMatchObject([{ progress: { done: 0, ready: 0 } }]);
});

test("a part counts its own units alone, and keeps its place when its ends are gone", async () => {
  const { context, units, give, work } = await started();
  await give({ part: { first: 2, last: 3 } });
  expect(await work("tanya")).toMatchObject([
    {
      part: { first: { unit: units[1]?.id, number: 2 }, last: { unit: units[2]?.id, number: 3 } },
      progress: { units: 2, words: 8, next: units[1]?.id },
    },
  ]);
  await removeUnits(context, anna, { units: [units[1]?.id ?? ""] });
  expect(await work("tanya")).toMatchObject([{ progress: { units: 1, next: units[2]?.id } }]);
});

test.each([
  ["part.first", { part: { first: 5, last: 6 } }],
  ["part.last", { part: { first: 2, last: 5 } }],
  ["part.last", { part: { first: 3, last: 2 } }],
  ["target", { target: "en" }],
])("a wrong %s is refused: %o", async (field, wanted) => {
  const { give, work } = await started();
  await expect(give(wanted)).rejects.toMatchObject({ code: "invalid-fields", place: { field } });
  expect(await work("tanya")).toEqual([]);
});

test("nobody gets work that they may not do", async () => {
  const { context, give } = await started();
  await expect(give({ person: "tanya", step: "review" })).rejects.toMatchObject({ code: "assignee-rights" });
  await expect(give({ person: "olga" })).rejects.toMatchObject({ code: "assignee-rights" });
  await expect(give({ person: "none" })).rejects.toMatchObject({ code: "not-found" });
  const given = await give({});
  const there = { document: "site", assignment: given.id };
  await expect(editAssignment(context, anna, there, { person: "olga" })).rejects.toMatchObject({
    code: "assignee-rights",
  });
  await editPerson(context, anna, "rita", { disabled: true });
  await expect(editAssignment(context, anna, there, { person: "rita" })).rejects.toMatchObject({
    code: "assignee-rights",
  });
  expect(await listCollaborators(context, anna, "c")).toEqual([
    { id: "tanya", name: "TANYA", languages: ["ru"], steps: ["translate"] },
  ]);
  expect(await listCollaborators(context, anna, "other")).toMatchObject([
    { id: "olga", steps: ["translate", "review"] },
    { id: "tanya" },
  ]);
});

test("two people never have the same unit for the same step and direction", async () => {
  const { give } = await started();
  await give({ part: { first: 1, last: 2 } });
  await expect(give({ person: "rita", part: { first: 2, last: 4 } })).rejects.toMatchObject({
    code: "already-assigned",
    params: { name: "TANYA" },
  });
  await expect(give({ person: "rita" })).rejects.toMatchObject({ code: "already-assigned" });
  await give({ person: "rita", part: { first: 3, last: 4 } });
  await give({ person: "rita", step: "review" });
  await give({ person: "rita", target: "zh" });
});

test("overdue work comes first, work without a date later, and what is done last", async () => {
  const { give, work, write } = await started();
  await give({ part: { first: 1, last: 1 }, due: "2026-11-01" });
  await give({ part: { first: 2, last: 2 } });
  await give({ part: { first: 3, last: 3 }, due: "2026-12-24" });
  await give({ part: { first: 4, last: 4 }, due: "2026-11-22" });
  await write(0, { text: "Морской лёд" });
  const found = (await work("tanya")).map(({ part, overdue }) => [part?.first.number, overdue]);
  expect(found).toEqual([
    [4, true],
    [3, false],
    [2, false],
    [1, false],
  ]);
});

test("a change counts at once, and only for who saw the newest version", async () => {
  const { context, give, work } = await started();
  const given = await give({ due: "2026-12-01" });
  const there = { document: "site", assignment: given.id };
  expect(await editAssignment(context, anna, there, { person: "rita", due: null }, 1)).toMatchObject({
    person: { id: "rita" },
    due: null,
    version: 2,
  });
  expect(await work("tanya")).toEqual([]);
  await expect(editAssignment(context, anna, there, { note: "x" }, 1)).rejects.toMatchObject({
    code: "stale-version",
  });
  await removeAssignment(context, anna, there);
  expect(await work("rita")).toEqual([]);
  await expect(removeAssignment(context, anna, there)).rejects.toMatchObject({ code: "not-found" });
  const { items } = await listChanges(context, anna, { kinds: [], limit: 100 });
  expect(items.slice(-3)).toMatchObject([
    { kind: "assignment.given", assignment: given.id, collection: "c", author: "anna" },
    { kind: "assignment.changed" },
    { kind: "assignment.ended" },
  ]);
});

test("an assignment ends with its document, and comes back when the deletion is undone", async () => {
  const { context, give, work } = await started();
  await give({ part: { first: 2, last: 3 } });
  const report = await removeDocument(context, anna, "site");
  expect(await work("tanya")).toEqual([]);
  await undoImport(context, anna, report.import ?? "");
  expect(await work("tanya")).toMatchObject([{ part: { first: { number: 2 } }, progress: { units: 2 } }]);
});

test("nobody sees work in collections that they do not have", async () => {
  const { context, give } = await started();
  const given = await give({});
  const stranger = { name: "x", person: "tanya", collections: ["other"] };
  expect(await listWork(context, stranger)).toEqual([]);
  expect(await listAssignments(context, stranger, { limit: 10 })).toEqual({ items: [], next: null });
  await expect(listAssignments(context, stranger, { document: "site", limit: 10 })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(
    removeAssignment(context, stranger, { document: "site", assignment: given.id }),
  ).rejects.toMatchObject({ code: "not-found" });
  expect(await listWork(context, { name: "environment" })).toEqual([]);
});

test("lists are given page by page", async () => {
  const { context, give } = await started();
  for (const at of [1, 2, 3]) await give({ part: { first: at, last: at } });
  const first = await listAssignments(context, anna, { document: "site", limit: 2 });
  expect([first.items.length, first.next]).toEqual([2, "a2"]);
  const rest = await listAssignments(context, anna, { document: "site", limit: 2, after: "a2" });
  expect([rest.items.length, rest.next]).toEqual([1, null]);
});

test("a review is confirmed in bulk: what is translated in its part, and nothing else", async () => {
  const { context, give, work, write } = await started();
  await write(0, { text: "Морской лёд" });
  await write(1, { text: "Старый берег" });
  await write(2, { text: "Судно", state: "initial" });
  await write(3, { text: "Туман" });
  const given = await give({ person: "rita", step: "review", part: { first: 1, last: 3 } });
  const there = { document: "site", assignment: given.id };
  const tried = await confirmAssignment(context, anna, there, "reviewed", { dryRun: true });
  expect([tried.import, tried.counts.changed]).toEqual([null, 2]);
  const report = await confirmAssignment(context, anna, there, "reviewed");
  expect(await work("rita")).toMatchObject([{ progress: { units: 3, done: 2, ready: 0 } }]);
  const states = async () =>
    (await listUnits(context, anna, "site", { limit: 10 })).items.map(({ variants }) => variants.ru?.state);
  expect(await states()).toEqual(["reviewed", "reviewed", "initial", "translated"]);
  expect((await confirmAssignment(context, anna, there, "final")).counts.changed).toBe(2);
  expect(await states()).toEqual(["final", "final", "initial", "translated"]);
  expect((await confirmAssignment(context, anna, there, "reviewed")).counts.changed).toBe(0);
  expect(report.import).not.toBeNull();
});

test("a reviewer returns what waits in the part, and the translator's work counts it until it is done", async () => {
  const { context, give, work, write } = await started();
  await write(0, { text: "Морской лёд" });
  await write(1, { text: "Старый берег", state: "reviewed" });
  await write(3, { text: "Туман" });
  await give({});
  const given = await give({ person: "rita", step: "review", part: { first: 1, last: 3 } });
  const there = { document: "site", assignment: given.id };
  expect(await work("tanya")).toMatchObject([{ progress: { done: 3, returned: 0 } }]);
  const report = await returnAssignment(context, anna, there, "Names!");
  // What is reviewed already, what is not translated and what is outside the part stay.
  expect(report).toMatchObject({ counts: { changed: 1 }, units: [{ key: "a" }] });
  expect(await work("tanya")).toMatchObject([{ progress: { done: 2, returned: 1 } }]);
  expect(await work("rita")).toMatchObject([{ progress: { done: 1, ready: 0 } }]);
  await write(0, { state: "translated" });
  expect(await work("tanya")).toMatchObject([{ progress: { done: 3, returned: 0 } }]);
});
