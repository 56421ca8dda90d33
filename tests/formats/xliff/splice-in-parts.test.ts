import { describe, expect, test } from "vitest";
import type { ExchangeUnit } from "../../../src/formats/contract.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { spliceUnits } from "../../../src/formats/xliff/exchange.ts";
import { read } from "../../../src/formats/xliff/read.ts";

const COUNT = 400;
/** Makes the text longer than what is decoded at a time, so that units are cut anywhere. */
const FILLER = "лёд и снег ".repeat(100);
const unit = (at: number, ru: string) =>
  `\n  <trans-unit id="k${at}"><source>Ice ${at} <g id="1">floe</g></source>\n    <target>${ru}</target><note>${FILLER}</note></trans-unit>`;
const before = (at: number) => `Лёд ${at} <g id="1">льдина</g>`;
const after = (at: number) => `Торос ${at} <g id="1">льдина</g>`;
const xliff = (encoding: string, text: (at: number) => string, language: string, further = "") => {
  const body = (from: number) =>
    Array.from({ length: COUNT / 2 }, (_, at) => unit(from + at, text(from + at))).join("");
  const file = (name: string, from: number, more = "") =>
    `<file original="${name}" source-language="en" datatype="plaintext"${language}><body>${body(from)}${more}</body></file>`;
  return `<?xml version="1.0" encoding="${encoding}"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">${file("a", 0)}${file("b", COUNT / 2, further)}</xliff>\n<!-- end -->\n`;
};

/** Numbers of the units that change: the first ones, the last ones of both files, some between, none, all. */
const CHANGES: readonly (readonly number[])[] = [
  [],
  [0],
  [COUNT / 2 - 1, COUNT / 2, COUNT - 1],
  [0, 1, 150, 151, 300],
  Array.from({ length: COUNT }, (_, at) => at),
];

const ADDED: ExchangeUnit = {
  key: "f=b/u=new",
  line: 0,
  notes: [],
  variants: {
    en: { content: ["Floe"], state: "translated" },
    ru: { content: ["Льдина"], state: "translated" },
  },
};

describe.each(["utf-8", "utf-16le", "windows-1251"])("an XLIFF of many parts in %s", (encoding) => {
  const name = encoding === "utf-16le" ? "UTF-16" : encoding;
  const bytesOf = (text: string) => encode(text, encoding, encoding === "utf-16le");
  const original = bytesOf(xliff(name, before, ""));
  const file = read(original, { target: "ru" });

  test.each(CHANGES.map((places) => [places.length, places] as const))(
    "keeps all but %i changed texts, the declared language and a new unit",
    (_, places) => {
      const changed = new Set(places);
      const units = file.units.map((one, at) => {
        const { ru } = one.variants;
        if (!changed.has(at) || ru === undefined) return one;
        const content = ru.content.map((part) =>
          typeof part === "string" ? part.replace("Лёд", "Торос") : part,
        );
        return { ...one, variants: { ...one.variants, ru: { ...ru, content } } };
      });
      const pieces: Uint8Array[] = [];
      const sink = {
        put: (bytes: Uint8Array) => void pieces.push(bytes.slice()),
        clear: () => void (pieces.length = 0),
      };
      const spliced = spliceUnits(original, { ...file, target: "ru", units: [...units, ADDED] }, { sink });
      const written = Buffer.concat([...pieces, spliced?.bytes ?? new Uint8Array()]);
      const text = new TextDecoder(encoding).decode(written);
      const [further = ""] = /\n {2}<trans-unit id="new".*?<\/trans-unit>/su.exec(text) ?? [];
      const expected = xliff(
        name,
        (at) => (changed.has(at) ? after(at) : before(at)),
        ' target-language="ru"',
        further,
      );
      expect(further).toContain("Льдина");
      expect(text === expected).toBe(true);
      expect(spliced?.warnings).toEqual([]);
    },
  );
});
