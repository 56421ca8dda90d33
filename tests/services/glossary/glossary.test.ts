import { describe, expect, test } from "vitest";
import { conceptHistory } from "../../../src/services/glossary/concept-history.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import { getConcept } from "../../../src/services/glossary/get-concept.ts";
import { listConcepts } from "../../../src/services/glossary/list-concepts.ts";
import { mergeConcepts } from "../../../src/services/glossary/merge-concepts.ts";
import { removeConcept } from "../../../src/services/glossary/remove-concept.ts";
import type { ConceptDraft } from "../../../src/services/glossary/concept-draft.ts";
import { editCollection } from "../../../src/services/documents/edit-collection.ts";
import { ignoreFindings } from "../../../src/services/quality/ignore-findings.ts";
import { listFindings } from "../../../src/services/quality/list-findings.ts";
import { unignoreFindings } from "../../../src/services/quality/unignore-findings.ts";
import { conceptImpact } from "../../../src/services/glossary/concept-impact.ts";
import { recogniseTerms } from "../../../src/services/glossary/recognise-terms.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, siteOf, type TestContext, testContext } from "../helpers.ts";

const ICEBREAKER: ConceptDraft = {
  id: "icebreaker",
  terms: [
    { language: "en", text: "icebreaker", administrativeStatus: "preferred" },
    { language: "ru", text: "ледокол", administrativeStatus: "preferred" },
    { language: "zh", text: "破冰船", administrativeStatus: "preferred" },
  ],
};

const TEXTS = {
  en: { a: "Two icebreakers left the port.", b: "The icebreaker waited." },
  ru: { a: "Два ледокола вышли из порта.", b: "Корабль ждал." },
  zh: { a: "两艘破冰船离开了港口。", b: "破冰船在等待。" },
};

const site = async (): Promise<TestContext> => {
  const context = await testContext();
  await siteOf(context, TEXTS);
  return context;
};

const terminology = async (context: TestContext) =>
  (await listFindings(context, anna, { limit: 100 })).items.filter(
    ({ check }) => check === "terminology" || check === "triangle",
  );

const keysOf = async (context: TestContext) => {
  const { items } = await listUnits(context, anna, "site", { limit: 10 });
  return new Map(items.map((unit) => [unit.id, unit.key]));
};

describe("a concept", () => {
  test("gets its forms when it is saved, and keeps those that an editor corrected", async () => {
    const context = await testContext();
    const made = await createConcept(context, anna, ICEBREAKER);
    const forms = made.terms.find(({ language }) => language === "ru")?.forms?.map(({ text }) => text);
    expect(forms).toEqual(expect.arrayContaining(["ледокол", "ледокола", "ледоколов", "ледоколами"]));
    const terms = made.terms.map((term) =>
      term.language === "ru" ? { ...term, forms: ["ледокол", "ледоколу"] } : term,
    );
    const edited = await editConcept(context, anna, "icebreaker", 1, { terms });
    const russian = edited.terms.find(({ language }) => language === "ru")?.forms ?? [];
    expect(russian.filter(({ edited }) => edited !== "removed").map(({ text }) => text)).toEqual([
      "ледокол",
      "ледоколу",
    ]);
  });

  test("is found in three languages, in any form", async () => {
    const context = await testContext();
    await createConcept(context, anna, ICEBREAKER);
    for (const q of ["ICEBREAK", "Ледоколами", "破冰"])
      expect((await listConcepts(context, anna, { q, limit: 5 })).total).toBe(1);
    expect((await listConcepts(context, anna, { q: "ледник", limit: 5 })).total).toBe(0);
    expect(await recogniseTerms(context, "О ледоколах и льде", "ru")).toMatchObject([
      { concept: "icebreaker", term: "ледокол", start: 2, end: 11, certainty: "certain" },
    ]);
  });

  test("is recognised once at a place, even when several of its terms have this form", async () => {
    const context = await testContext();
    await createConcept(context, anna, {
      id: "arctic-council",
      terms: [
        { language: "ru", text: "Арктический совет", administrativeStatus: "preferred" },
        { language: "ru", text: "Арктический Совет", administrativeStatus: "admitted" },
      ],
    });
    expect(await recogniseTerms(context, "Решение Арктического Совета", "ru")).toEqual([
      { concept: "arctic-council", term: "Арктический совет", start: 8, end: 27, certainty: "certain" },
    ]);
  });

  test("is not overwritten by somebody who saw an older version", async () => {
    const context = await testContext();
    await createConcept(context, anna, ICEBREAKER);
    await editConcept(context, anna, "icebreaker", 1, { domain: "ship" });
    await expect(editConcept(context, anna, "icebreaker", 1, { domain: "ice" })).rejects.toMatchObject({
      code: "stale-version",
    });
    expect(await getConcept(context, anna, "icebreaker")).toMatchObject({ domain: "ship", version: 2 });
  });

  test("keeps its history after it is removed, and merges with a duplicate", async () => {
    const context = await testContext();
    await createConcept(context, anna, ICEBREAKER);
    await createConcept(context, anna, {
      id: "breaker",
      terms: [{ language: "en", text: "ice-breaking ship", administrativeStatus: "preferred" }],
    });
    const merged = await mergeConcepts(context, anna, "icebreaker", "breaker");
    expect(merged.terms.map(({ text, administrativeStatus }) => [text, administrativeStatus]).at(-1)).toEqual(
      ["ice-breaking ship", "admitted"],
    );
    await expect(getConcept(context, anna, "breaker")).rejects.toMatchObject({ code: "not-found" });
    expect((await conceptHistory(context, "breaker")).map(({ concept }) => concept?.id ?? null)).toEqual([
      null,
      "breaker",
    ]);
  });
});

describe("findings", () => {
  test("come and go with the texts and with the glossary, without a scan", async () => {
    const context = await site();
    expect(await terminology(context)).toEqual([]);
    await createConcept(context, anna, ICEBREAKER);
    const keys = await keysOf(context);
    const found = await terminology(context);
    expect(new Set(found.map(({ unit }) => keys.get(unit)))).toEqual(new Set(["b"]));

    const unit = (await listUnits(context, anna, "site", { limit: 10 })).items.find(({ key }) => key === "b");
    await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
      variants: { ru: { text: "Ледокол ждал." } },
    });
    expect(await terminology(context)).toEqual([]);

    await editUnit(context, anna, unit?.id ?? "", (unit?.version ?? 0) + 1, {
      variants: { ru: { text: "Судно ждало." } },
    });
    expect(await terminology(context)).not.toEqual([]);
    await removeConcept(context, anna, "icebreaker");
    expect(await terminology(context)).toEqual([]);
  });

  test("that are ignored come back when the text changes", async () => {
    const context = await site();
    await createConcept(context, anna, ICEBREAKER);
    for (const { id } of await terminology(context))
      await ignoreFindings(context, anna, [id], "the port's tug");
    expect(await terminology(context)).toEqual([]);
    const ignored = (await listFindings(context, anna, { limit: 9, ignored: true })).items.find(
      (finding) => finding.ignored,
    );
    expect(ignored?.ignored).toMatchObject({ reason: "the port's tug", author: "anna" });
    await unignoreFindings(context, anna, [ignored?.id ?? ""]);
    expect(await terminology(context)).toHaveLength(1);
    await ignoreFindings(context, anna, [ignored?.id ?? ""], "again");
    const unit = (await listUnits(context, anna, "site", { limit: 10 })).items.find(({ key }) => key === "b");
    await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
      variants: { ru: { text: "Судно всё ждало." } },
    });
    expect((await terminology(context)).length).toBeGreaterThan(0);
  });
});

test("new check settings of a collection apply at once to stored findings", async () => {
  const context = await site();
  await createConcept(context, anna, ICEBREAKER);
  expect((await terminology(context)).length).toBeGreaterThan(0);
  await editCollection(context, anna, "c", { settings: { checks: { terminology: "off", triangle: "off" } } });
  expect(await terminology(context)).toEqual([]);
  await editCollection(context, anna, "c", { settings: { checks: {} } });
  expect((await terminology(context)).length).toBeGreaterThan(0);
});

describe("impact", () => {
  test("shows before a change which units it would break and mend", async () => {
    const context = await site();
    const fresh = await conceptImpact(context, anna, "icebreaker", ICEBREAKER);
    expect(fresh.breaks.map(({ unit }) => unit.key)).toEqual(["b"]);
    await createConcept(context, anna, ICEBREAKER);
    const terms = [
      ...ICEBREAKER.terms,
      { language: "ru", text: "корабль", administrativeStatus: "admitted" } as const,
    ];
    const allowed = await conceptImpact(context, anna, "icebreaker", { terms });
    expect(allowed.mends.map(({ unit }) => unit.key)).toEqual(["b"]);
    expect(allowed.breaks).toEqual([]);
    expect((await terminology(context)).length).toBeGreaterThan(0);
    expect((await conceptImpact(context, anna, "icebreaker")).mends.map(({ unit }) => unit.key)).toEqual([
      "b",
    ]);
  });
});
