import { expect, test } from "vitest";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { type FindTerm, findTerm } from "../../../src/services/units/find-term.ts";
import { replaceText } from "../../../src/services/units/replace-text.ts";
import { anna, testContext, type TestContext, textsOf } from "../helpers.ts";

async function withTexts(texts: readonly Readonly<Record<string, string>>[]): Promise<TestContext> {
  const context = await testContext();
  await storeDocument(
    context,
    anna,
    { collection: "c", id: "d" },
    {
      format: "json",
      tags: {},
      units: texts.map((unit, at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: Object.fromEntries(
          Object.entries(unit).map(([language, text]) => [
            language,
            { content: [text], state: "translated" },
          ]),
        ),
      })),
    },
    "import",
  );
  return context;
}

const replace = async (
  context: TestContext,
  wanted: FindTerm,
  more: { sureOnly?: boolean; dryRun?: boolean } = {},
) =>
  replaceText(context, anna, {
    find: await findTerm(context, wanted),
    selection: wanted.languages === undefined ? {} : { languages: wanted.languages },
    ceiling: "final",
    limit: 100,
    ...more,
  });

test("a term is replaced in three languages at once, in its forms, and undone at once", async () => {
  const texts = [
    {
      ru: "На борту нового ледокола работают сто человек.",
      en: "An icebreaker carries a hundred people.",
      zh: "破冰船上有一百人。",
    },
    { ru: "Две полыньи", en: "Two polynyas" },
  ];
  const context = await withTexts(texts);
  const report = await replace(context, {
    from: { ru: ["ледокол"], en: ["icebreaker"], zh: ["破冰船"] },
    to: { ru: "ледокольное судно", en: "polar vessel", zh: "极地破冰船" },
  });
  expect(report).toMatchObject({ total: 3, doubtful: 0, counts: { changed: 1 } });
  expect((await textsOf(context, "d"))["k0"]).toEqual({
    ru: "На борту нового ледокольного судна работают сто человек.",
    en: "A polar vessel carries a hundred people.",
    zh: "极地破冰船上有一百人。",
  });
  // The Chinese term is found once: the new term contains the old one.
  expect((await replace(context, { from: { zh: ["破冰船"] }, to: { zh: "极地破冰船" } })).total).toBe(0);
  await undoWholeImport(context, anna, report.import ?? "");
  expect((await textsOf(context, "d"))["k0"]).toEqual(texts[0]);
});

test("the terms of a concept that may not be used are replaced by the preferred one", async () => {
  const context = await withTexts([{ ru: "Идём по Севморпути и Северному морскому пути." }]);
  await createConcept(context, anna, {
    id: "nsr",
    status: "approved",
    terms: [
      { language: "ru", text: "Северный морской путь", administrativeStatus: "preferred" },
      { language: "ru", text: "Севморпуть", administrativeStatus: "deprecated", forbidden: true },
    ],
  });
  const report = await replace(context, { concept: "nsr" }, { dryRun: true });
  expect(report.places).toMatchObject([{ found: "Севморпути", replacement: "Северному морскому пути" }]);
  await expect(replace(context, { concept: "none" })).rejects.toThrow("not-found");
  await expect(replace(context, { concept: "nsr", languages: ["zh"] })).rejects.toThrow("term-missing");
});

test("a place inside a longer term of another concept is in doubt, and can be left out", async () => {
  const context = await withTexts([{ ru: "Паковый лёд тает, лёд трещит." }]);
  await createConcept(context, anna, {
    id: "pack-ice",
    status: "approved",
    terms: [{ language: "ru", text: "паковый лёд", administrativeStatus: "preferred" }],
  });
  const wanted = { from: { ru: ["лёд"] }, to: { ru: "ледяной покров" } };
  const preview = await replace(context, wanted, { dryRun: true });
  expect(preview.places.map(({ doubt }) => doubt)).toEqual(["meaning", undefined]);
  await replace(context, wanted, { sureOnly: true });
  expect((await textsOf(context, "d"))["k0"]?.["ru"]).toBe("Паковый лёд тает, ледяной покров трещит.");
});
