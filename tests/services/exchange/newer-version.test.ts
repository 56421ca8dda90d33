import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { FormatName } from "../../../src/formats/traits.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push, type Push } from "../../../src/services/exchange/push.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, boris, bytes, type TestContext, testContext, text } from "../helpers.ts";
import { pull } from "./pull-whole.ts";

async function made(file: Uint8Array, format: FormatName, name: string): Promise<TestContext> {
  const context = await testContext();
  const about = { collection: "c", id: "talk", title: "Talk", format, source: "en" as const, filename: name };
  await createDocument(context, anna, about, file);
  return context;
}

const units = async (context: TestContext) =>
  (await listUnits(context, anna, "talk", { limit: 10_000 })).items;

/** Translates every sentence that a test gives a translation for. */
async function translate(context: TestContext, how: (source: string) => string | undefined): Promise<void> {
  for (const { id, version, variants } of await units(context)) {
    const content = how(variants.en?.text ?? "");
    if (content === undefined) continue;
    const zh = { text: content, state: "final" as const, source: "en" as const };
    await editUnit(context, anna, id, version, { variants: { zh } });
  }
}

const pushed = (context: TestContext, file: Uint8Array, format: FormatName, more: Partial<Push> = {}) =>
  push(context, anna, { document: "talk", bytes: file, format, source: "en", create: true, ...more });

const original = async (context: TestContext, target: Language) =>
  (await pull(context, anna, { document: "talk", format: "original", target })).bytes;

/** Everything of the units that a person sees, and in what order. */
const state = async (context: TestContext) =>
  (await units(context)).map(({ id, key, variants, notes }) => ({
    id,
    key,
    en: variants.en?.text,
    zh: variants.zh?.text,
    stale: variants.zh?.stale,
    state: variants.zh?.state,
    notes,
  }));

const OLD =
  "# Ice\n\nThe ice melts quickly in summer. Ships wait for it.\n\n- The first port\n- The second port\n";
const NEW =
  "# Ice\n\nA new paragraph stands here.\n\nThe ice melts very quickly in summer. Ships wait for it.\n\n- The second port\n- The first port\n";
const ZH: Record<string, string> = {
  Ice: "冰",
  "The ice melts quickly in summer.": "夏天冰融化得很快。",
  "Ships wait for it.": "船只在等待。",
  "The first port": "第一个港口",
  "The second port": "第二个港口",
};

test("a new version of a Markdown text: translations go with their sentences, and the file has its shape", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  await translate(context, (source) => ZH[source]);
  const before = await state(context);
  const dry = await pushed(context, bytes(NEW), "markdown", { dryRun: true });
  expect(await state(context)).toEqual(before);
  const { report } = await pushed(context, bytes(NEW), "markdown");
  expect(report.units.map(({ key, result }) => [key, result])).toEqual(
    dry.report.units.map(({ key, result }) => [key, result]),
  );
  expect(report.warnings).toEqual([
    { code: "sentences-moved", params: { count: 3 } },
    { code: "shape-taken", params: {} },
  ]);
  expect(report.counts).toMatchObject({ created: 1, same: 2, changed: 3, rejected: 0, conflict: 0 });
  expect(report.units.find(({ key }) => key === "3.1")?.warnings).toEqual([
    {
      code: "sentence-changed",
      params: {
        stored: "The ice melts quickly in summer.",
        file: "The ice melts very quickly in summer.",
      },
    },
  ]);
  expect((await state(context)).map(({ key, en, zh, stale }) => [key, en, zh, stale])).toEqual([
    ["1.1", "Ice", "冰", false],
    ["2.1", "A new paragraph stands here.", undefined, undefined],
    ["3.1", "The ice melts very quickly in summer.", "夏天冰融化得很快。", true],
    ["3.2", "Ships wait for it.", "船只在等待。", false],
    ["4.1", "The second port", "第二个港口", false],
    ["5.1", "The first port", "第一个港口", false],
  ]);
  expect(text(await original(context, "en"))).toBe(NEW);
  expect(text(await original(context, "zh"))).toBe(
    "# 冰\n\nA new paragraph stands here.\n\n夏天冰融化得很快。船只在等待。\n\n- 第二个港口\n- 第一个港口\n",
  );
  const again = await pushed(context, bytes(NEW), "markdown");
  expect(again.report.counts).toMatchObject({ same: 6, changed: 0, created: 0 });

  const undone = await undoImport(context, anna, report.import ?? "");
  expect(undone.counts).toMatchObject({ conflict: 0, removed: 1 });
  expect(await state(context)).toEqual(before);
  expect(text(await original(context, "en"))).toBe(OLD);
  await undoImport(context, anna, undone.import ?? "");
  expect(text(await original(context, "en"))).toBe(NEW);
  expect((await state(context)).map(({ key, zh }) => [key, zh])).toEqual([
    ["1.1", "冰"],
    ["2.1", undefined],
    ["3.1", "夏天冰融化得很快。"],
    ["3.2", "船只在等待。"],
    ["4.1", "第二个港口"],
    ["5.1", "第一个港口"],
  ]);
});

const MOST = { numRuns: 60 };

const word = fc.constantFrom("ice", "port", "ship", "wind", "law", "sea", "route", "north", "treaty", "crew");
const sentence = fc
  .array(word, { minLength: 3, maxLength: 6 })
  .map((words) => `The ${words.join(" ")} is here.`);
const paragraphs = fc.array(fc.array(sentence, { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 7,
});
type Text = readonly (readonly string[])[];
const edit = fc.record({
  kind: fc.constantFrom("insert", "delete", "change", "move", "insert sentence", "delete sentence"),
  at: fc.nat(20),
  to: fc.nat(20),
  fresh: sentence,
});

function edited(
  before: Text,
  edits: readonly { kind: string; at: number; to: number; fresh: string }[],
): Text {
  const now = before.map((one) => [...one]);
  for (const { kind, at, to, fresh } of edits) {
    const place = at % Math.max(1, now.length);
    const paragraph = now[place];
    if (kind === "insert") now.splice(place, 0, [fresh]);
    else if (paragraph === undefined) continue;
    else if (kind === "delete") now.splice(place, 1);
    else if (kind === "move") now.splice(to % now.length, 0, ...now.splice(place, 1));
    else if (kind === "insert sentence") paragraph.splice(to % (paragraph.length + 1), 0, fresh);
    else if (kind === "delete sentence") paragraph.splice(to % paragraph.length, 1);
    else paragraph[to % paragraph.length] = `Now ${paragraph[to % paragraph.length]?.toLowerCase() ?? ""}`;
  }
  const filled = now.filter((one) => one.length > 0);
  return filled.length === 0 ? [["Nothing is left."]] : filled;
}

const asText = (text: Text) => bytes(`${text.map((one) => one.join(" ")).join("\n\n")}\n`);
/** A translation that tells what it is the translation of. */
const ofSource = (source: string) => `译：${source}`;

test("after any edits no translation stands under another sentence, unless it is marked; undo brings all back", async () => {
  await fc.assert(
    fc.asyncProperty(
      paragraphs,
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.array(edit, { maxLength: 4 }),
      fc.boolean(),
      async (first, edits, more, create) => {
        const context = await made(asText(first), "markdown", "talk.md");
        await translate(context, ofSource);
        const versions = [edited(first, edits)];
        versions.push(edited(versions[0] ?? [], more));
        const states = [await state(context)];
        const files = [text(await original(context, "en"))];
        const imports: string[] = [];
        for (const version of versions) {
          const { report } = await pushed(context, asText(version), "markdown", { create, force: true });
          imports.push(report.import ?? "");
          const now = await state(context);
          for (const { en, zh, stale } of now)
            if (zh !== undefined && zh !== ofSource(en ?? "")) expect(stale).toBe(true);
          // No translation is lost.
          expect(now.filter(({ zh }) => zh !== undefined)).toHaveLength(
            states[0]?.filter(({ zh }) => zh !== undefined).length ?? 0,
          );
          if (create) {
            const inFile = now.slice(0, version.flat().length).map(({ en }) => en);
            expect(inFile).toEqual(version.flat());
            expect(text(await original(context, "en"))).toBe(text(asText(version)));
            const shown = now.slice(0, inFile.length);
            // A document without any translation does not go out as one.
            const isTranslated = shown.some(({ zh }) => zh !== undefined);
            const exported = isTranslated ? text(await original(context, "zh")) : "";
            if (isTranslated) for (const { en, zh } of shown) expect(exported).toContain(zh ?? en);
          }
          const again = await pushed(context, asText(version), "markdown", { create, force: true });
          expect(again.report.counts).toMatchObject({ changed: 0, created: 0, conflict: 0 });
          expect(await state(context)).toEqual(now);
          states.push(now);
          files.push(text(await original(context, "en")));
        }
        for (const at of [1, 0]) {
          await undoImport(context, anna, imports[at] ?? "");
          expect(await state(context)).toEqual(states[at]);
          expect(text(await original(context, "en"))).toBe(files[at]);
        }
        context.storage.close();
      },
    ),
    MOST,
  );
});

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const run = (words: string, bold = false) =>
  `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${words}</w:t></w:r>`;
const docx = (...texts: string[]): Uint8Array =>
  zipSync({
    "word/document.xml": strToU8(
      `<w:document xmlns:w="${W}"><w:body>${texts.map((one) => `<w:p>${one}</w:p>`).join("")}</w:body></w:document>`,
    ),
  });
const inWord = (file: Uint8Array): string =>
  strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array());

test("a new version of a Word document with paragraphs put in, moved and taken out goes out translated", async () => {
  const ports = run("The port of ") + run("Arkhangelsk", true) + run(" is open. It is old.");
  const context = await made(docx(run("The ice"), run("Ships wait here."), ports), "docx", "talk.docx");
  await translate(
    context,
    (source) =>
      ({ "The ice": "冰", "Ships wait here.": "船只在此等待。", "It is old.": "它很古老。" })[source],
  );
  const next = docx(run("A new title"), ports, run("The ice"));
  const { report } = await pushed(context, next, "docx");
  expect(report.counts).toMatchObject({ created: 1, removed: 1, rejected: 0, conflict: 0 });
  expect(report.units.filter(({ result }) => result === "removed")).toMatchObject([{ key: "2.1" }]);
  expect(report.units.flatMap(({ warnings = [] }) => warnings)).toEqual([
    { code: "sentence-absent", params: { text: "Ships wait here." } },
  ]);
  expect(await original(context, "en")).toEqual(next);
  const { bytes: inChinese, warnings } = await pull(context, anna, {
    document: "talk",
    format: "original",
    target: "zh",
  });
  expect(warnings).toMatchObject([{ code: "export-untranslated", params: { count: 2, total: 4 } }]);
  const words = inWord(inChinese);
  expect(words.replaceAll(/<[^>]*>/gu, "|").replaceAll(/\|+/gu, "|")).toMatch(
    /^\|A new title\|The port of \|Arkhangelsk\| is open\.\|? ?\|?它很古老。\|冰\|$/u,
  );
  // The sentence that is gone comes back with its translation.
  await pushed(context, docx(run("Ships wait here."), run("A new title"), ports, run("The ice")), "docx");
  expect((await state(context)).map(({ en, zh }) => [en, zh])).toContainEqual([
    "Ships wait here.",
    "船只在此等待。",
  ]);
  expect(inWord(await original(context, "zh"))).toContain("船只在此等待。");
});

const cue = (n: number, words: string) => `${n}\n00:00:0${n},000 --> 00:00:0${n},900\n${words}\n`;

test("a new version of subtitles with a cue put in front keeps each translation under its line", async () => {
  const context = await made(
    bytes(`${cue(1, "Hello there.")}\n${cue(2, "The ice melts.")}`),
    "srt",
    "talk.srt",
  );
  await translate(
    context,
    (source) => ({ "Hello there.": "你好。", "The ice melts.": "冰在融化。" })[source],
  );
  const next = `${cue(1, "Silence, please.")}\n${cue(2, "Hello there.")}\n${cue(3, "The ice melts.")}`;
  await pushed(context, bytes(next), "srt");
  expect(text(await original(context, "en"))).toBe(next);
  expect(text(await original(context, "zh"))).toBe(
    `${cue(1, "Silence, please.")}\n${cue(2, "你好。")}\n${cue(3, "冰在融化。")}`,
  );
});

test("without `create` new sentences are named, changed ones come in, and the places stay", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  await translate(context, (source) => ZH[source]);
  const { report } = await pushed(context, bytes(NEW), "markdown", { create: false });
  expect(report.counts).toMatchObject({ rejected: 1, changed: 1, created: 0 });
  expect(report.units.find(({ result }) => result === "rejected")?.problem).toMatchObject({
    code: "unit-unknown",
    params: { text: "A new paragraph stands here." },
  });
  expect((await state(context)).map(({ key, zh }) => [key, zh])).toEqual([
    ["1.1", "冰"],
    ["2.1", "夏天冰融化得很快。"],
    ["2.2", "船只在等待。"],
    ["3.1", "第一个港口"],
    ["4.1", "第二个港口"],
  ]);
  expect(text(await original(context, "en"))).toBe(OLD.replace("melts quickly", "melts very quickly"));
});

test("an excerpt changes its sentences and sets no other aside", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  await translate(context, (source) => ZH[source]);
  const before = await state(context);
  const { report } = await pushed(context, bytes("- The second port\n"), "markdown", { create: false });
  expect(report.counts).toMatchObject({ same: 1, changed: 0, rejected: 0 });
  expect(await state(context)).toEqual(before);
  expect(text(await original(context, "en"))).toBe(OLD);
});

test("a translation that was made from an older version finds its sentences in the newer one", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  await translate(context, (source) => (source === "Ice" ? undefined : ZH[source]));
  const { base, ...pulled } = await pull(context, anna, {
    document: "talk",
    format: "original",
    target: "zh",
  });
  const old = text(pulled.bytes);
  await pushed(context, bytes(NEW), "markdown");
  const { report } = await push(context, boris, {
    document: "talk",
    bytes: bytes(old.replace("# Ice", "# 冰").replace("船只在等待。", "船只在等候。")),
    format: "markdown",
    source: "zh",
    base,
  });
  // Beside a sentence that is new, nothing says which one a first translation belongs to.
  expect(report.counts).toMatchObject({ rejected: 1, created: 0 });
  expect(report.units.find(({ result }) => result === "rejected")?.problem).toEqual({
    code: "sentence-unknown",
    params: { text: "冰" },
  });
  const now = await state(context);
  expect(now.map(({ en, zh }) => [en, zh])).toEqual([
    ["Ice", undefined],
    ["A new paragraph stands here.", undefined],
    ["The ice melts very quickly in summer.", "夏天冰融化得很快。"],
    ["Ships wait for it.", "船只在等候。"],
    ["The second port", "第二个港口"],
    ["The first port", "第一个港口"],
  ]);
});

test("an undone version leaves what was translated in it, out of the way of the older sentences", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  await translate(context, (source) => ZH[source]);
  const { report } = await pushed(context, bytes(NEW), "markdown");
  await translate(context, (source) => (source.startsWith("A new") ? "新段落。" : undefined));
  const undone = await undoImport(context, anna, report.import ?? "");
  expect(undone.counts).toMatchObject({ conflict: 1 });
  const now = await state(context);
  expect(now.filter(({ key }) => !key.startsWith("~")).map(({ key, zh }) => [key, zh])).toEqual([
    ["1.1", "冰"],
    ["2.1", "夏天冰融化得很快。"],
    ["2.2", "船只在等待。"],
    ["3.1", "第一个港口"],
    ["4.1", "第二个港口"],
  ]);
  expect(text(await original(context, "zh"))).toBe(
    "# 冰\n\n夏天冰融化得很快。船只在等待。\n\n- 第一个港口\n- 第二个港口\n",
  );
});

test("an older version is not undone over a newer one that has moved its sentences again", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  await translate(context, (source) => ZH[source]);
  const { report } = await pushed(context, bytes(NEW), "markdown");
  await pushed(context, bytes(`One more.\n\n${NEW}`), "markdown");
  await undoImport(context, anna, report.import ?? "");
  const file = text(await original(context, "zh"));
  expect(file).toContain("One more.");
  expect(file).toContain("- 第二个港口\n- 第一个港口\n");
  for (const { en, zh } of await state(context)) if (en !== undefined && ZH[en]) expect(zh).toBe(ZH[en]);
});

const PROGRAMME: Record<Language, (n: number, time: string) => string> = {
  en: (n, time) => `Session ${n} opens at ${time}.`,
  ru: (n, time) => `Секция ${n} начинается в ${time}.`,
  zh: (n, time) => `第${n}场于${time}开始。`,
};

test.each(["en", "ru", "zh"] as const)(
  "in a programme (%s) a new line gets no translation of another",
  async (source) => {
    const line = PROGRAMME[source];
    const target = source === "zh" ? "en" : "zh";
    const file = (...lines: string[]) => bytes(`${lines.map((one) => `- ${one}`).join("\n")}\n`);
    const context = await testContext();
    const about = { collection: "c", id: "talk", title: "Talk", format: "markdown" as const, source };
    const old = [line(1, "9:00"), line(2, "11:00"), line(3, "14:00"), line(4, "15:30")];
    await createDocument(context, anna, { ...about, filename: "talk.md" }, file(...old));
    for (const [at, { id, version }] of (await units(context)).entries()) {
      const variant = {
        text: PROGRAMME[target](at + 1, ["9:00", "11:00", "14:00", "15:30"][at] ?? ""),
        source,
      };
      await editUnit(context, anna, id, version, { variants: { [target]: variant } });
    }
    const next = file(line(1, "9:00"), line(2, "11:30"), line(4, "15:30"), line(5, "17:00"));
    const { report } = await push(context, anna, {
      document: "talk",
      bytes: next,
      format: "markdown",
      source,
      create: true,
    });
    expect(report.counts).toMatchObject({ created: 1, removed: 1 });
    const exported = await pull(context, anna, { document: "talk", format: "original", target });
    expect(text(exported.bytes)).toBe(
      text(
        file(
          PROGRAMME[target](1, "9:00"),
          PROGRAMME[target](2, "11:00"),
          PROGRAMME[target](4, "15:30"),
          line(5, "17:00"),
        ),
      ),
    );
    expect(exported.warnings).toMatchObject([
      { code: "export-untranslated", params: { count: 1, total: 4 } },
      { code: "export-outdated", params: { language: target, count: 1, total: 4 } },
    ]);
  },
);

test("a sentence that is gone is reported as removed once", async () => {
  const context = await made(bytes(OLD), "markdown", "talk.md");
  const first = await pushed(context, bytes(OLD.replace(" Ships wait for it.", "")), "markdown");
  expect(first.report.counts).toMatchObject({ removed: 1, created: 0 });
  expect(first.report.units.find(({ result }) => result === "removed")?.warnings).toEqual([
    { code: "sentence-absent", params: { text: "Ships wait for it." } },
  ]);
  const next = `# Ice\n\nOne more.\n\n${OLD.replace(" Ships wait for it.", "").slice(7)}`;
  const second = await pushed(context, bytes(next), "markdown");
  expect(second.report.counts).toMatchObject({ removed: 0, created: 1 });
  expect(JSON.stringify(second.report)).not.toContain("sentence-absent");
});

const inFormat: Partial<Record<FormatName, (...texts: string[]) => Uint8Array>> = {
  docx: (...texts) => docx(...texts.map((one) => run(one))),
  srt: (...texts) => bytes(texts.map((one, at) => cue(at + 1, one)).join("\n")),
  markdown: (...texts) => bytes(`${texts.join("\n\n")}\n`),
  html: (...texts) =>
    bytes(`<!doctype html>\n<html><body>${texts.map((one) => `<p>${one}</p>`).join("\n")}</body></html>`),
};

test.each(Object.entries(inFormat))(
  "without `create` a file with new sentences keeps the document's shape, one without gives it (%s)",
  async (name, write) => {
    const format = name as FormatName;
    const context = await made(write("Hello there.", "The ice melts.", "Ships wait."), format, "talk");
    const more = { create: false };
    const grown = write("Hello there.", "The ice melted.", "Ships wait.", "Nobody knows why.");
    const kept = await pushed(context, grown, format, more);
    expect(kept.report.warnings).toEqual([{ code: "shape-kept", params: { count: 1 } }]);
    const words = (file: Uint8Array) => (format === "docx" ? inWord(file) : text(file));
    const edited = write("Hello there.", "The ice melted.", "Ships wait.");
    expect(words(await original(context, "en"))).toBe(words(edited));
    const shrunk = write("Ships wait.", "The ice melted.");
    const taken = await pushed(context, shrunk, format, more);
    expect(taken.report.counts).toMatchObject({ removed: 1, rejected: 0 });
    expect(taken.report.warnings).toContainEqual({ code: "shape-taken", params: {} });
    expect(await original(context, "en")).toEqual(shrunk);
    const again = await pushed(context, shrunk, format, more);
    expect(again.report.warnings).toEqual([]);
  },
);

test("subtitles with other times alone bring their times, and the report says it", async () => {
  const file = `${cue(1, "Hello there.")}\n${cue(2, "The ice melts.")}`;
  const context = await made(bytes(file), "srt", "talk.srt");
  const later = file.replaceAll("00:00:", "00:01:");
  const { report } = await pushed(context, bytes(later), "srt", { create: false });
  expect(report.counts).toMatchObject({ same: 2, changed: 0 });
  expect(report.warnings).toEqual([{ code: "shape-taken", params: {} }]);
  expect(text(await original(context, "en"))).toBe(later);
});
