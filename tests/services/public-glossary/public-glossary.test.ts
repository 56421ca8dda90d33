import { describe, expect, test } from "vitest";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { mergeConcepts } from "../../../src/services/glossary/merge-concepts.ts";
import { removeConcept } from "../../../src/services/glossary/remove-concept.ts";
import { findPublicConcept } from "../../../src/services/public-glossary/find-public-concept.ts";
import { findSentences } from "../../../src/services/public-glossary/find-sentences.ts";
import { letterOf } from "../../../src/services/public-glossary/alphabet.ts";
import { setPublic } from "../../../src/services/public-glossary/set-public.ts";
import { publicStamp } from "../../../src/storage/rows/public-glossary.ts";
import { anna, siteOf, testContext, type TestContext } from "../helpers.ts";

const concept = (id: string, ru: string, domain?: string) => ({
  id,
  ...(domain === undefined ? {} : { domain }),
  terms: [{ language: "ru" as const, text: ru, administrativeStatus: "preferred" as const }],
});

async function found(context: TestContext, id: string) {
  const stamp = await publicStamp(context.storage);
  return findPublicConcept(context.storage, id, stamp, (one, at) => findSentences(context, one, at));
}

describe("a public concept", () => {
  test("is shown with sentences of public documents, which are searched once", async () => {
    const context = await testContext();
    await createConcept(context, anna, concept("icebreaker", "ледокол", "ice"));
    await createConcept(context, anna, concept("bare", "шуга"));
    await siteOf(context, {
      ru: { a: "Два ледокола встретились.", b: "Льды тают." },
      en: { a: "Two icebreakers met.", b: "Ice melts." },
    });
    expect(await found(context, "icebreaker")).toBeUndefined();
    await setPublic(context, { domains: ["ice"], collections: ["c"] });
    const expected = {
      kind: "concept",
      sentences: [
        { texts: { ru: "Два ледокола встретились.", en: "Two icebreakers met." }, collection: "C" },
      ],
    };
    expect(await found(context, "icebreaker")).toMatchObject(expected);
    const stamp = await publicStamp(context.storage);
    expect(await findPublicConcept(context.storage, "icebreaker", stamp, undefined)).toMatchObject(expected);
    expect(await found(context, "bare")).toBeUndefined();
    await setPublic(context, { domains: [""], collections: [] });
    expect(await found(context, "bare")).toMatchObject({ kind: "concept", sentences: [] });
    expect(await found(context, "icebreaker")).toBeUndefined();
  });

  test("is found where merges led it, and gone when the last one was removed", async () => {
    const context = await testContext();
    for (const id of ["a", "b", "c"]) await createConcept(context, anna, concept(id, `лёд ${id}`));
    await setPublic(context, { everything: true });
    await mergeConcepts(context, anna, "b", "a");
    await mergeConcepts(context, anna, "c", "b");
    expect(await found(context, "a")).toEqual({ kind: "moved", to: "c" });
    await createConcept(context, anna, concept("b", "новый лёд"));
    expect(await found(context, "a")).toEqual({ kind: "moved", to: "b" });
    await removeConcept(context, anna, "b");
    await removeConcept(context, anna, "c");
    for (const id of ["a", "b", "c"]) expect(await found(context, id)).toEqual({ kind: "gone" });
    await setPublic(context, { everything: false });
    expect(await found(context, "a")).toBeUndefined();
  });
});

test.each([
  ["冰间湖", "zh", "B"],
  ["「北极」", "zh", "B"],
  ["重庆", "zh", "C"],
  ["座", "zh", "Z"],
  ["GDP 增长", "zh", "G"],
  ["2号站", "zh", "#"],
  ["ёж", "ru", "Е"],
  ["йод", "ru", "Й"],
  ["«Арктика»", "ru", "А"],
  ["école", "en", "E"],
  ["3D", "en", "#"],
] as const)("%s (%s) stands under %s", (term, language, letter) => {
  expect(letterOf(term, language)).toBe(letter);
});
