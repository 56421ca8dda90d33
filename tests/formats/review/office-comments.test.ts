import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { readExchange, writeExchange } from "../../../src/formats/registry.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const unit = (key: string, en: string, ru: string) => ({
  key,
  line: 0,
  notes: [],
  variants: {
    en: { content: [en], state: "translated" as const },
    ru: { content: [ru], state: "translated" as const },
  },
});
const FILE: Omit<ExchangeFile, "format"> = {
  tags: {},
  units: [unit("1.1", "Sea ice", "Морской лёд"), unit("1.2", "Ports", "Порты"), unit("1.3", "Law", "Право")],
};

/** The table with more or other parts. */
function changed(
  format: "review-docx" | "review-xlsx",
  change: (parts: Record<string, string>) => Record<string, string>,
): Uint8Array {
  const bytes = writeExchange({ ...FILE, format }, { source: "en", target: "ru" });
  const parts = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]),
  );
  return zipSync(
    Object.fromEntries(Object.entries(change(parts)).map(([name, part]) => [name, strToU8(part)])),
  );
}
const relation = (target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rC" Type="${R}/comments" Target="${target}"/></Relationships>`;
const notesOf = (bytes: Uint8Array, format: "review-docx" | "review-xlsx") =>
  readExchange(bytes, { format }).units.map(({ notes }) =>
    notes.map(({ text, author, category }) => [text, author, category]),
  );

test("comments of Word in a row of the table are notes of its unit, with their author", () => {
  const comment = (id: number, text: string) =>
    `<w:comment w:id="${id}" w:author="Anna"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`;
  const bytes = changed("review-docx", (parts) => ({
    ...parts,
    "word/document.xml": (parts["word/document.xml"] ?? "").replace(
      /(<w:p>)((?:(?!<w:p>).)*Порты.*?)(<\/w:p>)/u,
      '$1<w:commentRangeStart w:id="4"/>$2<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r><w:r><w:commentReference w:id="5"/></w:r>$3',
    ),
    "word/_rels/document.xml.rels": relation("comments.xml"),
    "word/comments.xml": `<w:comments xmlns:w="${W}">${comment(4, "Гавани?")}${comment(5, "Да.")}${comment(6, "elsewhere")}</w:comments>`,
  }));
  expect(notesOf(bytes, "review-docx")).toEqual([
    [],
    [
      ["Гавани?", "Anna", "comment"],
      ["Да.", "Anna", "comment"],
    ],
    [],
  ]);
});

test("comments on cells of the workbook are notes of the unit of their row", () => {
  const bytes = changed("review-xlsx", (parts) => {
    const sheet = Object.keys(parts).find((name) => name.includes("worksheets/")) ?? "";
    return {
      ...parts,
      [sheet.replace("worksheets/", "worksheets/_rels/").concat(".rels")]: relation("../comments1.xml"),
      "xl/comments1.xml": `<comments xmlns="${X}"><authors><author>Boris</author></authors><commentList><comment ref="C3" authorId="0"><text><r><t>Гавани?</t></r></text></comment><comment ref="A1" authorId="0"><text><t>of the header</t></text></comment></commentList></comments>`,
    };
  });
  expect(notesOf(bytes, "review-xlsx")).toEqual([[], [["Гавани?", "Boris", "comment"]], []]);
});

test("lines that a reviewer joined as a tracked change are one line", () => {
  const joined = (mark: string) =>
    changed("review-docx", (parts) => ({
      ...parts,
      "word/document.xml": (parts["word/document.xml"] ?? "").replace(
        /<w:p>((?:(?!<w:p>).)*)Порты<\/w:t><\/w:r>/u,
        `<w:p><w:pPr><w:rPr>${mark}</w:rPr></w:pPr>$1Порты</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve"> и гавани</w:t></w:r>`,
      ),
    }));
  const text = (bytes: Uint8Array) =>
    plainText(readExchange(bytes, { format: "review-docx" }).units[1]?.variants.ru?.content ?? []);
  expect(text(joined('<w:del w:id="1" w:author="A"/>'))).toBe("Порты и гавани");
  expect(text(joined("<w:b/>"))).toBe("Порты\n и гавани");
});
