import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { plainText } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";

const TEXT = `Отчёт о плавании

1. Первый пункт. Он   короток.
2. Второй пункт.
    3) Вложенный пункт.

  •  Маркер.
5. Мая шёл дождь.

Последний абзац.
`;
const MARKDOWN = `---
title: Отчёт
---

# Отчёт о *плавании*

1. Первый пункт.
2. Второй пункт с [ссылкой](https://example.org).
   - Вложенный пункт.

| Порт | Лёд |
|------|-----|
| Мурманск | нет |

\`\`\`
код
\`\`\`

> Цитата.

5. Мая шёл дождь.
`;
const FILES = [
  [
    "text",
    TEXT,
    `S1.1.

1. S2.1. S2.2.
2. S3.1.
    3) S4.1.

  •  S5.1.
S6.1.

S7.1.
`,
  ],
  [
    "markdown",
    MARKDOWN,
    `---
title: Sf1.1.
---

# S1.1.

1. S2.1.
2. S3.1.
   - S4.1.

| S5.1. | S6.1. |
|------|-----|
| S7.1. | S8.1. |

\`\`\`
код
\`\`\`

> S9.1.

S10.1.
`,
  ],
] as const;

/** The units of a file with new texts of a language, by key. */
function withTexts(
  file: ExchangeFile,
  language: Language,
  texts: Readonly<Record<string, string>>,
): ExchangeFile {
  return {
    ...file,
    units: file.units.map((unit) => {
      const text = texts[unit.key];
      return text === undefined
        ? unit
        : { ...unit, variants: { ...unit.variants, [language]: { content: [text], state: "translated" } } };
    }),
  };
}
const keysOf = (file: ExchangeFile) =>
  Object.fromEntries(file.units.map(({ key, variants }) => [plainText(variants.ru?.content ?? []), key]));

describe.each(FILES)("%s", (format, original, translated) => {
  test.each([
    ["as it is", original, "utf-8"],
    ["with CRLF", original.replaceAll("\n", "\r\n"), "utf-8"],
    ["in windows-1251", original, "windows-1251"],
    ["without a line end at the end", original.trimEnd(), "utf-8"],
  ])("stays byte for byte: %s", (_, text, encoding) => {
    const bytes = encode(text, encoding);
    const file = readExchange(bytes, { format, source: "ru" });
    expect(spliceExchange(bytes, file, { target: "ru" })?.bytes).toEqual(bytes);
  });

  test("differs only in the changed text", () => {
    const bytes = encode(original);
    const file = readExchange(bytes, { format, source: "ru" });
    const key = keysOf(file)["Вложенный пункт."] ?? "";
    const changed = withTexts(file, "ru", { [key]: "Другой пункт." });
    const written = spliceExchange(bytes, changed, { target: "ru" })?.bytes;
    expect(new TextDecoder().decode(written)).toBe(original.replace("Вложенный пункт.", "Другой пункт."));
  });

  test("keeps numbers, bullets and empty lines in a translation", () => {
    const bytes = encode(original);
    const file = readExchange(bytes, { format, source: "ru" });
    const all = Object.fromEntries(file.units.map(({ key }) => [key, `S${key}.`]));
    const written = spliceExchange(bytes, withTexts(file, "en", all), { target: "en" })?.bytes;
    expect(new TextDecoder().decode(written)).toBe(translated);
  });

  test("a sentence that begins with a date is not a list item", () => {
    const file = readExchange(encode(original), { format, source: "ru" });
    const texts = file.units.map(({ variants, context }) => [plainText(variants.ru?.content ?? []), context]);
    expect(texts).toContainEqual(["5. Мая шёл дождь.", "paragraph"]);
    expect(texts).toContainEqual(["Первый пункт.", "list-item-1"]);
  });

  test("leaves out blocks without a translation where the request wants it", () => {
    const bytes = encode(original);
    const file = readExchange(bytes, { format, source: "ru" });
    const [first] = file.units;
    const written = spliceExchange(bytes, withTexts(file, "en", { [first?.key ?? ""]: "Report" }), {
      target: "en",
      untranslated: "omit",
    });
    const text = new TextDecoder().decode(written?.bytes);
    expect(text).toContain("Report");
    expect(text.replace("title: Отчёт", "").replace("код", "")).not.toMatch(/[А-Яа-я]/u);
  });

  test("keeps the source of what is not translated, or marks it", () => {
    const bytes = encode(original);
    const file = readExchange(bytes, { format, source: "ru" });
    const [first] = file.units;
    const one = withTexts(file, "en", { [first?.key ?? ""]: "Report" });
    const written = (untranslated: {} | { untranslated: "mark" }) =>
      new TextDecoder().decode(spliceExchange(bytes, one, { target: "en", ...untranslated })?.bytes);
    expect(written({})).toContain("Первый пункт.");
    expect(written({ untranslated: "mark" })).toContain("⟦Первый пункт.⟧");
  });

  test("units of another file are not spliced", () => {
    const bytes = encode(original);
    const file = readExchange(bytes, { format, source: "ru" });
    expect(spliceExchange(bytes, { ...file, units: file.units.slice(2) }, { target: "ru" })).toBeUndefined();
  });
});

describe("a block of several sentences", () => {
  const spliced = (original: string, texts: Readonly<Record<string, string>>) => {
    const bytes = encode(original);
    const file = readExchange(bytes, { format: "text", source: "ru" });
    const result = spliceExchange(bytes, withTexts(file, "ru", texts), { target: "ru" });
    return { text: new TextDecoder().decode(result?.bytes), warnings: result?.warnings };
  };
  const wrapped = `Первое предложение стоит здесь и кончается на другой строке этого
абзаца. Второе предложение короче. Третье предложение тоже
кончается на другой строке. 𝒳 — четвёртое.

Конец.
`;

  test("keeps the line breaks of sentences that do not change", () => {
    expect(spliced(wrapped, { "1.2": "Иное." }).text).toBe(
      wrapped.replace("Второе предложение короче.", "Иное."),
    );
    expect(spliced(wrapped, { "1.3": "Иное.", "1.4": "Пятое." }).text).toBe(
      wrapped
        .replace("Третье предложение тоже\nкончается на другой строке.", "Иное.")
        .replace("𝒳 — четвёртое.", "Пятое."),
    );
  });

  test("is replaced as a whole where all of it differs", () => {
    expect(spliced("Первое. Второе.\n\nКонец.\n", { "1.1": "А.", "1.2": "Б." }).text).toBe(
      "А. Б.\n\nКонец.\n",
    );
  });
});

test("line ends that differ among themselves stay", () => {
  const original = "Заголовок\r\n\r\nПервый абзац стоит здесь.\n\nВторой абзац.\r\n\nТретий.\r\n";
  const bytes = encode(original);
  const file = readExchange(bytes, { format: "text", source: "ru" });
  const changed = withTexts(file, "ru", { "2.1": "Иной.", "4.1": "Последний." });
  const result = spliceExchange(bytes, changed, { target: "ru" });
  expect(new TextDecoder().decode(result?.bytes)).toBe(
    original.replace("Первый абзац стоит здесь.", "Иной.").replace("Третий.", "Последний."),
  );
});

test("a unit that belongs to no block is a warning, and the rest is written", () => {
  const bytes = encode(TEXT);
  const file = readExchange(bytes, { format: "text", source: "ru" });
  const key = keysOf(file)["Маркер."] ?? "";
  const changed = withTexts(file, "ru", { [key]: "Другой." });
  const more = {
    key: "added",
    line: 0,
    notes: [],
    variants: { ru: { content: ["Ещё."], state: "translated" } },
  } as const;
  const result = spliceExchange(bytes, { ...changed, units: [...changed.units, more] }, { target: "ru" });
  expect(new TextDecoder().decode(result?.bytes)).toBe(TEXT.replace("Маркер.", "Другой."));
  expect(result?.warnings).toMatchObject([{ code: "unit-misfit", place: { unit: "added" } }]);
});
