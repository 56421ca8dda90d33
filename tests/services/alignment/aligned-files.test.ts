import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { alignTexts } from "../../../src/services/alignment/align-texts.ts";
import { reviewAlignment } from "../../../src/services/alignment/review-alignment.ts";
import { type AlignedFiles, saveAlignment } from "../../../src/services/alignment/save-alignment.ts";
import { pull } from "../exchange/pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
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

const sent = async (context: TestContext, language: Language, bytes: Uint8Array, actor = anna) => {
  const { report } = await push(context, actor, {
    document: "talk",
    bytes,
    format: "docx",
    source: language,
    onConflict: "abort",
  });
  return report;
};
const textsIn = async (context: TestContext, language: Language) =>
  (await listUnits(context, anna, "talk", { limit: 100 })).items.map(
    ({ variants }) => variants[language]?.text,
  );

test("a version that nobody changed brings nothing", async () => {
  const context = await saved(DOCX);
  for (const language of ["en", "ru", "zh"] as const) {
    const { counts } = await sent(context, language, DOCX[language]?.bytes ?? new Uint8Array());
    expect(counts).toMatchObject({ changed: 0, rejected: 0, conflict: 0 });
  }
});

test("a changed version comes back by its places, also where the paragraphs after it have moved", async () => {
  const context = await saved(DOCX);
  const before = await textsIn(context, "ru");
  const report = await sent(
    context,
    "ru",
    docx(
      run("Северный морской путь"),
      run("Новый абзац о портах."),
      run("Семинар состоялся в 2023 году в ") +
        run("Архангельске", true) +
        run(". В нём участвовали эксперты из пяти стран."),
      run("Лёд быстро тает."),
    ),
  );
  expect(report.counts).toMatchObject({ changed: 1, rejected: 1 });
  expect(report.units.find(({ result }) => result === "rejected")?.problem).toMatchObject({
    code: "sentence-not-aligned",
    params: { text: "Новый абзац о портах." },
  });
  expect(await textsIn(context, "ru")).toEqual(before.map((text) => text?.replace("прошёл", "состоялся")));
  // The kept file is still the template: it has all places.
  expect(inWord((await original(context, "ru")).bytes)).toContain("Семинар состоялся в 2023 году в ");
  expect((await original(context, "zh")).bytes).toEqual(DOCX.zh?.bytes);
});

test("a short sentence with a new one beside it is edited, and only the new one is refused", async () => {
  const of = (...texts: string[]) => docx(...texts.map((text) => run(text)));
  const context = await saved({
    en: {
      format: "docx",
      filename: "en.docx",
      bytes: of("Ice melts.", "The ship leaves on Monday.", "It is cold."),
    },
    ru: {
      format: "docx",
      filename: "ru.docx",
      bytes: of("Лёд тает.", "Корабль выходит в понедельник.", "Холодно."),
    },
  });
  for (const [first, second] of [
    ["Корабль уходит в среду.", "Капитан рад."],
    ["Капитан рад.", "Корабль ушёл во вторник."],
  ] as const) {
    const report = await sent(context, "ru", of("Лёд тает.", first, second, "Холодно."));
    const refused = report.units.flatMap(({ problem }) => problem?.params?.["text"] ?? []);
    expect([report.counts.changed, refused]).toEqual([1, ["Капитан рад."]]);
    expect((await textsIn(context, "ru"))[1]).toMatch(/^Корабль у/u);
  }
});

test("in a programme another line in the place of a removed one is no edit of it; another time is", async () => {
  const en = (n: number, time: string) => run(`Session ${n} opens at ${time}.`);
  const ru = (n: number, time: string) => run(`Секция ${n} начинается в ${time}.`);
  const lines = (line: typeof en) =>
    docx(line(1, "9:00"), line(2, "11:00"), line(3, "14:00"), line(4, "15:30"));
  const context = await saved({
    en: { format: "docx", filename: "en.docx", bytes: lines(en) },
    ru: { format: "docx", filename: "ru.docx", bytes: lines(ru) },
  });
  const next = docx(en(1, "9:00"), en(2, "11:30"), en(6, "18:00"), en(4, "15:30"));
  const report = await sent(context, "en", next);
  expect(report.counts).toMatchObject({ changed: 1, rejected: 1 });
  expect(report.units.find(({ result }) => result === "rejected")?.problem).toMatchObject({
    code: "sentence-not-aligned",
    params: { text: "Session 6 opens at 18:00." },
  });
  expect((await textsIn(context, "en"))[2]).toBe("Session 3 opens at 14:00.");
  expect(inWord((await original(context, "en")).bytes)).toContain("Session 3 opens at 14:00.");
});

test("an export of units that a reviewer has joined comes back with one changed sentence", async () => {
  const context = await saved(DOCX);
  const { items } = await listUnits(context, anna, "talk", { limit: 100 });
  const at = items.findIndex((one) => one.variants.en?.text.startsWith("The seminar") === true);
  await reviewAlignment(context, anna, "talk", { kind: "merge", unit: items[at]?.id ?? "" });
  const { bytes } = await original(context, "en");
  const changed = zipSync({
    "word/document.xml": strToU8(inWord(bytes).replace("five countries", "six countries")),
  });
  expect((await sent(context, "en", changed)).counts).toMatchObject({ changed: 1, rejected: 0 });
  expect((await textsIn(context, "en"))[at]).toContain("Experts from six countries took part in it.");
  expect((await original(context, "en")).bytes).toEqual(changed);
  expect((await original(context, "ru")).bytes).toEqual(DOCX.ru?.bytes);
});

test("a language without a file comes back in the shape of another one", async () => {
  const { en, ru } = DOCX;
  const context = await saved({ ...(en === undefined ? {} : { en }), ...(ru === undefined ? {} : { ru }) });
  const { bytes } = await pull(context, anna, {
    document: "talk",
    format: "original",
    target: "zh",
    untranslated: "source",
  });
  const translated = zipSync({
    "word/document.xml": strToU8(inWord(bytes).replace("The Northern Sea Route", "北方海航道")),
  });
  expect((await sent(context, "zh", translated)).counts).toMatchObject({ changed: 1, rejected: 0 });
  expect(inWord((await original(context, "zh")).bytes)).toContain("北方海航道");
  expect((await original(context, "en")).bytes).toEqual(DOCX.en?.bytes);
});

test("sentences that the alignment joined or cut stay as they are while nobody changes them", async () => {
  const context = await testContext();
  const bytes = docx(run("Ice melts. ") + run("Ships", true) + run(" wait."), run("Ports grow fast."));
  const other = docx(run("Лёд тает. Суда ждут."), run("Порты быстро растут."));
  const files: AlignedFiles = {
    en: { format: "docx", filename: "a.docx", bytes },
    ru: { format: "docx", filename: "b.docx", bytes: other },
  };
  // One unit over two sentences of the file, and two units over one.
  await saveAlignment(
    context,
    anna,
    { collection: "c", id: "talk", title: "Talk" },
    {
      segments: {
        en: ["Ice melts. Ships wait.", "Ports", "grow fast."],
        ru: ["Лёд тает. Суда ждут.", "Порты", "быстро растут."],
      },
      beads: [0, 1, 2].map((n) => ({ en: [n], ru: [n], confidence: 1 })),
      threshold: 0.5,
    },
    files,
  );
  expect((await original(context, "en")).bytes).toEqual(bytes);
  expect((await original(context, "ru")).bytes).toEqual(other);
  expect((await sent(context, "en", bytes)).counts).toMatchObject({ changed: 0, rejected: 0 });
  const grown = docx(run("Ice melts. ") + run("Ships", true) + run(" wait."), run("Ports grow slowly."));
  expect((await sent(context, "en", grown)).counts).toMatchObject({ changed: 1, rejected: 0 });
  expect(await textsIn(context, "en")).toEqual(["Ice melts. Ships wait.", "Ports", "grow slowly."]);
  expect((await original(context, "en")).bytes).toEqual(grown);
  const both = docx(run("Ice melts. ") + run("Ships", true) + run(" wait."), run("Harbours shrink slowly."));
  const { counts, units } = await sent(context, "en", both);
  expect(counts).toMatchObject({ changed: 0, rejected: 2 });
  expect(units.map(({ problem }) => problem?.code)).toContain("sentence-of-several-units");
});

test("texts in attributes, which are not aligned, stay in the file of their language", async () => {
  const page = (language: string, text: string, alt: string): Uint8Array =>
    strToU8(
      `<!doctype html><html lang="${language}"><body><p>${text} <img src="x.png" alt="${alt}"> ${text}</p></body></html>`,
    );
  const files: AlignedFiles = {
    en: { format: "html", filename: "en.html", bytes: page("en", "The ice melts.", "A map") },
    ru: { format: "html", filename: "ru.html", bytes: page("ru", "Лёд тает.", "Карта") },
  };
  const context = await saved(files);
  expect((await original(context, "en")).bytes).toEqual(files.en?.bytes);
  await edit(context, "Лёд", "ru", () => "Льды тают.");
  expect(strFromU8((await original(context, "ru")).bytes)).toContain('alt="Карта"');
  expect(strFromU8((await original(context, "ru")).bytes)).toContain("Льды тают.");
});
