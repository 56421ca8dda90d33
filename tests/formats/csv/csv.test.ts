import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/domain/language.ts";
import { type Inline, plainText, tidy } from "../../../src/domain/segment.ts";
import { type Draft, type Note, STATES } from "../../../src/domain/unit.ts";
import { readCsv, writeCsv, writeTsv } from "../../../src/formats/csv/csv.ts";
import { guard, unguard } from "../../../src/formats/csv/formula-guard.ts";
import type { ExchangeFile, ExchangeUnit } from "../../../src/formats/contract.ts";
import { problemOf } from "../problem-of.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (raw: Uint8Array): string => new TextDecoder().decode(raw);
const read = (csv: string): ExchangeFile => readCsv(bytes(csv));
const textsOf = (unit: ExchangeUnit | undefined): (string | undefined)[] =>
  LANGUAGES.map((language) => {
    const draft = unit?.variants[language];
    return draft && plainText(draft.content);
  });

describe("reading tables", () => {
  test("a column is a language, and a row is a unit", () => {
    const file = read('key,en,ru,zh,note\nhello,Hello,"Привет, мир",你好,greeting\nbye,Bye,,再见,\n');
    expect(file.units.map((unit) => unit.key)).toEqual(["hello", "bye"]);
    expect(textsOf(file.units[0])).toEqual(["Hello", "Привет, мир", "你好"]);
    expect(textsOf(file.units[1])).toEqual(["Bye", undefined, "再见"]);
    expect(file.units[0]?.notes).toEqual([{ text: "greeting" }]);
    expect(file.units.map((unit) => unit.line)).toEqual([2, 3]);
  });

  test("line breaks inside quotes count as lines", () => {
    const file = read('en,ru\r\n"a\r\nb\r\nc",x\r\nd,y\r\n');
    expect(file.units.map((unit) => unit.line)).toEqual([2, 5]);
    expect(textsOf(file.units[0])[0]).toBe("a\r\nb\r\nc");
  });

  test.each([
    ["en;ru\nIce;Лёд\n"],
    ["en\tru\nIce\tЛёд\n"],
    ["en|ru\rIce|Лёд\r"],
    ["sep=;\r\nen;ru\r\nIce;Лёд\r\n"],
    ['"EN","ru_RU"\r\n"Ice","Лёд"\r\n'],
    ["\uFEFFen,ru\n\nIce,Лёд\n\n"],
  ])("%j is read", (csv) => {
    expect(textsOf(read(csv).units[0])).toEqual(["Ice", "Лёд", undefined]);
  });

  test("language tags in the header are kept", () => {
    const file = read("en,zh-CN\nIce,冰\n");
    expect(file.tags).toEqual({ zh: "zh-CN" });
    expect(text(writeCsv(file)).split("\r\n")[0]).toContain("zh-CN");
  });

  test.each([
    ["English,Russian,Chinese", { zh: undefined }],
    ["Английский,Русский,Китайский", { zh: undefined }],
    ["英文,俄文,繁体中文", { zh: "zh-Hant" }],
  ])("languages may be called by their names: %s", (header, { zh }) => {
    const { units, tags } = read(`${header}\nIce,Лёд,冰\n`);
    expect(Object.keys(units[0]?.variants ?? {}).sort()).toEqual(["en", "ru", "zh"]);
    expect(tags).toEqual(zh === undefined ? {} : { zh });
  });

  test("UTF-16 from Excel and windows-1251 are read", () => {
    // “ru”, line feed, “Лёд”
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x72, 0, 0x75, 0, 0x0a, 0, 0x1b, 4, 0x51, 4, 0x34, 4]);
    expect(textsOf(readCsv(utf16).units[0])[1]).toBe("Лёд");
    const cp1251 = new Uint8Array([0x72, 0x75, 0x0a, 0xcb, 0xb8, 0xe4]);
    expect(textsOf(readCsv(cp1251, { encoding: "windows-1251" }).units[0])[1]).toBe("Лёд");
  });

  test("a state is read for the whole row or for one language", () => {
    const file = read("en,ru,state,ru.state\na,б,final,reviewed\nc,г,,\n");
    expect(file.units[0]?.variants.en?.state).toBe("final");
    expect(file.units[0]?.variants.ru?.state).toBe("reviewed");
    expect(file.units[1]?.variants.ru?.state).toBe("translated");
  });

  test("an unknown column gives a warning, and a bad cell rejects only its row", () => {
    const file = read("en,ru,colour,ru.state,codes\na,б,red,finished,\nc,г,,,[1]\nd,д,,,\n");
    expect(file.warnings?.map(({ params }) => params?.["column"])).toEqual(["colour"]);
    expect(file.units.map((unit) => unit.rejection?.params?.["reason"])).toEqual([
      "state",
      "json",
      undefined,
    ]);
    expect(file.units[1]?.rejection?.place?.line).toBe(3);
  });

  test.each([
    ["", "file-empty", undefined, undefined],
    ["name,text\na,b\n", "csv-invalid", "no-header", 1],
    ["Hello,Привет\n", "csv-invalid", "no-header", 1],
    ["en,ru,en\n", "csv-invalid", "column-twice", 1],
    ["en,ru\na,б\nc\n", "csv-invalid", "ragged", 3],
    ["en,ru\na,б,в\n", "csv-invalid", "ragged", 2],
    ['en,ru\na,б\n"c,г\n', "csv-invalid", "quotes", 3],
    ['en,ru\n"a"b,в\n', "csv-invalid", "quotes", 2],
  ])("%j is refused with %s %s, line %s", (csv, code, reason, line) => {
    const problem = problemOf(() => read(csv));
    expect([problem.code, problem.params["reason"], problem.place.line]).toEqual([code, reason, line]);
  });

  test("of two rows with one key the first counts, and the second is rejected with both lines", () => {
    const { units } = read("key,en\na,1\n\na,2\na~2,3\nb,4\n");
    expect(units.map(({ key, rejection }) => [key, rejection?.code])).toEqual([
      ["a", undefined],
      ["a~3", "unit-duplicate"],
      ["a~2", undefined],
      ["b", undefined],
    ]);
    expect(units[1]).toMatchObject({
      variants: {},
      rejection: { params: { key: "a", first: 2 }, place: { line: 4, unit: "a" } },
    });
  });

  test("limits on units, bytes and text length are applied", () => {
    expect(problemOf(() => readCsv(bytes("en\na\nb\n"), { limits: { units: 1 } })).code).toBe("too-large");
    expect(problemOf(() => readCsv(bytes("en\na\n"), { limits: { bytes: 4 } })).code).toBe("too-large");
    const file = readCsv(bytes("en\naaaaa\nb\n"), { limits: { text: 4 } });
    expect(file.units.map((unit) => unit.rejection?.code)).toEqual(["too-long", undefined]);
  });
});

const anyText = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom(
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＠",
        "\t",
        "\r",
        "\n",
        '"',
        ",",
        ";",
        " ",
        "⟦",
        "⟧",
        "1",
        "会",
        "ё",
      ),
    }),
  )
  .filter((value) => value.isWellFormed());

describe("formulas", () => {
  test("no guarded cell can run, and unguard restores every cell", () => {
    fc.assert(
      fc.property(anyText, (cell) => {
        const guarded = guard(cell);
        expect(unguard(guarded)).toBe(cell);
        expect(/^[=+\-@＝＋－＠\r\n]/u.test(guarded)).toBe(false);
      }),
      { seed: 5, numRuns: 20_000 },
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A", "\t=1", "\r=1", "\n=1", " =1"])(
    "%j is guarded and quoted",
    (cell) => {
      const file: ExchangeFile = {
        format: "csv",
        tags: {},
        units: [{ key: "k", line: 0, notes: [], variants: { en: { content: [cell], state: "initial" } } }],
      };
      expect(text(writeCsv(file))).toContain(`k,"\t${cell}",`);
    },
  );
});

const textOrCode = fc.oneof(
  anyText.map((value): Inline => value),
  fc.record(
    {
      kind: fc.constantFrom("ph", "open", "close", "break"),
      id: fc.string(),
      element: fc.constantFrom("pc", "g", "ph"),
      data: anyText,
      annotation: fc.constant(true as const),
    },
    { requiredKeys: ["kind", "id", "element"] },
  ),
);
const draft = fc.record(
  {
    content: fc.oneof(
      anyText.map((value) => tidy([value])),
      fc.array(textOrCode, { maxLength: 4 }).map(tidy),
    ),
    state: fc.constantFrom(...STATES),
    subState: fc.string({ minLength: 1 }).filter((value) => value.isWellFormed()),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }).filter((value) => !Object.is(value, -0)),
  },
  { requiredKeys: ["content", "state"] },
) satisfies fc.Arbitrary<Draft>;
const note = fc.record(
  { text: anyText, category: anyText, author: anyText, appliesTo: fc.constantFrom("source", "target") },
  { requiredKeys: ["text"] },
) satisfies fc.Arbitrary<Note>;
const unit = fc.record(
  {
    key: anyText.filter((value) => value !== ""),
    line: fc.constant(0),
    notes: fc.array(note, { maxLength: 2 }),
    context: anyText.filter((value) => value !== ""),
    variants: fc.record({ en: draft, ru: draft, zh: draft }, { requiredKeys: [] }),
    base: fc.record({
      document: fc.string({ minLength: 1 }),
      unit: fc.string({ minLength: 1 }),
      versions: fc.record({ en: fc.nat(), ru: fc.nat(), zh: fc.nat() }, { requiredKeys: [] }),
    }),
  },
  { requiredKeys: ["key", "line", "notes", "variants"] },
) satisfies fc.Arbitrary<ExchangeUnit>;
const units = fc.uniqueArray(unit, { selector: ({ key }) => key, maxLength: 5 });

describe("writing tables", () => {
  test.each([
    ["CSV", writeCsv],
    ["TSV", writeTsv],
  ])("%s: export and import give back the same units, for any content of the fields", (_name, write) => {
    fc.assert(
      fc.property(units, (sent) => {
        const back = readCsv(write({ format: "csv", tags: {}, units: sent }));
        expect(back.warnings).toBeUndefined();
        expect(back.units.map((each) => Object.assign({}, each, { line: 0 }))).toEqual(sent);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test("only two languages are written when the caller names a direction", () => {
    const file = read("key,en,ru,zh\na,1,2,3\n");
    expect(text(writeCsv(file, { source: "ru", target: "zh" })).split("\r\n")).toEqual([
      "key,ru,zh,ru.state,zh.state",
      "a,2,3,translated,translated",
      "",
    ]);
  });

  test("inline codes are written as numbered marks that a translator can move", () => {
    const table = text(
      writeCsv({
        format: "csv",
        tags: {},
        units: [
          {
            key: "k",
            line: 0,
            notes: [],
            variants: {
              en: {
                state: "final",
                content: [
                  "Go ",
                  { kind: "open", id: "1", element: "pc" },
                  "home",
                  { kind: "close", id: "1", element: "pc" },
                ],
              },
            },
          },
        ],
      }),
    );
    expect(table).toContain("Go ⟦1⟧home⟦2⟧");
    const translated = read(table.replace("⟦2⟧,,", "⟦2⟧,⟦1⟧Домой⟦2⟧,"));
    expect(translated.units[0]?.variants.ru?.content).toEqual([
      { kind: "open", id: "1", element: "pc" },
      "Домой",
      { kind: "close", id: "1", element: "pc" },
    ]);
    expect(read(table.replace("⟦2⟧,,", "⟦2⟧,⟦9⟧,")).units[0]?.rejection?.params?.["reason"]).toBe("mark");
  });

  test("a lone surrogate is refused and not replaced", () => {
    const broken: ExchangeFile = {
      format: "csv",
      tags: {},
      units: [{ key: "k", line: 0, notes: [], variants: { en: { content: ["\uD800"], state: "final" } } }],
    };
    expect(problemOf(() => writeCsv(broken)).code).toBe("character-invalid");
  });
});
