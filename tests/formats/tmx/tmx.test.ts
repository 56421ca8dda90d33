import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { plainText } from "../../../src/domain/segment.ts";
import { encode } from "../../../src/formats/encoding.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { read, readStream } from "../../../src/formats/tmx/read.ts";
import { splice } from "../../../src/formats/tmx/splice.ts";
import { spliceContents } from "./splicing.ts";
import { write } from "../../../src/formats/tmx/write.ts";
import { parseXml } from "../../../src/formats/xml/reader.ts";
import { anyFile, bare } from "../arbitrary.ts";
import { dataFiles, fixtureFiles, hasData } from "../data.ts";
import { problemOf } from "../problem-of.ts";

const memory = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="X" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en-US" datatype="plaintext">
    <note>Arctic memory</note><prop type="x-client">Pole</prop>
  </header>
  <body>
    <tu tuid="a" creationdate="20230101T000000Z"><note>careful</note><prop type="x-domain">ice</prop>
      <tuv xml:lang="en-US" changeid="ann"><prop type="x-quality">9</prop><seg>Ice <bpt i="1" x="7">&lt;b&gt;</bpt>floe<ept i="1">&lt;/b&gt;</ept> <ph x="2">%s<sub>alt</sub></ph></seg></tuv>
      <tuv xml:lang="fr"><seg>Banquise</seg></tuv>
      <tuv xml:lang="ru"><seg><bpt i="4" x="7">&lt;b&gt;</bpt>Льдина<ept i="4">&lt;/b&gt;</ept> <ph x="2">%s<sub>alt</sub></ph></seg></tuv>
      <tuv xml:lang="en-GB"><seg>Ice floe</seg></tuv>
    </tu>
    <tu><tuv xml:lang="en-GB"><seg>Only <hi type="x">British</hi></seg></tuv><tuv xml:lang="zh-CN"><seg/></tuv></tu>
    <tu tuid="a"><tuv xml:lang="ru"><seg>Снова</seg></tuv></tu>
  </body>
</tmx>
`;

const essence = (file: ExchangeFile) =>
  file.units.map(({ key, variants, notes }) => ({
    key,
    notes,
    variants: Object.fromEntries(
      Object.entries(variants).map(([language, draft]) => [language, [bare(draft.content), draft.state]]),
    ),
  }));

describe("reading TMX", () => {
  const file = read(encode(memory));

  it("reads all our languages and counts the variants in others", () => {
    expect(file).toMatchObject({
      format: "tmx",
      version: "1.4",
      source: "en",
      title: "Arctic memory",
      tags: { en: "en-US", ru: "ru", zh: "zh-CN" },
      skippedLanguages: { fr: 1 },
    });
    expect(file.units.map(({ key, line }) => [key, line])).toEqual([
      ["a", 8],
      ["a+en-GB", 8],
      ["#2", 14],
      ["a~2", 15],
    ]);
    expect(Object.keys(file.units[2]?.variants ?? {})).toEqual(["en"]);
  });

  it("keeps notes and properties of the unit and of a language", () => {
    expect(file.units[0]?.notes).toEqual([
      { text: "careful" },
      { text: "ice", category: "prop:x-domain" },
      { text: "9", category: "prop:en-US:x-quality" },
    ]);
    const again = read(write(file));
    expect(again.units[0]?.notes).toEqual(file.units[0]?.notes);
  });

  it("pairs codes within a language by i and across languages by x, and keeps their content", () => {
    const { en, ru } = file.units[0]?.variants ?? {};
    const codes = (content: readonly unknown[] = []) => content.filter((part) => typeof part === "object");
    expect(codes(en?.content)).toMatchObject([
      { kind: "open", id: "7", data: "<b>" },
      { kind: "close", id: "7", data: "</b>" },
      { kind: "ph", id: "2", data: "%salt", markup: "%s<sub>alt</sub>" },
    ]);
    expect(codes(ru?.content).map((code) => (code as { id: string }).id)).toEqual(["7", "7", "2"]);
    expect(new TextDecoder().decode(write(file))).toContain('<ph x="2">%s<sub>alt</sub></ph>');
  });

  it("gives the same from a stream with chunks of any size", async () => {
    const bytes = encode(memory);
    for (const size of [1, 7, 1000]) {
      const units: unknown[] = [];
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      }
      let last: object = {};
      for await (const batch of readStream(chunks())) {
        units.push(...batch.units);
        last = batch.file;
      }
      expect({ ...last, units }).toEqual(file);
    }
  });

  it("refuses files that are not TMX", () => {
    expect(problemOf(() => read(encode("<tbx/>"))).code).toBe("xml-namespace");
    expect(problemOf(() => read(encode('<tmx version="2.0"/>'))).code).toBe("tmx-invalid");
    expect(problemOf(() => read(encode(memory.slice(0, 900)))).code).toBe("xml-truncated");
  });
});

describe("writing TMX", () => {
  it("gives the same units when read again, with any content", () => {
    fc.assert(
      fc.property(anyFile(), (file) => {
        const bytes = write(file);
        parseXml(new TextDecoder().decode(bytes), {});
        const notes = (units: ReturnType<typeof essence>) =>
          units.map(({ notes: of, ...unit }) => ({ ...unit, notes: of.map(({ text }) => text) }));
        expect(notes(essence(read(bytes)))).toEqual(notes(essence(file)));
        expect(essence(read(write(read(bytes))))).toEqual(essence(read(bytes)));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("keeps the base of a unit", () => {
    const file = read(encode(memory));
    const base = { document: "d", unit: "u", versions: { ru: 3 } };
    expect(read(write(file, { bases: new Map([["a", base]]) })).units[0]?.base).toEqual(base);
  });
});

describe("splicing TMX", () => {
  it("changes texts and nothing else", () => {
    const { bytes, warnings, added } = spliceContents(encode(memory), {
      a: { ru: ["Лёд & снег"], zh: ["浮冰"] },
      "#2": { zh: ["英国"] },
    });
    const text = new TextDecoder().decode(bytes);
    expect([warnings, added]).toEqual([[], 0]);
    expect(text).toContain('<tuv xml:lang="ru"><seg>Лёд &amp; снег</seg></tuv>');
    expect(text).toContain('<seg>Ice floe</seg></tuv>\n      <tuv xml:lang="zh-CN"><seg>浮冰</seg></tuv>');
    expect(text).toContain('<tuv xml:lang="zh-CN"><seg>英国</seg></tuv></tu>');
    expect(spliceContents(encode(memory), {}).bytes).toEqual(encode(memory));
  });
});

describe("the source language of a memory as template", () => {
  const memory = (header: string, first: string, second: string) =>
    `<tmx version="1.4"><header srclang="${header}" segtype="sentence"/><body><tu tuid="1"${first}><tuv xml:lang="en-US"><seg>Ice</seg></tuv><tuv xml:lang="ru"><seg>Лёд</seg></tuv></tu><tu tuid="2"${second}><tuv xml:lang="ru"><seg>Море</seg></tuv></tu></body></tmx>`;
  const from = (file: string, source?: Language) =>
    new TextDecoder().decode(
      splice(encode(file), read(encode(file)), source === undefined ? {} : { source })?.bytes ??
        new Uint8Array(),
    );

  it("is that of the direction, in the header and in units that have a text in it", () => {
    const file = memory("ru", ' srclang="ru-RU"', ' srclang="ru"');
    expect(from(file, "en")).toBe(memory("en-US", ' srclang="en-US"', ' srclang="ru"'));
  });

  it("stays as it is without a direction, in its own one, and where it is every language", () => {
    const file = memory("ru", ' srclang="ru-RU"', "");
    expect(from(file)).toBe(file);
    expect(from(file, "ru")).toBe(file);
    const every = memory("*all*", ' srclang="*ALL*"', "");
    expect(from(every, "en")).toBe(every);
  });
});

describe("splicing empty elements of TMX", () => {
  const memory = (unit: string) =>
    `<tmx version="1.4"><header creationtool="a" creationtoolversion="1" segtype="sentence" o-tmf="a" adminlang="en" srclang="en" datatype="plaintext"/><body>\n${unit}\n</body></tmx>`;
  const english = '<tuv xml:lang="en"><seg>Ice</seg></tuv>';
  const russian = '<tuv xml:lang="ru"><seg>Лёд</seg></tuv>';

  it.each([
    ['<tu tuid="1"/>', `<tu tuid="1">${english}${russian}</tu>`],
    ["<tu tuid='1' />", `<tu tuid='1' >${english}${russian}</tu>`],
    ['<tu tuid="1"></tu>', `<tu tuid="1">${english}${russian}</tu>`],
    ['<tu tuid="1"><tuv xml:lang="en"/></tu>', `<tu tuid="1">${english}${russian}</tu>`],
    ['<tu tuid="1"><tuv xml:lang="en"></tuv></tu>', `<tu tuid="1">${english}${russian}</tu>`],
    [`<tu tuid="1">${english}<tuv xml:lang="ru"><seg/></tuv></tu>`, `<tu tuid="1">${english}${russian}</tu>`],
    [
      `<tu tuid="1">${english}<tuv xml:lang='ru' ><seg\n/></tuv></tu>`,
      `<tu tuid="1">${english}<tuv xml:lang='ru' ><seg\n>Лёд</seg></tuv></tu>`,
    ],
  ])("%s gets its texts", (empty, full) => {
    const { bytes, warnings } = spliceContents(encode(memory(empty)), { 1: { en: ["Ice"], ru: ["Лёд"] } });
    expect(new TextDecoder().decode(bytes)).toBe(memory(full));
    expect(warnings).toEqual([]);
  });
});

describe("a memory as template", () => {
  const after = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  it("gets units that it lacks after its last one, and a fresh memory is not made for them", () => {
    const { bytes, warnings, added } = spliceContents(encode(memory), {
      new: { en: ["Fog"], ru: ["Туман"] },
    });
    expect([warnings, added]).toEqual([[], 1]);
    const at = memory.lastIndexOf("</tu>") + "</tu>".length;
    expect(after(bytes).startsWith(memory.slice(0, at))).toBe(true);
    expect(after(bytes).endsWith(memory.slice(at))).toBe(true);
    expect(read(bytes).units.at(-1)).toMatchObject({ key: "new", variants: { ru: { content: ["Туман"] } } });
  });

  it("keeps all bytes of a unit whose text it cannot hold, and gives a warning", () => {
    const { bytes, warnings } = spliceContents(encode(memory), {
      a: { ru: ["Лёд\u0001"] },
      "#2": { zh: ["英国"] },
    });
    expect(warnings).toMatchObject([{ code: "character-invalid", place: { unit: "a" } }]);
    expect(after(bytes)).toBe(after(spliceContents(encode(memory), { "#2": { zh: ["英国"] } }).bytes));
  });

  it("loses a variant that the document does not have any more", () => {
    const file = read(encode(memory));
    const units = file.units.map((unit) => {
      const { ru: _, ...variants } = unit.variants;
      return unit.key === "a" ? { ...unit, variants } : unit;
    });
    const bytes = splice(encode(memory), { ...file, units })?.bytes ?? new Uint8Array();
    expect(read(bytes).units.find(({ key }) => key === "a")?.variants.ru).toBeUndefined();
    const tuv = /\s*<tuv xml:lang="ru">(?:(?!<\/tuv>)[^])*<\/tuv>/u;
    expect(after(bytes)).toBe(memory.replace(tuv, ""));
  });
});

describe("a memory in any encoding, with CDATA, instructions and comments", () => {
  const marked = memory
    .replace("Ice floe", "<![CDATA[Ice <floe>]]>")
    .replace("<body>", '<?tool keep="1"?><!-- ours -->\n  <body>')
    .replace("Снова", "Сно&#x432;а &amp; опять");

  it.each([
    ["utf-8", true, "\n"],
    ["utf-16le", true, "\r\n"],
    ["utf-16be", true, "\n"],
    ["windows-1251", false, "\r\n"],
    ["gb18030", false, "\n"],
  ])("%s (mark: %s): is read, streamed, and changed in one place only", async (encoding, bom, lineEnd) => {
    const label = encoding.startsWith("utf-16") ? "UTF-16" : encoding;
    const text = marked.replace('encoding="UTF-8"', `encoding="${label}"`).replaceAll("\n", lineEnd);
    const bytes = encode(text, encoding, bom);
    const file = read(bytes);
    expect(file.units.map(({ variants }) => plainText(variants.ru?.content ?? []))).toEqual([
      "Льдина ",
      "Льдина ",
      "",
      "Снова & опять",
    ]);
    const streamed: unknown[] = [];
    const chunks = async function* () {
      for (let at = 0; at < bytes.length; at += 11) yield bytes.subarray(at, at + 11);
    };
    for await (const batch of readStream(chunks())) streamed.push(...batch.units);
    expect(streamed).toEqual(file.units);
    expect(spliceContents(bytes, {}).bytes).toBe(bytes);
    const key = file.units.at(-1)?.key ?? "";
    const changed = spliceContents(bytes, { [key]: { ru: ["Ещё & ещё"] } });
    expect(changed.warnings).toEqual([]);
    const expected = text.replace("Сно&#x432;а &amp; опять", "Ещё &amp; ещё");
    expect(Buffer.compare(changed.bytes, encode(expected, encoding, bom))).toBe(0);
  });
});

describe.each([
  ["our own files", fixtureFiles("tmx", /\.tmx$/u), 10],
  ...(hasData
    ? [["the LISA certification files", dataFiles("real/tmx-compkit", /\.tmx$/u), 12] as const]
    : []),
] as const)("%s", (_name, files, count) => {
  it("are all read, UTF-16 too, and stay byte for byte when nothing changes", () => {
    expect(files.length).toBe(count);
    for (const { name, bytes } of files) {
      const file = read(bytes);
      expect(file.units.length, name).toBeGreaterThan(0);
      expect(Buffer.compare(spliceContents(bytes, {}).bytes, bytes), name).toBe(0);
      const other = Object.fromEntries(
        file.units.map(({ key }) => [key, { en: ["Ёлка & 北极"], ru: ["Лёд"] }]),
      );
      const changed = read(spliceContents(bytes, other).bytes);
      expect(
        changed.units.every(
          ({ variants }) => variants.en?.content[0] === "Ёлка & 北极" && variants.ru?.content[0] === "Лёд",
        ),
        name,
      ).toBe(true);
      expect(
        essence(read(write(file))).map(({ variants }) => variants),
        name,
      ).toEqual(essence(file).map(({ variants }) => variants));
    }
  });
});
