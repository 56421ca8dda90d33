import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readExchange } from "../../../src/formats/registry.ts";
import { expectRoundTrip, spliced, textsOf, translated } from "../round-trip.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const word = (body: string) =>
  zipSync({
    "word/document.xml": strToU8(`<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`),
  });
const body = (file: Uint8Array) =>
  /<w:body>(.*)<\/w:body>/su.exec(strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array()))?.[1];
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inner: string, more = "") => `<w:p>${more === "" ? "" : `<w:pPr>${more}</w:pPr>`}${inner}</w:p>`;
const DELETED = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>';
const MOVED = '<w:rPr><w:moveFrom w:id="1" w:author="A"/></w:rPr>';
const texts = (file: Uint8Array) => textsOf(readExchange(file, { format: "docx", source: "en" }), "en");

test.each([
  ["deleted", DELETED],
  ["moved", MOVED],
])("paragraphs with a %s end between them are one", (_, mark) => {
  const file = word(
    p(run("The ice melts"), mark) +
      '<w:bookmarkStart w:id="3" w:name="x"/>' +
      p(run(" quickly. Ships wait."), '<w:jc w:val="center"/>') +
      p(run("The end.")),
  );
  expect(texts(file)).toEqual({
    "1.1": "The ice melts‹1 deleted› quickly.",
    "1.2": "Ships wait.",
    "3.1": "The end.",
  });
  expectRoundTrip("docx", file);
  const read = readExchange(file, { format: "docx", source: "en" });
  const unchanged = spliced(file, read, { source: "en" });
  expect(unchanged).toEqual(file);
});

test("the end stays deleted in a translation, and where its code is left out", () => {
  const file = word(p(run("The ice melts"), DELETED) + p(run(" quickly."), '<w:jc w:val="center"/>'));
  const joint = '</w:p><w:p><w:pPr><w:jc w:val="center"/></w:pPr>';
  const read = readExchange(file, { format: "docx", source: "en" });
  const written = body(spliced(file, translated(read, "ru"), { target: "ru", templateLanguage: "en" }));
  expect(written).toContain(joint);
  expect(written?.match(/<w:p[ >]/gu)).toHaveLength(2);
  const units = read.units.map((unit) => ({
    ...unit,
    variants: { ...unit.variants, ru: { content: ["Лёд тает быстро."], state: "translated" as const } },
  }));
  const without = body(spliced(file, { ...read, units }, { target: "ru", templateLanguage: "en" }));
  expect(without).toMatch(/Лёд тает быстро\..*<\/w:p><w:p><w:pPr><w:jc/su);
  expect(without?.match(/<w:p[ >]/gu)).toHaveLength(2);
});

test("a deleted end without a paragraph after it joins nothing", () => {
  const cell = (inner: string) => `<w:tbl><w:tr><w:tc>${inner}</w:tc></w:tr></w:tbl>`;
  const one = p(run("One"), DELETED);
  expect(texts(word(one + cell(p(run("Two"))) + p(run("Three"))))).toEqual({
    "1.1": "One",
    "2.1": "Two",
    "3.1": "Three",
  });
  expect(texts(word(cell(one) + p(run("Two"))))).toEqual({ "1.1": "One", "2.1": "Two" });
  expect(texts(word(one + "<w:p/>" + p(run("Two"))))).toEqual({ "1.1": "One", "3.1": "Two" });
  expect(texts(word(one))).toEqual({ "1.1": "One" });
});

test("several deleted ends, a paragraph that is deleted as a whole, and the style of the last paragraph", () => {
  const gone = `<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>`;
  expect(texts(word(p(run("A"), DELETED) + p(run("b"), DELETED) + p(run("c.")) + p(run("D."))))).toEqual({
    "1.1": "A‹1 deleted›b‹2 deleted›c.",
    "4.1": "D.",
  });
  const whole = word(p(gone, DELETED) + p(run("Text.")));
  expect(texts(whole)).toEqual({ "1.1": "Text." });
  expectRoundTrip("docx", whole);
  const styled = word(p(run("One "), `<w:outlineLvl w:val="0"/>${DELETED}`) + p(run("two.")));
  expect(readExchange(styled, { format: "docx", source: "en" }).units[0]?.context).toBe("paragraph");
});
