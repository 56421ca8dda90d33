import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Concept } from "../../src/domain/concept.ts";
import { readGlossary, writeGlossary } from "../../src/formats/glossary/glossary-registry.ts";
import { missing, runProgram, workFolder } from "./programs.ts";

const note = missing("soffice");
/** LibreOffice's settings: one folder for all tests, because it takes long to make. */
const profile = workFolder();

/** Converts a file as Calc does when a person opens it and saves it in another format. @returns the path of the new file */
function saved(folder: string, name: string, to: string, extension: string, opening: string): string {
  const { status, output } = runProgram("soffice", [
    `-env:UserInstallation=file://${profile}`,
    "--headless",
    `--infilter=${opening}`,
    "--convert-to",
    to,
    "--outdir",
    join(folder, "out"),
    join(folder, name),
  ]);
  expect(status, output).toBe(0);
  return join(folder, "out", `${name.replace(/\.[^.]*$/u, "")}.${extension}`);
}

/** Options of Calc's CSV filter: separator (ASCII), quote, encoding (76 is UTF-8, 34 is windows-1251), first line. */
const csvOptions = (separator: string, encoding: 76 | 34 = 76) =>
  `${separator.charCodeAt(0)},34,${encoding},1,,0,false,true,false`;
const openCsv = (separator: string) => `CSV:${csvOptions(separator)}`;
const saveCsv = (separator: string, encoding: 76 | 34) =>
  `csv:Text - txt - csv (StarCalc):${csvOptions(separator, encoding)}`;

const termsOf = (concepts: readonly Concept[]): string[][] =>
  concepts.map(({ terms }) =>
    terms.map(
      ({ language, text, administrativeStatus, forbidden }) =>
        `${language} ${text} ${forbidden === true ? "forbidden" : administrativeStatus}`,
    ),
  );

const TABLE =
  'Термин;Статус;English;中文;Примечание\nприпай;рекомендуется;fast ice;"固定冰\n岸冰";=не формула\nледяной дождь;запрещено;ice rain;冻雨;№ 7\n';
const TERMS = [
  ["ru припай preferred", "en fast ice preferred", "zh 固定冰 preferred", "zh 岸冰 admitted"],
  ["ru ледяной дождь forbidden", "en ice rain forbidden", "zh 冻雨 forbidden"],
];

describe.skipIf(note !== "")(`LibreOffice Calc${note}`, { timeout: 300_000 }, () => {
  it("saves a glossary as XLSX and CSV, and we read its terms", () => {
    const folder = workFolder();
    writeFileSync(join(folder, "table.csv"), TABLE.replace("Термин", "Русский"));
    const workbook = saved(folder, "table.csv", "xlsx", "xlsx", openCsv(";"));
    const fromWorkbook = readGlossary(readFileSync(workbook));
    expect(fromWorkbook.rejected).toBeUndefined();
    expect(termsOf(fromWorkbook.concepts)).toEqual(TERMS);

    writeFileSync(join(folder, "book.xlsx"), readFileSync(workbook));
    const table = saved(folder, "book.xlsx", saveCsv(";", 76), "csv", "Calc MS Excel 2007 XML");
    expect(termsOf(readGlossary(readFileSync(table)).concepts)).toEqual(TERMS);
  });

  it("saves a Russian and English table in windows-1251, and we read it", () => {
    const folder = workFolder();
    writeFileSync(join(folder, "table.csv"), "Русский;English\nприпай;fast ice\nледяной дождь;ice rain\n");
    const table = saved(folder, "table.csv", saveCsv(";", 34), "csv", openCsv(";"));
    const bytes = readFileSync(table);
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
    expect(termsOf(readGlossary(bytes).concepts)).toEqual([
      ["ru припай preferred", "en fast ice preferred"],
      ["ru ледяной дождь preferred", "en ice rain preferred"],
    ]);
  });

  it("opens our CSV and saves it again without a loss", () => {
    const folder = workFolder();
    const concepts: Concept[] = [
      {
        id: "fast-ice",
        status: "approved",
        domain: "ice",
        notes: ["=1+1", "two\nlines"],
        definitions: { ru: { text: 'Лёд, «скреплённый» с берегом; "неподвижный"' } },
        terms: [
          { language: "ru", text: "припай", administrativeStatus: "preferred", partOfSpeech: "noun" },
          { language: "zh", tag: "zh-CN", text: "固定冰", administrativeStatus: "admitted" },
          { language: "en", text: "-fast ice", administrativeStatus: "deprecated", forbidden: true },
        ],
      },
    ];
    writeFileSync(join(folder, "ours.csv"), writeGlossary({ concepts }, "csv"));
    const workbook = saved(folder, "ours.csv", "xlsx", "xlsx", openCsv(","));
    const { concepts: returned, rejected } = readGlossary(readFileSync(workbook));
    expect(rejected).toBeUndefined();
    expect(returned).toEqual(concepts);
  });
});
