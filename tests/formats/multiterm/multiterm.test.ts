import { expect, test } from "vitest";
import { readGlossary } from "../../../src/formats/glossary/glossary-registry.ts";
import { encode } from "../../../src/formats/encoding.ts";

const FILE = `<?xml version="1.0" encoding="UTF-16"?>
<mtf>
<conceptGrp><concept>1</concept><system type="entryClass">1</system>
<transacGrp><transac type="origination">anna</transac><date>2024-01-01T00:00:00</date></transacGrp>
<descripGrp><descrip type="Subject">Sea ice</descrip></descripGrp>
<languageGrp><language type="English" lang="EN-US"/>
<descripGrp><descrip type="Definition">Ice that grows from the shore.</descrip></descripGrp>
<termGrp><term>fast ice</term><descripGrp><descrip type="Status">Preferred</descrip></descripGrp><descripGrp><descrip type="Part of speech">noun</descrip></descripGrp></termGrp>
</languageGrp>
<languageGrp><language type="Русский" lang="RU"/>
<termGrp><term>припай</term></termGrp>
<termGrp><term>береговой лёд</term><descripGrp><descrip type="Status">forbidden</descrip></descripGrp></termGrp>
<termGrp><term>забереги</term><descripGrp><descrip type="Status">to be discussed</descrip></descripGrp></termGrp>
</languageGrp>
<languageGrp><language type="German" lang="DE"/><termGrp><term>Festeis</term></termGrp></languageGrp>
</conceptGrp>
<conceptGrp><concept>2</concept><languageGrp><language type="English" lang="EN"/><termGrp><term/></termGrp></languageGrp></conceptGrp>
<conceptGrp><concept>3</concept><languageGrp><language type="Chinese" lang="ZH"/><termGrp><term>固定冰</term></termGrp></languageGrp></conceptGrp>
</mtf>`;

test.each(["utf-8", "utf-16le"])("MultiTerm XML in %s is known by its root and read", (encoding) => {
  const text = FILE.replace("UTF-16", encoding === "utf-8" ? "utf-8" : "UTF-16");
  const { concepts, rejected, warnings } = readGlossary(encode(text, encoding, true));
  expect(concepts).toEqual([
    {
      id: "multiterm-1",
      domain: "Sea ice",
      status: "approved",
      definitions: { en: { text: "Ice that grows from the shore." } },
      terms: [
        {
          language: "en",
          tag: "EN-US",
          text: "fast ice",
          administrativeStatus: "preferred",
          partOfSpeech: "noun",
        },
        { language: "ru", text: "припай", administrativeStatus: "preferred" },
        { language: "ru", text: "береговой лёд", administrativeStatus: "deprecated", forbidden: true },
        {
          language: "ru",
          text: "забереги",
          administrativeStatus: "admitted",
          notes: ["administrativeStatus: to be discussed"],
        },
      ],
    },
    {
      id: "multiterm-3",
      status: "approved",
      terms: [{ language: "zh", text: "固定冰", administrativeStatus: "preferred" }],
    },
  ]);
  expect(rejected).toMatchObject([{ code: "multiterm-invalid", place: { line: 17, unit: "multiterm-2" } }]);
  expect(warnings).toMatchObject([
    { code: "term-status-unknown", params: { status: "to be discussed" } },
    { code: "language-unknown", params: { language: "German" } },
  ]);
});

test("one bad entry refuses the file when it is to be strict", () => {
  expect(() => readGlossary(encode(FILE, "utf-16le", true), { strict: true })).toThrowError(
    expect.objectContaining({ code: "multiterm-invalid" }),
  );
});
