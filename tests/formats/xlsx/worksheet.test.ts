import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/formats/contract.ts";
import { readGlossary } from "../../../src/formats/glossary/glossary-registry.ts";
import { readWorksheet } from "../../../src/formats/xlsx/worksheet.ts";

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook of a hidden and a visible sheet. */
function workbook(sheet: string, strings = ""): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(
      `<workbook ${MAIN} xmlns:r="${RELATION}"><sheets><sheet name="H" sheetId="1" state="hidden" r:id="rId1"/><sheet name="S" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATION}/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
    ),
    "xl/sharedStrings.xml": strToU8(`<sst ${MAIN}>${strings}</sst>`),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet ${MAIN}><sheetData/></worksheet>`),
    "xl/worksheets/sheet2.xml": strToU8(`<worksheet ${MAIN}><sheetData>${sheet}</sheetData></worksheet>`),
  });
}

const STRINGS =
  '<si><t>English</t></si><si><r><t>Рус</t></r><r><t>ский</t></r></si><si><t>冰</t><rPh sb="0" eb="1"><t>bing</t></rPh></si><si><t>a_x000D_b</t></si>';

describe("worksheets", () => {
  test("give shared, inline, rich and numeric cells at their places", () => {
    const sheet =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
      '<row r="4"><c r="A4" t="inlineStr"><is><t>ice</t></is></c><c r="B4"><v>12.5</v></c><c r="C4" t="s"><v>2</v></c><c r="D4" t="str"><f>A4</f><v>ice</v></c><c r="E4" t="s"><v>3</v></c><c r="F4" t="b"><v>1</v></c></row>';
    expect(readWorksheet(workbook(sheet, STRINGS), DEFAULT_LIMITS)).toEqual([
      { line: 1, cells: ["English", "", "Русский", "", "", ""] },
      { line: 4, cells: ["ice", "12.5", "冰", "ice", "a\rb", "true"] },
    ]);
  });

  test.each([
    ["no archive", new Uint8Array([0x50, 0x4b, 1, 2, 3])],
    ["another archive", zipSync({ "a.txt": strToU8("x") })],
  ])("%s is refused", (_, bytes) => {
    expect(() => readWorksheet(bytes, DEFAULT_LIMITS)).toThrowError(
      expect.objectContaining({ code: "xlsx-invalid" }),
    );
  });

  test("a cell far away does not fill the memory", () => {
    const far = Array.from(
      { length: 400 },
      (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`,
    );
    expect(() => readWorksheet(workbook(far.join("")), DEFAULT_LIMITS)).toThrowError(
      expect.objectContaining({ code: "too-large" }),
    );
  });
});

test("a workbook is a glossary, with the rows of the sheet as lines", () => {
  const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet =
    `<row r="1">${cell("A1", "Термин")}${cell("B1", "English")}${cell("C1", "Русский")}</row>` +
    `<row r="2">${cell("B2", "ice; sea ice")}${cell("C2", "лёд")}</row><row r="3">${cell("A3", "only this")}</row>`;
  const file = readGlossary(workbook(sheet));
  expect(file.concepts[0]?.terms.map(({ language, text }) => [language, text])).toContainEqual([
    "en",
    "sea ice",
  ]);
  expect(file.columns?.map(({ role }) => role)).toEqual(["en", "en", "ru"]);
});
