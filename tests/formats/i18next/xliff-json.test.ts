import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import js2xliff from "xliff/js2xliff";
import jsToXliff12 from "xliff/jsToXliff12";
import xliff12ToJs from "xliff/xliff12ToJs";
import xliff2js from "xliff/xliff2js";
import { Problem } from "../../../src/domain/problem.ts";
import { plainText } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { fromXliffJson, toXliffJson } from "../../../src/formats/i18next/xliff-json.ts";

const VERSIONS = ["1.2", "2.0", "2.1"] as const;

const fileOf = (strings: Iterable<readonly [string, string, string]>): ExchangeFile => ({
  format: "i18next",
  source: "en",
  target: "zh",
  tags: { zh: "zh-CN" },
  units: Array.from(strings, ([key, en, zh]) => ({
    key,
    line: 0,
    notes: [{ text: "note & <more>" }],
    variants: { en: { content: [en], state: "final" }, zh: { content: [zh], state: "final" } },
  })),
});

// The package unescapes `&amp;` inside a text and trims texts, so the samples avoid both.
const plain = fc
  .string({ unit: fc.constantFrom("a", "б", "冰", " ", "<", ">", '"', "'", "]]>", "{{x}}", "\n", "&") })
  .map((value) => value.trim())
  .filter((value) => value !== "" && !/&\w+;/u.test(value));

describe("the JSON form of the xliff package", () => {
  test.each(VERSIONS)("XLIFF %s: the package writes and reads the same strings", async (version) => {
    await fc.assert(
      fc.asyncProperty(plain, plain, async (en, zh) => {
        const json = toXliffJson(fileOf([["nav.home_one", en, zh]]), "site");
        const back =
          version === "1.2"
            ? await xliff12ToJs(await jsToXliff12(json, { indent: "" }))
            : await xliff2js(await js2xliff(json, { indent: "", targetXliffVersion: version }));
        const { units, source, target } = fromXliffJson(back);
        expect([source, target]).toEqual(["en", "zh"]);
        expect(units.map(({ key, variants }) => [key, variants.en?.content, variants.zh?.content])).toEqual([
          ["nav.home_one", [en], [zh]],
        ]);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  test("keys become ids, namespaces become files, and language tags are kept", () => {
    const json = toXliffJson(fileOf([["title", "Ice", "冰"]]), "site");
    expect(JSON.parse(JSON.stringify(json))).toEqual({
      sourceLanguage: "en",
      targetLanguage: "zh-CN",
      resources: { site: { title: { source: "Ice", target: "冰", note: ["note & <more>"] } } },
    });
    const back = fromXliffJson(json);
    expect([back.source, back.target, back.tags.zh]).toEqual(["en", "zh", "zh-CN"]);
    expect(back.units[0]).toEqual({
      key: "title",
      line: 0,
      notes: [{ text: "note & <more>" }],
      variants: {
        en: { content: ["Ice"], state: "translated" },
        zh: { content: ["冰"], state: "translated" },
      },
    });
  });

  test("keys may be names of Object members, such as __proto__", () => {
    const json = toXliffJson(
      fileOf([
        ["__proto__", "a", "b"],
        ["constructor", "c", "d"],
      ]),
      "site",
    );
    const units = Object.entries(json.resources["site"] ?? {});
    expect(units.map(([key, { source, target }]) => [key, source, target])).toEqual([
      ["__proto__", "a", "b"],
      ["constructor", "c", "d"],
    ]);
    expect(Object.hasOwn(Object.prototype, "source")).toBe(false);
  });

  test.each([
    ["a b", "text", "json-key"],
    ["", "text", "json-key"],
    ["a", "\u0001", "character-invalid"],
    ["a", "\uD800", "character-invalid"],
  ])("key %j with text %j is refused with %s", (key, text, code) => {
    let refused: unknown;
    try {
      toXliffJson(fileOf([[key, text, text]]), "site");
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).code).toBe(code);
  });

  test("a string with inline elements and a group are rejected, the other strings are read", () => {
    const file = fromXliffJson({
      sourceLanguage: "en-US",
      targetLanguage: "ru",
      resources: {
        a: {
          plain: { source: "x", target: "y" },
          inline: { source: ["x", { Span: { id: "1", contents: "y" } }] },
        },
        b: { group: { groupUnits: {} }, empty: {} },
      },
    });
    expect(file.units.map(({ key, rejection }) => [key, rejection?.params?.["reason"]])).toEqual([
      ["f=a/u=plain", undefined],
      ["f=a/u=inline", "no-text"],
      ["f=b/u=group", "no-text"],
      ["f=b/u=empty", undefined],
    ]);
    expect(plainText(file.units[0]?.variants.ru?.content ?? [])).toBe("y");
  });

  test.each([
    [null],
    [{}],
    [{ sourceLanguage: "de", resources: {} }],
    [{ sourceLanguage: "en", resources: [] }],
  ])("%j is refused", (json) => {
    expect(() => fromXliffJson(json)).toThrow(Problem);
  });
});
