import { describe, expect, test } from "vitest";
import { conceptHistory } from "../../../src/services/glossary/concept-history.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import { exportGlossary } from "../../../src/services/glossary/export-glossary.ts";
import { getConcept } from "../../../src/services/glossary/get-concept.ts";
import { importedConcepts } from "../../../src/services/glossary/imported-concepts.ts";
import { importGlossary } from "../../../src/services/glossary/import-glossary.ts";
import { mergeConcepts } from "../../../src/services/glossary/merge-concepts.ts";
import { removeConcept } from "../../../src/services/glossary/remove-concept.ts";
import { removeConcepts } from "../../../src/services/glossary/remove-concepts.ts";
import { restoreConcept } from "../../../src/services/glossary/restore-concept.ts";
import { setConceptStatuses } from "../../../src/services/glossary/set-concept-statuses.ts";
import { getImport } from "../../../src/services/imports/get-import.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import type { ConceptDraft } from "../../../src/services/glossary/concept-draft.ts";
import { listFindings } from "../../../src/services/quality/list-findings.ts";
import type { Context } from "../../../src/services/context.ts";
import { anna, boris, bytes, siteOf, type TestContext, testContext } from "../helpers.ts";
import { walk } from "./undo-glossary-walk.ts";

const concept = (id: string, en: string, ru: string): ConceptDraft => ({
  id,
  terms: [
    { language: "en", text: en, administrativeStatus: "preferred" },
    { language: "ru", text: ru, administrativeStatus: "preferred" },
  ],
});

const journal = async (context: TestContext) =>
  (await listImports(context, anna, { glossary: true, limit: 50 })).items;

describe("the journal", () => {
  test("has every write of concepts, with its report and the concepts before and after", async () => {
    const context = await testContext();
    await createConcept(context, anna, concept("floe", "floe", "льдина"));
    await createConcept(context, anna, concept("field", "ice floe", "ледяное поле"));
    await editConcept(context, boris, "floe", 1, { domain: "ice" });
    const unchanged = await editConcept(context, boris, "floe", 2, { domain: "ice" });
    expect(unchanged).toMatchObject({ import: null, version: 2 });
    await mergeConcepts(context, anna, "floe", "field");
    await setConceptStatuses(context, anna, { concepts: ["floe"] }, "proposed");
    await importGlossary(context, boris, bytes("en,ru\nlead,разводье\n"), {
      filename: "t.csv",
      format: "csv",
    });
    await removeConcept(context, anna, "floe");
    const found = await journal(context);
    expect(found.map(({ kind, author, concept }) => [kind, author, concept])).toEqual([
      ["delete", "anna", "floe"],
      ["push", "boris", "lead"],
      ["edit", "anna", "floe"],
      ["edit", "anna", undefined],
      ["edit", "boris", "floe"],
      ["create", "anna", "field"],
      ["create", "anna", "floe"],
    ]);
    expect(found[0]).toMatchObject({ document: null, collection: null, counts: { removed: 1 } });
    const merge = found[3]?.id ?? "";
    const { report } = await getImport(context, anna, merge);
    expect(report.units).toEqual([
      { concept: "floe", key: "floe · льдина", result: "changed" },
      { concept: "field", key: "ice floe · ледяное поле", result: "removed" },
    ]);
    const { items, next } = await importedConcepts(context, anna, merge, { limit: 1 });
    expect(items).toMatchObject([{ concept: "field", before: { id: "field" }, after: null }]);
    const more = await importedConcepts(context, anna, merge, { limit: 1, after: next ?? "" });
    expect(more).toMatchObject({ items: [{ concept: "floe", after: { domain: "ice" } }], next: null });
    expect(more.items[0]?.before?.terms).toHaveLength(2);
    expect(more.items[0]?.after?.terms).toHaveLength(4);
    expect((await conceptHistory(context, "field"))[0]).toMatchObject({ import: merge, successor: "floe" });
  });

  test("shows the writes to the glossary also to somebody who is bound to a collection, who cannot undo them", async () => {
    const context = await testContext();
    const made = await createConcept(context, anna, concept("floe", "floe", "льдина"));
    const bound = { name: "carl", collections: ["c"] };
    expect((await listImports(context, bound, { limit: 5 })).items).toMatchObject([{ id: made.import }]);
    await expect(undoWholeImport(context, bound, made.import ?? "")).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("undo", () => {
  test("takes a merge back with both concepts, and the findings with them", async () => {
    const context = await testContext();
    await siteOf(context, { en: { a: "The floe drifts." }, ru: { a: "Поле дрейфует." } });
    await createConcept(context, anna, concept("floe", "floe", "льдина"));
    await createConcept(context, anna, concept("field", "ice field", "поле"));
    const terminology = async () =>
      (await listFindings(context, anna, { limit: 9 })).items.filter(({ check }) => check === "terminology");
    const before = await Promise.all(["floe", "field"].map((id) => getConcept(context, anna, id)));
    expect((await terminology()).length).toBeGreaterThan(0);
    const merged = await mergeConcepts(context, anna, "floe", "field");
    expect(await terminology()).toHaveLength(0);
    const undone = await undoWholeImport(context, boris, merged.import ?? "");
    expect(undone.counts).toMatchObject({ created: 1, changed: 1, conflict: 0 });
    for (const { version: _, updated: __, updatedBy: ___, comments: ____, ...was } of before)
      expect(await getConcept(context, anna, was.id)).toMatchObject(was);
    expect((await terminology()).length).toBeGreaterThan(0);
    await expect(undoWholeImport(context, boris, merged.import ?? "")).rejects.toMatchObject({
      code: "already-undone",
    });
    await undoWholeImport(context, boris, undone.import ?? "");
    await expect(getConcept(context, anna, "field")).rejects.toMatchObject({ code: "not-found" });
    expect((await getConcept(context, anna, "floe")).terms).toHaveLength(4);
  });

  test("leaves what others changed later, names it, and restores the rest", async () => {
    const context = await testContext();
    await createConcept(context, anna, { ...concept("floe", "floe", "льдина"), domain: "ice" });
    const stored = (await getConcept(context, anna, "floe")).terms;
    const written = await editConcept(context, anna, "floe", 1, {
      domain: "sea ice",
      notes: ["A note."],
      terms: [...stored, { language: "zh", text: "浮冰", administrativeStatus: "preferred" }],
    });
    const terms = written.terms.map((term) => (term.language === "zh" ? { ...term, citation: "WMO" } : term));
    await editConcept(context, boris, "floe", 2, { domain: "drift", terms });
    const undone = await undoWholeImport(context, anna, written.import ?? "");
    expect(undone.units).toEqual([
      {
        concept: "floe",
        key: "floe · льдина · 浮冰",
        result: "conflict",
        unrestored: ["domain", "terms"],
        unrestoredTerms: ["浮冰"],
        problem: { code: "concept-conflict", params: { concept: "floe · льдина · 浮冰" } },
      },
    ]);
    const now = await getConcept(context, anna, "floe");
    expect(now.domain).toBe("drift");
    expect(now.notes).toBeUndefined();
    expect(now.terms.at(-1)).toMatchObject({ text: "浮冰", citation: "WMO" });
  });

  test("takes a chain of merges back in any order", async () => {
    const context = await testContext();
    const ids = ["th", "tg", "sss"];
    for (const [at, id] of ids.entries())
      await createConcept(context, anna, { ...concept(id, `term ${id}`, `термин ${at}`), domain: id });
    const look = () =>
      Promise.all(ids.map(async (id) => ({ ...(await getConcept(context, anna, id)), version: 0 })));
    const before = (await look()).map(({ id, domain, terms }) => ({ id, domain, terms }));
    const first = (await mergeConcepts(context, anna, "tg", "th")).import ?? "";
    const second = (await mergeConcepts(context, anna, "sss", "tg")).import ?? "";
    const partly = await undoWholeImport(context, anna, first);
    expect(partly.counts).toMatchObject({ created: 1, conflict: 1 });
    expect(await undoWholeImport(context, anna, first)).toMatchObject({
      ...{ import: null, counts: { conflict: 1 }, warnings: [{ code: "nothing-restored" }] },
    });
    await undoWholeImport(context, anna, second);
    expect((await getConcept(context, anna, "tg")).terms).toHaveLength(4);
    expect((await undoWholeImport(context, anna, first)).counts).toMatchObject({ changed: 1, conflict: 0 });
    expect(await look()).toMatchObject(before);
    await expect(undoWholeImport(context, anna, first)).rejects.toMatchObject({ code: "already-undone" });
  });

  test("gives back what a file replaced, with the header of the glossary", async () => {
    const context = await testContext();
    for (const [id, en, ru] of [
      ["floe", "floe", "льдина"],
      ["lead", "lead", "разводье"],
    ] as const)
      await createConcept(context, anna, concept(id, en, ru));
    const whole = await exportGlossary(context, "tbx");
    const other = new TextDecoder().decode(whole.bytes).replaceAll("floe", "rafted floe");
    await importGlossary(context, anna, bytes(other), { format: "tbx" });
    const file = bytes("concept,en,ru\nridge,ridge,торос\n");
    const trial = await importGlossary(context, anna, file, { format: "csv", replace: true, dryRun: true });
    const gone = trial.concepts.filter(({ result }) => result === "removed");
    expect(gone.map(({ name }) => name)).toContain("lead · разводье");
    const options = { format: "csv", replace: true, removing: gone.length + 1 } as const;
    await expect(importGlossary(context, anna, file, options)).rejects.toMatchObject({
      code: "removal-differs",
      params: { expected: gone.length + 1, found: gone.length },
    });
    const before = await exportGlossary(context, "tbx");
    const taken = await importGlossary(context, anna, file, { ...options, removing: gone.length });
    const undone = await undoWholeImport(context, boris, taken.import ?? "");
    expect(undone.counts).toMatchObject({ created: gone.length, removed: 1, conflict: 0 });
    expect((await exportGlossary(context, "tbx")).hash).toBe(before.hash);
  });

  test("of who may not approve reaches no approved concept", async () => {
    const context = await testContext();
    const made = await createConcept(context, anna, {
      ...concept("floe", "floe", "льдина"),
      status: "proposed",
    });
    const edited = await editConcept(context, anna, "floe", 1, { domain: "ice" });
    await editConcept(context, boris, "floe", 2, { status: "approved" });
    const undo = (id: string | null) => undoWholeImport(context, anna, id ?? "", { approves: false });
    await expect(undo(edited.import)).rejects.toMatchObject({ code: "forbidden" });
    // The concept is not as it was made, so nothing would be written.
    expect((await undo(made.import)).counts).toMatchObject({ removed: 0, conflict: 1 });
    expect(await getConcept(context, anna, "floe")).toMatchObject({ domain: "ice", status: "approved" });
  });
});

test("a version of the history is restored, also of a concept that is gone", async () => {
  const context = await testContext();
  await createConcept(context, anna, concept("floe", "floe", "льдина"));
  await editConcept(context, anna, "floe", 1, { domain: "ice" });
  await expect(restoreConcept(context, boris, "floe", 1, undefined)).rejects.toMatchObject({
    code: "version-required",
  });
  await expect(restoreConcept(context, boris, "floe", 1, 1)).rejects.toMatchObject({ code: "stale-version" });
  const first = await restoreConcept(context, boris, "floe", 1, 2);
  expect(first).toMatchObject({ version: 3, updatedBy: "boris" });
  expect(first.domain).toBeUndefined();
  await removeConcept(context, anna, "floe");
  expect(await restoreConcept(context, boris, "floe", 2, undefined)).toMatchObject({
    domain: "ice",
    version: 5,
  });
  await expect(restoreConcept(context, boris, "floe", 4, 5)).rejects.toMatchObject({ code: "not-found" });
});

test("a selection is removed as one import, if it has as many concepts as were seen", async () => {
  const context = await testContext();
  for (const id of ["a", "b", "c"])
    await createConcept(context, anna, {
      ...concept(id, id, `ru ${id}`),
      domain: id === "c" ? "law" : "ice",
    });
  await expect(removeConcepts(context, anna, { domain: "ice" }, { removing: 3 })).rejects.toMatchObject({
    code: "removal-differs",
  });
  const trial = await removeConcepts(context, anna, { domain: "ice" }, { dryRun: true });
  expect(trial).toMatchObject({ import: null, counts: { removed: 2 } });
  const done = await removeConcepts(context, anna, { domain: "ice" }, { removing: 2 });
  expect(await journal(context)).toMatchObject([{ id: done.import, counts: { removed: 2 } }, {}, {}, {}]);
  await undoWholeImport(context, anna, done.import ?? "");
  expect((await getConcept(context, anna, "a")).domain).toBe("ice");
});

describe("any sequence of writes and undos", () => {
  test("leaves what a simple model says", async () => {
    const done = { undone: 0, partly: 0, again: 0, blocked: 0 };
    for (let seed = 1; seed <= 6; seed += 1) {
      const { undone, partly, again, blocked } = await walk(await testContext(), seed, 100);
      done.undone += undone;
      done.partly += partly;
      done.again += again;
      done.blocked += blocked;
    }
    expect(done.undone).toBeGreaterThan(60);
    expect(done.partly).toBeGreaterThan(10);
    expect(done.again).toBeGreaterThan(2);
    expect(done.blocked).toBeGreaterThan(5);
  });

  test("is watched closely enough to notice an undo that restores too little", async () => {
    const spoil = ({ storage }: Context) =>
      storage.all("UPDATE concept SET data = replace(data, 'preferred', 'superseded')");
    await expect(walk(await testContext(), 1, 100, spoil)).rejects.toThrow(/undo of i/u);
  });
});
