import { describe, expect, it } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { encode } from "../../../src/formats/encoding.ts";
import type { ReadOptions } from "../../../src/formats/contract.ts";
import { read, readStream } from "../../../src/formats/xliff/read.ts";
import { spliceChanges } from "./splicing.ts";

const core12 = 'version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"';
const file12 = (body: string, attributes = "") =>
  `<xliff ${core12}><file source-language="en" datatype="plaintext" original="x"${attributes}><body>${body}</body></file></xliff>`;
const unit12 = (id: string, source: string, target: string, attributes = "") =>
  `<trans-unit id="${id}"><source>${source}</source><target${attributes}>${target}</target></trans-unit>`;

const ship = unit12("a", "Hello ship", "Привет, судно");

const readText = (text: string, options: ReadOptions = {}) => read(encode(text), options);
const targets = (text: string, options: ReadOptions = {}) => {
  const { target, units, warnings = [] } = readText(text, options);
  const [unit] = units;
  const content = target === undefined ? undefined : unit?.variants[target]?.content;
  return {
    target,
    text: content === undefined ? undefined : plainText(content),
    warnings: warnings.map(({ code }) => code),
  };
};
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.place.field];
    throw error;
  }
  return undefined;
};

describe("a file that does not name the language of its targets", () => {
  it("takes the language that the caller names", () => {
    expect(targets(file12(ship), { target: "ru" })).toEqual({
      target: "ru",
      text: "Привет, судно",
      warnings: [],
    });
  });

  it("takes the language that the script shows, with a warning", () => {
    expect(targets(file12(ship))).toEqual({
      target: "ru",
      text: "Привет, судно",
      warnings: ["language-guessed"],
    });
    expect(targets(file12(unit12("a", "Hello ship", "你好，船")))).toMatchObject({ target: "zh" });
    const two =
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en"><file id="f"><unit id="u"><segment><source>Ice</source><target>Лёд</target></segment></unit></file></xliff>';
    expect(targets(two)).toMatchObject({ target: "ru", text: "Лёд" });
  });

  it("takes the language of its document if the script agrees or is ambiguous", () => {
    expect(targets(file12(ship), { likelyTarget: "ru" })).toMatchObject({ target: "ru", warnings: [] });
    const russian = file12(unit12("a", "Лёд", "Ice")).replace('"en"', '"ru"');
    expect(targets(russian, { likelyTarget: "en" })).toMatchObject({
      target: "en",
      text: "Ice",
      warnings: [],
    });
  });

  it("ignores the language of its document if the script clearly shows another", () => {
    expect(targets(file12(ship), { likelyTarget: "zh" })).toMatchObject({
      target: "ru",
      warnings: ["language-guessed"],
    });
  });

  it("finds the script among names and among targets that are their sources", () => {
    const name = unit12("n", "ISO 9001", "ISO 9001");
    const phone = unit12("p", "Download for iPhone and Android", "下载 iPhone 和 Android 版本");
    for (const likelyTarget of ["ru", "zh"] as const) {
      expect(targets(file12(unit12("a", "Download", "下载") + name), { likelyTarget })).toMatchObject({
        target: "zh",
        warnings: likelyTarget === "zh" ? [] : ["language-guessed"],
      });
      expect(targets(file12(phone), { likelyTarget })).toMatchObject({ target: "zh" });
    }
    expect(targets(file12(unit12("a", "Download", "Скачать") + name))).toMatchObject({ target: "ru" });
  });

  it("is refused if the targets are in two scripts and mostly not in that of the document", () => {
    const mixed = file12(
      unit12("a", "Download", "Скачать") + unit12("b", "Save the file here", "将文件保存在此处"),
    );
    expect(codeOf(() => readText(mixed))).toEqual(["language-missing", "target"]);
    expect(codeOf(() => readText(mixed, { likelyTarget: "ru" }))).toEqual(["language-missing", "target"]);
    expect(targets(mixed, { likelyTarget: "zh" })).toMatchObject({ target: "zh" });
  });

  it("takes the language that the targets declare", () => {
    const tagged = file12(unit12("a", "Hello", "…", ' xml:lang="zh-CN"'));
    expect(targets(tagged)).toMatchObject({ target: "zh", text: "…", warnings: [] });
  });

  it("is refused if the language stays unknown: no target is dropped silently", async () => {
    const open = file12(unit12("a", "Лёд", "Ice")).replace('"en"', '"ru"');
    expect(codeOf(() => readText(open))).toEqual(["language-missing", "target"]);
    const chunks = (async function* () {
      yield encode(file12(ship));
    })();
    await expect(readStream(chunks).next()).rejects.toMatchObject({ code: "language-missing" });
  });

  it("needs no target language if it has no targets", () => {
    const source = file12('<trans-unit id="a"><source>Ice</source></trans-unit>');
    expect(readText(source)).toMatchObject({ source: "en", units: [{ key: "a" }] });
    expect(readText(source).target).toBeUndefined();
  });

  it("keeps the language that each file element declares", () => {
    const text = `<xliff ${core12}><file source-language="en" target-language="zh" datatype="plaintext" original="a"><body>${unit12("a", "Ice", "冰")}</body></file><file source-language="en" datatype="plaintext" original="b"><body>${unit12("b", "Ice", "Лёд")}</body></file></xliff>`;
    const { units } = readText(text);
    expect(units.map(({ variants }) => Object.keys(variants).toSorted())).toEqual([
      ["en", "zh"],
      ["en", "ru"],
    ]);
  });
});

describe("prefixes without a declaration", () => {
  const dialect = file12(
    `<trans-unit id="a" m:confirmed="1" iws:x="1"><source>Ice</source><target>Лёд</target><iws:meta/></trans-unit>`,
    ' target-language="ru"',
  );

  it("give a warning with their names", () => {
    const { units, warnings } = readText(dialect);
    expect(units).toHaveLength(1);
    expect(warnings).toEqual([{ code: "prefix-undeclared", params: { prefixes: "m, iws" } }]);
  });

  it("are exported byte for byte", () => {
    expect(spliceChanges(encode(dialect), new Map()).bytes).toEqual(encode(dialect));
    const { bytes } = spliceChanges(encode(dialect), new Map([["a", { target: ["Льдина"] }]]));
    expect(new TextDecoder().decode(bytes)).toBe(dialect.replace("Лёд", "Льдина"));
  });

  it("never make an element an XLIFF element", () => {
    const text = `<xliff version="1.1"><file source-language="en" target-language="ru" original="x"><body><x:trans-unit id="no"><source>No</source></x:trans-unit><trans-unit id="a"><source>Ice</source><x:target>?</x:target></trans-unit></body></file></xliff>`;
    expect(readText(text).units.map(({ key, variants }) => [key, Object.keys(variants)])).toEqual([
      ["a", ["en"]],
    ]);
  });
});

describe("notes of a group", () => {
  it("belong to its units, before the notes of the unit", () => {
    const text = file12(
      `<group id="g"><note>page 1</note><group id="h"><note>title</note>${unit12("a", "Ice", "Лёд").replace("</trans-unit>", "<note>short</note></trans-unit>")}</group>${unit12("b", "Sea", "Море")}</group>${unit12("c", "Sky", "Небо")}`,
      ' target-language="ru"',
    );
    expect(readText(text).units.map(({ notes }) => notes.map((note) => note.text))).toEqual([
      ["page 1", "title", "short"],
      ["page 1"],
      [],
    ]);
  });

  it("are read in 2.x too, and notes of the file are not", () => {
    const text =
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en"><file id="f"><notes><note>file</note></notes><group id="g"><notes><note>page 1</note></notes><unit id="u"><segment><source>Ice</source></segment></unit></group></file></xliff>';
    expect(readText(text).units.map(({ notes }) => notes)).toEqual([[{ text: "page 1" }]]);
  });
});
