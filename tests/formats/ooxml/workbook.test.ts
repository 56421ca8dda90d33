import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { OptionalText } from "../../../src/formats/traits.ts";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { translated } from "../round-trip.ts";

const X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";

const relationships = (...entries: (readonly [string, string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

const PARTS = {
  "_rels/.rels": relationships(["rId1", "officeDocument", "xl/workbook.xml"]),
  "xl/workbook.xml": `<workbook xmlns="${X}" xmlns:r="${R}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="2023" sheetId="3" r:id="rId4"/><sheet name="Old year" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Data!$A$1:$B$3</definedName></definedNames><calcPr calcId="1"/></workbook>`,
  "xl/_rels/workbook.xml.rels": relationships(
    ["rId1", "worksheet", "worksheets/sheet1.xml"],
    ["rId2", "worksheet", "worksheets/sheet2.xml"],
    ["rId3", "sharedStrings", "sharedStrings.xml"],
    ["rId5", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"],
  ),
  "xl/sharedStrings.xml": `<sst xmlns="${X}"><si><t>Region</t></si><si><t xml:space="preserve">Sea
ice</t></si><si><t>Yes</t></si></sst>`,
  "xl/worksheets/sheet1.xml": `<worksheet xmlns="${X}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="str"><f>IF(Table1[[#This Row],[Region]]="Yes","Yes","")</f><v>Yes</v></c></row></sheetData><autoFilter ref="A1:B2"><filterColumn colId="0"><filters><filter val="Yes"/></filters></filterColumn></autoFilter><dataValidations><dataValidation type="list" sqref="A2"><formula1>"Yes,Perhaps"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A3" location="'Old year'!A1"/></hyperlinks></worksheet>`,
  "xl/worksheets/_rels/sheet1.xml.rels": relationships(
    ["rId1", "table", "../tables/table1.xml"],
    ["rId2", "drawing", "../drawings/drawing1.xml"],
  ),
  "xl/worksheets/sheet2.xml": `<worksheet xmlns="${X}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Perhaps</t></is></c><c r="B1"><f>SUM(Data!A1)</f><v>1</v></c></row></sheetData></worksheet>`,
  "xl/tables/table1.xml": `<table xmlns="${X}" id="1" name="Table1" displayName="Table1" ref="A1:B2"><tableColumns count="2"><tableColumn id="1" name="Region" totalsRowLabel="Yes"/><tableColumn id="2" name="Sea_x000a_ice"><calculatedColumnFormula>Table1[[#This Row],[Region]]</calculatedColumnFormula></tableColumn></tableColumns></table>`,
  "xl/drawings/drawing1.xml": `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>`,
  "xl/drawings/_rels/drawing1.xml.rels": relationships(["rId1", "chart", "../charts/chart1.xml"]),
  "xl/charts/chart1.xml": `<c:chartSpace xmlns:c="${C}" xmlns:a="${A}"><c:ser><c:tx><c:strRef><c:f>Data!$A$1</c:f><c:strCache><c:pt idx="0"><c:v>Region</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser><c:title><a:p><a:r><a:t>Ice by year</a:t></a:r></a:p></c:title></c:chartSpace>`,
  "xl/pivotCache/pivotCacheDefinition1.xml": `<pivotCacheDefinition xmlns="${X}"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="Data"/></cacheSource><cacheFields><cacheField name="Region"><sharedItems><s v="Yes"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>`,
};
const BYTES = zipSync(Object.fromEntries(Object.entries(PARTS).map(([name, text]) => [name, strToU8(text)])));

const RUSSIAN: Readonly<Record<string, string>> = {
  Region: "Регион",
  Sea: "Море",
  ice: "лёд",
  Yes: "Да",
  Perhaps: "Может быть",
  "Ice by year": "Лёд по годам",
  Data: "Данные",
  "Old year": "Старый год",
};

function written(words: Readonly<Record<string, string>>, optionalTexts: readonly OptionalText[] = []) {
  const file = readExchange(BYTES, { format: "xlsx", source: "en", optionalTexts });
  const wanted = translated(file, "ru", (text) => words[text] ?? text);
  const out = spliceExchange(BYTES, wanted, { target: "ru", templateLanguage: "en" });
  const parts = unzipSync(out?.bytes ?? new Uint8Array());
  const part = (name: keyof typeof PARTS) => strFromU8(parts[name] ?? new Uint8Array());
  return { file, part, warnings: out?.warnings ?? [] };
}

test("copies of cells in charts are no units, and names of sheets are units when they are asked for", () => {
  const keys = (optionalTexts: readonly OptionalText[]) =>
    readExchange(BYTES, { format: "xlsx", source: "en", optionalTexts }).units.map(({ key, context }) => [
      key,
      context,
    ]);
  expect(keys([])).toEqual([
    ["sharedStrings:1.1", "table-cell"],
    ["sharedStrings:2.1", "table-cell"],
    ["sharedStrings:2.2", "table-cell"],
    ["sharedStrings:3.1", "table-cell"],
    ["chart1:2.1", "paragraph"],
    ["sheet2:1.1", "table-cell"],
  ]);
  expect(keys(["sheet-names"]).filter(([key]) => key?.startsWith("workbook"))).toEqual([
    ["workbook:1.1", "attribute sheet name"],
    ["workbook:2.1", "attribute sheet name"],
  ]);
});

test("columns of a table, formulas, choices, filters, charts and pivot caches follow the cells", () => {
  const { part, warnings } = written(RUSSIAN);
  expect(warnings).toEqual([]);
  expect(part("xl/tables/table1.xml")).toContain(
    '<tableColumn id="1" name="Регион" totalsRowLabel="Да"/><tableColumn id="2" name="Море_x000a_лёд"><calculatedColumnFormula>Table1[[#This Row],[Регион]]<',
  );
  const sheet = part("xl/worksheets/sheet1.xml");
  expect(sheet).toContain('<f>IF(Table1[[#This Row],[Регион]]="Да","Да","")</f><v>Да</v>');
  expect(sheet).toContain('<filter val="Да"/>');
  expect(sheet).toContain('<formula1>"Да,Может быть"</formula1>');
  expect(part("xl/charts/chart1.xml")).toContain("<c:v>Регион</c:v>");
  expect(part("xl/pivotCache/pivotCacheDefinition1.xml")).toContain(
    '<cacheField name="Регион"><sharedItems><s v="Да"/>',
  );
  expect(part("xl/workbook.xml")).toContain('<calcPr calcId="1" fullCalcOnLoad="1"/>');
  expect(part("xl/workbook.xml")).toContain("Data!$A$1:$B$3");
});

test("references follow the names of sheets", () => {
  const { part, warnings } = written(RUSSIAN, ["sheet-names"]);
  expect(warnings).toEqual([]);
  expect(part("xl/workbook.xml")).toContain(
    '<sheet name="Данные" sheetId="1" r:id="rId1"/><sheet name="2023"',
  );
  expect(part("xl/workbook.xml")).toContain("'Данные'!$A$1:$B$3");
  expect(part("xl/worksheets/sheet1.xml")).toContain("location=\"'Старый год'!A1\"");
  expect(part("xl/worksheets/sheet2.xml")).toContain("<f>SUM('Данные'!A1)</f>");
  expect(part("xl/charts/chart1.xml")).toContain("<c:f>'Данные'!$A$1</c:f>");
  expect(part("xl/pivotCache/pivotCacheDefinition1.xml")).toContain('sheet="Данные"');
});

test("a heading that would be there twice, and a name that no sheet may have, stay with a word", () => {
  const { part, warnings } = written(
    { ...RUSSIAN, Region: "МОРЕ\nлёд", Data: "Данные за 2023 год: лёд", "Old year": "2023" },
    ["sheet-names"],
  );
  expect(warnings).toMatchObject([
    { code: "sheet-name-held", place: { unit: "workbook:1.1" } },
    { code: "sheet-name-held", params: { name: "2023", was: "Old year" }, place: { unit: "workbook:2.1" } },
    { code: "table-heading-held", place: { unit: "sharedStrings:2.1" } },
  ]);
  expect(part("xl/tables/table1.xml")).toContain('name="МОРЕ_x000a_лёд"');
  expect(part("xl/tables/table1.xml")).toContain('name="Sea_x000a_ice"');
  expect(part("xl/sharedStrings.xml")).toContain("Sea\nice");
  expect(part("xl/workbook.xml")).toContain('name="Data"');
});

test("a heading that gets the name of one that stays keeps its own", () => {
  const { part, warnings } = written({ Region: "Sea\nice" });
  expect(warnings.map(({ code }) => code)).toEqual(["table-heading-held"]);
  expect(part("xl/tables/table1.xml")).toBe(PARTS["xl/tables/table1.xml"]);
});
