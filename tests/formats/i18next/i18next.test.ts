import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../src/domain/language.ts";
import { plainText } from "../../../src/domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../../src/formats/contract.ts";
import { keyOf, pathOf } from "../../../src/formats/i18next/key.ts";
import { languageInPath } from "../../../src/formats/i18next/language.ts";
import { isForeignPlural, missingPlurals } from "../../../src/formats/i18next/plurals.ts";
import { readI18next } from "../../../src/formats/i18next/read.ts";
import { spliceI18next } from "../../../src/formats/i18next/splice.ts";
import { publishStrings, writeI18next } from "../../../src/formats/i18next/write.ts";
import { problemOf } from "../problem-of.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (raw: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw);
const read = (json: string, source: Language = "ru"): ExchangeFile => readI18next(bytes(json), { source });
/** Key and text of every unit that has a text in the language. */
const stringsIn = (file: ExchangeFile, language: Language): [string, string][] =>
  file.units.flatMap((unit) => {
    const draft = unit.variants[language];
    return draft === undefined ? [] : [[unit.key, plainText(draft.content)] satisfies [string, string]];
  });
const fileOf = (
  language: Language,
  strings: Iterable<readonly [string, string | undefined]>,
): ExchangeFile => ({
  format: "i18next",
  source: language,
  tags: {},
  units: [...strings].map(([key, value]): ExchangeUnit => ({
    key,
    line: 0,
    notes: [],
    variants: value === undefined ? {} : { [language]: { content: [value], state: "translated" } },
  })),
});

const SITE = `{
  "title": "Арктический семинар",
  "nav": { "home": "Главная", "items": ["Программа", { "label": "Доклады" }] },
  "seats_one": "{{count}} место",
  "seats_few": "{{count}} места",
  "seats_many": "{{count}} мест",
  "seats_other": "{{count}} места",
  "place_ordinal_other": "{{count}}-е место",
  "friend_male": "Друг",
  "a.b": "плоский ключ",
  "12": "целое число как ключ"
}
`;

describe("reading i18next JSON", () => {
  test("every text becomes a unit, in the order of the file", () => {
    const file = read(SITE);
    expect(file.units.map((unit) => unit.key)).toEqual([
      "title",
      "nav.home",
      "nav.items[0]",
      "nav.items[1].label",
      "seats_one",
      "seats_few",
      "seats_many",
      "seats_other",
      "place_ordinal_other",
      "friend_male",
      String.raw`a\.b`,
      "12",
    ]);
    expect(file.units[2]?.line).toBe(3);
    expect(file.source).toBe("ru");
  });

  test("an empty text means not translated", () => {
    expect(read('{"a":""}').units).toEqual([{ key: "a", line: 1, notes: [], variants: {} }]);
  });

  test("a value that is not text gives a warning with its key and line", () => {
    const file = read('{\n"big": 12345678901234567890,\n"on": true,\n"none": null,\n"a": "б"}');
    expect(file.units.map((unit) => unit.key)).toEqual(["a"]);
    expect(
      file.warnings?.map(({ params, place }) => [params?.["key"], params?.["reason"], place?.line]),
    ).toEqual([
      ["big", "no-text", 2],
      ["on", "no-text", 3],
      ["none", "no-text", 4],
    ]);
  });

  test("a name that occurs twice is refused, and the problem gives both lines", () => {
    const problem = problemOf(() => read('{\n"a":"1",\n"b":{"a":"2",\n"a":"3"}}'));
    expect(problem.code).toBe("unit-duplicate");
    expect(problem.params).toEqual({ key: "a", first: 3 });
    expect(problem.place.line).toBe(4);
  });

  test("a name that could pollute a prototype is rejected or read as plain data", () => {
    const json =
      '{"__proto__":{"polluted":"1"},"constructor":{"prototype":{"polluted":"2"}},"a":{"__proto__":{"b":"3"}},"a.__proto__.b":"4","toString":"5"}';
    const file = read(json);
    expect(file.units.filter((unit) => unit.rejection).map((unit) => unit.key)).toEqual([
      "__proto__.polluted",
      "a.__proto__.b",
    ]);
    expect(stringsIn(file, "ru")).toEqual([
      ["constructor.prototype.polluted", "2"],
      [String.raw`a\.__proto__\.b`, "4"],
      ["toString", "5"],
    ]);
    const written = text(writeI18next(file));
    expect(stringsIn(read(written), "ru")).toEqual(stringsIn(file, "ru"));
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(problemOf(() => writeI18next(fileOf("ru", [["__proto__.x", "1"]]))).params["reason"]).toBe(
      "reserved",
    );
  });

  test.each([
    ["", "file-empty"],
    ["  \n", "file-empty"],
    ['{"a":"b"', "json-invalid"],
    ['{"a":"b",}', "json-invalid"],
    ['{"a":"b"} x', "json-invalid"],
    ['{/* c */"a":"b"}', "json-invalid"],
    ["{'a':'b'}", "json-invalid"],
    ['{"a":"b\nc"}', "json-invalid"],
    ['{"a":NaN}', "json-invalid"],
    ['["a"]', "json-invalid"],
    ['"a"', "json-invalid"],
  ])("%j is refused with %s", (json, code) => {
    expect(problemOf(() => read(json)).code).toBe(code);
  });

  test.each(["[", '{"a":'])("a file with 100,000 nested %s is refused", (opening) => {
    expect(problemOf(() => read(opening.repeat(100_000))).params["reason"]).toBe("too-deep");
  });

  test("a file that is cut off anywhere is refused", () => {
    const whole = SITE.trimEnd();
    for (let end = 0; end < whole.length; end++) {
      expect(problemOf(() => read(whole.slice(0, end))).code).toMatch(/^(json-invalid|file-empty)$/u);
    }
  });

  test("a lone surrogate rejects its unit, the other units are read", () => {
    const file = read(String.raw`{"a":"\ud800","b":"ok"}`);
    expect(file.units.map((unit) => unit.rejection?.code)).toEqual(["character-invalid", undefined]);
  });

  test("other encodings are refused unless the caller names them", () => {
    const cp1251 = Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xcf, 0xf0, 0x22, 0x7d]);
    expect(problemOf(() => readI18next(cp1251, { source: "ru" })).code).toBe("encoding-invalid");
    expect(stringsIn(readI18next(cp1251, { source: "ru", encoding: "windows-1251" }), "ru")).toEqual([
      ["a", "Пр"],
    ]);
  });

  test("limits on units, bytes and text length are applied", () => {
    expect(
      problemOf(() => readI18next(bytes('{"a":"1","b":"2"}'), { source: "en", limits: { units: 1 } })).code,
    ).toBe("too-large");
    expect(
      problemOf(() => readI18next(bytes('{"a":"1"}'), { source: "en", limits: { bytes: 3 } })).code,
    ).toBe("too-large");
    const long = readI18next(bytes('{"a":"12345","b":"1"}'), { source: "en", limits: { text: 4 } });
    expect(long.units.map((unit) => unit.rejection?.code)).toEqual(["too-long", undefined]);
  });
});

describe("the language of a file of strings", () => {
  test.each([
    ["locales/ru/site.json", "ru", "ru"],
    ["locales/zh-CN/site.json", "zh", "zh-CN"],
    ["site.zh_Hans.json", "zh", "zh-Hans"],
    ["site_en.json", "en", "en"],
    ["ru.json", "ru", "ru"],
    ["en/ru.json", "ru", "ru"],
  ])("path %s has the language %s", (path, language, tag) => {
    expect(languageInPath(path)).toEqual({ language, tag });
  });

  test.each(["site.json", "en-routes.json", "entry.json", "fr/site.json"])("%s has no language", (path) => {
    expect(languageInPath(path)).toBeUndefined();
  });

  test("a file is refused when its path contradicts the caller or no language is known", () => {
    const options = { filename: "locales/zh/site.json", source: "en", target: "ru" } as const;
    expect(problemOf(() => readI18next(bytes("{}"), options)).code).toBe("language-mismatch");
    expect(problemOf(() => readI18next(bytes("{}"))).code).toBe("language-missing");
  });

  test("a pushed translation keeps its source language", () => {
    const file = readI18next(bytes("{}"), { filename: "ru.json", source: "en", target: "ru" });
    expect([file.source, file.target]).toEqual(["en", "ru"]);
  });
});

const anyText = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value.isWellFormed());
const name = fc.oneof(
  fc
    .string({ unit: "binary", maxLength: 6 })
    .filter((value) => value.isWellFormed() && value !== "__proto__"),
  fc.constantFrom("a.b", "c[0]", "\\", "0", "10", "constructor", "toString", "ключ", "键"),
);
/** Keys and texts. No path is the beginning of another path, as in any JSON document. */
const strings = fc
  .uniqueArray(fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), anyText), {
    selector: ([path]) => JSON.stringify(path),
    maxLength: 12,
  })
  .map((entries) => {
    const taken = entries.map(([path]) => JSON.stringify(path).slice(0, -1));
    return entries
      .filter((_, at) => !taken.some((other, index) => index !== at && taken[at]?.startsWith(`${other},`)))
      .map(([path, value]): [string, string] => [keyOf(path), value]);
  });

describe("writing i18next JSON", () => {
  test("export and import give back the same texts, for any text and key", () => {
    fc.assert(
      fc.property(strings, fc.constantFrom(...LANGUAGES), (entries, language) => {
        const written = writeI18next(fileOf(language, entries), { target: language });
        const back = readI18next(written, { source: language });
        expect(new Map(stringsIn(back, language))).toEqual(new Map(entries));
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  test("a key that is a text and also the beginning of another key is refused", () => {
    const problem = problemOf(() =>
      writeI18next(
        fileOf("en", [
          ["a", "1"],
          ["a.b", "2"],
        ]),
      ),
    );
    expect([problem.code, problem.params]).toEqual(["json-key", { key: "a.b", reason: "conflict" }]);
  });

  test("keys that would make a huge or deep document are refused", () => {
    const lists = Array.from({ length: 3 }, (_, at): [string, string] => [`list${at}[99999]`, "x"]);
    expect(problemOf(() => writeI18next(fileOf("en", lists))).params["reason"]).toBe("array-too-long");
    const deep = Array.from({ length: 5000 }, () => "a").join(".");
    expect(problemOf(() => writeI18next(fileOf("en", [[deep, "x"]]))).params["reason"]).toBe("too-deep");
  });

  test("inline codes are written as native code, or as elements of Trans", () => {
    const file: ExchangeFile = {
      ...fileOf("en", []),
      units: [
        {
          key: "a",
          line: 0,
          notes: [],
          variants: {
            en: {
              state: "final",
              content: [
                { kind: "open", id: "1", element: "pc" },
                "here",
                { kind: "close", id: "1", element: "pc" },
                { kind: "ph", id: "2", element: "ph", data: "{{name}}" },
              ],
            },
          },
        },
      ],
    };
    expect(text(writeI18next(file))).toBe('{\n  "a": "<1>here</1>{{name}}"\n}\n');
  });

  test("a website gets only the plural forms of its language", () => {
    const units = ["seats_one", "seats_few", "seats_many", "seats_other", "seats_zero", "only_few"].map(
      (key) => ({
        key,
        line: 0,
        notes: [],
        variants: {
          zh: { content: [key], state: "final" as const },
          ru: { content: [key], state: "final" as const },
        },
      }),
    );
    expect(Object.keys(JSON.parse(publishStrings({ units }, "zh")) as object)).toEqual([
      "seats_other",
      "seats_zero",
      "only_few",
    ]);
    expect(Object.keys(JSON.parse(publishStrings({ units }, "ru")) as object)).toHaveLength(6);
  });
});

describe("plural forms", () => {
  const keys = new Set(["seats_one", "seats_other", "place_ordinal_other", "alone_many"]);
  test("a plural form that the language does not have is foreign", () => {
    expect(isForeignPlural("seats_one", keys, "zh")).toBe(true);
    expect(isForeignPlural("seats_one", keys, "ru")).toBe(false);
    expect(isForeignPlural("alone_many", keys, "en")).toBe(false);
  });
  test("missing plural forms are listed with their model", () => {
    expect(missingPlurals(keys, "ru")).toEqual([
      { key: "seats_few", model: "seats_other" },
      { key: "seats_many", model: "seats_other" },
    ]);
    expect(missingPlurals(keys, "en").map(({ key }) => key)).toEqual([
      "place_ordinal_one",
      "place_ordinal_two",
      "place_ordinal_few",
    ]);
    expect(missingPlurals(keys, "zh")).toEqual([]);
  });
});

describe("splicing into an existing file", () => {
  const splice = (original: string, file: ExchangeFile, language: Language): string =>
    text(spliceI18next(bytes(original), file, { target: language }).bytes);

  test.each([
    SITE,
    `\uFEFF${SITE.replaceAll("\n", "\r\n")}`,
    String.raw`{"a":"\u0444\/","n":1e400,"big":12345678901234567890,"e":"","list":[],"o":{ }}`,
    "{}",
    " { } ",
  ])("a file without changes stays byte for byte: %j", (original) => {
    expect(splice(original, readI18next(bytes(original), { source: "ru" }), "ru")).toBe(original);
  });

  test("only texts that differ are replaced", () => {
    const original = String.raw`{ "a" : "\u0444",  "b":"two","n" : 1.0 }`;
    expect(
      splice(
        original,
        fileOf("ru", [
          ["a", "ф"],
          ["b", "два"],
        ]),
        "ru",
      ),
    ).toBe(String.raw`{ "a" : "\u0444",  "b":"два","n" : 1.0 }`);
  });

  test("new keys are inserted in document order, removed keys lose their comma", () => {
    const original = '{\n\t"a": "1",\n\t"b": "2",\n\t"s": {\n\t\t"x": "3"\n\t},\n\t"n": 5\n}\n';
    const file = fileOf("en", [
      ["new", "0"],
      ["a", undefined],
      ["b", "2"],
      ["b2", "2½"],
      ["s.x", "3"],
      ["s.y[0]", "4"],
      ["t.z", "5"],
    ]);
    expect(splice(original, file, "en")).toBe(
      '{\n\t"new": "0",\n\t"b": "2",\n\t"b2": "2½",\n\t"s": {\n\t\t"x": "3",\n\t\t"y": [\n\t\t\t"4"\n\t\t]\n\t},\n\t"t": {\n\t\t"z": "5"\n\t},\n\t"n": 5\n}\n',
    );
  });

  test("another language is written into the same file, with its own plural forms", () => {
    const english =
      '{\n  "seats_one": "{{count}} seat",\n  "seats_other": "{{count}} seats",\n  "todo": "To do"\n}\n';
    const russian = fileOf("ru", [
      ["seats_one", "место"],
      ["seats_few", "места"],
      ["seats_many", "мест"],
      ["seats_other", "места"],
      ["todo", undefined],
    ]);
    expect(splice(english, russian, "ru")).toBe(
      '{\n  "seats_one": "место",\n  "seats_few": "места",\n  "seats_many": "мест",\n  "seats_other": "места"\n}\n',
    );
    const chinese = fileOf("zh", [
      ["seats_one", undefined],
      ["seats_other", "个座位"],
      ["todo", undefined],
    ]);
    expect(splice(english, chinese, "zh")).toBe('{\n  "seats_other": "个座位"\n}\n');
  });

  test("keys and values without a unit stay", () => {
    expect(splice('{"_comment":"kept","a":"1","n":null}', fileOf("ru", [["a", "2"]]), "ru")).toBe(
      '{"_comment":"kept","a":"2","n":null}',
    );
  });

  test("the spliced file has the texts of the units, for any original file", () => {
    fc.assert(
      fc.property(strings, strings, (before, after) => {
        const original = writeI18next(fileOf("ru", before), { target: "ru" });
        const gone = before
          .map(([key]) => key)
          .filter((key) => !after.some(([other]) => other === key))
          .map((key): [string, undefined] => [key, undefined]);
        const spliced = spliceI18next(original, fileOf("ru", [...after, ...gone]), { target: "ru" }).bytes;
        const back = readI18next(spliced, { source: "ru" });
        expect(new Map(stringsIn(back, "ru"))).toEqual(new Map(after));
        expect(stringsIn(back, "ru").every(([key]) => keyOf(pathOf(key)) === key)).toBe(true);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  test("ten thousand new keys are inserted", () => {
    const many = Array.from({ length: 10_000 }, (_, at): [string, string] => [`k${at}`, "x"]);
    const spliced = splice('{\n  "a": "1"\n}', fileOf("en", [["a", "1"], ...many]), "en");
    expect(spliced.split("\n")).toHaveLength(10_003);
  });
});
