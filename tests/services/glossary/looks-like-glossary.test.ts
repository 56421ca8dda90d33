import { describe, expect, test } from "vitest";
import { listConcepts } from "../../../src/services/glossary/list-concepts.ts";
import { importGlossary } from "../../../src/services/glossary/import-glossary.ts";
import { looksLikeGlossary } from "../../../src/services/glossary/looks-like-glossary.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { anna, bytes, testContext } from "../helpers.ts";

const TBX =
  '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc/></tbxHeader><text><body><conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>floe</term></termSec></langSec><langSec xml:lang="ru"><termSec><term>льдина</term></termSec></langSec></conceptEntry></body></text></tbx>';
const MULTITERM =
  "<mtf><conceptGrp><concept>1</concept><languageGrp><language lang='EN' type='English'/><termGrp><term>floe</term></termGrp></languageGrp><languageGrp><language lang='RU' type='Russian'/><termGrp><term>льдина</term></termGrp></languageGrp></conceptGrp></mtf>";

const SENTENCES =
  "en\tru\nThe ice in the bay melts early every year.\tЛёд в заливе каждый год тает рано.\nShips may pass from July to November only.\tСуда могут проходить только с июля по ноябрь.\n";

describe("a file that looks like a glossary", () => {
  test.each([
    ["terms in small letters", "en,ru,zh\nfast ice,припай,固定冰\nfloe,льдина,浮冰\n", 2],
    ["a column of definitions", "en,ru,definition\nFloe,Льдина,A piece of ice.\n", 1],
    ["a row for each term", "concept,language,term\n1,en,Floe\n1,ru,Льдина\n", 1],
    ["statuses", "English;Русский;Статус\nFloe;Льдина;запрещено\n", 1],
    ["TBX", TBX, 1],
    ["MultiTerm XML", MULTITERM, 1],
  ])("%s", (_, text, count) => {
    expect(looksLikeGlossary(bytes(text), {})).toBe(count);
  });

  test.each([
    ["sentences", SENTENCES],
    ["strings of a program", "key,en,ru\nhome.title,Home,Главная\nhome.lead,Sea ice,Морской лёд\n"],
    ["labels without keys", "en,ru\nHome,Главная\nSave changes,Сохранить\n"],
    ["text", "The ice melts.\n"],
    ["JSON strings", '{"home":"Home"}'],
  ])("is not one with %s", (_, text) => {
    expect(looksLikeGlossary(bytes(text), {})).toBeUndefined();
  });
});

describe("a glossary among the texts", () => {
  const make = async (filename: string, text: string) =>
    createDocument(await testContext(), anna, { collection: "c", filename }, bytes(text));

  test("is imported with a question", async () => {
    const { report } = await make("terms.csv", "en,ru,zh\nfast ice,припай,固定冰\nfloe,льдина,浮冰\n");
    expect(report.warnings).toEqual([{ code: "file-glossary", params: { count: 2 } }]);
    expect((await make("talk.tsv", SENTENCES)).report.warnings).toEqual([]);
  });

  test.each([
    ["terms.tbx", TBX],
    ["terms.xml", MULTITERM],
    [
      "terms.json",
      '{"format":"polynya-glossary","version":1,"concepts":[{"id":"a","status":"approved","terms":[{"language":"en","text":"floe","administrativeStatus":"preferred"}]}]}',
    ],
  ])("is refused as a glossary where it can't be read as texts: %s", async (filename, text) => {
    await expect(make(filename, text)).rejects.toMatchObject({ code: "file-glossary", params: { count: 1 } });
  });
});

describe("texts in the glossary", () => {
  test("are imported with a question", async () => {
    const context = await testContext();
    const { warnings, counts } = await importGlossary(context, anna, bytes(SENTENCES), { dryRun: true });
    expect([warnings.map(({ code }) => code), counts.created]).toEqual([["file-texts"], 2]);
  });

  test.each([
    [
      "a.xlf",
      '<xliff version="1.2"><file source-language="en" target-language="ru" original="a" datatype="x"><body/></file></xliff>',
      "xliff",
    ],
    ["a.tmx", '<tmx version="1.4"><header/><body/></tmx>', "tmx"],
    ["a.srt", "1\n00:00:01,000 --> 00:00:02,000\nIce\n", "srt"],
  ])("are refused as texts in a format of theirs: %s", async (filename, text, format) => {
    const context = await testContext();
    await expect(importGlossary(context, anna, bytes(text), { filename })).rejects.toMatchObject({
      code: "file-texts",
      params: { format },
    });
    expect((await listConcepts(context, anna, { limit: 10 })).items).toEqual([]);
  });

  test.each(["base.sdltb", "base.rtf"])("of another program say what to export: %s", async (filename) => {
    const context = await testContext();
    await expect(
      importGlossary(context, anna, bytes("\u0000\u0001Standard Jet DB"), { filename }),
    ).rejects.toMatchObject({ code: "document-other" });
  });
});
