import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import { readCsv } from "../../src/formats/csv/csv.ts";
import { decode, encode } from "../../src/formats/encoding.ts";
import { languagesInTable } from "../../src/formats/guess-encoding.ts";

type Half = "seen" | "held" | "tables";

const GOLD = JSON.parse(
  readFileSync(new URL("../fixtures/encodings/gold.json", import.meta.url), "utf8"),
) as Record<Half, Record<string, string[]>>;

const ENCODINGS: Readonly<Record<string, readonly string[]>> = {
  ru: ["windows-1251", "koi8-r", "ibm866", "x-mac-cyrillic", "iso-8859-5", "utf-16le", "utf-16be"],
  zh: ["gbk", "gb18030", "utf-16le", "utf-16be"],
  "zh-Hant": ["big5", "utf-16le"],
  mixed: ["gb18030", "utf-16le"],
  en: ["windows-1252", "utf-16le"],
};

function encoded(text: string, encoding: string): Uint8Array | undefined {
  try {
    return encode(text, encoding);
  } catch {
    // KOI8-R and CP866 have no curved quotes.
    return undefined;
  }
}

/** Counts the texts that are read correctly, refused and read wrongly. */
function tally(half: Half) {
  const counts = { right: 0, refused: 0, wrong: [] as string[] };
  for (const [script, texts] of Object.entries(GOLD[half]))
    for (const encoding of ENCODINGS[script] ?? [])
      for (const text of texts) {
        const bytes = encoded(text, encoding);
        if (bytes === undefined) continue;
        try {
          const read = decode(bytes, { languages: languagesInTable(bytes) }).text;
          if (read === text) counts.right += 1;
          else counts.wrong.push(`${encoding} ${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          counts.refused += 1;
        }
      }
  return counts;
}

describe("the encoding of a file without a declaration", () => {
  test("is recognised in the texts that the tables were tuned on", () => {
    const { right, refused, wrong } = tally("seen");
    expect(wrong).toEqual([]);
    expect(right / (right + refused)).toBeGreaterThan(0.97);
  });

  test("is recognised in nine out of ten other texts, and never wrong for more than a word", () => {
    const { right, refused, wrong } = tally("held");
    // In UTF-16, a word of one or two Chinese characters may also be ASCII letters, so it cannot be recognised.
    expect(wrong.filter((entry) => (entry.split(" ")[1]?.length ?? 0) > 2)).toEqual([]);
    expect(wrong.length).toBeLessThanOrEqual(3);
    expect(right / (right + refused + wrong.length)).toBeGreaterThan(0.9);
  });

  test("is recognised in short tables and texts, and never wrong", () => {
    const { right, refused, wrong } = tally("tables");
    expect(wrong).toEqual([]);
    expect(right / (right + refused)).toBeGreaterThan(0.95);
  });

  test.each([
    ["en,zh-TW\nbolt,螺栓\nnut,螺帽\n", "big5"],
    ["Term (English),Russian\nyeast,дрожжи\n", "ibm866"],
    ["en,zh\nbolt,螺栓\n", "gb18030"],
  ])("the names of the columns decide: %j in %s", (text, encoding) => {
    const bytes = encode(text, encoding);
    expect(decode(bytes, { languages: languagesInTable(bytes) })).toMatchObject({ text, encoding });
  });

  test("shows two readings also where none makes sense", () => {
    const bytes = encode("en,ru\n“bolt”,\n", "windows-1252");
    expect(() => decode(bytes, { languages: languagesInTable(bytes) })).toThrowError(
      expect.objectContaining({
        code: "encoding-doubtful",
        params: expect.objectContaining({ secondText: "“bolt”," }),
      }),
    );
  });

  test("is refused with the two most likely readings if it is doubtful", () => {
    const refusal = () => decode(Uint8Array.of(0xd2));
    expect(refusal).toThrowError(
      expect.objectContaining({ code: expect.stringMatching(/^encoding-(?:doubtful|unknown)$/u) }),
    );
    expect(() => decode(encode("cafñ", "windows-1252"))).toThrowError(
      expect.objectContaining({
        code: "encoding-doubtful",
        params: expect.objectContaining({ first: "windows-1252", firstText: "ñ" }),
      }),
    );
  });

  test.each(["windows-1251", "koi8-r", "ibm866", "x-mac-cyrillic"])(
    "columns decide: a short table in %s is read completely",
    (encoding) => {
      const { units } = readCsv(encode("key,en,ru\nport,The port of departure,порт\n", encoding));
      expect(units[0]?.variants.ru?.content).toEqual(["порт"]);
    },
  );

  test("columns decide: a column of Chinese is not read as Russian", () => {
    const { units } = readCsv(encode("key,en,zh\nport,The port of departure,港\n", "gbk"));
    expect(units[0]?.variants.zh?.content).toEqual(["港"]);
  });
});
