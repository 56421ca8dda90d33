import { strToU8, type Zippable, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { guessFormat, readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { problemOf } from "../problem-of.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OFFICE = "urn:oasis:names:tc:opendocument:xmlns";
const PARAGRAPH = "<w:p><w:r><w:t>The ice melts.</w:t></w:r></w:p>";

const docx = (body = PARAGRAPH, more: Zippable = {}, before = ""): Uint8Array =>
  zipSync({
    "word/document.xml": strToU8(`${before}<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`),
    ...more,
  });
const odt = (more: Zippable): Uint8Array =>
  zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
    "content.xml": strToU8(
      `<office:document-content xmlns:office="${OFFICE}:office:1.0" xmlns:text="${OFFICE}:text:1.0"><office:body><office:text><text:p>The ice melts.</text:p></office:text></office:body></office:document-content>`,
    ),
    ...more,
  });
const manifest = (inner: string): Zippable => ({
  "META-INF/manifest.xml": strToU8(
    `<manifest:manifest xmlns:manifest="${OFFICE}:manifest:1.0"><manifest:file-entry>${inner}</manifest:file-entry></manifest:manifest>`,
  ),
});
const withDoctype = (subset: string, body = PARAGRAPH) => docx(body, {}, `<!DOCTYPE w [${subset}]>`);

/** The end of a file, or bytes in it, are not what they were. */
const damaged = (change: (bytes: Uint8Array) => Uint8Array) => change(docx());

const refusal = (filename: string, bytes: Uint8Array) => {
  const { code, params } = problemOf(() => readExchange(bytes, { filename, source: "en" }));
  return [code, params?.["wanted"]];
};

describe("a file that is no readable document gets an answer of its own", () => {
  test.each<[string, Uint8Array, string, string?]>([
    ["cut.docx", damaged((bytes) => bytes.subarray(0, bytes.length / 2)), "document-invalid"],
    ["directory.docx", damaged((bytes) => bytes.subarray(0, -60)), "document-invalid"],
    ["byte.docx", damaged((bytes) => bytes.with(55, 255 - (bytes[55] ?? 0))), "document-invalid"],
    ["empty.docx", new Uint8Array(), "file-empty"],
    ["nothing.docx", zipSync({}), "document-invalid"],
    ["picture.docx", zipSync({ "a.png": strToU8("x") }), "document-invalid"],
    ["secret.odt", odt(manifest("<manifest:encryption-data/>")), "document-encrypted"],
    // From version 1.3 on the whole package is one encrypted file.
    [
      "secret-13.odt",
      zipSync({
        mimetype: strToU8("application/vnd.oasis.opendocument.text"),
        "encrypted-package": strToU8("x"),
        ...manifest("<manifest:encryption-data/>"),
      }),
      "document-encrypted",
    ],
    ["entity.docx", withDoctype('<!ENTITY x SYSTEM "file:///etc/passwd">'), "xml-doctype"],
    [
      "entities.docx",
      withDoctype('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'),
      "xml-doctype",
    ],
    ["parameter.docx", withDoctype('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;'), "xml-doctype"],
    ["deep.docx", docx("<w:sdt>".repeat(5000) + "</w:sdt>".repeat(5000)), "xml-too-deep"],
    [
      "parts.docx",
      docx(
        PARAGRAPH,
        Object.fromEntries(Array.from({ length: 5001 }, (_, n) => [`x${n}`, new Uint8Array()])),
      ),
      "archive-too-large",
    ],
    ["old.rtf", strToU8("{\\rtf1 The ice melts.}"), "document-other", "DOCX"],
    ["renamed.doc", strToU8("{\\rtf1 The ice melts.}"), "document-other", "DOCX"],
    ["paper.pdf", strToU8("%PDF-1.7\n"), "document-other", "DOCX"],
    ["book.xlsb", zipSync({ "xl/workbook.bin": strToU8("x") }), "document-other", "XLSX"],
    ["paper.docx", strToU8("%PDF-1.7\n"), "document-other", "DOCX"],
    ["notes.odt", strToU8("{\\rtf1 The ice melts.}"), "document-other", "DOCX"],
    ["drawing.fodg", strToU8("<office:document/>"), "document-other", "ODP"],
    ["word.odt", docx(PARAGRAPH), "document-misnamed"],
    ["word.pptx", docx(PARAGRAPH), "document-misnamed"],
    [
      "text.docx",
      zipSync({
        mimetype: strToU8("application/vnd.oasis.opendocument.text"),
        "content.xml": strToU8("<x/>"),
      }),
      "document-misnamed",
    ],
    ["sheet.ods", zipSync({ "xl/workbook.xml": strToU8("<x/>") }), "document-misnamed"],
    ["nothing.docx", zipSync({ "a.txt": strToU8("x") }), "document-invalid"],
    ["both.docx", zipSync({ "xl/a.xml": strToU8("x"), "ppt/a.xml": strToU8("x") }), "document-invalid"],
    ["job.mqxlz", zipSync({ "document.mqxliff": strToU8("<xliff/>") }), "document-other", "MQXLIFF"],
    ["job.sdlppx", zipSync({ "job.sdlproj": strToU8("<Package/>") }), "document-other", "SDLXLIFF"],
    ["memory.sdltm", strToU8("SQLite format 3\0"), "document-other", "TMX"],
    ["memory.tmw", strToU8("\u0001\u0002"), "document-other", "TMX"],
    ["page.ttx", strToU8("<?xml version='1.0'?><TRADOStag/>"), "document-other", "SDLXLIFF"],
    ["flat.fodt", strToU8("<office:document/>"), "document-other", "ODT"],
    [
      "drawing.odg",
      zipSync({ mimetype: [strToU8("application/vnd.oasis.opendocument.graphics"), { level: 0 }] }),
      "document-other",
      "ODP",
    ],
  ])("%s", (filename, bytes, code, wanted) => {
    expect(refusal(filename, bytes)).toEqual([code, wanted]);
  });

  test("a part that unpacks to more than the limit is not unpacked", () => {
    const bomb = docx(`<w:p><w:r><w:t>${"a".repeat(3_000_000)}</w:t></w:r></w:p>`);
    expect(bomb.length).toBeLessThan(10_000);
    const limits = { bytes: 1_000_000 };
    expect(problemOf(() => readExchange(bomb, { format: "docx", source: "en", limits })).code).toBe(
      "archive-too-large",
    );
  });
});

describe("a document with something that must not run or be fetched", () => {
  const translation = (bytes: Uint8Array, filename: string) => {
    const file = readExchange(bytes, { filename, source: "en" });
    const units = file.units.map((unit) => ({
      ...unit,
      variants: { ...unit.variants, ru: { content: ["Лёд тает."], state: "translated" as const } },
    }));
    return spliceExchange(bytes, { ...file, units }, { target: "ru", templateLanguage: "en" });
  };

  test("links to other places stay in the file and bring no text", () => {
    const external = docx(PARAGRAPH, {
      "_rels/.rels": strToU8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
      "word/_rels/document.xml.rels": strToU8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${R}/header" Target="http://127.0.0.1:9/header.xml" TargetMode="External"/><Relationship Id="b" Type="${R}/footer" Target="../../../../etc/passwd"/></Relationships>`,
      ),
    });
    const { units } = readExchange(external, { format: "docx", source: "en" });
    expect(units.map(({ variants }) => plainText(variants.en?.content ?? []))).toEqual(["The ice melts."]);
    expect(translation(external, "x.docx")?.warnings).toEqual([]);
  });

  test("a large picture is copied and not unpacked", () => {
    const bytes = docx(PARAGRAPH, { "word/media/x.bmp": new Uint8Array(60_000_000) });
    expect(translation(bytes, "x.docx")?.bytes.length).toBeLessThan(100_000);
  });

  test.each(["docm", "dotm"])("a file with macros is the same kind of document: %s", (extension) => {
    const macros = strToU8("a program");
    const bytes = docx(PARAGRAPH, { "word/vbaProject.bin": macros });
    expect(guessFormat(bytes, `x.${extension}`)).toBe("docx");
    const written = translation(bytes, `x.${extension}`)?.bytes ?? new Uint8Array();
    expect(Buffer.from(written).includes(Buffer.from("word/vbaProject.bin"))).toBe(true);
  });
});
