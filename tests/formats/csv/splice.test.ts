import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { Content } from "../../../src/domain/segment.ts";
import type { State } from "../../../src/domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../../src/formats/contract.ts";
import { decode, encode } from "../../../src/formats/encoding.ts";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";

type Texts = { readonly [language in Language]?: string | Content };

/** The units of a file with new texts by key; a key that the file lacks is a new unit. */
function withTexts(
  file: ExchangeFile,
  texts: Readonly<Record<string, Texts>>,
  state: State = "translated",
): ExchangeFile {
  const change = (unit: ExchangeUnit): ExchangeUnit => {
    const drafts = Object.entries(texts[unit.key] ?? {}).map(([language, text]) => [
      language,
      { content: typeof text === "string" ? [text] : text, state },
    ]);
    return { ...unit, variants: { ...unit.variants, ...Object.fromEntries(drafts) } };
  };
  const made = Object.keys(texts)
    .filter((key) => file.units.every((unit) => unit.key !== key))
    .map((key): ExchangeUnit => ({ key, line: 0, notes: [], variants: {} }));
  return { ...file, units: [...file.units, ...made].map(change) };
}

function spliced(table: string | Uint8Array, texts: Readonly<Record<string, Texts>>, state?: State) {
  const original = typeof table === "string" ? encode(table) : table;
  const file = readExchange(original, { format: "csv" });
  const result = spliceExchange(original, withTexts(file, texts, state));
  if (result === undefined) throw new Error("the table is no template");
  return { ...result, text: decode(result.bytes).text };
}

const TABLE = `id;"key";en;ru;comment;ru.state
1;a;"Ice; ""thick""";'Лёд';"x
y";reviewed

2;"b";Snow;"";;
3;b;again;Снова;;
`;

describe("a table as template", () => {
  test.each([
    ["as it is", TABLE, "utf-8", false],
    ["with BOM and CRLF", TABLE.replaceAll("\n", "\r\n"), "utf-8", true],
    ["with CR", TABLE.replaceAll("\n", "\r"), "utf-8", false],
    ["in UTF-16", TABLE, "utf-16le", true],
    ["in windows-1251", TABLE, "windows-1251", false],
    ["with Excel's separator line", `sep=;\r\n${TABLE.replaceAll("\n", "\r\n")}`, "utf-8", true],
    ["without a line end at the end", TABLE.trimEnd(), "utf-8", false],
  ])("stays byte for byte, and differs in the changed cell alone: %s", (_, text, encoding, bom) => {
    const bytes = encode(text, encoding, bom);
    expect(spliced(bytes, {}).bytes).toBe(bytes);
    const changed = spliced(bytes, { a: { ru: "Льдина" } }, "reviewed");
    expect(changed.bytes).toEqual(encode(text.replace("'Лёд'", "Льдина"), encoding, bom));
    expect([changed.warnings, changed.added]).toEqual([[], 0]);
  });

  test("keeps the quotes of a cell, and adds them where a text needs them", () => {
    expect(spliced(TABLE, { b: { ru: "Снег" } }).text).toBe(
      TABLE.replace('"b";Snow;"";;', '"b";Snow;"Снег";;translated'),
    );
    expect(spliced("en,ru\na,б\n", { "row-1": { ru: 'Он: "да",\nи всё' } }).text).toBe(
      'en,ru\na,"Он: ""да"",\nи всё"\n',
    );
  });

  test("guards a new text that a spreadsheet could run", () => {
    const { bytes, text } = spliced("en,ru\na,б\n", { "row-1": { ru: "=1+1" } });
    expect(text).toBe('en,ru\na,"\t=1+1"\n');
    expect(readExchange(bytes, { format: "csv" }).units[0]?.variants.ru?.content).toEqual(["=1+1"]);
  });

  test("gets the new state, in a column for the row the least mature one", () => {
    const own = "key,en,ru,ru.state\na,Ice,Лёд,initial\n";
    expect(spliced(own, { a: { ru: "Лёд" } }, "reviewed").text).toBe(own.replace("initial", "reviewed"));
    const common = "key,en,ru,state\na,Ice,Лёд,reviewed\n";
    expect(spliced(common, { a: { ru: "Льдина" } }, "initial").text).toBe(
      "key,en,ru,state\na,Ice,Льдина,initial\n",
    );
  });

  test("loses a text that the document does not have any more", () => {
    const original = encode("key,en,ru,ru.state\na,Ice,Лёд,final\n");
    const file = readExchange(original, { format: "csv" });
    const units = file.units.map((unit) => {
      const { ru: _, ...variants } = unit.variants;
      return { ...unit, variants };
    });
    const result = spliceExchange(original, { ...file, units });
    expect(decode(result?.bytes ?? original).text).toBe("key,en,ru,ru.state\na,Ice,,\n");
  });

  test("gets a column for a language that it lacks, and a row for a unit that it lacks", () => {
    const { text, added } = spliced("key;en;ru\na;Ice;Лёд\nb;Fog;\n", {
      a: { zh: "冰" },
      c: { en: "Sea", ru: "Море" },
    });
    expect(text).toBe("key;en;ru;zh\na;Ice;Лёд;冰\nb;Fog;;\nc;Sea;Море;\n");
    expect(added).toBe(1);
  });

  test("without keys has no place for a named unit: a warning, and the rest is written", () => {
    const { text, warnings } = spliced("en,ru\nIce,Лёд", { "row-1": { ru: "Льдина" }, x: { en: "Fog" } });
    expect(text).toBe("en,ru\nIce,Льдина");
    expect(warnings).toMatchObject([{ code: "unit-misfit", place: { unit: "x" } }]);
  });

  test("has codes only where it has a column for them", () => {
    const code = { kind: "ph", id: "1", element: "x" } as const;
    const other = { kind: "ph", id: "2", element: "x" } as const;
    const table = `key,en,ru,codes\na,Press ⟦1⟧,Жми ⟦1⟧,"[${JSON.stringify(code).replaceAll('"', '""')}]"\n`;
    expect(spliced(table, { a: { ru: ["Нажмите ", code] } }).text).toBe(table.replace("Жми", "Нажмите"));
    const more = spliced(table, { a: { ru: [other, code, "!"] } });
    expect(readExchange(more.bytes, { format: "csv" }).units[0]?.variants).toMatchObject({
      en: { content: ["Press ", code] },
      ru: { content: [other, code, "!"] },
    });
    const none = spliced("key,en,ru\na,Press,Жми\nb,c,d\n", { a: { ru: ["Жми ", code] }, b: { ru: "г" } });
    expect(none.text).toBe("key,en,ru\na,Press,Жми\nb,c,г\n");
    expect(none.warnings).toMatchObject([{ code: "unit-misfit", place: { unit: "a" } }]);
  });

  test("of which two rows have one key keeps the second as it is", () => {
    const { text, warnings } = spliced(TABLE, { a: { ru: "Льдина" }, b: { ru: "Снег" } });
    expect(text).toContain("3;b;again;Снова;;\n");
    expect(warnings).toEqual([]);
  });

  test("is not used for single languages, for versions of units, or where its encoding was guessed wrongly", () => {
    const bytes = encode(TABLE);
    const file = readExchange(bytes, { format: "csv" });
    expect(spliceExchange(bytes, file, { source: "en", target: "ru" })).toBeUndefined();
    const base = { document: "d", unit: "u", versions: { ru: 1 } };
    const units = file.units.map((unit) => ({ ...unit, base }));
    expect(spliceExchange(bytes, { ...file, units })).toBeUndefined();
    const short = encode("en,ru\nIce,Лёд\n", "koi8-r");
    const told = readExchange(short, { format: "csv", encoding: "koi8-r" });
    const result = spliceExchange(short, told);
    expect(result === undefined || Buffer.compare(result.bytes, short) === 0).toBe(true);
  });
});
