import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { docx as codec } from "../../../src/formats/ooxml/ooxml.ts";
import { problemOf } from "../problem-of.ts";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (text: string, properties = "") =>
  `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const docx = (body: string, more: Record<string, string> = {}) =>
  zipSync({
    "[Content_Types].xml": strToU8("<Types/>"),
    "word/document.xml": strToU8(
      `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    ),
    ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, strToU8(text)])),
  });

const STYLES = `<w:styles ${W}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="My"><w:name w:val="My"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="O"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
</w:styles>`;

test("headings, lists, captions and cells are recognised, and deletions are left out", () => {
  const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
  const body =
    paragraph("Ледовый семинар", style("T")) +
    paragraph("Глава", style("My")) +
    paragraph("Раздел", style("O")) +
    paragraph("пункт", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>') +
    paragraph("Рис. 1", style("C")) +
    `<w:tbl><w:tr><w:tc>${paragraph("2023")}</w:tc></w:tr></w:tbl>` +
    '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>Один</w:t><w:tab/><w:t>два</w:t><w:br/><w:t>три</w:t></w:r><w:del><w:r><w:delText>нет</w:delText></w:r></w:del><w:ins><w:r><w:t> да</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>';
  const { title, blocks } = codec.blocks(docx(body, { "word/styles.xml": STYLES }));
  expect(title).toBe("Ледовый семинар");
  expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ["heading", 1, "Ледовый семинар"],
    ["heading", 2, "Глава"],
    ["heading", 3, "Раздел"],
    ["list-item", 2, "пункт"],
    ["caption", undefined, "Рис. 1"],
    ["table-cell", undefined, "2023"],
    ["paragraph", undefined, "Один два\nтри да"],
  ]);
});

test("every sentence of a document becomes a unit", () => {
  const file = codec.read(docx(paragraph("冰在融化。水在上涨。")));
  expect(file.source).toBe("zh");
  expect(file.units.map(({ key, variants }) => [key, variants.zh?.content])).toEqual([
    ["1.1", ["冰在融化。"]],
    ["1.2", ["水在上涨。"]],
  ]);
});

test("a file that is not DOCX and an archive that unpacks to too much are refused", () => {
  expect(problemOf(() => codec.blocks(strToU8("no zip at all"))).code).toBe("document-invalid");
  expect(problemOf(() => codec.blocks(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).code).toBe(
    "document-legacy",
  );
  expect(problemOf(() => codec.blocks(zipSync({ "a.txt": strToU8("x") }))).code).toBe("document-invalid");
  expect(problemOf(() => codec.blocks(docx(paragraph("x")).slice(0, 120))).code).toBe("document-invalid");
  const limits = { bytes: 1_000_000, units: 1000, text: 1000, depth: 256, attributes: 256 };
  const bomb = docx(paragraph(" ".repeat(30_000_000)));
  expect(bomb.length).toBeLessThan(100_000);
  expect(problemOf(() => codec.blocks(bomb, limits)).code).toBe("archive-too-large");
  const many = zipSync(
    Object.fromEntries(Array.from({ length: 6000 }, (_, n) => [`f${n}`, new Uint8Array()])),
  );
  expect(problemOf(() => codec.blocks(many)).code).toBe("archive-too-large");
  const entities = docx(paragraph("x")).length;
  expect(entities).toBeGreaterThan(0);
  expect(problemOf(() => codec.blocks(docx("<w:p><w:r><w:t>a</w:p>"))).code).toMatch(/^xml-/u);
  expect(problemOf(() => codec.blocks(zipSync({ "word/document.xml": strToU8("<html/>") }))).code).toBe(
    "document-invalid",
  );
});
