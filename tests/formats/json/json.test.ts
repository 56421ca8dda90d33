import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Inline, tidy } from "../../../src/domain/segment.ts";
import { STATES } from "../../../src/domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../../src/formats/contract.ts";
import { readJson, writeJson } from "../../../src/formats/json/json.ts";
import { problemOf } from "../problem-of.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const text = fc.string({ unit: "binary" }).filter((value) => value.isWellFormed());
const optional = { requiredKeys: [] };
const inline: fc.Arbitrary<Inline> = fc.oneof(
  text,
  fc.record(
    {
      kind: fc.constantFrom("ph", "open", "close", "break"),
      id: text,
      element: text,
      attributes: fc.dictionary(
        text.filter((name) => name !== "__proto__"),
        text,
        { noNullPrototype: true },
      ),
      data: text,
      markup: text,
      annotation: fc.constant(true as const),
    },
    { requiredKeys: ["kind", "id", "element"] },
  ),
);
const draft = fc.record(
  {
    content: fc.array(inline, { maxLength: 4 }).map(tidy),
    state: fc.constantFrom(...STATES),
    subState: text,
    confidence: fc.double({ min: 0, max: 1, noNaN: true }).filter((value) => !Object.is(value, -0)),
  },
  { requiredKeys: ["content", "state"] },
);
const unit = fc.record(
  {
    key: text,
    line: fc.constant(0),
    notes: fc.array(
      fc.record(
        { text, category: text, author: text, appliesTo: fc.constantFrom("source", "target") },
        { requiredKeys: ["text"] },
      ),
      { maxLength: 3 },
    ),
    context: text,
    variants: fc.record({ en: draft, ru: draft, zh: draft }, optional),
    base: fc.record({
      document: text,
      unit: text,
      versions: fc.record({ en: fc.nat(), ru: fc.nat(), zh: fc.nat() }, optional),
    }),
  },
  { requiredKeys: ["key", "line", "notes", "variants"] },
) satisfies fc.Arbitrary<ExchangeUnit>;
const file = fc.record(
  {
    format: fc.constant("json" as const),
    version: fc.constant("1"),
    title: text,
    source: fc.constantFrom("en", "ru", "zh"),
    target: fc.constantFrom("en", "ru", "zh"),
    tags: fc.record({ en: text, ru: text, zh: text }, optional),
    units: fc.uniqueArray(unit, { selector: ({ key }) => key, maxLength: 5 }),
  },
  { requiredKeys: ["format", "version", "tags", "units"] },
) satisfies fc.Arbitrary<ExchangeFile>;

describe("native JSON", () => {
  test("export and import give back the whole document", () => {
    fc.assert(
      fc.property(file, (sent) => {
        const back = readJson(writeJson(sent));
        expect({ ...back, units: back.units.map((each) => Object.assign({}, each, { line: 0 })) }).toEqual(
          sent,
        );
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test("units have the lines of the file", () => {
    const back = readJson(
      bytes('{"polynya":1,\n"units":[\n{"key":"a","variants":{}},\n{"key":"b","variants":{}}]}'),
    );
    expect(back.units.map((each) => each.line)).toEqual([3, 4]);
  });

  test.each([
    ["{}", "json-invalid", "shape", 1],
    ['{"polynya":2,"units":[]}', "json-invalid", "shape", 1],
    [
      '{"polynya":1,\n"units":[{"key":"a",\n"variants":{"en":{"content":"x","state":"done"}}}]}',
      "json-invalid",
      "shape",
      3,
    ],
    [
      '{"polynya":1,"units":[{"key":"a","variants":{"fr":{"content":"x","state":"final"}}}]}',
      "json-invalid",
      "shape",
      1,
    ],
    ['{"polynya":1,\n"__proto__":{"x":1},"units":[]}', "json-key", "reserved", 2],
    ['{"polynya":1,"polynya":1,"units":[]}', "unit-duplicate", undefined, 1],
    ['{"polynya":1,"units":[', "json-invalid", "syntax", 1],
  ])("%j is refused with %s %s, line %s", (json, code, reason, line) => {
    const problem = problemOf(() => readJson(bytes(json)));
    expect([problem.code, problem.params["reason"], problem.place.line]).toEqual([code, reason, line]);
  });

  test("of two units with one key the first counts, and the second is rejected with both lines", () => {
    const json = '{"polynya":1,"units":[\n{"key":"a","variants":{}},\n{"key":"a","variants":{}}]}';
    expect(readJson(bytes(json)).units).toMatchObject([
      { key: "a" },
      { key: "a~2", rejection: { code: "unit-duplicate", params: { first: 2 }, place: { line: 3 } } },
    ]);
  });

  test("a lone surrogate rejects only its unit, and a text that looks like its escape is read", () => {
    const json = String.raw`{"polynya":1,"units":[
      {"key":"a","variants":{"en":{"content":"\ud800","state":"final"}}},
      {"key":"b","variants":{"en":{"content":"\\ud800","state":"final"}}}]}`;
    expect(readJson(bytes(json)).units.map((each) => each.rejection?.code)).toEqual([
      "character-invalid",
      undefined,
    ]);
  });
});
