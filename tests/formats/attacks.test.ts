import { describe, expect, test } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import type { Read } from "../../src/formats/contract.ts";
import { readCsv } from "../../src/formats/csv/csv.ts";
import { readI18next } from "../../src/formats/i18next/read.ts";
import { readJson } from "../../src/formats/json/json.ts";

const many = 200_000;
const chain = Array.from({ length: 200 }, () => `{"${"k".repeat(1000)}":`).join("");
const leaves = Array.from({ length: 20_000 }, (_, at) => `"${at}":"x"`).join(",");

/** Small files that are expensive to read. Each must give a problem with its code. */
describe("hostile tables and JSON", () => {
  test.each<[string, Read, string, string]>([
    ["quotes without end", readCsv, `en,ru\n${'"'.repeat(many + 1)}`, "csv-invalid"],
    ["text behind quotes", readCsv, `en,ru\n${'"a" '.repeat(many)}`, "csv-invalid"],
    ["a header of commas", readCsv, ",".repeat(many), "csv-invalid"],
    ["a row of commas", readCsv, `en,ru\n${",".repeat(many)}`, "csv-invalid"],
    ["millions of values", readI18next, `{"a":[${"1,".repeat(1_500_001)}1]}`, "too-large"],
    ["long names around many texts", readI18next, `${chain}{${leaves}}${"}".repeat(200)}`, "too-large"],
    ["nested arrays", readJson, "[".repeat(many), "json-invalid"],
    ["empty units", readJson, `{"polynya":1,"units":[${"{},".repeat(many)}{}]}`, "json-invalid"],
  ])("%s", (_name, read, text, code) => {
    let refused: unknown;
    try {
      read(new TextEncoder().encode(text), { source: "en" });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).code).toBe(code);
  });

  test("keys of escaped characters cost no more than others", () => {
    for (const name of ["\\\\".repeat(many), "[0]".repeat(many), ".".repeat(many)]) {
      const file = readI18next(new TextEncoder().encode(`{"${name}":"x"}`), { source: "en" });
      expect(file.units).toHaveLength(1);
    }
  });
});
