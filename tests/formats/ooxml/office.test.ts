import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { guessFormat, readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { problemOf } from "../problem-of.ts";
import { expectRoundTrip, spliced, textsOf, transcribed, translated } from "../round-trip.ts";

const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const P = "http://schemas.openxmlformats.org/presentationml/2006/main";
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const zip = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const relationships = (...entries: (readonly [string, string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;
const part = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] as Uint8Array);

const word = (body: string, namespace = W) =>
  zip({ "word/document.xml": `<w:document xmlns:w="${namespace}"><w:body>${body}</w:body></w:document>` });
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe("PPTX", () => {
  const paragraphA = (text: string) =>
    `<a:p><a:r><a:rPr lang="en-US" dirty="0"/><a:t>${text}</a:t></a:r></a:p>`;
  const slide = (title: string, body: string) =>
    `<p:sld xmlns:p="${P}" xmlns:a="${A}"><p:sp><p:nvPr><p:ph type="title"/></p:nvPr><p:txBody>${paragraphA(title)}</p:txBody></p:sp><p:sp><p:cNvPr id="2" name="x" descr="A map"/><p:txBody>${body}</p:txBody></p:sp></p:sld>`;
  const BYTES = zip({
    "_rels/.rels": relationships(["rId1", "officeDocument", "ppt/presentation.xml"]),
    "ppt/presentation.xml": `<p:presentation xmlns:p="${P}" xmlns:r="${R}"><p:sldIdLst><p:sldId r:id="rId2"/><p:sldId r:id="rId1"/></p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relationships(
      ["rId1", "slide", "slides/slide1.xml"],
      ["rId2", "slide", "slides/slide2.xml"],
    ),
    "ppt/slides/slide1.xml": slide("Second", paragraphA("Ships wait. Ports grow.")),
    "ppt/slides/slide2.xml": slide(
      "First",
      '<a:p><a:r><a:rPr lang="en-US"/><a:t>Thick </a:t></a:r><a:r><a:rPr lang="en-GB" b="1"/><a:t>ice</a:t></a:r><a:br/><a:r><a:rPr lang="en-US"/><a:t>melts</a:t></a:r><a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p>',
    ),
    "ppt/slides/_rels/slide2.xml.rels": relationships([
      "rId1",
      "notesSlide",
      "../notesSlides/notesSlide1.xml",
    ]),
    "ppt/notesSlides/notesSlide1.xml": `<p:notes xmlns:p="${P}" xmlns:a="${A}"><p:txBody>${paragraphA("Speak slowly.")}</p:txBody></p:notes>`,
  });

  test("slides are read in their order, each with its notes and alternative texts", () => {
    const file = readExchange(BYTES, { format: "pptx", source: "en" });
    expect(file.title).toBe("First");
    expect(file.units.map(({ key, context }) => [key, context])).toEqual([
      ["slide2:1.1", "heading-1"],
      ["slide2:2.1", "attribute descr"],
      ["slide2:3.1", "paragraph"],
      ["slide2:3.2", "paragraph"],
      ["notesSlide1:1.1", "notes"],
      ["slide1:1.1", "heading-1"],
      ["slide1:2.1", "attribute descr"],
      ["slide1:3.1", "paragraph"],
      ["slide1:3.2", "paragraph"],
    ]);
    expect(textsOf(file, "en")["slide2:3.1"]).toBe("Thick ‹1 bold|ice|1›");
    expectRoundTrip("pptx", BYTES);
  });

  test("names of series and categories of a chart are written as they stand", () => {
    const chart = zip({
      "_rels/.rels": relationships(["rId1", "officeDocument", "ppt/presentation.xml"]),
      "ppt/presentation.xml": `<p:presentation xmlns:p="${P}"/>`,
      "ppt/_rels/presentation.xml.rels": relationships(["rId1", "chart", "charts/chart1.xml"]),
      "ppt/charts/chart1.xml":
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:strCache><c:v>Thick ice</c:v></c:strCache></c:chartSpace>',
    });
    expectRoundTrip("pptx", chart);
    const file = translated(readExchange(chart, { format: "pptx", source: "en" }), "ru", () => "Лёд");
    expect(part(spliced(chart, file, { target: "ru" }), "ppt/charts/chart1.xml")).toContain("<c:v>Лёд</c:v>");
  });

  test("a run in another language says so", () => {
    const file = readExchange(BYTES, { format: "pptx", source: "en" });
    const out = spliced(
      BYTES,
      translated(file, "zh", () => "冰"),
      { target: "zh" },
    );
    expect(part(out, "ppt/slides/slide1.xml")).toContain(
      '<a:rPr lang="zh-CN" dirty="0" altLang="en-US"/><a:t>冰冰</a:t>',
    );
    expect(part(out, "ppt/slides/slide1.xml")).toContain('descr="冰"');
  });
});

describe("XLSX", () => {
  const BYTES = zip({
    "_rels/.rels": relationships(["rId1", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `<workbook xmlns="${X}" xmlns:r="${R}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships(
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "sharedStrings", "sharedStrings.xml"],
    ),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${X}"><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Cargo</t></is></c><c><f>SUM(A1)</f><v>12</v></c><c t="str"><f>A1</f><v>Route</v></c></row></sheetData></worksheet>`,
    "xl/sharedStrings.xml": `<sst xmlns="${X}"><si><t>Route</t></si><si><r><t xml:space="preserve">Thick </t></r><r><rPr><b/></rPr><t>ice</t></r><rPh><t>guide</t></rPh></si><si><t>12</t></si></sst>`,
  });

  test("texts of cells are read, and no formulas, results or guides", () => {
    const file = readExchange(BYTES, { format: "xlsx", source: "en" });
    expect(textsOf(file, "en")).toEqual({
      "sharedStrings:1.1": "Route",
      "sharedStrings:2.1": "Thick ‹1 bold|ice|1›",
      "sharedStrings:3.1": "12",
      "sheet1:1.1": "Cargo",
    });
    expectRoundTrip("xlsx", BYTES);
  });
});

describe("files that are not what they seem", () => {
  const code = (bytes: Uint8Array, format: "docx" | "odt" | "pptx" = "docx") =>
    problemOf(() => readExchange(bytes, { format, source: "en" })).code;

  test("an old document, an encrypted one, another document and a document type get an answer each", () => {
    const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(code(old)).toBe("document-legacy");
    expect(problemOf(() => guessFormat(old, "report.doc")).code).toBe("document-legacy");
    const name = [..."EncryptedPackage"].flatMap((character) => [character.charCodeAt(0), 0]);
    expect(code(Uint8Array.from([...old, ...name]))).toBe("document-encrypted");
    expect(code(word(paragraph("x")), "pptx")).toBe("document-invalid");
    expect(code(word(paragraph("x")), "odt")).toBe("document-invalid");
    const entities = `<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="${W}"><w:body>${paragraph("&e;")}</w:body></w:document>`;
    expect(code(zip({ "word/document.xml": entities }))).toBe("xml-doctype");
    const secret = zip({
      mimetype: "application/vnd.oasis.opendocument.text",
      "META-INF/manifest.xml": '<m:manifest xmlns:m="m"><m:encryption-data /></m:manifest>',
      "content.xml": "?",
    });
    expect(code(secret, "odt")).toBe("document-encrypted");
  });

  test("a document of the strict standard is read and written like any other", () => {
    expectRoundTrip("docx", word(paragraph("Strict ice. And more."), STRICT));
  });

  test("macros are kept", () => {
    const bytes = zip({
      "[Content_Types].xml":
        '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
      "word/document.xml": `<w:document xmlns:w="${W}"><w:body>${paragraph("Ice melts.")}</w:body></w:document>`,
      "word/vbaProject.bin": "Sub AutoOpen()",
    });
    expect(guessFormat(bytes, "x.docm")).toBe("docx");
    const out = spliced(bytes, translated(readExchange(bytes, { format: "docx", source: "en" }), "ru"), {
      target: "ru",
    });
    expect(part(out, "word/vbaProject.bin")).toBe("Sub AutoOpen()");
  });
});

describe("what stands in another text", () => {
  const BYTES = word(paragraph("Ice melts. Ships wait.") + paragraph("Ports grow."));
  const file = readExchange(BYTES, { format: "docx", source: "en" });
  const one = translated(file, "ru", undefined, (key) => key === "1.2");
  const texts = (untranslated?: "source" | "omit" | "mark") => {
    const out = spliced(BYTES, one, {
      target: "ru",
      ...(untranslated === undefined ? {} : { untranslated }),
    });
    return [...part(out, "word/document.xml").matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu)]
      .map(([, text]) => text)
      .join("|");
  };

  test("sentences without a translation stay, are left out, or are marked", () => {
    expect(texts()).toBe(`Ice melts. |${transcribed("Ships wait.")}|Ports grow.`);
    expect(texts("omit")).not.toMatch(/Ice|Ports/u);
    expect(texts("mark")).toContain("⟦Ice melts.⟧");
    expect(texts("mark")).toContain("⟦Ports grow.⟧");
  });

  test("Chinese needs no blanks between sentences, and has the East Asian font and language", () => {
    const out = spliced(
      BYTES,
      translated(file, "zh", () => "冰融。"),
      { target: "zh" },
    );
    expect(part(out, "word/document.xml")).toContain(
      '<w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">冰融。冰融。</w:t>',
    );
  });

  test("a blank or a comma in another weight or font is no code; in another colour, or underlined, it is", () => {
    const run = (text: string, format = "") =>
      `<w:r>${format === "" ? "" : `<w:rPr>${format}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
    const read = (...runs: string[]) =>
      textsOf(readExchange(word(`<w:p>${runs.join("")}</w:p>`), { format: "docx", source: "en" }), "en")[
        "1.1"
      ];
    const red = '<w:color w:val="FF0000"/>';
    const line = '<w:u w:val="single"/>';
    expect(read(run("Thick ice"), run(", ", "<w:b/>"), run("thin ice"))).toBe("Thick ice, thin ice");
    expect(read(run("Thick ice", red), run(" "), run("melts", red))).toBe("Thick ice melts");
    expect(read(run("Thick ice"), run(", ", red), run("thin ice"))).toBe("Thick ice‹1 colour|, |1›thin ice");
    expect(read(run("Thick ice"), run(" ", line), run("melts"))).toBe("Thick ice‹1 underlined| |1›melts");
  });

  test("styles that nobody sees, and what a paragraph has anyway, are no codes", () => {
    const style = (type: string, id: string, properties: string) =>
      `<w:style w:type="${type}" w:styleId="${id}"><w:rPr>${properties}</w:rPr></w:style>`;
    const run = (text: string, format: string) =>
      `<w:r><w:rPr>${format}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const bytes = (paragraphStyle: string, ...runs: string[]) =>
      zip({
        "word/document.xml": `<w:document xmlns:w="${W}"><w:body><w:p><w:pPr><w:pStyle w:val="${paragraphStyle}"/></w:pPr>${runs.join("")}</w:p></w:body></w:document>`,
        "word/styles.xml": `<w:styles xmlns:w="${W}">${style("paragraph", "Loud", "<w:b/>")}${style("character", "Space", "")}${style("character", "Strong", "<w:b/>")}</w:styles>`,
      });
    const read = (paragraphStyle: string, ...runs: string[]) =>
      textsOf(readExchange(bytes(paragraphStyle, ...runs), { format: "docx", source: "en" }), "en")["1.1"];
    expect(read("", run("Thick", ""), run(" ", '<w:rStyle w:val="Space"/>'), run("ice melts", ""))).toBe(
      "Thick ice melts",
    );
    expect(read("", run("Thick ", '<w:rStyle w:val="Strong"/>'), run("ice melts", "<w:b/>"))).toBe(
      "Thick ice melts",
    );
    expect(read("Loud", run("Thick ", "<w:b/>"), run("ice melts", ""))).toBe("Thick ice melts");
    // Two styles that are both bold make the text thin.
    expect(read("Loud", run("Thick ", '<w:rStyle w:val="Strong"/>'), run("ice melts", ""))).toBe(
      "‹1 not bold|Thick |1›ice melts",
    );
    expect(read("", run("Thick ", '<w:b w:val="0"/>'), run("ice melts", ""))).toBe("Thick ice melts");
  });

  test("a link that a program has cut in two is one code", () => {
    const link = (id: string, text: string) =>
      `<w:hyperlink r:id="${id}"><w:r><w:t>${text}</w:t></w:r></w:hyperlink>`;
    const read = (...parts: string[]) =>
      textsOf(
        readExchange(
          zip({
            "word/document.xml": `<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body><w:p><w:r><w:t xml:space="preserve">See </w:t></w:r>${parts.join("")}</w:p></w:body></w:document>`,
          }),
          { format: "docx", source: "en" },
        ),
        "en",
      )["1.1"];
    expect(read(link("rId1", "the pa"), link("rId1", "ge"))).toBe("See ‹1 link|the page|1›");
    expect(read(link("rId1", "one"), link("rId2", "two"))).toBe("See ‹1 link|one|1›‹2 link|two|2›");
  });

  test("a field whose limits share runs with text takes in no other text", () => {
    const limit = (kind: string) => `<w:fldChar w:fldCharType="${kind}"/>`;
    const text = (one: string) => `<w:t xml:space="preserve">${one}</w:t>`;
    const bytes = word(
      `<w:p><w:r>${text("See ")}${limit("begin")}<w:instrText> REF a </w:instrText></w:r><w:r>${limit("separate")}${text("page 4")}${limit("end")}${text(" and wait.")}</w:r></w:p>`,
    );
    const read = readExchange(bytes, { format: "docx", source: "en" });
    expect(textsOf(read, "en")["1.1"]).toBe("See ‹1 field›page 4‹2 field› and wait.");
    const out = part(spliced(bytes, translated(read, "ru"), { target: "ru" }), "word/document.xml");
    expect(out.replace(/<w:fldChar w:fldCharType="(\w+)"\/>/gu, "[$1]").replace(/<[^>]*>/gu, "")).toBe(
      `${transcribed("See ")}[begin] REF a [separate]${transcribed("page 4")}[end]${transcribed(" and wait.")}`,
    );
  });

  test("an entry of an index shows nothing, and is no code", () => {
    const run = (one: string) => `<w:r>${one}</w:r>`;
    const bytes = word(
      `<w:p>${run('<w:t xml:space="preserve">Thick </w:t>')}${run('<w:fldChar w:fldCharType="begin"/>')}${run('<w:instrText> XE "ice" </w:instrText>')}${run('<w:fldChar w:fldCharType="end"/>')}${run("<w:t>ice.</w:t>")}</w:p>`,
    );
    const read = readExchange(bytes, { format: "docx", source: "en" });
    expect(textsOf(read, "en")["1.1"]).toBe("Thick ice.");
    expect(part(spliced(bytes, translated(read, "ru"), { target: "ru" }), "word/document.xml")).toContain(
      'XE "ice"',
    );
  });

  test("a comment on a whole sentence is a note of this sentence, and of no other", () => {
    const comment = (n: number, text: string) =>
      `<w:comment w:id="${n}" w:author="Anna"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`;
    const on = (n: number, text: string) =>
      `<w:commentRangeStart w:id="${n}"/><w:r><w:t xml:space="preserve">${text}</w:t></w:r><w:commentRangeEnd w:id="${n}"/><w:r><w:commentReference w:id="${n}"/></w:r>`;
    const bytes = zip({
      "_rels/.rels": relationships(["rId1", "officeDocument", "word/document.xml"]),
      "word/_rels/document.xml.rels": relationships(["rId1", "comments", "comments.xml"]),
      "word/document.xml": `<w:document xmlns:w="${W}"><w:body><w:p>${on(1, "Ice melts. ")}${on(2, "Ships wait.")}</w:p></w:body></w:document>`,
      "word/comments.xml": `<w:comments xmlns:w="${W}">${comment(1, "First")}${comment(2, "Second")}</w:comments>`,
    });
    const { units } = readExchange(bytes, { format: "docx", source: "en" });
    expect(units.map(({ notes }) => notes.map(({ text }) => text))).toEqual([["First"], ["Second"]]);
  });

  test("title and description of an image are written in any order of the attributes", () => {
    const bytes = zip({
      "word/document.xml": `<w:document xmlns:w="${W}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body><w:p><w:r><w:t>Ice </w:t></w:r><w:r><w:drawing><wp:docPr descr="A map" title="The route"/></w:drawing></w:r><w:r><w:t> melts.</w:t></w:r></w:p></w:body></w:document>`,
    });
    expectRoundTrip("docx", bytes);
  });

  test("an object that a translation leaves out stays at the end of its sentence", () => {
    const bytes = word(
      '<w:p><w:r><w:t xml:space="preserve">Ice </w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> melts.</w:t></w:r></w:p>',
    );
    const read = readExchange(bytes, { format: "docx", source: "en" });
    expect(textsOf(read, "en")).toEqual({ "1.1": "Ice ‹1 footnote 2› melts." });
    const units = read.units.map((unit) => ({
      ...unit,
      variants: { ...unit.variants, ru: { content: ["Лёд тает."], state: "translated" as const } },
    }));
    const out = spliced(bytes, { ...read, units }, { target: "ru" });
    expect(part(out, "word/document.xml")).toMatch(
      /Лёд тает\.<\/w:t><\/w:r>.*<w:footnoteReference w:id="2"\/>/u,
    );
  });

  test("a file of other units is no template", () => {
    const other = readExchange(word(paragraph("Something else.")), { format: "docx", source: "en" });
    expect(spliceExchange(BYTES, translated(other, "ru"), { target: "ru" })).toBeUndefined();
  });

  test("hidden texts and comments are read when they are asked for, and comments are notes", () => {
    const bytes = zip({
      "_rels/.rels": relationships(["rId1", "officeDocument", "word/document.xml"]),
      "word/_rels/document.xml.rels": relationships(["rId1", "comments", "comments.xml"]),
      "word/document.xml": `<w:document xmlns:w="${W}"><w:body><w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Ice </w:t></w:r><w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>melts.</w:t></w:r></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>For editors only.</w:t></w:r></w:p></w:body></w:document>`,
      "word/comments.xml": `<w:comments xmlns:w="${W}"><w:comment w:id="0" w:author="Anna">${paragraph("Is it so?")}</w:comment></w:comments>`,
    });
    const usual = readExchange(bytes, { format: "docx", source: "en" });
    expect(usual.units.map(({ key }) => key)).toEqual(["1.1"]);
    expect(usual.units[0]?.notes).toEqual([{ text: "Is it so?", category: "comment", author: "Anna" }]);
    const all = readExchange(bytes, { format: "docx", source: "en", optionalTexts: ["hidden", "comments"] });
    expect(all.units.map(({ key }) => key)).toEqual(["1.1", "2.1", "comments:1.1"]);
    expect(spliced(bytes, translated(all, "ru"), { target: "ru" })).not.toEqual(bytes);
  });
});
