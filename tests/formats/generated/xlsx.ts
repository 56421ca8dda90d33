import fc from "fast-check";
import { chartOf, drawnText, NAMESPACES as DRAWING } from "./drawing.ts";
import {
  declared,
  type Parts,
  PROLOG,
  RELATION,
  relationships,
  ROOT,
  xmlLabel,
  xmlPhrase,
} from "./package.ts";

/** Workbooks with every kind of cell and every part with texts. */

const MAIN = `xmlns="${ROOT}/spreadsheetml/2006/main"`;
const XDR = declared({ ...DRAWING, r: RELATION, xdr: `${ROOT}/drawingml/2006/spreadsheetDrawing` });

const format = fc.constantFrom(
  "",
  '<rPr><sz val="11"/><rFont val="Calibri"/><family val="2"/><scheme val="minor"/></rPr>',
  '<rPr><b/><sz val="11"/><color theme="1"/><rFont val="Calibri"/></rPr>',
  '<rPr><i/><vertAlign val="superscript"/></rPr>',
);
const run = fc
  .tuple(format, xmlPhrase)
  .map(([rPr, text]) => `<r>${rPr}<t xml:space="preserve">${text}</t></r>`);
/** The texts of a cell: plain, in lines, or in several formats with a phonetic guide. */
const content = fc.oneof(
  xmlPhrase.map((text) => `<t xml:space="preserve">${text}</t>`),
  xmlLabel.map((text) => `<t>${text}</t>`),
  fc.tuple(xmlLabel, xmlLabel).map(([one, two]) => `<t>${one}\r\n${two}</t>`),
  fc
    .array(run, { minLength: 1, maxLength: 4 })
    .map((runs) => `${runs.join("")}<rPh sb="0" eb="1"><t>guide</t></rPh><phoneticPr fontId="1"/>`),
  fc.constant("<t/>"),
  fc.constant("<t>12.5</t>"),
);

const cell = fc.oneof(
  content.map((text) => `<c t="inlineStr"><is>${text}</is></c>`),
  fc.nat(5).map((at) => `<c t="s"><v>${at}</v></c>`),
  fc.constantFrom(
    "<c><v>42</v></c>",
    '<c t="str"><f>A1&amp;" m"</f><v>12 m</v></c>',
    "<c><f>SUM(Data!B1:B3)</f><v>3</v></c>",
    '<c t="b"><v>1</v></c>',
    '<c s="3"/>',
  ),
);
const rows = fc
  .array(fc.array(cell, { maxLength: 4 }), { maxLength: 4 })
  .map((list) => list.map((cells) => `<row>${cells.join("")}</row>`).join(""));

const sheet = (data: string) =>
  `${PROLOG}<worksheet ${MAIN}><sheetData>${data}</sheetData><headerFooter><oddHeader>&amp;CPage &amp;P</oddHeader></headerFooter></worksheet>`;

/** A workbook of two sheets; the headings of its table are the first two strings of the list. */
export const xlsx: fc.Arbitrary<Parts> = fc
  .record({
    strings: fc.array(content, { minLength: 4, maxLength: 8 }),
    headings: fc.uniqueArray(xmlLabel, { minLength: 2, maxLength: 2 }),
    one: rows,
    two: rows,
    comment: content,
    box: drawnText,
    alt: xmlLabel,
    chart: chartOf("Data"),
  })
  .map(({ strings, headings, one, two, comment, box, alt, chart }) => {
    const list = [...headings.map((text) => `<t>${text}</t>`), ...strings];
    const head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
    return {
      "[Content_Types].xml": "<Types/>",
      "_rels/.rels": relationships(["officeDocument", "xl/workbook.xml"]),
      "xl/workbook.xml": `${PROLOG}<workbook ${MAIN} xmlns:r="${RELATION}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="Old year" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="all">Data!$A$1:$B$3</definedName></definedNames></workbook>`,
      "xl/_rels/workbook.xml.rels": relationships(
        ["worksheet", "worksheets/sheet1.xml"],
        ["worksheet", "worksheets/sheet2.xml"],
        ["sharedStrings", "sharedStrings.xml"],
      ),
      "xl/sharedStrings.xml": `${PROLOG}<sst ${MAIN}>${list.map((text) => `<si>${text}</si>`).join("")}</sst>`,
      "xl/worksheets/sheet1.xml": sheet(head + one),
      "xl/worksheets/sheet2.xml": sheet(two),
      "xl/worksheets/_rels/sheet1.xml.rels": relationships(
        ["table", "../tables/table1.xml"],
        ["drawing", "../drawings/drawing1.xml"],
        ["comments", "../comments1.xml"],
      ),
      "xl/tables/table1.xml": `<table ${MAIN} id="1" name="Table1" displayName="Table1" ref="A1:B2"><tableColumns count="2">${headings.map((text, at) => `<tableColumn id="${at + 1}" name="${text}"/>`).join("")}</tableColumns></table>`,
      "xl/comments1.xml": `<comments ${MAIN}><authors><author>A</author></authors><commentList><comment ref="A1" authorId="0"><text>${comment}</text></comment></commentList></comments>`,
      "xl/drawings/drawing1.xml": `<xdr:wsDr ${XDR}><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box 1" descr="${alt}"/></xdr:nvSpPr><xdr:txBody><a:bodyPr/>${box}</xdr:txBody></xdr:sp></xdr:wsDr>`,
      "xl/drawings/_rels/drawing1.xml.rels": relationships(["chart", "../charts/chart1.xml"]),
      "xl/charts/chart1.xml": chart,
    };
  });
