import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { read, readStream } from "../../../src/formats/tmx/read.ts";
import { spliceContents } from "./splicing.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const memory = (units: string) =>
  `<tmx version="1.4"><header srclang="en"/><body>\n${units}\n</body></tmx>\n`;
const tu = (id: string, en: string, ru: string) =>
  `<tu tuid="${id}"><tuv xml:lang="en"><seg>${en}</seg></tuv><tuv xml:lang="ru"><seg>${ru}</seg></tuv></tu>`;
const textsOf = (file: ReturnType<typeof read>) =>
  file.units.map(({ key, variants }) => [
    key,
    ...(["en", "ru", "zh"] as const).flatMap((language) =>
      variants[language] === undefined ? [] : plainText(variants[language].content),
    ),
  ]);

describe("a unit that cannot be read", () => {
  test.each([
    ["a reference to a control character", "ice&#x1F;", "character-invalid"],
    ["a reference to nothing of Unicode", "ice&#x110000;", "character-invalid"],
    ["an entity of HTML", "sea&nbsp;ice", "xml-entity"],
    ["a bare ampersand", "search & rescue", "xml-malformed"],
    ["a bare ampersand and a semicolon", "search & rescue; ice", "xml-malformed"],
    ["a control character", "ice\u001F", "character-invalid"],
    ["a control character in CDATA", "<![CDATA[ice\u0001]]>", "character-invalid"],
    ["a bad value of an attribute", '<ph x="&nbsp;"/>ice', "xml-entity"],
  ])("is rejected with its line, but the file is read: %s", async (_, segment, code) => {
    const text = memory(
      [tu("a", "floe", "льдина"), tu("b", segment, "лёд"), tu("c", "berg", "айсберг")].join("\n"),
    );
    const file = read(bytes(text));
    expect(file.units.map(({ key, rejection }) => [key, rejection?.code])).toEqual([
      ["a", undefined],
      ["b", code],
      ["c", undefined],
    ]);
    expect(file.units[1]).toMatchObject({ variants: {}, rejection: { place: { line: 3, unit: "b" } } });
    async function* chunks() {
      yield bytes(text.slice(0, 150));
      yield bytes(text.slice(150));
    }
    const streamed = [];
    for await (const batch of readStream(chunks())) streamed.push(...batch.units);
    expect(streamed.map(({ key, rejection }) => [key, rejection?.code])).toEqual(
      file.units.map(({ key, rejection }) => [key, rejection?.code]),
    );
  });

  test("keeps its bytes when other units change", () => {
    const text = memory([tu("a", "floe", "льдина"), tu("b", "sea&nbsp;ice & more", "лёд")].join("\n"));
    const { bytes: spliced, warnings } = spliceContents(bytes(text), { a: { ru: ["плавучая льдина"] } });
    expect(warnings).toEqual([]);
    expect(new TextDecoder().decode(spliced)).toBe(text.replace("льдина", "плавучая льдина"));
  });

  test("is not assumed for a mistake outside all units: the file is refused", () => {
    const text = memory(tu("a", "floe", "льдина")).replace('srclang="en"', 'srclang="&nbsp;"');
    expect(() => read(bytes(text))).toThrowError(expect.objectContaining({ code: "xml-entity" }));
  });

  test("may have a bad id", () => {
    const file = read(bytes(memory(`${tu("a&nbsp;b", "x", "y")}\n${tu("c", "x", "y")}`)));
    expect(file.units.map(({ rejection }) => rejection?.code)).toEqual(["xml-entity", undefined]);
  });
});

describe("a second variant of a language", () => {
  const text = memory(
    '<tu tuid="a"><tuv xml:lang="en"><seg>ice</seg></tuv><tuv xml:lang="zh-CN"><seg>冰</seg></tuv><tuv xml:lang="zh-TW"><seg>冰塊</seg></tuv><tuv xml:lang="zh-CN"><seg>冰块</seg></tuv><tuv xml:lang="de"><seg>Eis</seg></tuv></tu>',
  );

  test("becomes a separate unit with the other languages", () => {
    const file = read(bytes(text));
    expect(textsOf(file)).toEqual([
      ["a", "ice", "冰"],
      ["a+zh-TW", "ice", "冰塊"],
      ["a+zh-CN", "ice", "冰块"],
    ]);
    expect(file.skippedLanguages).toEqual({ de: 1 });
  });

  test("is changed where it stands in the file", () => {
    const changes = { "a+zh-TW": { zh: ["碎冰"] } };
    const { bytes: spliced, warnings } = spliceContents(bytes(text), changes);
    expect(warnings).toEqual([]);
    expect(new TextDecoder().decode(spliced)).toBe(text.replace("冰塊", "碎冰"));
  });

  test("shares the other languages: a change in all units is written once, in one unit it gives a warning", () => {
    const both = Object.fromEntries(["a", "a+zh-TW", "a+zh-CN"].map((key) => [key, { en: ["sea ice"] }]));
    const { bytes: spliced, warnings } = spliceContents(bytes(text), both);
    expect(warnings).toEqual([]);
    expect(new TextDecoder().decode(spliced)).toBe(text.replace("ice", "sea ice"));
    const one = spliceContents(bytes(text), { "a+zh-TW": { en: ["sea ice"] } });
    expect(one.warnings).toMatchObject([{ code: "unit-misfit", place: { unit: "a+zh-TW" } }]);
    expect(new TextDecoder().decode(one.bytes)).toBe(text);
  });
});

describe("a variant without a segment", () => {
  const text = memory(
    '<tu tuid="a"><tuv xml:lang="en"><seg>ice</seg></tuv><tuv xml:lang="ru"/><tuv xml:lang="zh"><note>later</note></tuv></tu>',
  );

  test("gives a warning and no empty text", () => {
    const file = read(bytes(text));
    expect(textsOf(file)).toEqual([["a", "ice"]]);
    expect(file.warnings).toMatchObject([
      { code: "tmx-invalid", params: { rule: "seg", element: "tuv ru" }, place: { line: 2, unit: "a" } },
      { code: "tmx-invalid", params: { rule: "seg", element: "tuv zh" }, place: { line: 2, unit: "a" } },
    ]);
  });

  test("gets a segment when there is a text for it", () => {
    const { bytes: spliced } = spliceContents(bytes(text), { a: { ru: ["лёд"], zh: ["冰"] } });
    expect(new TextDecoder().decode(spliced)).toBe(
      text
        .replace('<tuv xml:lang="ru"/>', '<tuv xml:lang="ru"><seg>лёд</seg></tuv>')
        .replace("</note></tuv>", "</note><seg>冰</seg></tuv>"),
    );
  });
});

describe("prefixes without a declaration", () => {
  const text = memory(
    `<tu tuid="a" x:id="1"><tuv xml:lang="en"><seg>ice</seg></tuv><tuv xml:lang="ru"><seg>лёд</seg></tuv></tu>\n<iws:info>1</iws:info>`,
  );

  test("give a warning with their names, and the units are read", () => {
    const file = read(bytes(text));
    expect(textsOf(file)).toEqual([["a", "ice", "лёд"]]);
    expect(file.warnings).toEqual([{ code: "prefix-undeclared", params: { prefixes: "x, iws" } }]);
  });

  test("are exported as they were", () => {
    const { bytes: spliced } = spliceContents(bytes(text), { a: { ru: ["льдина"] } });
    expect(new TextDecoder().decode(spliced)).toBe(text.replace("лёд", "льдина"));
  });
});
