import { describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plainText } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { guessFormat, readExchange, writeExchange } from "../../../src/formats/registry.ts";
import { openArchive } from "../../../src/formats/package/zip.ts";
import { problemOf } from "../problem-of.ts";

const open = { kind: "open", id: "1", element: "pc", data: "<b>" } as const;
const close = { kind: "close", id: "1", element: "pc", data: "</b>" } as const;
const FILE: Omit<ExchangeFile, "format"> = {
  tags: {},
  title: "Ice & snow",
  units: [
    {
      key: "1.1",
      line: 0,
      notes: [{ text: "Look here" }],
      base: { document: "d", unit: "u1", versions: { en: 1, ru: 2, zh: 3 } },
      variants: {
        en: { content: ["The ", open, "ice", close, " ⟦is⟧ thin."], state: "translated" },
        ru: { content: [open, "Лёд", close, " тонок.\nИ всё."], state: "reviewed" },
        zh: { content: ["=1+1"], state: "initial" },
      },
    },
    {
      key: "1.2",
      line: 0,
      notes: [],
      base: { document: "d", unit: "u2", versions: { en: 1 } },
      variants: { en: { content: ["_x0041_ <&> “quote”"], state: "translated" } },
    },
  ],
};
const FORMATS = ["review-xlsx", "review-docx"] as const;
const findings = new Map([["1.1", ["The number differs.", "An end mark is missing."]]]);
const partOf = (bytes: Uint8Array, name: string) =>
  new TextDecoder().decode(openArchive(bytes, 1e7, () => new Error("damaged") as never).read(name));

/** The table after a reviewer has written into the column of comments. */
function withComments(bytes: Uint8Array, part: string, xml: string, comments: readonly string[]): Uint8Array {
  let row = 0;
  const next = () => comments[row++] ?? "";
  const column = /r="([A-Z]+)1"[^>]*><is><t[^>]*>comment/u.exec(xml)?.[1];
  const filled =
    column === undefined
      ? // The last cell of a row of the text document.
        xml.replace(
          /<w:p><\/w:p><\/w:tc><\/w:tr>/gu,
          () => `<w:p><w:r><w:t>${next()}</w:t></w:r></w:p></w:tc></w:tr>`,
        )
      : xml.replace(
          new RegExp(`<c r="${column}(?!1")\\d+"[^>]*?(?:/>|>.*?</c>)`, "gu"),
          (cell) => `${/^<c r="\w+"/u.exec(cell)?.[0] ?? ""} t="inlineStr"><is><t>${next()}</t></is></c>`,
        );
  expect(row).toBe(comments.length);
  const archive = openArchive(bytes, 1e7, () => new Error("damaged") as never);
  return archive.replace(new Map([[part, new TextEncoder().encode(filled)]]));
}

describe.each(FORMATS)("a table for reviewers, %s", (format) => {
  const file = { ...FILE, format };

  test("gives back targets, states, codes and versions, and never the source", () => {
    const bytes = writeExchange(file, { findings });
    const again = readExchange(bytes, { format });
    expect(again.source).toBeUndefined();
    expect(again.units.map(({ key, base }) => [key, base])).toEqual(
      FILE.units.map(({ key, base }) => [key, base]),
    );
    expect(again.units[0]?.variants).toEqual({
      ru: FILE.units[0]?.variants.ru,
      zh: FILE.units[0]?.variants.zh,
    });
    expect(again.units[1]?.variants).toEqual({});
  });

  test("with a source and a target has a direction, so that a changed source is noticed", () => {
    const again = readExchange(writeExchange(file, { source: "en", target: "ru" }), { format });
    expect([again.source, again.target]).toEqual(["en", "ru"]);
    expect(again.units.map(({ variants }) => variants)).toEqual(
      FILE.units.map(({ variants: { en, ru } }) => ({ en, ...(ru === undefined ? {} : { ru }) })),
    );
  });

  test("is the same file for the same units, and is known under any name", () => {
    const bytes = writeExchange(file, { findings });
    expect(writeExchange(file, { findings })).toEqual(bytes);
    for (const name of ["", "a.xlsx", "a.docx", `a.${format.replace("-", ".")}`])
      expect(guessFormat(bytes, name)).toBe(format);
  });

  test("a comment of a reviewer is a note of its unit, and notes say who wrote them", () => {
    const units = FILE.units.map((unit) => ({
      ...unit,
      notes: [{ text: "Which ice?", category: "comment", author: "Анна" }],
    }));
    const bytes = writeExchange({ ...file, units }, {});
    const part = format === "review-xlsx" ? "xl/worksheets/sheet1.xml" : "word/document.xml";
    const xml = partOf(bytes, part);
    expect(xml).toContain("Анна: Which ice?");
    expect(readExchange(bytes, { format }).units.map(({ notes }) => notes)).toEqual([[], []]);
    const filled = withComments(bytes, part, xml, ["", "Лучше «припай»."]);
    expect(readExchange(filled, { format }).units.map(({ notes }) => notes)).toEqual([
      [],
      [{ text: "Лучше «припай».", category: "comment" }],
    ]);
    const long = readExchange(withComments(bytes, part, xml, ["x".repeat(200_001), "Short."]), { format });
    expect(long.units.map(({ rejection, notes }) => rejection?.code ?? notes[0]?.text)).toEqual([
      "too-long",
      "Short.",
    ]);
  });

  test("without its header, or with a damaged row, is refused with the place", () => {
    const bytes = writeExchange({ ...file, units: [] }, { source: "en", target: "ru" });
    expect(problemOf(() => readExchange(bytes, { format })).code).toBe("file-empty");
    expect(problemOf(() => readExchange(bytes.subarray(0, 90), { format })).code).toMatch(/invalid/u);
  });
});

test("cells of the workbook are texts: none can be run, and the source is protected", () => {
  const sheet = partOf(
    writeExchange({ ...FILE, format: "review-xlsx" }, { findings }),
    "xl/worksheets/sheet1.xml",
  );
  expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>');
  expect(sheet).not.toMatch(/<f>|t="str"/u);
  expect(sheet).toContain("<sheetProtection");
  expect(sheet).toContain("The number differs.\nAn end mark is missing.");
});

// These files were made from the table above: a text was changed in LibreOffice 24 or newer, which saved them.
test.each([
  ["review-xlsx", "saved.review.xlsx"],
  ["review-docx", "saved.review.docx"],
] as const)("%s: a change that LibreOffice has saved is read", (format, name) => {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, "../../fixtures/review", name)));
  expect(guessFormat(bytes, "renamed.xlsx")).toBe(format);
  const { units } = readExchange(bytes, { format });
  expect(units.map(({ key, base }) => [key, base?.unit])).toEqual([
    ["1.1", "u1"],
    ["1.2", "u2"],
  ]);
  expect(units[0]?.variants.ru?.content.filter((part) => typeof part !== "string")).toEqual([open, close]);
  expect(plainText(units[0]?.variants.ru?.content ?? [])).toBe("Лёд тонок.\nИ всё.");
  expect(units[0]?.variants.zh?.content).toEqual(["=1+1"]);
  expect(units[1]?.variants.ru).toBeUndefined();
});
