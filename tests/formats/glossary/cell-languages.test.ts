import { describe, expect, test } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import { readGlossaryCsv } from "../../../src/formats/glossary/read-concept-table.ts";
import type { GlossaryReadOptions } from "../../../src/formats/glossary/file.ts";

/** The terms of each concept as `language text`, and the reasons of the warnings. */
function read(table: string, options: GlossaryReadOptions = {}) {
  const { concepts, warnings = [], rejected = [] } = readGlossaryCsv(encode(table), options);
  return {
    terms: concepts.map(({ terms }) => terms.map(({ language, text }) => `${language} ${text}`).toSorted()),
    warnings: warnings.map(({ params, place }) => `${String(params?.["reason"])} ${place?.line ?? ""}`),
    rejected,
  };
}

const SEAL = ["en seal", "ru тюлень", "zh 海豹"];
const ICE = ["en ice floe", "ru льдина", "zh 浮冰"];

describe("a cell with several languages", () => {
  test.each([
    ["slashes", "seal / тюлень / 海豹", "ice floe / льдина / 浮冰"],
    ["slashes without blanks", "seal/тюлень/海豹", "ice floe/льдина/浮冰"],
    ["full-width slashes", "海豹／seal／тюлень", "浮冰／ice floe／льдина"],
    ["bars", "seal | тюлень | 海豹", "ice floe | льдина | 浮冰"],
    ["semicolons", "seal; тюлень; 海豹", "ice floe; льдина; 浮冰"],
    ["dashes", "seal – тюлень – 海豹", "ice floe — льдина — 浮冰"],
    ["equals signs", "seal = тюлень = 海豹", "ice floe = льдина = 浮冰"],
    ["commas", "seal, тюлень, 海豹", "ice floe, льдина, 浮冰"],
    ["line breaks", "seal\nтюлень\n海豹", "ice floe\nльдина\n浮冰"],
  ])("is divided at %s, whatever its column is called", (_, first, second) => {
    for (const header of [
      "Term,Definition",
      "Термин,Определение",
      "术语,定义",
      "en,Note",
      "Русский,Примечание",
      "中文,备注",
    ]) {
      const { terms, warnings, rejected } = read(`${header}\n"${first}",x\n"${second}",y\n`);
      expect([header, terms]).toEqual([header, [SEAL, ICE]]);
      const divided = warnings.filter((one) => one.startsWith("languages-divided"));
      expect(divided).toHaveLength(2);
      expect(rejected).toEqual([]);
    }
  });

  test("is divided in a column that the reader assigned himself, and in one row among others", () => {
    const table = "№;Слово\n1;seal / тюлень / 海豹\n2;льдина\n";
    expect(read(table, { columns: "Слово=ru" }).terms).toEqual([SEAL, ["ru льдина"]]);
  });

  test("is divided in a table of terms", () => {
    const { terms, warnings } = read("concept,language,term\n1,en,seal / тюлень / 海豹\n2,ru,льдина\n");
    expect(terms).toEqual([SEAL, ["ru льдина"]]);
    expect(warnings).toEqual(["languages-divided 2"]);
  });

  test("keeps several terms of a language and their order", () => {
    const table = 'Term,Definition\n"ice floe / морской лёд; паковый лёд / 海冰",x\nseal / тюлень / 海豹,y\n';
    const { concepts } = readGlossaryCsv(encode(table));
    expect(
      concepts[0]?.terms.map(({ language, text, administrativeStatus }) => [
        language,
        text,
        administrativeStatus,
      ]),
    ).toContainEqual(["ru", "морской лёд", "preferred"]);
  });

  test("adds to the terms of the other columns without a second copy", () => {
    const { terms } = read("en,ru\nseal / тюлень,тюлень\nice floe / льдина,плавучая льдина\n");
    expect(terms).toEqual([
      ["en seal", "ru тюлень"],
      ["en ice floe", "ru льдина", "ru плавучая льдина"],
    ]);
  });
});

describe("a term under a language that it is not in", () => {
  test("goes under its own, and is named", () => {
    const { terms, warnings } = read("en,ru,zh\nseal,тюлень,海豹\nльдина,,浮冰\nice,лёд,冰\n");
    expect(terms[1]).toEqual(["ru льдина", "zh 浮冰"]);
    expect(warnings).toEqual(["languages-divided 3"]);
  });

  test("changes places with the other one in a row that is swapped", () => {
    expect(read("en,ru\nice,лёд\nснег,snow\nfloe,льдина\n").terms[1]).toEqual(["en snow", "ru снег"]);
  });

  test("stays where letters of two scripts can't be told apart, and is named", () => {
    const { terms, warnings } = read("en,ru\nseal (тюлень),тюлень\nice,лёд\n");
    expect(terms[0]).toEqual(["en seal (тюлень)", "ru тюлень"]);
    expect(warnings).toEqual(["languages-doubtful 2"]);
  });

  test("stays in a column of which the reader said the language", () => {
    expect(read("a,b\nльдина,ice floe\n", { columns: "a=en,b=ru" }).terms).toEqual([
      ["en льдина", "ru ice floe"],
    ]);
  });
});

test.each([
  ["ru", "GPS / ГЛОНАСС"],
  ["ru", "СПГ-танкер типа Arc7"],
  ["ru", "ИМО (IMO)"],
  ["ru", "И/ИЛИ"],
  ["ru", "судно ледового класса Arc4/Arc7"],
  ["ru", "pH, кислотность"],
  ["zh", "CO₂ / 二氧化碳"],
  ["zh", "极地规则（Polar Code）"],
  ["zh", "卡拉OK"],
  ["en", "and/or"],
  ["en", "α-particle"],
  ["en", "Île-de-France"],
])("a right term in %s is neither divided nor named: %s", (language, term) => {
  const plain = { en: "ice", ru: "лёд", zh: "冰" }[language as "en"];
  const table = `${language},note\n"${term}",x\n${plain},y\n${plain} 2,y\n`;
  const { concepts, warnings = [] } = readGlossaryCsv(encode(table));
  expect(concepts.every(({ terms }) => terms.every((one) => one.language === language))).toBe(true);
  expect(warnings.filter(({ params }) => String(params?.["reason"]).startsWith("languages-"))).toEqual([]);
});
