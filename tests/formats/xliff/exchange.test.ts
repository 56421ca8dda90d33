import { describe, expect, it } from "vitest";
import { type Content, isCode, plainText } from "../../../src/domain/segment.ts";
import { encode } from "../../../src/formats/encoding.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { spliceUnits } from "../../../src/formats/xliff/exchange.ts";
import { read } from "../../../src/formats/xliff/read.ts";
import { dataFiles, fixtureFiles, hasData, XLIFF_FILES } from "../data.ts";

const text = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

/** A file as a document that has it holds it, with other texts. */
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

describe("spliceUnits", () => {
  it("keeps the file when a source was edited: in 2.x its segment alone is another", () => {
    const file = edited(read(encode(rich2)), replaced("two", "<2>"));
    expect(text(spliceUnits(encode(rich2), file))).toBe(rich2.replace("/>two.", "/>&lt;2&gt;."));
  });

  it("in 1.2 the source and its segment are", () => {
    const file = edited(read(encode(rich12)), replaced("Two", "2"));
    expect(text(spliceUnits(encode(rich12), file))).toBe(rich12.replaceAll("Two.", "2."));
  });

  it("changes both sides of a unit, and puts a target in, at once", () => {
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

  it("is no mould for a unit that it lacks, nor for a source with other segments", () => {
    const file = read(encode(rich2));
    const [unit] = file.units;
    if (unit === undefined) throw new Error("no unit");
    expect(
      spliceUnits(encode(rich2), { ...file, units: [...file.units, { ...unit, key: "new" }] }),
    ).toBeUndefined();
    const whole = edited(file, (content) => [`${plainText(content)} And more.`]);
    expect(spliceUnits(encode(rich2), whole)).toBeUndefined();
  });

  it("leaves units that only the file has as they are", () => {
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
      expect(Buffer.compare(spliceUnits(bytes, file) ?? new Uint8Array(), bytes), name).toBe(0);
      const other = edited(file, (content) =>
        content.map((part, at) => {
          const before = content[at - 1];
          const layout = before !== undefined && isCode(before) && before.element === "ignorable";
          return isCode(part) || layout ? part : `${part}é&`;
        }),
      );
      const out = spliceUnits(bytes, other);
      expect(out, name).toBeDefined();
      const back = read(out ?? bytes, { source: "en", target: "ru" });
      expect(
        back.units.map(({ variants }) => variants),
        name,
      ).toEqual(other.units.map(({ variants }) => variants));
      const again = spliceUnits(out ?? bytes, file);
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
