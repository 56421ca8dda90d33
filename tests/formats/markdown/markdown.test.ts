import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import { parseMarkdown, readMarkdown, writeMarkdown } from "../../../src/formats/markdown/markdown.ts";
import { readExchange } from "../../../src/formats/registry.ts";
import { expectRoundTrip, spliced, textsOf, translated } from "../round-trip.ts";

const SOURCE = `---
title: "Полынья"
date: 2023-11-24
---

# Ледовый семинар

Первый *абзац* со [ссылкой](https://example.org "x") и \`кодом\` &amp; **жирным**
текстом.

> Цитата в два
> ряда.

- один
  - вложенный
- два

1. первый

![Карта маршрута](map.png)

| Год | Груз |
| --- | --- |
| 2023 | 36 млн |

\`\`\`js
const hidden = 1;
\`\`\`

<p>HTML <b>внутри</b></p>

<!-- note -->

Конец
-----
`;

test("blocks of all kinds are read as plain text, with levels and lines", () => {
  const { title, blocks } = parseMarkdown(SOURCE);
  expect(title).toBe("Полынья");
  expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ["heading", 1, "Ледовый семинар"],
    ["paragraph", undefined, "Первый абзац со ссылкой и кодом & жирным текстом."],
    ["paragraph", undefined, "Цитата в два ряда."],
    ["list-item", 1, "один"],
    ["list-item", 2, "вложенный"],
    ["list-item", 1, "два"],
    ["list-item", 1, "первый"],
    ["caption", undefined, "Карта маршрута"],
    ["table-cell", undefined, "Год"],
    ["table-cell", undefined, "Груз"],
    ["table-cell", undefined, "2023"],
    ["table-cell", undefined, "36 млн"],
    ["paragraph", undefined, "HTML внутри"],
    ["heading", 2, "Конец"],
  ]);
  expect(blocks[0]?.line).toBe(6);
  expect(blocks[1]?.line).toBe(8);
});

test("a wrapped Chinese paragraph gets no spaces, and a hard break stays a line break", () => {
  const { blocks } = parseMarkdown("北方海航道\n沿西伯利亚海岸。\n\n第一行\\\n第二行");
  expect(blocks.map((block) => block.text)).toEqual(["北方海航道沿西伯利亚海岸。", "第一行\n第二行"]);
});

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("writing", () => {
  test("headings, lists and paragraphs are the same when read again", () => {
    const file = readMarkdown(
      new TextEncoder().encode("# Title\n\nOne. Two.\n\n- item\n  - inner\n- last\n\n## Next\n"),
    );
    expect(text(writeMarkdown(file))).toBe("# Title\n\nOne. Two.\n\n- item\n  - inner\n- last\n\n## Next\n");
  });

  test("a sentence with any characters is the same when read again", () => {
    const piece = fc.constantFrom(
      "*",
      "_",
      "#",
      "`",
      "[a](b)",
      "<b>",
      "&amp;",
      "\\",
      "1. ",
      "- ",
      "+",
      "|",
      "~~",
      "!",
      ">",
      "word",
      "лёд",
      " ",
      "a_b",
      "---",
      "===",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const content = `x${pieces.join("")}`.replace(/\s+/gu, " ").trim();
        for (const lead of ["", pieces[0] ?? ""]) {
          const line = `${lead}${content}`.trim();
          const file = {
            format: "markdown" as const,
            source: "en" as const,
            tags: {},
            units: [
              {
                key: "1.1",
                line: 1,
                notes: [],
                context: "paragraph",
                variants: { en: { content: [line], state: "initial" as const } },
              },
            ],
          };
          expect(
            parseMarkdown(text(writeMarkdown(file))).blocks.map((block) => [block.kind, block.text]),
          ).toEqual([["paragraph", line]]);
        }
      }),
      { seed: 6, numRuns: 400 },
    );
  });
});

test("hostile Markdown is read in limited time and depth", () => {
  for (const hostile of [
    ">".repeat(50_000),
    "[".repeat(50_000),
    "*a ".repeat(50_000),
    "- ".repeat(5_000),
    `${"  ".repeat(3_000)}- a`,
    "<".repeat(50_000),
    "|".repeat(20_000),
    "`a".repeat(30_000),
    Array.from({ length: 300 }, (_, n) => `${"  ".repeat(n)}- x`).join("\n"),
  ]) {
    expect(() => parseMarkdown(`x\n\n${hostile}\n`)).not.toThrow();
  }
});

test.each([
  '****<span title="A tip">*The ice.*</span>**** The ice.\n',
  '| The ice. | ****<span title="A tip">*The ice.*</span>**** |\n| --- | :-: |\n| x | y |\n',
  '> ## ****<span title="A tip">*The ice.*</span>**** ![A map](map.png "Title of it")\n',
])("marks that a parser pairs only in part belong to their span: %j", (source) => {
  const bytes = encode(source);
  const texts = textsOf(readExchange(bytes, { format: "markdown", source: "en" }), "en");
  expect(JSON.stringify(texts)).not.toContain("**");
  expectRoundTrip("markdown", bytes);
});

const FOOTNOTES = `The ice melts[^1]. It is thin[^long note]. Not one: [^none].

> Quoted[^q].
>
> [^q]: From the log.

| Year | Ice[^2] |
| --- | --- |
| 1996 | thick |

[^1]: A note in two
    lines.

    Its second paragraph is **bold**.
[^2]: Word

[^long note]: No label has a space.

The end.
`;

test.each([FOOTNOTES, FOOTNOTES.replaceAll("\n", "\r\n")])(
  "footnotes stay footnotes in a translation",
  (source) => {
    const bytes = encode(source);
    const file = readExchange(bytes, { format: "markdown", source: "en" });
    const texts = Object.values(textsOf(file, "en"));
    expect(texts).toContain("A note in two lines.");
    expect(texts).toContain("Word");
    expect(texts.join(" ")).not.toMatch(/\[\^(?:1|2|q)\]/u);
    const written = text(spliced(bytes, translated(file, "ru"), { target: "ru", templateLanguage: "en" }));
    for (const mark of ["[^1].", "[^2] |", "[^q].", "\n[^1]: ", "\n[^2]: ", "> [^q]: ", "\n    "])
      expect(written.replaceAll("\r", "")).toContain(mark);
    expect(written).not.toMatch(/\\\[\^[12q]/u);
    expectRoundTrip("markdown", bytes);
  },
);

test("footnotes are read in linear time: twice the notes, twice the parts", () => {
  const notes = (n: number) =>
    Array.from({ length: n }, (_, at) => `Text[^${at}].\n\n`).join("") +
    Array.from({ length: n }, (_, at) => `[^${at}]: Note ${at}.\n`).join("");
  for (const n of [1000, 2000]) expect(parseMarkdown(notes(n)).blocks).toHaveLength(2 * n);
});
