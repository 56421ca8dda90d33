import { describe, expect, test } from "vitest";
import type { ExchangeUnit } from "../../src/formats/contract.ts";
import { encode } from "../../src/formats/encoding.ts";
import { packUnits } from "../../src/formats/packed-units.ts";
import { readExchange, readExchangeUnits } from "../../src/formats/registry.ts";
import { read as readTmx, readUnits as readTmxUnits } from "../../src/formats/tmx/read.ts";
import { read as readXliff, readUnits as readXliffUnits } from "../../src/formats/xliff/read.ts";
import { problemOf } from "./problem-of.ts";

const SPRITE = 'лёд 🐻‍❄️ 冰 \u0001\uD800 "quoted" \\ ';
const unitOf = (at: number): ExchangeUnit => ({
  key: `k${at}`,
  line: at + 1,
  notes: at % 3 === 0 ? [{ text: `note ${at}`, category: "prop:x" }] : [],
  variants: {
    ru: {
      content: [`${SPRITE}${at}`, { kind: "ph", id: "1", element: "ph", attributes: { x: "1" } }],
      state: "translated",
    },
  },
});

test("packed units come out as they went in, in order and by their places, group after group", () => {
  const units = Array.from({ length: 777 }, (_, at) => unitOf(at));
  const packer = packUnits();
  for (const unit of units) packer.add(unit);
  const list = packer.list();
  expect(list.length).toBe(777);
  expect([...list]).toEqual(units);
  // A second iteration beside the first one, and places in any order.
  const first = list[Symbol.iterator]();
  const second = list[Symbol.iterator]();
  for (let at = 0; at < 600; at += 1) first.next();
  expect(second.next().value).toEqual(units[0]);
  expect(first.next().value).toEqual(units[600]);
  for (const at of [776, 0, 250, 249, 500, 3]) expect(list.at(at)).toEqual(units[at]);
  expect([list.at(-1), list.at(777)]).toEqual([undefined, undefined]);
  expect([...packUnits().list()]).toEqual([]);
});

const tmx = (count: number) =>
  encode(
    `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="t" creationtoolversion="1" o-tmf="t"/><body>\n${Array.from(
      { length: count },
      (_, at) =>
        `<tu tuid="k${at}"><note>№ ${at}</note><tuv xml:lang="en"><seg>Ice <ph x="1"/> 🐻‍❄️ ${at}</seg></tuv><tuv xml:lang="ru"><seg>Лёд ${at} &amp; снег</seg></tuv><tuv xml:lang="zh"><seg>冰 ${at}</seg></tuv></tu>\n`,
    ).join("")}</body></tmx>`,
  );
const xliff = (languages: string, bodies: readonly string[], count: number) =>
  encode(
    `<?xml version="1.0"?>\n<xliff version="1.2">${bodies
      .map(
        (name) =>
          `<file original="${name}" datatype="plaintext" source-language="en"${languages}><body>\n${Array.from(
            { length: count },
            (_, at) =>
              `<trans-unit id="k${at}"><source>Ice 🐻‍❄️ <x id="1"/> ${at}</source><target>Лёд и снег № ${at}</target></trans-unit>\n`,
          ).join("")}</body></file>`,
      )
      .join("<!-- <file -->")}</xliff>`,
  );

describe.each([
  ["TMX", readTmx, readTmxUnits, tmx(4000)],
  ["XLIFF", readXliff, readXliffUnits, xliff(' target-language="ru"', ["a"], 4000)],
  ["XLIFF of several files", readXliff, readXliffUnits, xliff(' target-language="ru"', ["a", "b"], 2000)],
  ["XLIFF that leaves its target open", readXliff, readXliffUnits, xliff("", ["a"], 4000)],
] as const)("%s in parts", (_, read, readUnits, bytes) => {
  test("gives what a reading at once gives, whatever stands at the ends of the parts", () => {
    // Each offset by one byte moves the characters over the ends of the parts.
    for (const blanks of [0, 1, 2, 3]) {
      const line = bytes.indexOf(10) + 1;
      const padded = Buffer.concat([bytes.slice(0, line), encode(" ".repeat(blanks)), bytes.slice(line)]);
      const whole = read(padded);
      const { units, ...about } = readUnits(padded);
      expect({ ...about, units: [...units] }).toEqual(whole);
      expect(whole.units).toHaveLength(4000);
      expect(whole.units[3999]?.variants.ru?.content.at(-1)).toMatch(/3999|1999/u);
    }
  });

  test("names the same place where a byte is wrong", () => {
    const broken = bytes.slice();
    broken[bytes.length - 300] = 0xff;
    expect(problemOf(() => readUnits(broken))).toEqual(problemOf(() => read(broken)));
    expect(problemOf(() => readUnits(broken))?.params?.["offset"]).toBe(bytes.length - 300);
  });
});

test("a mixed XLIFF keeps the direction of each unit", () => {
  const bytes = encode(
    '<xliff version="1.2"><file original="a" datatype="plaintext" source-language="en" target-language="ru"><body><trans-unit id="1"><source>Ice</source><target>Лёд</target></trans-unit></body></file><file original="b" datatype="plaintext" source-language="ru" target-language="zh"><body><trans-unit id="1"><source>Лёд</source><target>冰</target></trans-unit></body></file></xliff>',
  );
  const directions = [...readXliffUnits(bytes).units].map(({ key, direction }) => [key, direction]);
  expect(directions).toEqual(readXliff(bytes).units.map(({ key, direction }) => [key, direction]));
  expect(directions.map(([, direction]) => direction)).toEqual([
    { source: "en", target: "ru" },
    { source: "ru", target: "zh" },
  ]);
});

test("a small file and one of another format are read at once", () => {
  const options = { filename: "a.csv" };
  const csv = encode("key,en,ru\n1,Ice,Лёд\n");
  expect(readExchangeUnits(csv, options)).toEqual(readExchange(csv, options));
  expect(readExchangeUnits(tmx(2), { filename: "a.tmx" })).toEqual(
    readExchange(tmx(2), { filename: "a.tmx" }),
  );
});
