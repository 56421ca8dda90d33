import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { encode } from "../../../src/formats/encoding.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { parseXml } from "../../../src/formats/xml/reader.ts";
import { read } from "../../../src/formats/xliff/read.ts";
import { spliceChanges } from "./splicing.ts";
import { strip } from "../../../src/formats/xliff/strip.ts";
import { VERSIONS } from "../../../src/formats/xliff/vocabulary.ts";
import { write } from "../../../src/formats/xliff/write.ts";
import { anyFile, bare, withControls } from "../arbitrary.ts";
import { problemOf } from "../problem-of.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The parts of a file that every version has to keep. */
const essence = (file: ExchangeFile) =>
  file.units.map(({ key, notes, variants, rejection, base }) => ({
    key,
    notes: notes.map((note) => note.text),
    en: bare(variants.en?.content ?? []),
    ru: variants.ru === undefined ? undefined : bare(variants.ru.content),
    state: variants.ru?.state,
    rejection,
    base,
  }));

describe.each(VERSIONS)("XLIFF %s", (version) => {
  it("is well-formed and is read back unchanged, with any content", () => {
    fc.assert(
      fc.property(version === "1.2" ? anyFile() : anyFile(withControls), (file) => {
        const bytes = write(file, { version });
        parseXml(text(bytes), {});
        const back = read(bytes);
        expect(back.version).toBe(version);
        expect(back.tags).toEqual(file.tags);
        expect(essence(back)).toEqual(essence(file));
        expect(back.warnings).toBeUndefined();
        // A second round trip must not change anything.
        expect(essence(read(write(back, { version })))).toEqual(essence(file));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("contains the unit's base, and no base if that is switched off", () => {
    const [file] = fc.sample(anyFile(), { seed: 5, numRuns: 1 });
    if (file === undefined) throw new Error("no sample");
    const bases = new Map(
      file.units.map(({ key }, at) => [
        key,
        { document: "seminar", unit: `u${at}`, versions: { en: 3, ru: at + 1 } },
      ]),
    );
    expect(read(write(file, { version, bases })).units.map(({ base }) => base)).toEqual([...bases.values()]);
    expect(text(write(file, { version }))).not.toContain("polynya:");
  });

  it("contains candidates and terms, which are not variants of the unit", () => {
    const file = sample("Ice", "Лёд");
    const enriched = write(file, {
      version,
      candidates: new Map([
        ["k", [{ source: ["Ice"], target: ["Льды"], similarity: 87.5, origin: "seminar" }]],
      ]),
      glossary: new Map([
        ["k", [{ term: "ice", translations: ["лёд", "льды"], definition: "frozen <water>" }]],
      ]),
    });
    expect(text(enriched)).toMatch(/87\.5/u);
    expect(text(enriched)).toContain("frozen &lt;water&gt;");
    expect(essence(read(enriched))).toEqual(essence(file));
  });
});

describe("terms in the sources of 2.x", () => {
  const ranges = (text: string, ...terms: string[]) =>
    terms.map((term) => ({
      term,
      translations: ["т"],
      ranges: [...text.matchAll(new RegExp(term, "gu"))].map(({ index: start }) => ({
        start,
        end: start + term.length,
      })),
    }));
  const mark = (n: number, entry: number, inside: string) =>
    `<mrk id="polynya-t${n}" type="term" ref="#gls=polynya-${entry}">${inside}</mrk>`;
  const around = (source: string) =>
    `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru"><file id="f"><unit id="k"><segment><source>${source}</source></segment></unit></file></xliff>`;

  it("are marked in the source and refer to their entries, which refer to the first mark", () => {
    const glossary = new Map([["k", ranges("sea ice & ice floe", "ice", "floe", "ice floe", "gone")]]);
    const file = sample("sea ice & ice floe");
    const bytes = write(file, { version: "2.1", glossary });
    expect(text(bytes)).toContain(
      `<source>sea ${mark(1, 1, "ice")} &amp; ${mark(2, 3, "ice floe")}</source>`,
    );
    expect(text(bytes)).toContain('<gls:glossEntry id="polynya-1" ref="#polynya-t1">');
    expect(text(bytes)).toContain('<gls:glossEntry id="polynya-2"><gls:term>floe');
    expect(essence(read(bytes))).toEqual(essence(file));
    expect(read(bytes).warnings).toBeUndefined();
    expect(text(strip(bytes))).toBe(text(write(file, { version: "2.1" })));
  });

  it.each([
    [
      "references and line ends",
      "&#x1F9CA;&amp;&#65;\r\n ice.",
      `&#x1F9CA;&amp;&#65;\r\n ${mark(1, 1, "ice")}.`,
    ],
    [
      "cp and pc",
      '<cp hex="0001"/><pc id="1">ice</pc>',
      `<cp hex="0001"/><pc id="1">${mark(1, 1, "ice")}</pc>`,
    ],
    ["escaped letters", "&#105;ce", mark(1, 1, "&#105;ce")],
    [
      "an attribute like a tag",
      '<ph id="1" disp="&lt;>"/>ice',
      `<ph id="1" disp="&lt;>"/>${mark(1, 1, "ice")}`,
    ],
  ])("are found after or inside %s", (_, source, wanted) => {
    const before = around(source);
    const plain = plainText(read(encode(before)).units[0]?.variants.en?.content ?? []);
    const glossary = new Map([["k", ranges(plain, "ice")]]);
    const out = spliceChanges(encode(before), new Map(), { glossary }).bytes;
    expect(text(out)).toContain(`<source>${wanted}</source>`);
    expect(text(strip(out))).toBe(before);
  });

  it.each(['i<ph id="1"/>ce', "i<!-- x -->ce", "<![CDATA[ice]]>", "i<![CDATA[ce]]>"])(
    "have no mark if something divides them: %s",
    (source) => {
      const before = around(source);
      const out = spliceChanges(encode(before), new Map(), {
        glossary: new Map([["k", ranges("ice", "ice")]]),
      }).bytes;
      expect(text(out)).toContain(`<source>${source}</source>`);
      expect(text(out)).toContain('<gls:glossEntry id="polynya-1"><gls:term>ice');
      expect(text(strip(out))).toBe(before);
    },
  );

  it("are marked in a source that differs from the file's", () => {
    const glossary = new Map([["k", ranges("new ice", "ice")]]);
    const changes = new Map([["k", { source: ["new ice"] }]]);
    const out = spliceChanges(encode(around("old ice")), changes, { glossary }).bytes;
    expect(text(out)).toContain(`<source>new ${mark(1, 1, "ice")}</source>`);
  });
});

const sample = (en: string, ru?: string): ExchangeFile => ({
  format: "xliff",
  source: "en",
  target: "ru",
  tags: {},
  units: [
    {
      key: "k",
      line: 0,
      notes: [],
      variants: {
        en: { content: [en], state: "final" },
        ...(ru === undefined ? {} : { ru: { content: [ru], state: "translated" } }),
      },
    },
  ],
});

describe("write", () => {
  it("writes no target for untranslated units by default", () => {
    expect(text(write(sample("a"), { version: "1.2" }))).not.toContain("<target");
    expect(text(write(sample("a"), { version: "1.2", prefill: true }))).toContain(
      '<target state="new">a</target>',
    );
  });

  it("keeps several files apart", () => {
    const [unit] = sample("a", "б").units;
    if (unit === undefined) throw new Error("no unit");
    const file = {
      ...sample("a"),
      units: [
        { ...unit, key: "f=one.html/u=1" },
        { ...unit, key: "f=two x.html/u=1" },
      ],
    };
    for (const version of VERSIONS) {
      expect(read(write(file, { version })).units.map(({ key }) => key)).toEqual([
        "f=one.html/u=1",
        "f=two x.html/u=1",
      ]);
    }
  });

  it("keeps a state of 1.2 without an equivalent", () => {
    const file = sample("a", "б");
    const [unit] = file.units;
    if (unit === undefined) throw new Error("no unit");
    const ru = { content: ["б"], state: "translated", subState: "xlf12:needs-review-l10n" } as const;
    const bytes = write(
      { ...file, units: [{ ...unit, variants: { ...unit.variants, ru } }] },
      { version: "1.2" },
    );
    expect(text(bytes)).toContain('state="needs-review-l10n"');
    expect(read(bytes).units[0]?.variants.ru).toEqual(ru);
  });

  it("names the parts that 1.2 cannot hold when it refuses them", () => {
    expect(problemOf(() => write(sample("a\u0001"), { version: "1.2" }))).toMatchObject({
      code: "character-invalid",
      place: { unit: "k" },
    });
    expect(text(write(sample("a\u0001"), { version: "2.1" }))).toContain('<cp hex="0001"/>');
    expect(problemOf(() => write(sample("a\uD800"), { version: "2.1" })).code).toBe("character-invalid");
    expect(problemOf(() => write(sample("a"), { version: "3.0" })).code).toBe("xliff-version");
  });
});
