import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode } from "../../src/formats/encoding.ts";
import { problemOf } from "./problem-of.ts";

const RUSSIAN =
  "Северный морской путь открыт для судов ледового класса. Навигация продлена до конца ноября. ".repeat(4);
const CHINESE = "北方海航道對冰級船舶開放。研討會於十二月在阿爾漢格爾斯克舉行，與會者討論了北極治理。".repeat(
  4,
);

describe("decode", () => {
  it.each(["utf-8", "utf-16le", "utf-16be"])(
    "gives the byte order mark of %s the highest priority",
    (encoding) => {
      const bytes = encode("Привет, 世界 𝒳", encoding, true);
      expect(decode(bytes, { given: "windows-1251", declared: "koi8-r" })).toEqual({
        text: "Привет, 世界 𝒳",
        encoding,
        bom: true,
        certainty: "bom",
      });
    },
  );

  it("prefers the given encoding to the declared one", () => {
    const bytes = encode("Привет", "windows-1251");
    expect(decode(bytes, { given: "cp1251", declared: "utf-8" })).toMatchObject({
      text: "Привет",
      certainty: "given",
    });
    expect(decode(bytes, { declared: "windows-1251" })).toMatchObject({
      text: "Привет",
      certainty: "declared",
    });
  });

  it.each([
    ["windows-1251", RUSSIAN],
    ["koi8-r", RUSSIAN],
    ["big5", CHINESE],
    [
      "gb18030",
      "北方海航道对冰级船舶开放。研讨会于十二月在阿尔汉格尔斯克举行，与会者讨论了北极治理。".repeat(4),
    ],
    ["utf-16le", RUSSIAN],
    ["utf-16be", "Name;Number\nМурманск;17\nArkhangelsk;25\n"],
  ])("guesses %s when no encoding is declared", (encoding, text) => {
    expect(decode(encode(text, encoding))).toMatchObject({ text, encoding, certainty: "guessed" });
  });

  it("gives the position of the first byte that is invalid in the encoding", () => {
    const bytes = Uint8Array.of(0x61, 0x62, 0xd0, 0x28, 0x63);
    expect(problemOf(() => decode(bytes, { declared: "utf-8" }))).toMatchObject({
      code: "encoding-invalid",
      params: { encoding: "utf-8", offset: 3 },
    });
  });

  it("refuses empty files, binary files, UTF-32 and unknown names", () => {
    expect(problemOf(() => decode(new Uint8Array())).code).toBe("file-empty");
    expect(problemOf(() => decode(Uint8Array.of(0xef, 0xbb, 0xbf))).code).toBe("file-empty");
    expect(
      problemOf(() => decode(Uint8Array.of(0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0, 0, 0x21, 0xff))).code,
    ).toBe("file-binary");
    expect(problemOf(() => decode(Uint8Array.of(0, 0, 0xfe, 0xff))).code).toBe("encoding-unknown");
    expect(problemOf(() => decode(Uint8Array.of(0x61), { given: "klingon" })).code).toBe("encoding-unknown");
  });
});

describe("encode", () => {
  it.each(["utf-8", "utf-16le", "utf-16be", "gb18030"])("%s holds any text", (encoding) => {
    const characters =
      encoding === "gb18030"
        ? fc.constantFrom("a", "b", " ", "о", "ж", "北", "极", "圈", "研")
        : fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 20 }), (parts) => {
        const text = `x${parts.join("")}`;
        expect(decode(encode(text, encoding), { given: encoding }).text).toBe(text);
      }),
      { seed: 1 },
    );
  });

  it.each(["windows-1251", "windows-1252", "koi8-r", "iso-8859-5", "windows-1254"])(
    "keeps every byte of %s",
    (encoding) => {
      const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      expect(encode(decode(bytes, { given: encoding }).text, encoding)).toEqual(bytes);
    },
  );

  it("replaces or refuses characters that the encoding lacks", () => {
    expect(problemOf(() => encode("北", "windows-1251"))).toMatchObject({ code: "character-invalid" });
    const bytes = encode(
      "я北",
      "windows-1251",
      false,
      (character) => `&#x${character.codePointAt(0)?.toString(16)};`,
    );
    expect(decode(bytes, { given: "windows-1251" }).text).toBe("я&#x5317;");
  });

  it("writes ASCII without bytes above 7F, and Latin-1 without characters of windows-1252", () => {
    expect(problemOf(() => encode("é", "us-ascii")).code).toBe("character-invalid");
    expect([...encode("é", "iso-8859-1")]).toEqual([0xe9]);
    expect(problemOf(() => encode("€", "iso-8859-1")).code).toBe("character-invalid");
  });

  it("refuses a lone surrogate in every encoding", () => {
    for (const encoding of ["utf-8", "utf-16le", "windows-1251"]) {
      expect(problemOf(() => encode("a\uD83Db", encoding)).code).toBe("character-invalid");
    }
  });
});
