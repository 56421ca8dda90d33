import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { alignTexts } from "../../../src/services/alignment/align-texts.ts";
import { reviewAlignment } from "../../../src/services/alignment/review-alignment.ts";
import { type AlignedFiles, saveAlignment } from "../../../src/services/alignment/save-alignment.ts";
import { pull } from "../../../src/services/exchange/pull.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, type TestContext, testContext } from "../helpers.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const docx = (...paragraphs: string[]): Uint8Array =>
  zipSync({
    "word/document.xml": strToU8(
      `<w:document xmlns:w="${W}"><w:body>${paragraphs.map((text) => `<w:p>${text}</w:p>`).join("")}</w:body></w:document>`,
    ),
  });
const run = (text: string, bold = false) =>
  `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const inWord = (bytes: Uint8Array): string => strFromU8(unzipSync(bytes)["word/document.xml"] as Uint8Array);

const DOCX: AlignedFiles = {
  en: {
    format: "docx",
    filename: "talk.docx",
    bytes: docx(
      run("The Northern Sea Route"),
      run("The seminar was held in ") +
        run("Arkhangelsk", true) +
        run(" in 2023. Experts from five countries took part in it."),
      run("The ice is melting quickly."),
    ),
  },
  ru: {
    format: "docx",
    filename: "доклад.docx",
    bytes: docx(
      run("Северный морской путь"),
      run("Семинар прошёл в 2023 году в ") +
        run("Архангельске", true) +
        run(". В нём участвовали эксперты из пяти стран."),
      run("Лёд быстро тает."),
    ),
  },
  zh: {
    format: "docx",
    filename: "演讲.docx",
    bytes: docx(
      run("北方海航道"),
      run("研讨会于2023年在") + run("阿尔汉格尔斯克", true) + run("举行。来自五个国家的专家参加了研讨会。"),
      run("冰正在迅速融化。"),
    ),
  },
};

async function saved(files: AlignedFiles): Promise<TestContext> {
  const context = await testContext();
  const given = Object.entries(files);
  const { segments, beads } = await alignTexts(context, anna, {
    texts: Object.fromEntries(given.map(([language, { bytes }]) => [language, bytes])),
    formats: Object.fromEntries(given.map(([language, { format }]) => [language, format])),
  });
  await saveAlignment(
    context,
    anna,
    { collection: "c", id: "talk", title: "Talk" },
    { segments, beads, threshold: 0.5 },
    files,
  );
  return context;
}

const original = (context: TestContext, target?: Language) =>
  pull(context, anna, { document: "talk", format: "original", ...(target === undefined ? {} : { target }) });

async function edit(context: TestContext, has: string, language: Language, change: (text: string) => string) {
  const { items } = await listUnits(context, anna, "talk", { limit: 100 });
  const unit = items.find((one) => one.variants[language]?.text.includes(has) === true);
  const content = (unit?.variants[language]?.content ?? []).map((part) =>
    typeof part === "string" ? change(part) : part,
  );
  await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
    variants: { [language]: { content } },
  });
}

test("each language of an aligned document goes out in its own file, under its own name", async () => {
  const context = await saved(DOCX);
  for (const language of ["en", "ru", "zh"] as const) {
    const { bytes, filename, warnings } = await original(context, language);
    expect(bytes).toEqual(DOCX[language]?.bytes);
    expect(filename).toBe(DOCX[language]?.filename);
    expect(warnings).toEqual([]);
  }
  expect((await original(context)).bytes).toEqual(DOCX.en?.bytes);
});

test("a change of one language stands in the file of this language, with its formatting", async () => {
  const context = await saved(DOCX);
  await edit(context, "Архангельске", "ru", (text) => text.replace("прошёл", "состоялся"));
  const { bytes } = await original(context, "ru");
  expect(inWord(bytes)).toContain(
    `${run("Семинар состоялся в 2023 году в ") + run("Архангельске", true)}<w:r><w:t xml:space="preserve">.</w:t>`,
  );
  expect(inWord(bytes)).toContain(run("Лёд быстро тает."));
  expect((await original(context, "en")).bytes).toEqual(DOCX.en?.bytes);
});

test("sentences keep their places when a reviewer joins and divides units, and when that is undone", async () => {
  const context = await saved(DOCX);
  const { items } = await listUnits(context, anna, "talk", { limit: 100 });
  const at = items.findIndex((one) => one.variants.en?.text.startsWith("The seminar") === true);
  const joined = await reviewAlignment(context, anna, "talk", { kind: "merge", unit: items[at]?.id ?? "" });
  for (const language of ["en", "ru", "zh"] as const)
    expect((await original(context, language)).bytes).toEqual(DOCX[language]?.bytes);
  await edit(context, "эксперты", "ru", (text) => text.replace("эксперты", "учёные"));
  expect(inWord((await original(context, "ru")).bytes)).toContain("В нём участвовали учёные из пяти стран.");
  await undoImport(context, anna, joined.import ?? "");
  expect((await original(context, "zh")).bytes).toEqual(DOCX.zh?.bytes);
});

test("a language without a file goes out in the shape of the first one", async () => {
  const { en, ru } = DOCX;
  const context = await saved({ ...(en === undefined ? {} : { en }), ...(ru === undefined ? {} : { ru }) });
  const { items } = await listUnits(context, anna, "talk", { limit: 100 });
  const [title] = items;
  await editUnit(context, anna, title?.id ?? "", title?.version ?? 0, {
    variants: { zh: { text: "北方海航道" } },
  });
  const { bytes } = await original(context, "zh");
  expect(inWord(bytes)).toContain("北方海航道");
  expect(inWord(bytes)).toContain("The ice is melting quickly.");
});

test("versions of a web page keep their places, and an undone alignment takes its files along", async () => {
  const page = (language: string, first: string, second: string): Uint8Array =>
    strToU8(`<!doctype html><html lang="${language}"><body><h1>${first}</h1><p>${second}</p></body></html>`);
  const files: AlignedFiles = {
    en: {
      format: "html",
      filename: "en.html",
      bytes: page("en", "The Arctic", "The <b>ice</b> melts quickly. Ships wait."),
    },
    ru: {
      format: "html",
      filename: "ru.html",
      bytes: page("ru", "Арктика", "<b>Лёд</b> быстро тает. Суда ждут."),
    },
  };
  const context = await saved(files);
  await edit(context, "Суда", "ru", () => "Корабли ждут.");
  expect(strFromU8((await original(context, "ru")).bytes)).toContain(
    "<p><b>Лёд</b> быстро тает. Корабли ждут.</p>",
  );
  expect((await original(context, "en")).bytes).toEqual(files.en?.bytes);
  const { items } = await listImports(context, anna, { limit: 10 });
  const made = items.find(({ kind }) => kind === "alignment");
  expect(items.filter(({ kind }) => kind === "alignment")).toHaveLength(1);
  await undoImport(context, anna, made?.id ?? "");
});
