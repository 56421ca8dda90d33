import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { getDocument } from "../../../src/services/documents/get-document.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import type { Pull } from "../../../src/services/exchange/pull.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { anna, bytes, text, textsOf, type TestContext, testContext } from "../helpers.ts";

const core = 'version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"';
/** A file from another tool: with a header, a dialect and comments. */
const dialect = (units: string, target = ' target-language="ru-RU"') =>
  `<?xml version="1.0"?>\n<xliff ${core} xmlns:t="urn:tool">\n<!-- kept -->\n<file source-language="en-US"${target} datatype="x-t" original="x.docx" t:job="7"><header><skl><internal-file>AAAA</internal-file></skl></header><body>\n${units}</body></file></xliff>`;
const unit = (id: string, source: string, target?: string) =>
  `  <trans-unit id="${id}" t:n="${id}"><source>${source}</source>${target === undefined ? "" : `<target>${target}</target>`}</trans-unit>\n`;

const resegmented = (sentence: string, at: number) => [
  { kind: "break", id: `${at}`, element: "segment" } as const,
  sentence,
];

const whole = dialect(unit("a", "Ice", "Лёд") + unit("b", "Sea", "Море") + unit("c", "Sky"));
const segmented =
  '  <trans-unit id="s"><source>One. Two.</source><seg-source><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></seg-source></trans-unit>\n';

async function made(file: string, filename = "план 计划.xlf"): Promise<TestContext> {
  const context = await testContext();
  await createDocument(context, anna, { collection: "c", id: "d", filename }, bytes(file));
  return context;
}
const original = (context: TestContext, wanted: Partial<Pull> = {}) =>
  pull(context, anna, { document: "d", format: "original", ...wanted });
async function translate(context: TestContext, key: string, translation: string, language = "ru") {
  const { items } = await listUnits(context, anna, "d", { limit: 100 });
  const found = items.find((one) => one.key === key);
  await editUnit(context, anna, found?.id ?? "", found?.version ?? 0, {
    variants: { [language]: { text: translation, state: "translated" } },
  });
}

describe("the original of a document", () => {
  test("is the imported file with its name and bytes, without parameters for languages", async () => {
    const context = await made(whole);
    const file = await original(context);
    expect(text(file.bytes)).toBe(whole);
    expect(file.filename).toBe("план 计划.xlf");
    expect(file.warnings).toEqual([]);
  });

  test("has its name and bytes again after its import was undone and brought back", async () => {
    const context = await testContext();
    const wanted = { collection: "c", id: "d", filename: "план 计划.xlf" };
    const { report } = await createDocument(context, anna, wanted, bytes(whole));
    const undone = await undoImport(context, anna, report.import ?? "");
    await undoImport(context, anna, undone.import ?? "");
    const file = await original(context);
    expect([file.filename, text(file.bytes)]).toEqual(["план 计划.xlf", whole]);
  });

  test("is named in the document's answer", async () => {
    const context = await made(whole);
    expect((await getDocument(context, anna, "d")).file).toEqual({
      name: "план 计划.xlf",
      version: "1.2",
      source: "en",
      target: "ru",
    });
  });

  test("differs only in the changed target", async () => {
    const context = await made(whole);
    await translate(context, "b", "Океан");
    expect(text((await original(context)).bytes)).toBe(
      whole
        .replace("<target>Море</target>", '<target state="translated">Океан</target>')
        .replace('<target state="translated">', "<target>"),
    );
  });

  test("has our metadata only on request", async () => {
    const context = await made(whole);
    expect(text((await original(context, { metadata: true })).bytes)).toContain("x-polynya");
    const named = await pull(context, anna, { document: "d", format: "xliff" });
    expect(text(named.bytes)).toContain("x-polynya");
    expect(text(named.bytes)).toContain("<internal-file>");
  });

  test("in another direction keeps the file's dialect, but not its other targets", async () => {
    const context = await made(whole);
    await translate(context, "a", "冰", "zh");
    const file = await original(context, { target: "zh" });
    expect(file.filename).toBe("план 计划.en-zh.xlf");
    expect(text(file.bytes)).toContain('target-language="zh-Hans"');
    expect(text(file.bytes)).toContain("<internal-file>AAAA</internal-file>");
    expect(text(file.bytes)).toContain(">冰</target>");
    expect(text(file.bytes)).not.toMatch(/[а-яё]/iu);
  });

  test("in another direction is not locked, approved or scored as its own translation", async () => {
    const locked = whole.replace(
      ' t:n="a"><source>Ice</source><target>',
      ' t:n="a" approved="yes" t:locked="true"><source>Ice</source><target state="final" state-qualifier="exact-match">',
    );
    for (const declared of [locked, locked.replace(' target-language="ru-RU"', "")]) {
      const context = await testContext();
      const target = { source: "en", target: "ru" } as const;
      await createDocument(
        context,
        anna,
        { collection: "c", id: "d", filename: "a.xlf", ...target },
        bytes(declared),
      );
      expect(text((await original(context)).bytes)).toBe(declared);
      expect(text((await original(context, { source: "en", target: "zh" })).bytes)).not.toMatch(
        /approved|locked|final|exact-match|[а-яё]/iu,
      );
    }
  });

  test("in another version is refused with a problem", async () => {
    const context = await made(whole);
    await expect(original(context, { version: "2.1" })).rejects.toMatchObject({
      code: "bad-request",
      place: { field: "version" },
    });
    const other = await pull(context, anna, { document: "d", format: "xliff", version: "2.1" });
    expect(text(other.bytes)).toContain('version="2.1"');
  });

  test("without a target language gets one as soon as there is a translation", async () => {
    const source = dialect(unit("a", "Ice"), "");
    const context = await made(source);
    expect(text((await original(context)).bytes)).toBe(source);
    await translate(context, "a", "Лёд");
    const file = text((await original(context, { target: "ru" })).bytes);
    expect(file).toContain('t:job="7" target-language="ru">');
    expect(file).toContain(">Лёд</target>");
  });

  test("of strings is in the imported language", async () => {
    const context = await testContext();
    const strings = '{\n  "a":   "A"\n}';
    await createDocument(
      context,
      anna,
      { collection: "c", id: "d", filename: "en.json", format: "i18next", source: "en" },
      bytes(strings),
    );
    const file = await original(context);
    expect([text(file.bytes), file.filename]).toEqual([strings, "en.json"]);
  });
});

describe("an export stays close to the imported file when single units differ", () => {
  const dropped = (file: string, id: string) =>
    file.replace(new RegExp(`  <trans-unit id="${id}".*?</trans-unit>\\n`, "u"), "");

  test("a partial push: the rest is byte-identical", async () => {
    const context = await made(whole);
    const part = dropped(dropped(whole, "a"), "c").replace("Море", "Океан");
    const { report } = await push(context, anna, {
      document: "d",
      bytes: bytes(part),
      filename: "part.xlf",
      onConflict: "mine",
    });
    expect(report.counts).toMatchObject({ changed: 1, conflict: 0 });
    const file = await original(context);
    expect(text(file.bytes)).toBe(whole.replace("Море", "Океан"));
    expect(file.warnings).toEqual([]);
    expect(file.filename).toBe("план 计划.xlf");
  });

  test("a push of one new unit: it is added in the file's dialect", async () => {
    const context = await made(whole);
    await push(context, anna, {
      document: "d",
      bytes: bytes(dialect(unit("n", "Snow", "Снег"))),
      filename: "new.xlf",
      create: true,
    });
    const file = text((await original(context)).bytes);
    expect(file).toMatch(/<trans-unit id="n"[^]*Снег/u);
    const at = file.indexOf('<trans-unit id="n"');
    expect(file.slice(0, at).trimEnd()).toBe(whole.slice(0, whole.indexOf("</body>")).trimEnd());
    expect(file.endsWith(whole.slice(whole.indexOf("\n</body>")))).toBe(true);
  });

  test("a push in another version: version and dialect of the original stay", async () => {
    const context = await made(whole);
    const other = await pull(context, anna, { document: "d", format: "xliff", version: "2.1" });
    await push(context, anna, {
      document: "d",
      bytes: bytes(text(other.bytes).replace("Море", "Океан")),
      filename: "other.xlf",
    });
    expect(text((await original(context)).bytes)).toBe(whole.replace("Море", "Океан"));
    const named = await pull(context, anna, { document: "d", format: "xliff", metadata: false });
    expect(text(named.bytes)).toBe(whole.replace("Море", "Океан"));
  });

  test("a unit with other segments than the file: the file's unit stays, and the export warns", async () => {
    const file = dialect(unit("a", "Ice", "Лёд") + segmented);
    const context = await made(file);
    const { items } = await listUnits(context, anna, "d", { limit: 10 });
    const found = items.find(({ key }) => key === "s");
    await editUnit(context, anna, found?.id ?? "", found?.version ?? 0, {
      variants: { en: { content: ["One.", "Two.", "Three."].flatMap(resegmented) } },
    });
    await translate(context, "a", "Льдина");
    const exported = await original(context);
    expect(text(exported.bytes)).toBe(file.replace("Лёд", "Льдина"));
    expect(exported.warnings).toMatchObject([{ code: "segments-mismatch", place: { unit: "s" } }]);
  });
});

describe("segments", () => {
  const file = dialect(segmented);
  const target = (first: string, second: string) =>
    file.replace(
      "</seg-source>",
      `</seg-source><target state="translated"><mrk mtype="seg" mid="1">${first}</mrk> <mrk mtype="seg" mid="2">${second}</mrk></target>`,
    );

  test("a translation typed without segments is exported in the segments of the file", async () => {
    const context = await made(file);
    await translate(context, "s", "Раз. Два.");
    const exported = await original(context, { target: "ru" });
    expect(text(exported.bytes)).toBe(target("Раз.", "Два."));
    expect(exported.warnings).toEqual([]);
  });

  test("a translation that cannot be divided is exported in the first segment", async () => {
    const context = await made(file);
    await translate(context, "s", "Раз, два.");
    const exported = await original(context, { target: "ru" });
    expect(text(exported.bytes)).toBe(target("Раз, два.", "").replace("два.</mrk> <mrk", "два.</mrk><mrk"));
    expect(exported.warnings).toEqual([]);
  });

  test("a table brings translations without segments, and the same table again changes nothing", async () => {
    const context = await made(file);
    const table = bytes("key,en,ru\ns,One. Two.,Раз. Два.\n");
    const sent = { document: "d", bytes: table, filename: "t.csv" };
    const { report } = await push(context, anna, { ...sent, onConflict: "mine" });
    expect(report.counts).toMatchObject({ changed: 1, rejected: 0 });
    expect(text((await original(context, { target: "ru" })).bytes)).toBe(target("Раз.", "Два."));
    const again = await push(context, anna, sent);
    expect(again.report.counts).toMatchObject({ same: 1, changed: 0, conflict: 0 });
  });
});

describe("targets filled with the source", () => {
  test("are written where a target is missing, and do not count as translations in a push", async () => {
    const context = await made(whole);
    const file = await original(context, { emptyTarget: "source" });
    expect(text(file.bytes)).toBe(
      whole.replace("<source>Sky</source>", '<source>Sky</source><target state="new">Sky</target>'),
    );
    const { report } = await push(context, anna, { document: "d", bytes: file.bytes, filename: "o.xlf" });
    expect(report.counts).toMatchObject({ same: 3, changed: 0, conflict: 0 });
    expect((await textsOf(context, "d"))["c"]).toEqual({ en: "Sky" });
  });
});

describe("a file in the dialect of a program", () => {
  const studio = readFileSync("tests/fixtures/xliff/dialects/trados-studio.sdlxliff");
  const inStudio = (file: Uint8Array) => text(file).includes("http://sdl.com/FileTypes/SdlXliff/1.0");
  const studioDocument = async () => {
    const context = await testContext();
    await createDocument(context, anna, { collection: "c", id: "d", filename: "ice.sdlxliff" }, studio);
    return context;
  };

  test("goes out in its dialect and under its name, also into another language", async () => {
    const context = await studioDocument();
    for (const [target, filename] of [
      ["ru", "ice.sdlxliff"],
      ["zh", "ice.en-zh.sdlxliff"],
    ] as const) {
      const file = await original(context, { source: "en", target });
      expect([file.filename, inStudio(file.bytes), file.warnings]).toEqual([filename, true, []]);
    }
  });

  test("is called plain XLIFF where only that can be written, with a warning", async () => {
    const context = await studioDocument();
    const file = await original(context, { source: "ru", target: "en" });
    expect(file.filename).toBe("ice.ru-en.xlf");
    expect(inStudio(file.bytes)).toBe(false);
    expect(file.warnings[0]).toEqual({
      code: "dialect-lost",
      params: { dialect: "SDLXLIFF", written: "XLIFF 1.2" },
    });
  });

  test("goes out in its dialect in a direction in which such a file was pushed", async () => {
    const context = await studioDocument();
    const back = text(studio)
      .replace("en-US", "ru-RU")
      .replace('target-language="ru-RU"', 'target-language="en-US"')
      .replaceAll("The ice melts.", "Ice.")
      .replaceAll("Лёд тает.", "The ice melts.")
      .replaceAll("Ice.", "Лёд тает.");
    await push(context, anna, {
      document: "d",
      bytes: bytes(back),
      filename: "back.sdlxliff",
      onConflict: "mine",
    });
    const file = await original(context, { source: "ru", target: "en" });
    expect([file.filename, inStudio(file.bytes)]).toEqual(["ice.ru-en.sdlxliff", true]);
  });
});

describe("a file that came in as parts of our own JSON, because it was too large for one request", () => {
  test("is not there as an original, and nothing else goes out under its name", async () => {
    const context = await testContext();
    const part = JSON.stringify({
      polynya: 1,
      units: [{ key: "a", variants: { en: { content: "Ice", state: "final" } } }],
    });
    await createDocument(
      context,
      anna,
      { collection: "c", id: "d", format: "json", filename: "память.tmx" },
      bytes(part),
    );
    await expect(original(context)).rejects.toMatchObject({
      code: "original-missing",
      params: { format: "TMX" },
    });
    expect((await pull(context, anna, { document: "d", format: "tmx" })).bytes.length).toBeGreaterThan(0);
  });
});
