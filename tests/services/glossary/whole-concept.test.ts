import { expect, test } from "vitest";
import { conceptUses } from "../../../src/services/glossary/concept-uses.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import { getConcept } from "../../../src/services/glossary/get-concept.ts";
import { importGlossary } from "../../../src/services/glossary/import-glossary.ts";
import { listConcepts } from "../../../src/services/glossary/list-concepts.ts";
import { listSubjects } from "../../../src/services/glossary/list-subjects.ts";
import { mergeConcepts } from "../../../src/services/glossary/merge-concepts.ts";
import { removeConcept } from "../../../src/services/glossary/remove-concept.ts";
import { similarConcepts } from "../../../src/services/glossary/similar-concepts.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import type { ConceptDraft } from "../../../src/services/glossary/concept-draft.ts";
import { anna, boris, bytes, siteOf, type TestContext, testContext } from "../helpers.ts";

const make = (context: TestContext, id: string, en: string, more: Partial<ConceptDraft> = {}) =>
  createConcept(context, anna, {
    id,
    terms: [{ language: "en", text: en, administrativeStatus: "preferred" }],
    ...more,
  });

const relationsOf = async (context: TestContext, id: string) =>
  (await getConcept(context, anna, id)).related.map(({ type, concept }) => `${type} ${concept}`);

test("relations are seen from both sides; a cycle and an unknown concept are refused", async () => {
  const context = await testContext();
  await make(context, "ice", "ice");
  await make(context, "floe", "floe", { relations: [{ type: "broader", concept: "ice" }] });
  await make(context, "cake", "ice cake", { relations: [{ type: "broader", concept: "floe" }] });
  expect(await relationsOf(context, "floe")).toEqual(["broader ice", "narrower cake"]);
  const relate = (concept: string) =>
    editConcept(context, anna, "ice", 1, { relations: [{ type: "broader", concept }] });
  for (const concept of ["ice", "cake"])
    await expect(relate(concept)).rejects.toMatchObject({ code: "relation-cycle" });
  await expect(relate("none")).rejects.toMatchObject({
    code: "not-found",
    place: { field: "relations.0.concept" },
  });
});

test("relations follow a merge, go with a deletion, and come back with the undo", async () => {
  const context = await testContext();
  await make(context, "ice", "ice");
  await make(context, "sea-ice", "sea ice");
  await make(context, "floe", "floe", { relations: [{ type: "broader", concept: "sea-ice" }] });
  const merged = await mergeConcepts(context, anna, "ice", "sea-ice");
  expect(await relationsOf(context, "floe")).toEqual(["broader ice"]);
  await undoWholeImport(context, boris, merged.import ?? "");
  expect(await relationsOf(context, "floe")).toEqual(["broader sea-ice"]);
  const gone = await removeConcept(context, anna, "sea-ice");
  expect(await relationsOf(context, "floe")).toEqual([]);
  const undone = await undoWholeImport(context, boris, gone);
  expect(undone.units.map(({ concept, result }) => [concept, result])).toEqual([
    ["sea-ice", "created"],
    ["floe", "changed"],
  ]);
  expect(await relationsOf(context, "floe")).toEqual(["broader sea-ice"]);
});

test("an undo names a relation to a concept that somebody took away since", async () => {
  const context = await testContext();
  await make(context, "ice", "ice");
  await make(context, "floe", "floe", { relations: [{ type: "broader", concept: "ice" }] });
  const edited = await editConcept(context, anna, "floe", 1, { relations: [], notes: ["A note."] });
  await removeConcept(context, boris, "ice");
  const undone = await undoWholeImport(context, anna, edited.import ?? "");
  expect(undone.units).toMatchObject([{ concept: "floe", unrestored: ["relations"] }]);
  const floe = await getConcept(context, anna, "floe");
  expect([floe.relations, floe.notes]).toEqual([undefined, undefined]);
});

test("the same and nearly the same terms are found before a concept is made twice", async () => {
  const context = await testContext();
  await make(context, "sea-ice", "sea ice");
  await make(context, "icebreaker", "icebreaker");
  const similar = async (text: string, except?: string) =>
    (await similarConcepts(context, [{ language: "en", text }], except)).map(
      ({ concept, kind }) => `${concept} ${kind}`,
    );
  expect(await similar("Sea  Ice")).toEqual(["sea-ice same"]);
  expect(await similar("sea-ices")).toEqual(["sea-ice near"]);
  expect(await similar("ice breaker")).toEqual(["icebreaker near"]);
  expect(await similar("sea ice", "sea-ice")).toEqual([]);
  expect(await similar("glacier")).toEqual([]);
  const taken = await importGlossary(context, anna, bytes("en,ru\nicebreakers,ледоколы\n"), {
    format: "csv",
  });
  expect(taken.warnings).toMatchObject([{ code: "concept-similar", params: { known: "icebreaker" } }]);
});

test("subjects are a tree, and a filter by subject finds the narrower ones", async () => {
  const context = await testContext();
  await make(context, "a", "strait", { domain: "law > law of the sea" });
  await make(context, "b", "treaty", { domain: "law" });
  await make(context, "c", "lawn", { domain: "lawns" });
  expect(await listSubjects(context)).toEqual([
    { subject: "law", concepts: 2 },
    { subject: "law > law of the sea", concepts: 1 },
    { subject: "lawns", concepts: 1 },
  ]);
  const found = await listConcepts(context, anna, { domain: "law", limit: 9 });
  expect(found.items.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("a name that is not translated stands in every language, and every text of a concept is found", async () => {
  const context = await testContext();
  const made = await make(context, "p", "Polynya", { doNotTranslate: true, notes: ["Ломоносов"] });
  expect(made.terms.map(({ language, text }) => [language, text])).toEqual([
    ["en", "Polynya"],
    ["ru", "Polynya"],
    ["zh", "Polynya"],
  ]);
  await editConcept(context, anna, "p", 1, {
    terms: made.terms.map((term) => ({ ...term, usageNote: `about ${term.language}`, region: "Yukon" })),
    links: [{ url: "https://example.org/spec" }],
  });
  for (const q of ["ломоносов", "about zh", "yukon", "example.org"])
    expect((await listConcepts(context, anna, { q, limit: 1 })).total).toBe(1);
  expect((await listConcepts(context, anna, { q: "nothing", limit: 1 })).total).toBe(0);
});

test("uses are units with a term in any form, page by page, in all languages", async () => {
  const context = await testContext();
  await siteOf(context, {
    en: { a: "Two icebreakers left.", b: "The port closed.", c: "An icebreaker waits." },
    ru: { a: "Два ледокола ушли.", b: "Порт закрыт.", c: "Судно ждёт." },
  });
  await make(context, "icebreaker", "icebreaker", {
    terms: [
      { language: "en", text: "icebreaker", administrativeStatus: "preferred" },
      { language: "ru", text: "ледокол", administrativeStatus: "preferred" },
    ],
  });
  const first = await conceptUses(context, anna, "icebreaker", { limit: 1 });
  expect(first.items).toMatchObject([
    { unit: { key: "a" }, hits: { en: [{ start: 4, end: 15 }], ru: [{ start: 4, end: 12 }] } },
  ]);
  const rest = await conceptUses(context, anna, "icebreaker", { limit: 1, after: Number(first.next) });
  expect(rest).toMatchObject({ items: [{ unit: { key: "c" } }], next: null });
  const bound = await conceptUses(context, { name: "x", collections: ["d"] }, "icebreaker", { limit: 5 });
  expect(bound.items).toEqual([]);
});

test("a term is not valid until a day before its first one; a file that says so is taken with a warning", async () => {
  const context = await testContext();
  const valid = (validFrom: string, validUntil: string) => ({
    terms: [
      {
        language: "en" as const,
        text: "floe",
        administrativeStatus: "preferred" as const,
        validFrom,
        validUntil,
      },
    ],
  });
  await expect(make(context, "floe", "floe", valid("2026-02-01", "2026-01-31"))).rejects.toMatchObject({
    code: "invalid-fields",
    params: { reason: "validity", term: "floe" },
    place: { field: "terms.0.validUntil" },
  });
  await make(context, "floe", "floe", valid("2026-01-31", "2026-01-31"));
  const tbx = `<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
    <conceptEntry id="pack"><langSec xml:lang="en"><termSec><term>pack</term>
    <note>valid from: 2026-02-01</note><note>valid until: 2026-01-01</note></termSec></langSec></conceptEntry></body></text></tbx>`;
  const { warnings, counts } = await importGlossary(context, anna, bytes(tbx), { format: "tbx" });
  expect(counts.created).toBe(1);
  expect(warnings).toMatchObject([
    { code: "invalid-fields", params: { reason: "validity", term: "pack" }, place: { unit: "pack" } },
  ]);
});

test("an empty source and a flag that is off are taken away", async () => {
  const context = await testContext();
  await make(context, "floe", "floe", { source: "WMO", nested: true });
  const { version } = await getConcept(context, anna, "floe");
  const bare = await editConcept(context, anna, "floe", version, { source: "", nested: false });
  for (const field of ["source", "nested"]) expect(bare).not.toHaveProperty(field);
});
