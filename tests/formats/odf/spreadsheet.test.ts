import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { translated } from "../round-trip.ts";

const NAMESPACES = ["office", "table", "text", "chart"]
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:xlink="http://www.w3.org/1999/xlink"')
  .join(" ");
const cell = (text: string) =>
  `<table:table-cell office:value-type="string" office:string-value="${text}"><text:p>${text}</text:p></table:table-cell>`;
const CONTENT = `<office:document-content ${NAMESPACES}><office:body><office:spreadsheet><table:content-validations><table:content-validation table:condition="of:cell-content-is-in-list(&quot;Yes&quot;;&quot;Perhaps&quot;)"/></table:content-validations><table:table table:name="Data" table:print-ranges="Data.A1:Data.B2"><table:table-row>${cell("Yes")}<table:table-cell table:formula="of:=IF([.A1]=&quot;Yes&quot;;[$'Old year'.A1];1)" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table><table:table table:name="Old year"><table:table-row><table:table-cell office:value-type="string"><text:p><text:a xlink:href="#Data.A1">Back</text:a></text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`;
const CHART = `<office:document-content ${NAMESPACES}><office:body><office:chart><chart:chart><chart:title><text:p>Ice by year</text:p></chart:title><chart:series chart:values-cell-range-address="Data.B1"/><table:table table:name="local-table"><table:table-row><table:table-cell><text:p>Yes</text:p></table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>`;
const BYTES = zipSync({
  mimetype: [strToU8("application/vnd.oasis.opendocument.spreadsheet"), { level: 0 }],
  "content.xml": strToU8(CONTENT),
  "Object 1/content.xml": strToU8(CHART),
});
const RUSSIAN: Readonly<Record<string, string>> = {
  Yes: "Да",
  Back: "Назад",
  "Ice by year": "Лёд по годам",
  Data: "Данные",
  "Old year": "Старый год",
};

function written(words: Readonly<Record<string, string>>) {
  const file = readExchange(BYTES, { format: "ods", source: "en", optionalTexts: ["sheet-names"] });
  const wanted = translated(file, "ru", (text) => words[text] ?? text);
  const out = spliceExchange(BYTES, wanted, { target: "ru", templateLanguage: "en" });
  const parts = unzipSync(out?.bytes ?? new Uint8Array());
  return {
    keys: file.units.map(({ key }) => key),
    part: (name: string) => strFromU8(parts[name] ?? new Uint8Array()),
    warnings: out?.warnings ?? [],
  };
}

test("names of sheets, cells and titles of charts are units; copies in charts are none", () => {
  expect(written(RUSSIAN).keys).toEqual(["1.1", "2.1", "3.1", "4.1", "Object1:1.1"]);
});

test("a comment is a note of the sentence that it stands in or before", () => {
  const bytes = zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
    "content.xml": strToU8(
      `<office:document-content ${NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text><text:p>Ice melts. <office:annotation><dc:creator>Anna</dc:creator><dc:date>2026-01-01</dc:date><text:p>Is it <text:span>so</text:span>?</text:p></office:annotation>Ships wait.</text:p></office:text></office:body></office:document-content>`,
    ),
  });
  const { units } = readExchange(bytes, { format: "odt", source: "en" });
  expect(units.map(({ notes }) => notes)).toEqual([
    [],
    [{ text: "Is it so?", category: "comment", author: "Anna" }],
  ]);
});

test("references, conditions and charts follow names and texts", () => {
  const { part, warnings } = written(RUSSIAN);
  expect(warnings).toEqual([]);
  const content = part("content.xml");
  expect(content).toContain("table:print-ranges=\"'Данные'.A1:'Данные'.B2\"");
  expect(content).toContain("of:=IF([.A1]=&quot;Да&quot;;[$'Старый год'.A1];1)");
  expect(content).toContain("cell-content-is-in-list(&quot;Да&quot;;&quot;Perhaps&quot;)");
  expect(content).toContain("xlink:href=\"#'Данные'.A1\"");
  expect(content).toContain('office:string-value="Да"');
  const chart = part("Object 1/content.xml");
  expect(chart).toContain("<text:p>Лёд по годам</text:p>");
  expect(chart).toContain("<text:p>Да</text:p>");
  expect(chart).toContain("chart:values-cell-range-address=\"'Данные'.B1\"");
});

test("a name that no sheet may have stays with a word", () => {
  const { part, warnings } = written({ ...RUSSIAN, Data: "Данные: лёд" });
  expect(warnings).toMatchObject([{ code: "sheet-name-held", place: { unit: "1.1" } }]);
  expect(part("content.xml")).toContain('table:name="Data" table:print-ranges="Data.A1:Data.B2"');
});
