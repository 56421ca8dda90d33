import { describe, expect, test } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import { FORMAT_NAMES } from "../../src/formats/traits.ts";
import { guessByContent } from "../../src/formats/guess.ts";
import { describeFormat, guessFormat, readExchange } from "../../src/formats/registry.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the format of a file", () => {
  test.each([
    ["strings.json", '{"a":"b"}', "i18next"],
    ["document.json", '{\n  "polynya": 1, "units": []}', "json"],
    ["document.polynya.json", "{}", "json"],
    ["a.csv", "x", "csv"],
    ["a.TSV", "x", "tsv"],
  ])("%s holding %j is %s", (name, content, format) => {
    expect(guessFormat(bytes(content), name)).toBe(format);
  });

  test.each([
    ['<?xml version="1.0"?>\n<!-- c -->\n<xliff version="1.2">', "xliff"],
    ['\uFEFF<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0">', "xliff"],
    ['<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">', "tmx"],
    ['<tbx type="TBX-Basic" style="dca">', "tbx"],
    ['<martif type="TBX">', "tbx"],
    ["<!doctype html><p>", "html"],
    ['{"jliff":"2.1"}', "jliff"],
    ["#UTX 1.20; en/ru", "utx"],
    ["key;en;ru\n", "csv"],
    ["en\tru\n", "tsv"],
    ["PK\u0003\u0004", "docx"],
    ["Just a text, en, and ru", undefined],
    ["<svg>", undefined],
    ["", undefined],
  ])("a nameless file that begins with %j is %s", (content, format) => {
    expect(guessByContent(bytes(content))).toBe(format);
  });

  test("an unknown format is refused with its problem code", () => {
    expect(() => guessFormat(bytes("?"), "a.bin")).toThrow(Problem);
    expect(() => describeFormat("xyz")).toThrow(/unsupported-format/u);
  });

  test("every format that can be read refuses an empty file", () => {
    for (const format of FORMAT_NAMES) {
      expect(() => readExchange(new Uint8Array(), { format, source: "en", target: "ru" })).toThrow(Problem);
    }
  });
});
