import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseText, readText, writeText } from "../../../src/formats/text/text.ts";
import { problemOf } from "../problem-of.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (text: string) => parseText(text).blocks.map((block) => block.text);

describe("structure", () => {
  test("empty lines separate paragraphs; a short first one without full stop is the title", () => {
    const { title, blocks } = parseText(
      "Арктика сегодня\n\nПервый абзац. Второе предложение.\n\n\nДругой абзац.\n",
    );
    expect(title).toBe("Арктика сегодня");
    expect(blocks.map(({ span: _span, ...block }) => block)).toEqual([
      { kind: "heading", level: 1, text: "Арктика сегодня", line: 1 },
      { kind: "paragraph", text: "Первый абзац. Второе предложение.", line: 3 },
      { kind: "paragraph", text: "Другой абзац.", line: 6 },
    ]);
  });

  test("without empty lines every line is a paragraph", () => {
    expect(texts("第一段。\r\n第二段。\r第三段。")).toEqual(["第一段。", "第二段。", "第三段。"]);
  });

  test("lines wrapped by hand are joined, in Chinese without a space", () => {
    const english =
      "The Northern Sea Route runs along the coast of Siberia from\nthe Kara Gate in the west to the Bering Strait in the far\neast, and ships need the help of icebreakers there in most\nmonths of the year.";
    expect(texts(english)).toEqual([english.replaceAll("\n", " ")]);
    const chinese = `${"北方海航道沿西伯利亚海岸延伸".repeat(4)}\n全长五千六百公里。`;
    expect(texts(`一\n\n${chinese}`)[1]).toBe(chinese.replace("\n", ""));
  });

  test("lines with bullets or numbers are list items, lines of dialogue with a dash are not", () => {
    expect(
      parseText("Список:\n\n- лёд\n- снег\n1) вода\n\n— Ты идёшь?\n— Да.").blocks.map(({ kind, text }) => [
        kind,
        text,
      ]),
    ).toEqual([
      ["paragraph", "Список:"],
      ["list-item", "лёд"],
      ["list-item", "снег"],
      ["list-item", "вода"],
      ["paragraph", "— Ты идёшь?"],
      ["paragraph", "— Да."],
    ]);
  });
});

test("each sentence becomes a unit in the given language or the language of its script", () => {
  const file = readText(bytes("Лёд тает. Вода растёт.\n\nКонец."));
  expect(file.source).toBe("ru");
  expect(
    file.units.map(({ key, context, line, variants }) => [key, context, line, variants.ru?.content]),
  ).toEqual([
    ["1.1", "paragraph", 1, ["Лёд тает."]],
    ["1.2", "paragraph", 1, ["Вода растёт."]],
    ["2.1", "paragraph", 3, ["Конец."]],
  ]);
  expect(readText(bytes("Лёд"), { source: "en" }).units[0]?.variants.en?.content).toEqual(["Лёд"]);
});

test("windows-1251, GB18030 and UTF-16 are read", () => {
  const cp1251 = Uint8Array.from(
    [..."Полынья — это вода во льдах. Она не замерзает зимой."].map((c) => {
      const code = c.codePointAt(0) ?? 0;
      if (c === "—") return 0x97;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    }),
  );
  expect(readText(cp1251, { encoding: "windows-1251" }).units[0]?.variants.ru?.content).toEqual([
    "Полынья — это вода во льдах.",
  ]);
  const utf16 = new Uint8Array([0xff, 0xfe, 0xb0, 0x51, 0x02, 0x30]);
  expect(readText(utf16).units[0]?.variants.zh?.content).toEqual(["冰。"]);
  expect(
    readText(Uint8Array.from([0xb1, 0xf9, 0xa1, 0xa3]), { encoding: "gb18030" }).units[0]?.variants.zh
      ?.content,
  ).toEqual(["冰。"]);
});

test("a written file gives the same units when read again", () => {
  const words = fc.array(fc.constantFrom("лёд", "снег", "море", "и", "Арктика"), {
    minLength: 1,
    maxLength: 6,
  });
  const sentence = words.map((list) => `Это ${list.join(" ")}.`);
  const block = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), block), { minLength: 1, maxLength: 8 }), (blocks) => {
      const file = readText(bytes(blocks.map(([item, text]) => (item ? `- ${text}` : text)).join("\n\n")));
      const again = readText(writeText(file));
      const shape = (f: typeof file) =>
        f.units.map(({ key, context, variants }) => [key, context, variants.ru?.content]);
      expect(shape(again)).toEqual(shape(file));
    }),
    { seed: 6, numRuns: 100 },
  );
});

test("sentences of a translation are joined by the rules of its language", () => {
  const file = readText(bytes("Ice melts. Water rises.\n\n- One\n- Two"));
  const zh = ["冰在融化。", "水在上涨。", "一", "二"];
  const translated = {
    ...file,
    units: file.units.map((unit, n) => ({
      ...unit,
      variants: { zh: { content: [zh[n] ?? ""], state: "translated" as const } },
    })),
  };
  expect(new TextDecoder().decode(writeText(translated, { target: "zh" }))).toBe(
    "冰在融化。水在上涨。\n\n- 一\n- 二\n",
  );
});

test("bad files get a problem with its code", () => {
  expect(problemOf(() => readText(new Uint8Array())).code).toBe("file-empty");
  expect(problemOf(() => readText(bytes(" \n\n "))).code).toMatch(/^(?:file-empty|language-missing)$/u);
  expect(problemOf(() => readText(bytes("123 456"))).code).toBe("language-missing");
  expect(
    problemOf(() => readText(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0, 0, 2])))?.code,
  ).toBe("file-binary");
  expect(problemOf(() => readText(bytes("a".repeat(50)), { limits: { bytes: 10 } })).code).toBe("too-large");
  expect(problemOf(() => readText(bytes(`Aa ${"b".repeat(100)}`), { limits: { text: 10 } })).code).toBe(
    "too-long",
  );
});
