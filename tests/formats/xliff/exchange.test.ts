import { describe, expect, it } from "vitest";
import { type Content, isCode, plainText } from "../../../src/domain/segment.ts";
import { encode } from "../../../src/formats/encoding.ts";
import type { ExchangeFile, ExchangeUnit, SplicedFile } from "../../../src/formats/contract.ts";
import { spliceUnits } from "../../../src/formats/xliff/exchange.ts";
import { read } from "../../../src/formats/xliff/read.ts";
import { dataFiles, fixtureFiles, hasData, XLIFF_FILES } from "../data.ts";

const text = (spliced: SplicedFile | undefined) =>
  spliced === undefined ? undefined : new TextDecoder().decode(spliced.bytes);

/** The units of a file after their texts were edited in a document. */
function edited(
  file: ExchangeFile,
  edit: (content: Content) => Content,
  side: "source" | "target" = "source",
): ExchangeFile {
  const language = file[side];
  if (language === undefined) throw new Error("no direction");
  const units = file.units.map((unit) => {
    const draft = unit.variants[language];
    return draft === undefined
      ? unit
      : { ...unit, variants: { ...unit.variants, [language]: { ...draft, content: edit(draft.content) } } };
  });
  return { ...file, units };
}

const replaced = (from: string, to: string) => (content: Content) =>
  content.map((part) => (isCode(part) ? part : part.replace(from, to)));

const rich2 =
  '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ru" xmlns:x="urn:x"><!-- kept --><file id="f">\n' +
  '  <unit id="u" x:y="1"><x:own>kept</x:own><originalData><data id="d">&lt;br/></data></originalData>\n' +
  "    <segment id='a' state='final'><source>One &amp; <ph id=\"1\" dataRef=\"d\"/>two.</source><target>Раз.</target></segment>" +
  '<ignorable><source> </source></ignorable><segment id="b"><source>Three.</source></segment></unit>\n' +
  '  <unit id="v"><segment><source>Ice</source></segment></unit></file></xliff>';

const rich12 =
  '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" source-language="en" target-language="ru" datatype="x-a"><body><?kept yes?>' +
  '<trans-unit id="u"><source>One. <g id="1">Two.</g></source><seg-source><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1"><g id="1">Two.</g></mrk></seg-source><target>Раз</target><note>kept</note></trans-unit>' +
  '<trans-unit id="v"><source/></trans-unit><trans-unit id="w"><source>Ice</source></trans-unit></body></file></xliff>';

const prefixed =
  '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file original="a" source-language="en" target-language="ru" datatype="x-a"><x:body>' +
  '<x:trans-unit id="u"><x:source>Ice</x:source></x:trans-unit></x:body></x:file></x:xliff>';

const two =
  '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" source-language="en" target-language="ru" datatype="x-a"><body><trans-unit id="1"><source>Ice</source></trans-unit></body></file>' +
  '<file original="b" source-language="en" target-language="ru" datatype="x-a"><body><trans-unit id="1"><source>Sea</source></trans-unit></body></file></xliff>';

describe("spliceUnits", () => {
  it("changes only the segment in 2.x if a source was edited", () => {
    const file = edited(read(encode(rich2)), replaced("two", "<2>"));
    expect(text(spliceUnits(encode(rich2), file))).toBe(rich2.replace("/>two.", "/>&lt;2&gt;."));
  });

  it("changes the source and its segment in 1.2", () => {
    const file = edited(read(encode(rich12)), replaced("Two", "2"));
    expect(text(spliceUnits(encode(rich12), file))).toBe(rich12.replaceAll("Two.", "2."));
  });

  it("changes the source and adds a target in one step", () => {
    const source = edited(read(encode(rich2)), replaced("Ice", "Snow"));
    const file = {
      ...source,
      units: source.units.map((unit) =>
        unit.key === "v"
          ? {
              ...unit,
              variants: { ...unit.variants, ru: { content: ["Снег"], state: "translated" } as const },
            }
          : unit,
      ),
    };
    expect(text(spliceUnits(encode(rich2), file))).toBe(
      rich2.replace(
        "<segment><source>Ice</source></segment>",
        '<segment state="translated"><source>Snow</source><target>Снег</target></segment>',
      ),
    );
  });

  it("adds a missing unit, in the file's version and with its prefix", () => {
    for (const [before, tag] of [
      [rich2, "<unit "],
      [rich12, "<trans-unit "],
      [prefixed, '<trans-unit xmlns="urn:oasis:names:tc:xliff:document:1.2" '],
    ] as const) {
      const file = read(encode(before));
      const unit: ExchangeUnit = {
        key: "new",
        line: 0,
        notes: [],
        variants: {
          en: { content: ["Fresh"], state: "final" },
          ru: { content: ["Новый"], state: "translated" },
        },
      };
      const spliced = spliceUnits(encode(before), { ...file, units: [...file.units, unit] });
      expect(spliced).toMatchObject({ added: 1, warnings: [] });
      const after = text(spliced) ?? "";
      const at = after.indexOf(`${tag}id="new"`);
      expect(at).toBeGreaterThan(0);
      const end = after.indexOf(">", after.indexOf("unit>", at)) + 1;
      expect((after.slice(0, at) + after.slice(end)).replaceAll(/\s/gu, "")).toBe(
        before.replaceAll(/\s/gu, ""),
      );
      const units = read(encode(after)).units;
      expect(units.at(-1)).toMatchObject({ key: "new", variants: { ru: { content: ["Новый"] } } });
      expect(units).toHaveLength(file.units.length + 1);
    }
  });

  it("adds a unit to the file element that its key names", () => {
    const file = read(encode(two));
    const unit: ExchangeUnit = {
      key: "f=a/u=new",
      line: 0,
      notes: [],
      variants: { en: { content: ["Fresh"], state: "final" } },
    };
    const after = text(spliceUnits(encode(two), { ...file, units: [...file.units, unit] })) ?? "";
    expect(read(encode(after)).units.map(({ key }) => key)).toEqual(["f=a/u=1", "f=a/u=new", "f=b/u=1"]);
    const nowhere = spliceUnits(encode(two), {
      ...file,
      units: [...file.units, { ...unit, key: "f=c/u=new" }],
    });
    expect(text(nowhere)).toBe(two);
    expect(nowhere?.warnings).toEqual([
      { code: "unit-misfit", params: { key: "f=c/u=new" }, place: { unit: "f=c/u=new" } },
    ]);
  });

  it("does not change a unit if its source has other segments, names it, and writes the other units", () => {
    const file = read(encode(rich2));
    const whole = edited(file, (content) => [`${plainText(content)} And more.`]);
    const spliced = spliceUnits(encode(rich2), whole);
    expect(text(spliced)).toBe(rich2.replace("<source>Ice<", "<source>Ice And more.<"));
    expect(spliced?.warnings).toEqual([
      expect.objectContaining({ code: "segments-mismatch", place: expect.objectContaining({ unit: "u" }) }),
    ]);
  });

  it("names a translation that has no text in the source language", () => {
    const file = read(encode(rich2));
    const unit: ExchangeUnit = {
      key: "new",
      line: 0,
      notes: [],
      variants: { ru: { content: ["Новый"], state: "translated" } },
    };
    const spliced = spliceUnits(encode(rich2), { ...file, units: [...file.units, unit] });
    expect(text(spliced)).toBe(rich2);
    expect(spliced?.warnings.map(({ code }) => code)).toEqual(["unit-without-source"]);
  });

  it("declares the target language if the file does not", () => {
    const open12 = rich12.replace(' target-language="ru"', "");
    const file = { ...read(encode(open12), { target: "ru" }), tags: { ru: "ru-RU" } };
    expect(text(spliceUnits(encode(open12), file))).toBe(
      open12.replace(' datatype="x-a">', ' datatype="x-a" target-language="ru-RU">'),
    );
    expect(text(spliceUnits(encode(open12), file, { asItWas: true }))).toBe(open12);
    const open2 = rich2.replace(' trgLang="ru"', "");
    const file2 = read(encode(open2), { target: "ru" });
    expect(text(spliceUnits(encode(open2), file2))).toBe(open2.replace('urn:x">', 'urn:x" trgLang="ru">'));
  });

  it("writes another target language into the file and removes the old targets", () => {
    const tagged = rich12.replace("<target>", '<target xml:lang="ru">');
    const units = read(encode(tagged)).units.map((unit) => ({
      ...unit,
      variants: {
        ...(unit.variants.en === undefined ? {} : { en: unit.variants.en }),
        ...(unit.key === "w" ? { zh: { content: ["冰"], state: "translated" } as const } : {}),
      },
    }));
    const file: ExchangeFile = { format: "xliff", source: "en", target: "zh", tags: { zh: "zh-CN" }, units };
    const after = text(spliceUnits(encode(tagged), file)) ?? "";
    expect(after).toContain('target-language="zh-CN"');
    expect(after).not.toMatch(/[а-яё]/iu);
    expect(after).toContain('<target xml:lang="zh-CN"></target>');
    expect(after).toContain('<target state="translated">冰</target>');
    expect(read(encode(after)).warnings ?? []).toEqual([]);
  });

  it("declares significant white space only on a new target", () => {
    const file = edited(read(encode(rich2)), () => ["Лёд\n  и снег"], "target");
    const unit = file.units.find(({ key }) => key === "v");
    if (unit === undefined) throw new Error("no unit");
    const target = { content: ["Лёд\nи снег"], state: "translated" } as const;
    const spliced = spliceUnits(encode(rich2), {
      ...file,
      units: [{ ...unit, variants: { ...unit.variants, ru: target } }],
    });
    expect(text(spliced)).toContain('<unit id="v" xml:space="preserve">');
    const plain = { ...target, content: ["Лёд и снег"] };
    const other = spliceUnits(encode(rich2), {
      ...file,
      units: [{ ...unit, variants: { ...unit.variants, ru: plain } }],
    });
    expect(text(other)).not.toContain("xml:space");
  });

  it("does not change units that only the file has", () => {
    const file = read(encode(rich2));
    expect(text(spliceUnits(encode(rich2), { ...file, units: file.units.slice(1) }))).toBe(rich2);
  });

  it.each([
    ["our own files", fixtureFiles("xliff", XLIFF_FILES), 60],
    ...(hasData ? [["files of other programs", dataFiles("real", XLIFF_FILES), 100] as const] : []),
  ] as const)("holds other sources in %s, and the old ones again", (_name, files, least) => {
    let changed = 0;
    for (const { name, bytes } of files) {
      let file: ExchangeFile;
      try {
        file = read(bytes, { source: "en", target: "ru" });
      } catch {
        continue;
      }
      if (file.source === undefined || file.target === undefined || file.source === file.target) continue;
      if (file.units.some(({ rejection }) => rejection !== undefined)) continue;
      expect(
        Buffer.compare(spliceUnits(bytes, file, { asItWas: true })?.bytes ?? new Uint8Array(), bytes),
        name,
      ).toBe(0);
      const other = edited(file, (content) =>
        content.map((part, at) => {
          const before = content[at - 1];
          const layout = before !== undefined && isCode(before) && before.element === "ignorable";
          return isCode(part) || layout ? part : `${part}é&`;
        }),
      );
      const out = spliceUnits(bytes, other)?.bytes;
      expect(out, name).toBeDefined();
      const back = read(out ?? bytes, { source: "en", target: "ru" });
      expect(
        back.units.map(({ variants }) => variants),
        name,
      ).toEqual(other.units.map(({ variants }) => variants));
      const again = spliceUnits(out ?? bytes, file)?.bytes;
      const restored = read(again ?? bytes, { source: "en", target: "ru" }).units;
      expect(
        restored.map(({ variants }) => variants),
        name,
      ).toEqual(file.units.map(({ variants }) => variants));
      changed += file.units.length;
    }
    expect(changed).toBeGreaterThan(least);
  });
});
