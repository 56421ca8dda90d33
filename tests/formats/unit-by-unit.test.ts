import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listOf } from "../../src/domain/list.ts";
import type { ExchangeFile, ExchangeUnit, Sink, WriteOptions } from "../../src/formats/contract.ts";
import { readExchange, spliceExchange, writeExchange } from "../../src/formats/registry.ts";
import type { FormatName } from "../../src/formats/traits.ts";
import { anyFile } from "./arbitrary.ts";

/** Formats that write unit by unit. */
const FORMATS = ["xliff", "tmx", "json", "csv", "tsv"] as const;
const DIRECTION = { source: "en", target: "ru" } as const;
const optionsOf = (format: FormatName): WriteOptions => (format === "xliff" ? DIRECTION : {});

/** A sink that shows what it got. */
function sink(): Sink & { readonly got: Uint8Array[] } {
  const got: Uint8Array[] = [];
  return { got, put: (bytes) => void got.push(bytes.slice()), clear: () => void (got.length = 0) };
}

/** Enough units for several pieces of every format. */
const large = (format: FormatName, count = 12_000): ExchangeFile => ({
  format,
  ...DIRECTION,
  tags: { en: "en-GB" },
  title: "Лёд",
  units: Array.from({ length: count }, (_, at): ExchangeUnit => ({
    key: `k${at}`,
    line: 0,
    notes: at === count - 1 ? [{ text: "the last one" }] : [],
    variants: {
      en: { content: [`Ice “${at}”, and a text of some length to make the file grow.`], state: "initial" },
      ru: { content: [`Лёд «${at}», и текст подлиннее, чтобы файл рос быстрее.`], state: "reviewed" },
    },
  })),
});

/** The same file with units that are made when they are asked for. */
const made = (file: ExchangeFile) => ({
  ...file,
  units: listOf(file.units.length, (at): ExchangeUnit => structuredClone(file.units[at] as ExchangeUnit)),
});

describe.each(FORMATS)("%s unit by unit", (format) => {
  test("a sink gets the file in pieces, and the result is what comes behind them", () => {
    const file = large(format);
    const whole = writeExchange(file, optionsOf(format));
    const into = sink();
    const rest = writeExchange(made(file), { ...optionsOf(format), sink: into });
    expect(into.got.length).toBeGreaterThan(1);
    expect(rest.length).toBeLessThan(whole.length / 2);
    expect(Buffer.concat([...into.got, rest]).equals(whole)).toBe(true);
    expect(Math.max(...into.got.map(({ length }) => length))).toBeLessThan(2_000_000);
  });

  test("the file that came in, with changes, is the same in pieces and as a whole", () => {
    const original = writeExchange(large(format), optionsOf(format));
    const read = readExchange(original, { format });
    const changed: ExchangeFile = {
      ...read,
      units: read.units.map((unit, at) =>
        at % 100 === 7 && unit.variants.ru !== undefined
          ? { ...unit, variants: { ...unit.variants, ru: { ...unit.variants.ru, content: [`Торос ${at}`] } } }
          : unit,
      ),
    };
    const options = optionsOf(format);
    const whole = spliceExchange(original, changed, options);
    const into = sink();
    const pieces = spliceExchange(original, made(changed), { ...options, sink: into });
    // JSON has no splicer: only the unchanged file is a template.
    expect(whole === undefined).toBe(format === "json");
    expect(pieces?.warnings).toEqual(whole?.warnings);
    if (whole === undefined || pieces === undefined) return;
    expect(Buffer.from(whole.bytes).equals(original)).toBe(false);
    expect(Buffer.concat([...into.got, pieces.bytes]).equals(whole.bytes)).toBe(true);
  });

  test("the unchanged file is the file itself, and nothing of it in pieces", () => {
    const original = writeExchange(large(format, 9000), optionsOf(format));
    const read = readExchange(original, { format });
    const into = sink();
    const same = spliceExchange(original, made(read), { ...optionsOf(format), asItWas: true, sink: into });
    expect([same?.bytes === original, into.got.length]).toEqual([true, 0]);
  });
});

test("an XLIFF file that changes in its target language alone stays as it was, whatever the sink got before", () => {
  const text = new TextDecoder().decode(writeExchange(large("xliff"), { ...DIRECTION, version: "1.2" }));
  const original = new TextEncoder().encode(text.replace(' target-language="ru"', ""));
  const read = readExchange(original, { format: "xliff", ...DIRECTION });
  const into = sink();
  const options = { ...DIRECTION, version: "1.2", sink: into };
  const declared = spliceExchange(original, made(read), options);
  expect(into.got.length).toBeGreaterThan(0);
  expect(declared?.bytes === original).toBe(false);
  into.clear();
  const asItWas = spliceExchange(original, made(read), { ...options, asItWas: true });
  expect([asItWas?.bytes === original, into.got.length]).toEqual([true, 0]);
});

test("native JSON is what JSON.stringify makes of the whole", () => {
  fc.assert(
    fc.property(anyFile(), (file) => {
      const text = new TextDecoder().decode(writeExchange({ ...file, format: "json" }));
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
    }),
    { numRuns: 50 },
  );
  const none = new TextDecoder().decode(writeExchange({ format: "json", tags: {}, units: [] }));
  expect(none).toBe(`${JSON.stringify({ polynya: 1, units: [] }, undefined, 2)}\n`);
});
