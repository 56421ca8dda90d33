import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, bytes, testContext, text, textsOf } from "../helpers.ts";
import { pull } from "./pull-whole.ts";

const FILES = {
  "2.0": `<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en"><file id="f"><unit id="a"><segment><source>The ice melts.</source></segment></unit></file></xliff>`,
  "1.2": `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" datatype="plaintext" original="x"><body><trans-unit id="a"><source>The ice melts.</source></trans-unit></body></file></xliff>`,
};

test.each(["2.0", "1.2"] as const)(
  "XLIFF %s without a target language gets the one it was translated into",
  async (version) => {
    const context = await testContext();
    const file = bytes(FILES[version]);
    await createDocument(context, anna, { collection: "c", id: "d", filename: "a.xlf" }, file);
    const wanted = { document: "d", format: "original" } as const;
    const untouched = await pull(context, anna, wanted);
    expect(untouched.bytes).toEqual(file);
    const edit = async (language: "ru" | "zh", translation: string) => {
      const [unit] = (await listUnits(context, anna, "d", { limit: 1 })).items;
      await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
        variants: { [language]: { text: translation } },
      });
    };
    await edit("ru", "Лёд тает.");
    const translated = await pull(context, anna, wanted);
    expect(text(translated.bytes)).toMatch(/(?:trgLang|target-language)="ru"/u);
    expect(text(translated.bytes)).toMatch(/<target[^>]*>Лёд тает\.<\/target>/u);
    expect(translated.warnings).toEqual([]);
    await edit("zh", "冰在融化。");
    const doubtful = await pull(context, anna, wanted);
    expect(doubtful.bytes).toEqual(file);
    expect(doubtful.warnings).toMatchObject([
      { code: "language-missing", params: { reason: "original", languages: "ru, zh" } },
    ]);
  },
);

test("a code in a translated text is taken, and texts that are not are counted and named", async () => {
  const context = await testContext();
  const own = bytes("Polynya\n\nISO 9001\n\nThe harbour is open to all.\n");
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.txt", source: "en" }, own);
  const sent = bytes("Polynya\n\nISO 9001\n\nГавань открыта для всех.\n");
  const { report } = await push(context, anna, {
    document: "d",
    filename: "a.txt",
    target: "ru",
    bytes: sent,
  });
  expect(report.counts).toMatchObject({ changed: 2, same: 1 });
  expect(report.warnings).toMatchObject([
    { code: "texts-untranslated", params: { count: 1, places: report.units[0]?.key } },
  ]);
  expect(Object.values(await textsOf(context, "d")).map(({ ru }) => ru)).toEqual([
    undefined,
    "ISO 9001",
    "Гавань открыта для всех.",
  ]);
});
