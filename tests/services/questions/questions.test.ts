import { expect, test } from "vitest";
import type { Actor } from "../../../src/services/context.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { getConcept } from "../../../src/services/glossary/get-concept.ts";
import { listChanges } from "../../../src/services/changes/list-changes.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { addComment, answerQuestion } from "../../../src/services/questions/add-comment.ts";
import { commentHistory, editComment } from "../../../src/services/questions/edit-comment.ts";
import {
  countQuestions,
  getQuestion,
  listQuestions,
  questionAbout,
} from "../../../src/services/questions/list-questions.ts";
import { resolveQuestion } from "../../../src/services/questions/resolve-question.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { insertPerson, type Person } from "../../../src/storage/rows/people.ts";
import { anna, siteOf, testContext } from "../helpers.ts";

const person = (id: string, role: string | null, roles: Record<string, string> = {}): Person => ({
  ...{
    id,
    kind: "person",
    name: id.toUpperCase(),
    languages: [],
    role,
    roles,
    given: [],
    version: 1,
    disabled: null,
  },
  ...{ created: "2026-11-01T00:00:00.000Z", createdBy: "anna" },
});
const TANYA: Actor = { name: "TANYA", person: "tanya" };
const RITA: Actor = { name: "RITA", person: "rita", collections: ["c"] };
const OLGA: Actor = { name: "OLGA", person: "olga", collections: ["other"] };

async function started() {
  const context = await testContext();
  await createCollection(context, anna, { id: "other", title: "Other" });
  await siteOf(context, { en: { a: "Sea ice", b: "Shore" }, ru: { a: "Морской лёд" }, zh: { a: "海冰" } });
  const people = [
    person("tanya", "translator"),
    person("rita", null, { c: "reviewer" }),
    person("olga", null, { other: "reviewer" }),
  ];
  for (const one of people) await context.storage.batch(insertPerson(one));
  const concept = await createConcept(context, anna, {
    id: "ice",
    terms: [{ language: "en", text: "sea ice", administrativeStatus: "preferred" }],
  });
  const [a, b] = (await listUnits(context, anna, "site", { limit: 9 })).items;
  const unit = { unit: a?.id ?? "" };
  const waiting = async (actor: Actor) => (await countQuestions(context, actor)).waiting;
  return { context, unit, other: { unit: b?.id ?? "" }, concept: { concept: concept.id }, waiting };
}

test("a unit has one thread: it is asked, answered, resolved and opened again", async () => {
  const { context, unit } = await started();
  expect(await questionAbout(context, TANYA, unit)).toMatchObject({
    ...{ id: null, open: false, comments: [] },
    unit: { ...{ id: unit.unit, key: "a", document: "site", collection: "c" }, texts: { zh: "海冰" } },
  });
  await addComment(context, TANYA, unit, { text: "Лёд или льды?" });
  const { id, open } = await questionAbout(context, RITA, unit);
  expect([id, open]).toEqual(["q1", true]);
  await answerQuestion(context, RITA, id ?? "", { text: "Лёд.", resolved: true });
  expect(await getQuestion(context, TANYA, "q1")).toMatchObject({
    open: false,
    resolved: { author: "RITA" },
    comments: [
      { id: "k1", text: "Лёд или льды?", author: "TANYA", mine: true },
      { id: "k2", text: "Лёд.", author: "RITA", mine: false },
    ],
  });
  // A new question in a resolved thread opens it.
  await addComment(context, TANYA, unit, { text: "И в заголовке?" });
  expect(await getQuestion(context, TANYA, "q1")).toMatchObject({ open: true, resolved: null });
  await resolveQuestion(context, TANYA, "q1", true);
  await resolveQuestion(context, TANYA, "q1", true);
  expect((await resolveQuestion(context, RITA, "q1", false)).open).toBe(true);
  const { items } = await listChanges(context, TANYA, { kinds: [], limit: 100 });
  expect(
    items.flatMap(({ kind, question }) => (question === undefined ? [] : [`${kind} ${question}`])),
  ).toEqual([
    "question.asked q1",
    "question.answered q1",
    "question.resolved q1",
    "question.answered q1",
    "question.reopened q1",
    "question.resolved q1",
    "question.reopened q1",
  ]);
});

test("a question waits for whoever takes part and has not the last word", async () => {
  const { context, unit, other, waiting } = await started();
  await addComment(context, TANYA, unit, { text: "@RITA, лёд?", mentions: ["rita", "rita", "tanya"] });
  await addComment(context, TANYA, other, { text: "Берег?" });
  expect([await waiting(TANYA), await waiting(RITA), await waiting(OLGA)]).toEqual([0, 1, 0]);
  expect(await countQuestions(context, RITA)).toEqual({ open: 2, mentions: 1, waiting: 1 });
  const { comments } = await questionAbout(context, RITA, unit);
  expect(comments[0]?.mentions).toEqual([{ id: "rita", name: "RITA" }]);
  const answer = await addComment(context, RITA, unit, { text: "Лёд." });
  expect([await waiting(TANYA), await waiting(RITA)]).toEqual([1, 0]);
  await editComment(context, RITA, answer.id, { removed: true });
  expect([await waiting(TANYA), await waiting(RITA)]).toEqual([0, 1]);
  await resolveQuestion(context, TANYA, "q1", true);
  expect([await waiting(TANYA), await waiting(RITA)]).toEqual([0, 0]);
  // The environment's token is nobody, so nothing waits for it.
  expect(await countQuestions(context, anna)).toEqual({ open: 1, mentions: 0, waiting: 0 });
});

test("lists are filtered, newest talk first, and given page by page", async () => {
  const { context, unit, other, concept } = await started();
  await addComment(context, TANYA, unit, { text: "One?", mentions: ["rita"] });
  await addComment(context, TANYA, other, { text: "Two?" });
  await addComment(context, TANYA, concept, { text: "Three?" });
  await addComment(context, RITA, unit, { text: "One!" });
  await resolveQuestion(context, TANYA, "q2", true);
  const ids = async (actor: Actor, query: object) =>
    (await listQuestions(context, actor, { limit: 9, ...query })).items.map(({ id }) => id);
  expect(await ids(TANYA, {})).toEqual(["q1", "q3", "q2"]);
  expect(await ids(TANYA, { open: true })).toEqual(["q1", "q3"]);
  expect(await ids(TANYA, { open: false })).toEqual(["q2"]);
  expect(await ids(TANYA, { collection: "c" })).toEqual(["q1", "q2"]);
  expect(await ids(TANYA, { document: "site", open: true })).toEqual(["q1"]);
  expect(await ids(TANYA, { part: "mine" })).toEqual(["q1", "q3", "q2"]);
  expect(await ids(TANYA, { part: "waiting" })).toEqual(["q1"]);
  expect(await ids(RITA, { part: "mine" })).toEqual(["q1"]);
  expect(await ids(RITA, { part: "mentions" })).toEqual(["q1"]);
  expect(await ids(anna, { part: "mine" })).toEqual([]);
  const first = await listQuestions(context, TANYA, { limit: 2 });
  expect([first.items.length, first.next]).toEqual([2, "k3"]);
  expect(await ids(TANYA, { after: "k3" })).toEqual(["q2"]);
  expect(first.items[0]).toMatchObject({ count: 2, first: { text: "One?" }, last: { text: "One!" } });
  await expect(ids(TANYA, { after: "x" })).rejects.toMatchObject({ code: "invalid-fields" });
  const asked = await listUnits(context, TANYA, "site", { limit: 9, asked: true });
  expect(asked.items.map(({ key }) => key)).toEqual(["a"]);
});

test("a comment is changed and taken away by its author alone, and what it was is kept", async () => {
  const { context, unit } = await started();
  const { id } = await addComment(context, TANYA, unit, { text: "Лёдд?", mentions: ["rita"] });
  await expect(editComment(context, RITA, id, { text: "Мой." })).rejects.toMatchObject({
    code: "not-your-comment",
  });
  // Another of the same name is another.
  const namesake = { name: "TANYA", person: "tanya2" };
  await expect(editComment(context, namesake, id, { removed: true })).rejects.toMatchObject({
    code: "not-your-comment",
  });
  const edited = await editComment(context, TANYA, id, { text: "Лёд?", mentions: [] }, 1);
  expect(edited).toMatchObject({ text: "Лёд?", version: 2, mentions: [], removed: false });
  await expect(editComment(context, TANYA, id, { text: "Снег?" }, 1)).rejects.toMatchObject({
    code: "stale-version",
  });
  expect(await commentHistory(context, RITA, id)).toMatchObject([{ version: 1, text: "Лёдд?" }]);
  // Without it nothing is left in the thread: it is no open question.
  expect(await editComment(context, TANYA, id, { removed: true })).toMatchObject({ text: "", removed: true });
  expect(await questionAbout(context, RITA, unit)).toMatchObject({
    open: false,
    comments: [{ text: "", removed: true }],
  });
  await expect(commentHistory(context, RITA, id)).rejects.toMatchObject({ code: "not-your-comment" });
  expect(await commentHistory(context, TANYA, id)).toMatchObject([{ text: "Лёдд?" }, { text: "Лёд?" }]);
  expect(await editComment(context, TANYA, id, { removed: false })).toMatchObject({
    text: "Лёд?",
    version: 4,
  });
});

test("nobody sees, answers or is asked about what is not theirs", async () => {
  const { context, unit, concept } = await started();
  const { id } = await addComment(context, TANYA, unit, { text: "Лёд?" });
  const gone = { code: "not-found" };
  await expect(questionAbout(context, OLGA, unit)).rejects.toMatchObject(gone);
  await expect(addComment(context, OLGA, unit, { text: "x" })).rejects.toMatchObject(gone);
  await expect(getQuestion(context, OLGA, "q1")).rejects.toMatchObject(gone);
  await expect(answerQuestion(context, OLGA, "q1", { text: "x" })).rejects.toMatchObject(gone);
  await expect(resolveQuestion(context, OLGA, "q1", true)).rejects.toMatchObject(gone);
  await expect(editComment(context, OLGA, id, { text: "x" })).rejects.toMatchObject(gone);
  await expect(commentHistory(context, OLGA, id)).rejects.toMatchObject(gone);
  expect(await listQuestions(context, OLGA, { limit: 9 })).toEqual({ items: [], next: null });
  expect(await countQuestions(context, OLGA)).toEqual({ open: 0, mentions: 0, waiting: 0 });
  const { items } = await listChanges(context, OLGA, { kinds: ["question.asked"], limit: 9 });
  expect(items).toEqual([]);
  // Who may not see the unit, or does not exist, cannot be asked about it.
  for (const mentions of [["olga"], ["nobody"]])
    await expect(addComment(context, TANYA, unit, { text: "?", mentions })).rejects.toMatchObject({
      ...gone,
      place: { field: "mentions" },
    });
  // The glossary is everybody's: who works in one collection reads of it and does not write.
  await expect(addComment(context, RITA, concept, { text: "x" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await addComment(context, TANYA, concept, { text: "Термин?" });
  await expect(answerQuestion(context, RITA, "q2", { text: "x" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a concept has its thread with it, and two who begin a thread at once share it", async () => {
  const { context, unit, concept } = await started();
  await addComment(context, TANYA, concept, { text: "Есть в WMO-259.", resolved: true });
  expect(await getConcept(context, TANYA, "ice")).toMatchObject({
    open: false,
    comments: [{ text: "Есть в WMO-259.", author: "TANYA", mine: true }],
  });
  expect(await getQuestion(context, RITA, "q1")).toMatchObject({ concept: { id: "ice", name: "sea ice" } });
  await Promise.all(["один", "два", "три"].map((text) => addComment(context, TANYA, unit, { text })));
  const { comments } = await questionAbout(context, RITA, unit);
  expect(comments.map(({ text }) => text).toSorted()).toEqual(["два", "один", "три"]);
});

test("a thread waits while its document is deleted, and comes back with it", async () => {
  const { context, unit } = await started();
  await addComment(context, TANYA, unit, { text: "Лёд?" });
  const removed = await removeDocument(context, anna, "site");
  expect(await listQuestions(context, TANYA, { limit: 9 })).toMatchObject({ items: [] });
  await expect(getQuestion(context, TANYA, "q1")).rejects.toMatchObject({ code: "not-found" });
  expect((await countQuestions(context, TANYA)).open).toBe(0);
  await undoImport(context, anna, removed.import ?? "");
  expect(await getQuestion(context, TANYA, "q1")).toMatchObject({ comments: [{ text: "Лёд?" }] });
});
