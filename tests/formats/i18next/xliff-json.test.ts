import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { plainText } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import {
  fromXliffJson,
  toXliffJson,
  type XliffJson,
  xliffFromJson,
} from "../../../src/formats/i18next/xliff-json.ts";

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

/** Texts of `<source>` and `<target>` by unit id, as a strict parser reads them. */
function parse(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parser = new SaxesParser({ xmlns: true });
  let id = "";
  let text: string | undefined;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, attributes }) => {
    if (local === "unit" || local === "trans-unit") id = attributes["id"]?.value ?? "";
    if (local === "source" || local === "target") text = "";
  });
  parser.on("text", (more) => {
    if (text !== undefined) text += more;
  });
  parser.on("closetag", ({ local }) => {
    if (local !== "source" && local !== "target") return;
    found.set(id, [...(found.get(id) ?? []), text ?? ""]);
    text = undefined;
  });
  parser.write(xml).close();
  return found;
}

const legal = fc
  .string({ unit: "binary" })
  .map((value) => value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ""));
const tricky = fc.string({
  unit: fc.constantFrom("&", "amp;", "lt;", "<", ">", '"', "'", "]]>", " ", "\n", "\r", "\t", "{{x}}", "会"),
});

describe("the xliff package's JSON form", () => {
  test.each(VERSIONS)("XLIFF %s: every text reaches a strict parser as it was", (version) => {
    fc.assert(
      fc.property(fc.oneof(legal, tricky), fc.oneof(legal, tricky), (en, zh) => {
        const xml = xliffFromJson(toXliffJson(fileOf([["nav.home_one", en, zh]]), "site"), version);
        expect(parse(xml).get("nav.home_one")).toEqual([en, zh]);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  test("keys are ids, namespaces files, tags languages", () => {
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

  test("names of Object's own are data", () => {
    const json = toXliffJson(
      fileOf([
        ["__proto__", "a", "b"],
        ["constructor", "c", "d"],
      ]),
      "site",
    );
    expect([...parse(xliffFromJson(json)).entries()]).toEqual([
      ["__proto__", ["a", "b"]],
      ["constructor", ["c", "d"]],
    ]);
    expect(Object.hasOwn(Object.prototype, "source")).toBe(false);
  });

  test.each([
    ["a b", "text", "json-key"],
    ["", "text", "json-key"],
    ["a", "\u0001", "character-invalid"],
    ["a", "\uD800", "character-invalid"],
  ])("key %j with text %j is refused as %s", (key, text, code) => {
    let refused: unknown;
    try {
      toXliffJson(fileOf([[key, text, text]]), "site");
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).code).toBe(code);
  });

  test("what this form cannot place is rejected by name, the rest is taken", () => {
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

  test("the JSON that came is not changed by writing it", () => {
    const json: XliffJson = { sourceLanguage: "en", resources: { a: { k: { source: "&amp;" } } } };
    const before = structuredClone(json);
    xliffFromJson(json);
    expect(json).toEqual(before);
  });
});
