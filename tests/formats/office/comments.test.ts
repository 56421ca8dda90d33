import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { readExchange, writeExchange } from "../../../src/formats/registry.ts";
import type { FormatName } from "../../../src/formats/traits.ts";

const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const P = "http://schemas.openxmlformats.org/presentationml/2006/main";
const X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
const MODERN = "http://schemas.microsoft.com/office/powerpoint/2018/8/main";

const zip = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

const relationships = (...entries: (readonly [type: string, target: string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${type.includes("/") ? type : `${R}/${type}`}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

/** The text of each unit with its notes as `author: text`. */
const notesOf = (format: FormatName, bytes: Uint8Array) =>
  readExchange(bytes, { format, source: "en" }).units.map(({ variants, notes }) => [
    plainText(variants.en?.content ?? []),
    ...notes.map(({ author, text }) => `${author ?? ""}: ${text}`),
  ]);

const shape = (id: number, text: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="x"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
const presentation = (comments: string, authors: Readonly<Record<string, string>>, authorsType: string) =>
  zip({
    "_rels/.rels": relationships(["officeDocument", "ppt/presentation.xml"]),
    "ppt/presentation.xml": `<p:presentation xmlns:p="${P}" xmlns:r="${R}"><p:sldIdLst><p:sldId r:id="rId1"/></p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relationships(
      ["slide", "slides/slide1.xml"],
      [authorsType, "authors.xml"],
    ),
    "ppt/slides/slide1.xml": `<p:sld xmlns:p="${P}" xmlns:a="${A}">${shape(2, "Ice")}${shape(3, "Ships wait. Ports grow.")}</p:sld>`,
    "ppt/slides/_rels/slide1.xml.rels": relationships([
      authorsType === "commentAuthors"
        ? "comments"
        : "http://schemas.microsoft.com/office/2018/10/relationships/comments",
      "../comments/comment1.xml",
    ]),
    "ppt/comments/comment1.xml": comments,
    "ppt/authors.xml": `<list>${Object.entries(authors)
      .map(([id, name]) => `<author id="${id}" name="${name}"/>`)
      .join("")}</list>`,
  });

test("a comment on a slide is a note of its first unit", () => {
  const bytes = presentation(
    `<p:cmLst xmlns:p="${P}"><p:cm authorId="0"><p:text>Which ice?</p:text></p:cm><p:cm authorId="1"><p:text>Sea ice</p:text></p:cm></p:cmLst>`,
    { 0: "Anna", 1: "Boris" },
    "commentAuthors",
  );
  expect(notesOf("pptx", bytes)).toEqual([
    ["Ice", "Anna: Which ice?", "Boris: Sea ice"],
    ["Ships wait."],
    ["Ports grow."],
  ]);
});

test("a comment on a shape is a note of the first unit of the shape, with its answers after it", () => {
  const body = (text: string) => `<k:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></k:txBody>`;
  const bytes = presentation(
    `<k:cmLst xmlns:k="${MODERN}" xmlns:a="${A}" xmlns:ac="http://schemas.microsoft.com/office/drawing/2013/main/command"><k:cm authorId="{A}"><ac:deMkLst><ac:spMk id="3"/></ac:deMkLst><k:replyLst><k:reply authorId="{B}">${body("All of them")}</k:reply></k:replyLst>${body("Which ships?")}</k:cm></k:cmLst>`,
    { "{A}": "Anna", "{B}": "Boris" },
    "http://schemas.microsoft.com/office/2018/10/relationships/authors",
  );
  expect(notesOf("pptx", bytes)).toEqual([
    ["Ice"],
    ["Ships wait.", "Anna: Which ships?", "Boris: All of them"],
    ["Ports grow."],
  ]);
});

const workbook = (extra: Readonly<Record<string, string>>, ...related: [string, string][]) =>
  zip({
    "_rels/.rels": relationships(["officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `<workbook xmlns="${X}" xmlns:r="${R}"><sheets><sheet name="Ice" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships(
      ["worksheet", "worksheets/sheet1.xml"],
      ["sharedStrings", "sharedStrings.xml"],
      ["http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"],
    ),
    "xl/sharedStrings.xml": `<sst xmlns="${X}"><si><t>Port</t></si><si><t>Thick ice</t></si></sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${X}"><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Ships</t></is></c><c r="D1"><v>3</v></c></row></sheetData></worksheet>`,
    "xl/worksheets/_rels/sheet1.xml.rels": relationships(["comments", "../comments1.xml"], ...related),
    "xl/comments1.xml": `<comments xmlns="${X}"><authors><author>Anna</author><author>Boris</author></authors><commentList>${[
      ["B1", 0, "Which ice?"],
      ["C1", 1, "Which ships?"],
      ["D1", 1, "Counted"],
    ]
      .map(
        ([cell, author, text]) =>
          `<comment ref="${cell}" authorId="${author}"><text><r><t>${text}</t></r></text></comment>`,
      )
      .join("")}</commentList></comments>`,
    ...extra,
  });

test("a comment on a cell is a note of the cell's text", () => {
  expect(notesOf("xlsx", workbook({}))).toEqual([
    ["Port"],
    ["Thick ice", "Anna: Which ice?"],
    ["Ships", "Boris: Which ships?"],
  ]);
});

test("a thread on a cell stands for the comment that old programs show", () => {
  const thread = (person: string, text: string) =>
    `<threadedComment ref="B1" personId="${person}" id="x"><text>${text}</text></threadedComment>`;
  const bytes = workbook(
    {
      "xl/threadedComments/threadedComment1.xml": `<ThreadedComments xmlns="${THREADS}">${thread("{V}", "New or old?")}${thread("{W}", "Old")}</ThreadedComments>`,
      "xl/persons/person.xml": `<personList xmlns="${THREADS}"><person id="{V}" displayName="Vera"/><person id="{W}" displayName="Wang"/></personList>`,
    },
    [
      "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
      "../threadedComments/threadedComment1.xml",
    ],
  );
  expect(notesOf("xlsx", bytes)).toEqual([
    ["Port"],
    ["Thick ice", "Vera: New or old?", "Wang: Old"],
    ["Ships", "Boris: Which ships?"],
  ]);
});

const openDocument = (kind: string, body: string) =>
  zipSync({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
    "content.xml": strToU8(
      `<office:document-content ${["office", "table", "text"]
        .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
        .join(
          " ",
        )} xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:officeooo="http://openoffice.org/2009/office" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ),
  });
const annotation = (text: string, prefix = "office") =>
  `<${prefix}:annotation><dc:creator>Anna</dc:creator><dc:date>2026-01-02</dc:date><text:p>${text}</text:p></${prefix}:annotation>`;

test("a comment on a cell of an OpenDocument sheet is a note of the cell's text", () => {
  const cell = (type: string, comment: string, text: string) =>
    `<table:table-cell office:value-type="${type}">${comment}<text:p>${text}</text:p></table:table-cell>`;
  const bytes = openDocument(
    "spreadsheet",
    `<table:table table:name="x"><table:table-row>${cell("string", "", "Port")}${cell("string", annotation("Which ice?"), "Thick ice")}${cell("float", annotation("Counted"), "3")}</table:table-row></table:table>`,
  );
  expect(notesOf("ods", bytes)).toEqual([["Port"], ["Thick ice", "Anna: Which ice?"]]);
});

test("a comment on an OpenDocument slide, as LibreOffice writes it, is a note and no text of the slide", () => {
  const page = (text: string, comment: string) =>
    `<draw:page><draw:frame><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>${comment}</draw:page>`;
  const bytes = openDocument(
    "presentation",
    page("Ice melts.", annotation("Sea ice", "officeooo")) + page("Ships wait.", annotation("Where?")),
  );
  expect(notesOf("odp", bytes)).toEqual([
    ["Ice melts.", "Anna: Sea ice"],
    ["Ships wait.", "Anna: Where?"],
  ]);
});

test("a comment goes out as a note of the unit in XLIFF", () => {
  const file = readExchange(workbook({}), { format: "xlsx", source: "en" });
  const xliff = new TextDecoder().decode(
    writeExchange({ ...file, format: "xliff" }, { source: "en", target: "ru" }),
  );
  expect(xliff).toMatch(/<note[^>]*category="comment"[^>]*>[^<]*Which ice\?<\/note>/u);
});
