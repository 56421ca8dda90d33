import { describe, expect, it } from "vitest";
import type { Content } from "../../../src/domain/segment.ts";
import { decode, encode } from "../../../src/formats/encoding.ts";
import { characterReference } from "../../../src/formats/xml/xml-characters.ts";
import { read } from "../../../src/formats/xliff/read.ts";
import type { UnitChange } from "../../../src/formats/xliff/splice/unit-editor.ts";
import { spliceChanges } from "./splicing.ts";
import { strip } from "../../../src/formats/xliff/strip.ts";

const changes = (entries: Readonly<Record<string, UnitChange>>) => new Map(Object.entries(entries));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const spliced = (document: string, entries: Readonly<Record<string, UnitChange>>) =>
  text(spliceChanges(encode(document), changes(entries)).bytes);

const file12 = (units: string) =>
  `<?xml version='1.0'?>\n<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'><file original='a' source-language='en' target-language='ru' datatype='plaintext'><body>${units}</body></file></xliff>`;
const file2 = (units: string) =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ru"><file id="f">${units}</file></xliff>`;

describe("splice, in any encoding", () => {
  const document = (encoding: string, end: string) =>
    [
      `<?xml version="1.0" encoding="${encoding}"?>`,
      '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><!-- комментарий -->',
      `<file original='a' source-language="en" target-language="ru" datatype="x-test"><body><?tool keep?>`,
      '  <trans-unit id="1"  approved = "no">',
      "    <source>Ice &#x26; <![CDATA[<snow>]]></source>",
      "    <target>Лёд</target><note>вода</note>",
      "  </trans-unit>",
      "</body></file></xliff>",
      "",
    ].join(end);

  it.each([
    ["utf-8", false, "\n"],
    ["utf-8", true, "\r\n"],
    ["utf-16le", true, "\r\n"],
    ["utf-16be", true, "\n"],
    ["windows-1251", false, "\r"],
    ["koi8-r", false, "\n"],
  ])("%s (mark: %s) changes only the target", (encoding, bom, end) => {
    const label = encoding.startsWith("utf-16") ? "UTF-16" : encoding;
    const before = document(label, end);
    const bytes = encode(before, encoding, bom);
    const { bytes: out } = spliceChanges(bytes, changes({ 1: { target: ["Снег & 北"] } }));
    const lacks = encoding === "windows-1251" || encoding === "koi8-r";
    const target = `Снег &amp; ${lacks ? characterReference("北") : "北"}`;
    const after = decode(out, { declared: encoding });
    expect(after).toMatchObject({ encoding, bom });
    expect(after.text).toBe(before.replace("Лёд", target));
    expect(read(out).units[0]?.variants).toMatchObject({
      en: { content: ["Ice & <snow>"] },
      ru: { content: ["Снег & 北"] },
    });
  });
});

describe("splice, 1.2", () => {
  it("adds a missing target after source and seg-source, with their layout and prefix", () => {
    const before =
      '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file original="a" source-language="en" target-language="ru" datatype="a"><x:body>\r\n\t<x:trans-unit id="1">\r\n\t\t<x:source>a</x:source>\r\n\t\t<x:note>n</x:note>\r\n\t</x:trans-unit></x:body></x:file></x:xliff>';
    expect(spliced(before, { 1: { target: ["б"], state: "reviewed" } })).toBe(
      before
        .replace("</x:source>", '</x:source>\r\n\t\t<x:target state="signed-off">б</x:target>')
        .replace('<x:trans-unit id="1">', '<x:trans-unit id="1" approved="yes">'),
    );
  });

  it("fills an empty-element target, and keeps the quotes of a changed state", () => {
    const before = file12("<trans-unit id='1'><source>a</source><target state='new' x='1'/></trans-unit>");
    expect(spliced(before, { 1: { target: ["б"], state: "translated" } })).toBe(
      before.replace("<target state='new' x='1'/>", "<target state='translated' x='1'>б</target>"),
    );
  });

  const units = (target: string) =>
    `<trans-unit id="0"><source>a</source></trans-unit>\n<trans-unit id="1">\n <source>b</source>${target}<note>n</note></trans-unit>`;
  const file1 = (version: string, target: string) =>
    version === "1.2"
      ? file12(units(target))
      : `<xliff version="${version}"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><header/><body>${units(target)}</body></file></xliff>`;
  const spellings = [
    ["<target/>", '<target state="translated">б</target>'],
    ["<target />", '<target state="translated" >б</target>'],
    ["<target\n/>", '<target state="translated"\n>б</target>'],
    ["<target></target>", '<target state="translated">б</target>'],
    ['<target state="new"/>', '<target state="translated">б</target>'],
    ["<target state='new' />", "<target state='translated' >б</target>"],
    ["<target xml:lang='ru'/>", "<target xml:lang='ru' state=\"translated\">б</target>"],
    ["", '\n <target state="translated">б</target>'],
  ];
  const cases = ["1.0", "1.1", "1.2"].flatMap((version) => spellings.map((pair) => [version, ...pair]));
  it.each(cases)("%s: gives a target written %j its text and its state once", (version, empty, full) => {
    const after = spliced(file1(version, empty), { 1: { target: ["б"], state: "translated" } });
    expect(after).toBe(file1(version, full));
    expect(read(encode(after)).units[1]?.variants.ru).toEqual({ content: ["б"], state: "translated" });
  });

  it("gives an empty-element target a qualifier and a source at once", () => {
    const before = file12('<trans-unit id="1"><source/><target/></trans-unit>');
    const change: UnitChange = {
      source: ["a"],
      target: [" б"],
      state: "reviewed",
      subState: "xlf:exact-match",
    };
    expect(read(encode(spliced(before, { 1: change }))).units[0]?.variants).toMatchObject({
      en: { content: ["a"] },
      ru: { content: [" б"], state: "reviewed" },
    });
  });

  it("changes single segments inside their mrk elements", () => {
    const before = file12(
      '<trans-unit id="1"><source>One. Two.</source><seg-source><g id="9"><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></g></seg-source><target><g id="9"><mrk mtype="seg" mid="0"><!-- kept -->Раз.</mrk> <mrk mtype="seg" mid="1">Два.</mrk></g></target></trans-unit>',
    );
    const target = read(encode(before)).units[0]?.variants.ru?.content ?? [];
    const other = target.map((part) => (part === "Два." ? "Пара." : part));
    expect(spliced(before, { 1: { target: other } })).toBe(before.replace("Два.", "Пара."));
  });

  it("puts a text without segments into the only segment, and reports it if there are several", () => {
    const one = file12(
      '<trans-unit id="1"><source>One.</source><seg-source><mrk mtype="seg" mid="7">One.</mrk></seg-source></trans-unit>',
    );
    expect(spliced(one, { 1: { target: ["Раз."] } })).toContain(
      '<target><mrk mtype="seg" mid="7">Раз.</mrk></target>',
    );
    const two = one.replace("One.</mrk>", 'One.</mrk><mrk mtype="seg" mid="8">Two.</mrk>');
    const { bytes, findings } = spliceChanges(encode(two), changes({ 1: { target: ["Раз."] } }));
    expect(findings).toMatchObject([
      { code: "segments-mismatch", params: { wanted: 2, found: 1 }, place: { unit: "1" } },
    ]);
    expect(text(bytes)).toBe(two);
  });

  it("writes states in the words of the tool that wrote the file", () => {
    const sdl = file12(
      '<trans-unit id="1"><source>a</source><seg-source><mrk mtype="seg" mid="1">a</mrk></seg-source><target><mrk mtype="seg" mid="1">б</mrk></target><s:seg-defs xmlns:s="http://sdl.com/FileTypes/SdlXliff/1.0"><s:seg id="1" conf="Draft"/></s:seg-defs></trans-unit>',
    );
    expect(read(encode(sdl)).units[0]?.variants.ru?.state).toBe("initial");
    expect(spliced(sdl, { 1: { state: "final" } })).toBe(sdl.replace('"Draft"', '"ApprovedSignOff"'));
    const mq = file12(
      '<trans-unit id="1" mq:status="NotStarted" xmlns:mq="MQXliff"><source>a</source><target>б</target></trans-unit>',
    );
    expect(spliced(mq, { 1: { state: "reviewed" } })).toBe(mq.replace("NotStarted", "Reviewer1Confirmed"));
  });

  it("leaves no state of a target that goes, whatever the states of its segments", () => {
    const segments = (first: string, second: string, targets: string) =>
      file12(
        `<trans-unit id="1"><source>a b</source><seg-source><mrk mtype="seg" mid="1">a</mrk> <mrk mtype="seg" mid="2">b</mrk></seg-source>${targets}<s:seg-defs xmlns:s="http://sdl.com/FileTypes/SdlXliff/1.0"><s:seg id="1" conf="${first}"/><s:seg id="2" conf="${second}"/></s:seg-defs></trans-unit>`,
      );
    const russian = '<target><mrk mtype="seg" mid="1">а</mrk> <mrk mtype="seg" mid="2">б</mrk></target>';
    const before = segments("ApprovedSignOff", "Draft", russian);
    expect(spliced(before, { 1: { removesTarget: true, state: "initial" } })).toBe(
      segments("Draft", "Draft", "<target></target>"),
    );
    // A segment that is in the state already keeps its word for it.
    expect(
      spliced(segments("Translated", "Unspecified", russian), {
        1: { removesTarget: true, state: "initial" },
      }),
    ).toBe(segments("Draft", "Unspecified", "<target></target>"));
  });

  it("restores the own form of codes that come back through XLIFF 2", () => {
    const before = file12(
      '<trans-unit id="1"><source><bpt id="1">&lt;b&gt;</bpt>Ice<ept id="1">&lt;/b&gt;</ept> <x id="2" ctype="image"/></source></trans-unit>',
    );
    const target: Content = [
      { kind: "ph", id: "2", element: "ph", attributes: { id: "2", equiv: "2" } },
      { kind: "open", id: "1", element: "pc", attributes: { id: "1", dataRefStart: "d1" }, data: "<b>" },
      "Лёд",
      { kind: "close", id: "1", element: "pc" },
    ];
    expect(spliced(before, { 1: { target } })).toContain(
      '<target><x id="2" ctype="image"/><bpt id="1">&lt;b&gt;</bpt>Лёд<ept id="1">&lt;/b&gt;</ept></target>',
    );
  });
});

describe("splice, 2.x", () => {
  const before = file2(
    '<unit id="u"><originalData><data id="d9">&lt;br/&gt;</data></originalData><segment id="a" state="translated"><source>One.<ph id="1" dataRef="d9"/></source><target>Раз.<ph id="1" dataRef="d9"/></target></segment><ignorable><source> </source></ignorable><segment><source>Two.</source></segment></unit>',
  );

  it("leaves no state in segments that are emptied", () => {
    const cleared = before
      .replace('state="translated"', 'state="initial"')
      .replace('Раз.<ph id="1" dataRef="d9"/>', "");
    expect(spliced(before, { u: { removesTarget: true, state: "initial" } })).toBe(cleared);
  });

  it("changes only different segments, and gives new targets a state", () => {
    const target: Content = [
      { kind: "break", id: "a", element: "segment" },
      "Раз.",
      { kind: "ph", id: "1", element: "ph", attributes: { id: "1", dataRef: "d9" }, data: "<br/>" },
      { kind: "break", id: "s2", element: "ignorable" },
      " ",
      { kind: "break", id: "s3", element: "segment" },
      "Два\u0001.",
    ];
    expect(spliced(before, { u: { target, state: "initial" } })).toBe(
      before.replace(
        "<segment><source>Two.</source>",
        '<segment state="initial"><source>Two.</source><target>Два<cp hex="0001"/>.</target>',
      ),
    );
  });

  it("does not refer to data that the unit does not have", () => {
    const one = file2(
      '<unit id="u"><originalData><data id="d9">&lt;br/&gt;</data></originalData><segment><source>One.<ph id="1" dataRef="d9"/></source></segment></unit>',
    );
    const target: Content = [
      "Раз.",
      { kind: "ph", id: "1", element: "ph", attributes: { id: "1", dataRef: "d1" }, data: "<br/>" },
    ];
    expect(spliced(one, { u: { target } })).toContain('<target>Раз.<ph id="1" dataRef="d9"/></target>');
  });

  it("adds to existing modules, and removes only our own additions again", () => {
    const rich = file2(
      '<unit id="u">\n  <m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0">\n    <m:match ref="#s"><source>a</source><target>в</target></m:match>\n  </m:matches>\n  <segment id="s"><source>a</source></segment></unit>',
    );
    const { bytes } = spliceChanges(encode(rich), new Map(), {
      bases: new Map([["u", { document: "d", unit: "x", versions: {} }]]),
      candidates: new Map([["u", [{ source: ["a"], target: ["б"], similarity: 90, origin: "m" }]]]),
    });
    expect(text(bytes).match(/matches:2\.0/gu)).toHaveLength(2);
    expect(read(bytes).units[0]?.base).toEqual({ document: "d", unit: "x", versions: {} });
    expect(text(strip(bytes))).toBe(rich);
  });

  it.each([
    ["<target/>", "<target>б</target>"],
    ["<target\n/>", "<target\n>б</target>"],
    ["<target xml:lang='ru' />", "<target xml:lang='ru' >б</target>"],
    ["<target></target>", "<target>б</target>"],
  ])("gives a target written %j its text, and its segment the state", (empty, full) => {
    const file = (segment: string, target: string) =>
      file2(`<unit id="u"><${segment}><source>a</source>${target}</segment></unit>`);
    const after = spliced(file("segment", empty), { u: { target: ["б"], state: "translated" } });
    expect(after).toBe(file('segment state="translated"', full));
    expect(read(encode(after)).units[0]?.variants.ru).toEqual({ content: ["б"], state: "translated" });
  });

  it.each(["<segment/>", "<segment></segment>", "<ignorable/><segment/>"])(
    "leaves %s without a source as it is, and reports it",
    (segments) => {
      const file = file2(`<unit id="u">${segments}</unit>`);
      const { bytes, findings } = spliceChanges(
        encode(file),
        changes({ u: { target: ["б"], state: "translated" } }),
      );
      expect(text(bytes)).toBe(file);
      expect(findings).toMatchObject([{ code: "segments-mismatch", params: { wanted: 0, found: 1 } }]);
    },
  );

  it("reports an unknown unit", () => {
    const { bytes, findings } = spliceChanges(encode(before), changes({ gone: { target: ["x"] } }));
    expect(findings).toMatchObject([{ code: "unit-unknown", place: { unit: "gone" } }]);
    expect(text(bytes)).toBe(before);
  });
});

describe("splice with files that attack its running time", () => {
  it("reads long runs of blanks only once", () => {
    const blanks = " ".repeat(100_000);
    const lines = "\n".repeat(100_000);
    const hostile = file12(
      `<trans-unit id="1"${blanks}><source>a</source><seg-source>${lines}x<mrk mtype="seg" mid="0">a</mrk></seg-source><target${blanks}>б</target></trans-unit>`,
    );
    const start = performance.now();
    expect(spliced(hostile, { 1: { state: "final" } })).toContain('<target state="final"');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
