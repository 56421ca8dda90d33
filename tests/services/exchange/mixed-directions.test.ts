import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import type { Pull } from "../../../src/services/exchange/pull.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, bytes, text, textsOf, type TestContext, testContext } from "../helpers.ts";

const part = (name: string, source: string, target: string | undefined, units: string) =>
  `  <file original="${name}" source-language='${source}'${target === undefined ? "" : ` target-language="${target}"`} datatype="plaintext">\n    <body>\n${units}    </body>\n  </file>\n`;
const unit = (id: string, source: string, target?: string) =>
  `      <trans-unit id="${id}" t:n="1">\n        <source>${source}</source>\n${target === undefined ? "" : `        <target>${target}</target>\n`}      </trans-unit>\n`;
const file = (...parts: string[]) =>
  `<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:t="urn:tool">\n<!-- kept -->\n${parts.join("")}</xliff>\n`;

/** English into Russian, English into Chinese, Russian into English; German is not ours. */
const mixed = file(
  part("a.txt", "en-US", "ru-RU", unit("1", "Ice", "Лёд") + unit("2", "Snow")),
  part("b.txt", "en-US", "zh-CN", unit("1", "Ice", "冰") + unit("2", "Snow")),
  part("c.txt", "ru", "en-GB", unit("1", "Море", "Sea")),
  part("d.txt", "en", "de", unit("1", "Ship", "Schiff")),
);

async function made(content = mixed): Promise<TestContext> {
  const context = await testContext();
  await createDocument(context, anna, { collection: "c", id: "d", filename: "план.xlf" }, bytes(content));
  return context;
}
const original = (context: TestContext, wanted: Partial<Pull> = {}) =>
  pull(context, anna, { document: "d", format: "original", ...wanted });
async function translate(
  context: TestContext,
  key: string,
  language: "en" | "ru" | "zh",
  translation: string,
) {
  const { items } = await listUnits(context, anna, "d", { limit: 100 });
  const found = items.find((one) => one.key === key);
  await editUnit(context, anna, found?.id ?? "", found?.version ?? 0, {
    variants: { [language]: { text: translation, state: "translated" } },
  });
}

describe("a file whose parts have several directions", () => {
  test("is read in the direction of each part", async () => {
    expect(await textsOf(await made(), "d")).toEqual({
      "f=a.txt/u=1": { en: "Ice", ru: "Лёд" },
      "f=a.txt/u=2": { en: "Snow" },
      "f=b.txt/u=1": { en: "Ice", zh: "冰" },
      "f=b.txt/u=2": { en: "Snow" },
      "f=c.txt/u=1": { en: "Sea", ru: "Море" },
      "f=d.txt/u=1": { en: "Ship" },
    });
  });

  test.each(["original", "xliff"] as const)(
    "as %s without languages is the file as it came",
    async (format) => {
      const exported = await original(await made(), { format, metadata: false });
      expect(text(exported.bytes)).toBe(mixed);
      expect(exported.warnings).toEqual([]);
    },
  );

  test("has each changed target in the direction of its part, and nothing else changes", async () => {
    const context = await made();
    await translate(context, "f=a.txt/u=1", "ru", "Льдина");
    await translate(context, "f=b.txt/u=2", "zh", "雪");
    await translate(context, "f=c.txt/u=1", "en", "The sea");
    // Languages that a part does not have stay out of it.
    await translate(context, "f=a.txt/u=2", "zh", "雪");
    await translate(context, "f=d.txt/u=1", "ru", "Судно");
    const exported = await original(context);
    const [head, tail] = mixed.split("<target>冰</target>") as [string, string];
    expect(text(exported.bytes)).toBe(
      `${head.replace("Лёд", "Льдина")}<target>冰</target>${tail
        .replace(
          "<source>Snow</source>",
          '<source>Snow</source>\n        <target state="translated">雪</target>',
        )
        .replace(">Sea<", ">The sea<")}`,
    );
    expect(exported.warnings).toEqual([]);
  });

  test("is pushed back as translations in each direction: sources stay", async () => {
    const context = await made();
    const sent = text((await original(context, { metadata: true })).bytes);
    expect(sent).toContain("x-polynya");
    const back = sent.replace("Лёд", "Льдина").replace("冰", "浮冰").replace("<source>Море", "<source>море");
    const { report } = await push(context, anna, {
      document: "d",
      filename: "b.xlf",
      bytes: bytes(back),
      onConflict: "mine",
    });
    expect(report.counts).toMatchObject({ changed: 2, same: 4, conflict: 0 });
    expect(text((await original(context)).bytes)).toBe(mixed.replace("Лёд", "Льдина").replace("冰", "浮冰"));
  });

  test("a push without metadata changes its targets alone", async () => {
    const context = await made();
    const back = mixed.replace("Лёд", "Льдина").replace("冰", "浮冰").replace(">Sea<", ">The sea<");
    const { report } = await push(context, anna, { document: "d", filename: "b.xlf", bytes: bytes(back) });
    expect(report.counts).toMatchObject({ changed: 3, same: 3, conflict: 0 });
    expect(text((await original(context)).bytes)).toBe(back);
  });

  test("a part in one direction that is pushed changes that part alone", async () => {
    const context = await made();
    const alone = file(
      part("a.txt", "en-US", "ru-RU", unit("1", "Ice", "Льдина")),
      part("c.txt", "en", "ru", ""),
    );
    const { report } = await push(context, anna, { document: "d", filename: "b.xlf", bytes: bytes(alone) });
    expect(report.counts).toMatchObject({ changed: 1, conflict: 0 });
    expect(text((await original(context)).bytes)).toBe(mixed.replace("Лёд", "Льдина"));
  });

  test("a part that declares no target language gets that of its translation", async () => {
    const open = file(
      part("a.txt", "en", "zh", unit("1", "Ice", "冰")),
      part("b.txt", "en", undefined, unit("1", "Ice") + unit("2", "Snow")),
      part("c.txt", "ru", "en", unit("1", "Море", "Sea")),
    );
    const context = await made(open);
    expect(text((await original(context)).bytes)).toBe(open);
    await translate(context, "f=b.txt/u=2", "ru", "Снег");
    expect(text((await original(context)).bytes)).toBe(
      open
        .replace(
          `"b.txt" source-language='en' datatype="plaintext"`,
          `"b.txt" source-language='en' datatype="plaintext" target-language="ru"`,
        )
        .replace(
          "<source>Snow</source>",
          '<source>Snow</source>\n        <target state="translated">Снег</target>',
        ),
    );
  });

  test("gets new units in their part", async () => {
    const context = await made();
    const more = file(part("b.txt", "en-US", "zh-CN", unit("9", "Fog", "雾")), part("a.txt", "en", "ru", ""));
    await push(context, anna, { document: "d", filename: "m.xlf", bytes: bytes(more), create: true });
    const exported = text((await original(context)).bytes);
    const at = exported.indexOf('<trans-unit id="9"');
    expect(exported.lastIndexOf("<file ", at)).toBe(exported.indexOf('<file original="b.txt"'));
    expect(exported.slice(at)).toContain(">雾</target>");
  });

  test("with a direction gives the texts of that direction", async () => {
    const exported = await original(await made(), { source: "en", target: "zh" });
    expect(text(exported.bytes)).toContain('target-language="zh');
    expect(text(exported.bytes)).not.toMatch(/[а-яё]/iu);
  });

  test("offers nothing from the memory without a direction", async () => {
    const context = await made();
    for (const wish of [
      { matches: true },
      { terms: true },
      { pretranslate: 0.8 },
      { emptyTarget: "source" },
    ] as const)
      await expect(original(context, wish)).rejects.toMatchObject({ code: "language-missing" });
  });
});
