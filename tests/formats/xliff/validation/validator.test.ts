import { describe, expect, it } from "vitest";
import { Problem, type ProblemData } from "../../../../src/domain/problem.ts";
import { read } from "../../../../src/formats/xliff/read.ts";
import { scanFile } from "../splicing.ts";
import { createValidator } from "../../../../src/formats/xliff/validation/validator.ts";
import { MODULES } from "../../../../src/formats/xliff/vocabulary.ts";
import { decodeXml } from "../../../../src/formats/xml/decode.ts";
import { write } from "../../../../src/formats/xliff/write.ts";
import { encode } from "../../../../src/formats/encoding.ts";
import { DATA_NOTE, dataFiles, fixtureFiles, hasData, XLIFF_FILES } from "../../data.ts";

/** The faults of a file: the problem that refuses it, or its findings. */
function faults(bytes: Uint8Array): readonly ProblemData[] {
  const validator = createValidator();
  try {
    scanFile(bytes, { also: validator });
  } catch (error) {
    if (error instanceof Problem) return [error];
    throw error;
  }
  return validator.findings();
}

describe("our own files, one rule each", () => {
  const invalid = fixtureFiles("xliff", XLIFF_FILES).filter(({ name }) => name.includes("/invalid/"));
  const valid = fixtureFiles("xliff", XLIFF_FILES).filter(({ name }) => name.includes("/valid/"));

  it("exist", () => {
    expect(invalid.length).toBeGreaterThan(130);
    expect(valid.length).toBeGreaterThan(30);
  });

  it.each(invalid)("$name: breaks its rule and no other", ({ bytes }) => {
    const [, rule] = /Finding: ([\w-]+) -->/u.exec(decodeXml(bytes).text) ?? [];
    expect(rule).toBeDefined();
    expect(new Set(faults(bytes).map(({ code }) => code))).toEqual(new Set([rule]));
  });

  it.each(valid)("$name: breaks no rule", ({ bytes }) => {
    expect(faults(bytes)).toEqual([]);
  });
});

describe.skipIf(!hasData)(`the OASIS test suites${DATA_NOTE}`, () => {
  it.each([
    ["oasis-2.1/core/invalid", 119],
    ["oasis-2.2/core/invalid", 119],
    ["oasis-2.1/modules/invalid", 43],
    ["oasis-2.2/modules/invalid", 43],
  ])("%s: every file is refused or has findings", (folder, count) => {
    const files = dataFiles(folder, XLIFF_FILES);
    expect(files.length).toBe(count);
    const passed = files.filter(({ bytes }) => faults(bytes).length === 0).map(({ name }) => name);
    expect(passed).toEqual([]);
  });

  it.each([
    "oasis-2.1/core/valid",
    "oasis-2.1/core/in-out",
    "oasis-2.1/modules/valid",
    "oasis-2.2/core/valid",
    "oasis-2.2/modules/valid",
  ])("%s: no file has findings", (folder) => {
    // This file is not well-formed with namespaces, in spite of its name.
    const files = dataFiles(folder, XLIFF_FILES).filter(({ name }) => !name.endsWith("Good-pgs_plural.xlf"));
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter(({ bytes }) => faults(bytes).length > 0).map(({ name }) => name)).toEqual([]);
  });
});

describe("the validator", () => {
  const file = (unit: string, root = 'srcLang="en" trgLang="ru"') =>
    encode(
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" ${root}><file id="f"><unit id="u">${unit}</unit></file></xliff>`,
    );
  const segment = (source: string, target = "") => `<segment><source>${source}</source>${target}</segment>`;

  it.each([
    ["xliff-missing", "<notes><note>n</note></notes>"],
    ["xliff-element", `${segment("a")}<notes><note>n</note></notes>`],
    ["xliff-attribute", segment('<ph id="1" colour="red"/>')],
    ["xliff-value", segment('<ph id="1" canCopy="perhaps"/>')],
    ["xliff-id-duplicate", segment('<ph id="1"/><ph id="1"/>')],
    ["xliff-reference", segment('<ph id="1" dataRef="d"/>')],
    ["xliff-span", segment('<sc id="1"/>a')],
    ["xliff-hint", segment('<ph id="1" canReorder="no"/>')],
    ["xliff-code-deleted", segment('<ph id="1" canDelete="no"/>', "<target/>")],
    ["language-mismatch", segment("a", '<target xml:lang="zh">б</target>')],
    ["xliff-invalid", `${segment("a")}stray text`],
  ])("names %s, with line and unit", (code, unit) => {
    const [finding] = faults(file(unit));
    expect(finding).toMatchObject({ code, place: { line: 1, unit: "u" } });
  });

  const MODULE_PREFIXES = Object.entries({
    mda: "metadata",
    mtc: "matches",
    gls: "glossary",
    fs: "formatStyle",
    ctr: "changes",
    res: "resources",
    slr: "size",
    val: "validation",
    pgs: "pluralGenderSelect",
  } as const)
    .map(([prefix, name]) => ` xmlns:${prefix}="${MODULES[name]}"`)
    .join("");
  const withModules = (unit: string, attributes = "") =>
    encode(
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.2"${MODULE_PREFIXES} version="2.2" srcLang="en" trgLang="ru">` +
        `<file id="f"><unit id="u"${attributes}>\n${unit}</unit></file></xliff>`,
    );
  const named = '<segment id="s"><source>a</source></segment>';
  const match = (attributes: string, inside = "<source>a</source><target>б</target>") =>
    `<mtc:matches><mtc:match${attributes}>${inside}</mtc:match></mtc:matches>`;
  const rule = (attributes: string) => `<val:validation><val:rule ${attributes}/></val:validation>`;
  const gloss = (inside: string) => `<gls:glossary><gls:glossEntry>${inside}</gls:glossEntry></gls:glossary>`;
  const resource = (inside: string) =>
    `<res:resourceData><res:resourceItem id="r">${inside}</res:resourceItem></res:resourceData>`;
  const change = (attributes: string, property = "content") =>
    `<ctr:changeTrack><ctr:revisions appliesTo="note"${attributes}><ctr:revision>` +
    `<ctr:item property="${property}">x</ctr:item></ctr:revision></ctr:revisions></ctr:changeTrack>` +
    '<notes><note id="n1" category="c">a</note><note id="n2">b</note></notes>';

  it.each([
    ["a candidate for no text of its unit", "xliff-reference", match(' ref="#elsewhere"')],
    ["a candidate without a translation", "xliff-missing", match(' ref="#s"', "<source>a</source>")],
    ["a similarity above 100", "xliff-value", match(' ref="#s" similarity="101"')],
    ["a sub-type without its type", "xliff-missing", match(' ref="#s" subType="a:b"')],
    ["metadata without a group", "xliff-missing", "<mda:metadata/>"],
    [
      "metadata with a text",
      "xliff-invalid",
      '<mda:metadata>x<mda:metaGroup><mda:meta type="t"/></mda:metaGroup></mda:metadata>',
    ],
    ["a term that says nothing", "xliff-missing", gloss("<gls:term>ice</gls:term>")],
    [
      "a term after its translation",
      "xliff-element",
      gloss("<gls:translation>лёд</gls:translation><gls:term>ice</gls:term>"),
    ],
    ["a rule with two tests", "xliff-attribute", rule('isPresent="a" endsWith="b"')],
    ["a rule with no test", "xliff-missing", rule('caseSensitive="no"')],
    ["a number of times for a rule that counts none", "xliff-attribute", rule('endsWith="a" occurs="2"')],
    [
      "a resource both here and elsewhere",
      "xliff-attribute",
      resource('<res:source href="a"><x xmlns="urn:x"/></res:source>'),
    ],
    ["a resource nowhere", "xliff-missing", resource("<res:source/>")],
    ["a revision of one of two notes", "xliff-missing", change("")],
    ["a revision of no note", "xliff-reference", change(' ref="n3"')],
    ["a revision of an attribute that is not there", "xliff-value", change(' ref="n2"', "category")],
  ])("names %s, with line and unit", (_name, code, unit) => {
    expect(faults(withModules(unit + named))).toMatchObject([{ code, place: { line: 2, unit: "u" } }]);
  });

  it.each([
    ["a size that only data elsewhere has", "xliff-reference", ' slr:sizeInfoRef="d"'],
    ["a size that is no whole number", "xliff-value", ' slr:equivStorage="2.5"'],
    ["a style of no element", "xliff-missing", ' fs:subFs="src,a"'],
    ["a switch of no kind", "xliff-value", ' pgs:switch="colour:red"'],
  ])("names %s", (_name, code, attributes) => {
    expect(faults(withModules(named, attributes)).map((finding) => finding.code)).toEqual([code]);
  });

  it("accepts any size unless one of XLIFF's own profiles applies", () => {
    const sized = named.replace("a</source>", '<pc id="1" slr:sizeRestriction="two lines">a</pc></source>');
    const under = (profile: string) => `<slr:profiles generalProfile="${profile}"/>${sized}`;
    expect(faults(withModules(sized))).toEqual([]);
    expect(faults(withModules(under("my:lines")))).toEqual([]);
    expect(faults(withModules(under("xliff:codepoints")))).toMatchObject([{ code: "xliff-value" }]);
  });

  it("requires a value in each case for every switch of its unit", () => {
    const cases = (value: string) => named.replace("<segment", `<segment pgs:case="${value}"`);
    const attributes = ' pgs:switch="plural:n gender:g"';
    expect(faults(withModules(cases("few feminine"), attributes))).toEqual([]);
    expect(faults(withModules(cases("few"), attributes))).toMatchObject([{ code: "xliff-value" }]);
    expect(faults(withModules(cases("few")))).toMatchObject([{ code: "xliff-value" }]);
  });

  it.each(["2.0", "2.1", "2.2"])(
    "finds nothing in files that we write with all our metadata in %s",
    (version) => {
      const unit = {
        key: "u",
        line: 0,
        notes: [],
        variants: { en: { content: ["The ice melts."], state: "final" as const } },
      };
      const bytes = write(
        { format: "xliff", source: "en", target: "ru", tags: {}, units: [unit] },
        {
          version,
          bases: new Map([["u", { document: "d", unit: "u1", versions: { en: 1 } }]]),
          candidates: new Map([
            ["u", [{ source: ["Ice melts."], target: ["Лёд тает."], similarity: 75, origin: "m" }]],
          ]),
          glossary: new Map([
            ["u", [{ term: "ice", translations: ["лёд"], ranges: [{ start: 4, end: 7 }] }]],
          ]),
        },
      );
      expect(new TextDecoder().decode(bytes)).toMatch(/mtc:match.*gls:glossEntry.*mda:meta /su);
      expect(faults(bytes)).toEqual([]);
    },
  );

  it("does not refuse a file: its findings are warnings of the reader", () => {
    const found = read(file(segment('<ph id="1" dataRef="d"/>x')));
    expect(found.units[0]?.variants.en?.content).toHaveLength(2);
    expect(found.warnings?.map(({ code }) => code)).toEqual(["xliff-reference"]);
  });
});
