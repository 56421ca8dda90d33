import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { Concept } from "../../../src/domain/concept.ts";
import { readGlossary, writeGlossary } from "../../../src/formats/glossary/glossary-registry.ts";
import { WRITABLE_GLOSSARY_FORMATS } from "../../../src/formats/glossary/traits.ts";
import { withForms } from "../../terminology/with-forms.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const full: Concept = {
  id: "sea-ice",
  domain: '=ice; "sea"',
  status: "proposed",
  mandatory: true,
  nested: true,
  definitions: { en: { text: "Ice\nat sea", source: "WMO" }, zh: { text: "海上的冰" } },
  source: "WMO, 1970",
  notes: ["a", "-b, c"],
  relations: [
    { type: "broader", concept: "ice" },
    { type: "see", concept: "floe" },
  ],
  links: [{ url: "https://example.org/ice?a=1&b=2", text: "=WMO" }, { url: "http://example.org/" }],
  picture: "https://example.org/ice.jpg",
  doNotTranslate: true,
  terms: [
    {
      language: "ru",
      tag: "ru-RU",
      text: "+морской лёд",
      administrativeStatus: "deprecated",
      forbidden: true,
      partOfSpeech: "noun",
      type: "fullForm",
      gender: "masculine",
      grammaticalNumber: "mass",
      register: "inHouse",
      region: "Чукотка",
      usageNote: "-в лоции",
      caseSensitive: false,
      notInside: ["a; b", "c"],
      institution: "ААНИИ",
      citation: "@x",
      notes: ["one", "two"],
      validFrom: "2020-01-01",
      validUntil: "2021",
      forms: [{ text: "морского льда", tags: "sg.gen", edited: "removed" }],
      foreign: { children: ["<xref/>"] },
    },
    {
      language: "en",
      text: "sea ice",
      administrativeStatus: "preferred",
      notInside: ["sea ice cream"],
      notes: ["\ttab"],
    },
  ],
  examples: [{ texts: { en: "sea ice", ru: "море" }, expect: "missing", note: "n" }],
  foreign: { sections: { fr: ["<termSec/>"] } },
};
const plain: Concept = { id: "x", status: "approved", terms: [] };

it("keeps the whole concept in TBX, with the categories of the standard", () => {
  const { foreign: _, terms, ...rest } = full;
  // White space at the ends of a note is not kept in XML.
  const concept = {
    ...rest,
    terms: terms.map(({ foreign: __, ...term }) => ({ ...term, notes: ["one", "two"] })),
  };
  const file = writeGlossary({ concepts: [concept] }, "tbx");
  const text = new TextDecoder().decode(file);
  expect(text).toContain('<termNote type="register">in-houseRegister</termNote>');
  expect(text).toContain('<descrip type="superordinateConceptGeneric" target="ice">ice</descrip>');
  const [read] = readGlossary(file).concepts;
  // Generated forms are not in the file, and each language has its own section.
  const forms = concept.terms.map(({ forms: __, ...term }) => term);
  expect({ ...read, terms: read?.terms.map(({ forms: __, ...term }) => term) }).toEqual({
    ...concept,
    terms: forms.toReversed(),
  });
});

describe.each(["json", "csv"] as const)("a glossary as %s", (format) => {
  it("is the same when read again", () => {
    expect(readGlossary(writeGlossary({ concepts: [full, plain] }, format)).concepts).toEqual([full, plain]);
  });

  it("keeps all forms", () => {
    const concept = withForms({ ...full, terms: full.terms.slice(1) });
    expect(readGlossary(writeGlossary({ concepts: [concept] }, format)).concepts).toEqual([concept]);
  });
});

describe("a glossary as CSV", () => {
  it.each<Partial<Concept>>([
    { links: [{ url: "https://a.example/;b", text: "x" }] },
    { links: [{ url: "https://a.example/", text: " at http://b.example/" }] },
    { links: [] },
    {
      relations: [
        { type: "see", concept: "a" },
        { type: "broader", concept: "b" },
      ],
    },
    { picture: "https://a.example/a b.png" },
    { source: " blanks " },
    { mandatory: false, nested: false, doNotTranslate: false },
  ])("gives back what a cell cannot hold: %j", (part) => {
    const concept: Concept = { ...plain, ...part };
    expect(readGlossary(writeGlossary({ concepts: [concept] }, "csv")).concepts).toEqual([concept]);
  });

  it("has definitions in a column of their own, beside the first term of their language", () => {
    const term = (language: Language, text: string) =>
      ({ language, text, administrativeStatus: "admitted" }) as const;
    const concept: Concept = {
      id: "c",
      status: "approved",
      definitions: {
        en: { text: "Frozen sea water; drifts." },
        ru: { text: "Лёд\nв море", source: "WMO" },
        zh: { text: "冻结的海水" },
      },
      terms: [term("en", "sea ice"), term("ru", "морской лёд"), term("ru", "льды")],
    };
    const file = writeGlossary({ concepts: [concept] }, "csv");
    const [header = "", first = ""] = new TextDecoder().decode(file).split("\r\n");
    expect(header).toContain(",definition,");
    expect(first).toContain(",Frozen sea water; drifts.,");
    // The source of a definition, and one without a term beside it, have no column.
    expect(first).toContain("冻结的海水");
    expect(readGlossary(file).concepts).toEqual([concept]);
  });

  it("has a column for each field of a concept and of its terms", () => {
    const { examples: _, foreign: __, definitions: ___, notes: ____, links = [], ...rest } = full;
    const concept: Concept = {
      ...rest,
      links: links.slice(0, 1),
      terms: [
        {
          language: "en",
          text: "sea ice",
          administrativeStatus: "preferred",
          institution: "WMO",
          validFrom: "2020",
          validUntil: "2021",
          usageNote: "old",
          notes: ["n"],
        },
      ],
    };
    const file = writeGlossary({ concepts: [concept] }, "csv");
    expect(new TextDecoder().decode(file)).not.toContain("{");
    expect(readGlossary(file).concepts).toEqual([concept]);
  });

  const read = (text: string): readonly Concept[] => readGlossary(bytes(text)).concepts;

  it("needs only a language and a term", () => {
    expect(read("language,term\nen,ice\nru,лёд\n")).toMatchObject([
      {
        id: "row-1",
        status: "approved",
        terms: [{ language: "en", text: "ice", administrativeStatus: "preferred" }],
      },
      { id: "row-2" },
    ]);
    expect(read("concept;language;term\n1;zh-CN;冰\n1;zh;冰块\n")[0]?.terms).toMatchObject([
      { administrativeStatus: "preferred" },
      { administrativeStatus: "admitted" },
    ]);
  });

  it.each([
    "concept,word\n1,ice\n",
    "language,term,more\nen,ice,{\n",
    "concept,language,term,partOfSpeech,conceptStatus\n1,en,ice,noun,maybe\n",
  ])("refuses %j in strict mode", (text) => {
    expect(() => readGlossary(bytes(text), { strict: true })).toThrowError(
      expect.objectContaining({ code: "csv-invalid" }),
    );
  });

  it("rejects a row in another language with its line and reads the others", () => {
    const file = readGlossary(bytes("language,term\nfr,glace\nen,ice\n"));
    expect(file.rejected).toMatchObject([{ code: "language-unknown", place: { line: 2 } }]);
    expect(file.concepts.map(({ terms }) => terms[0]?.text)).toEqual(["ice"]);
    expect(() => readGlossary(bytes("language,term\nfr,glace\nen,ice\n"), { strict: true })).toThrowError(
      expect.objectContaining({ code: "language-unknown" }),
    );
  });

  it("never makes a term with an unknown status preferred", () => {
    const { concepts, warnings } = readGlossary(bytes("language,term,status\nen,ice,good\n"));
    expect(concepts[0]?.terms).toMatchObject([
      { administrativeStatus: "admitted", notes: ["administrativeStatus: good"] },
    ]);
    expect(warnings).toMatchObject([
      { code: "term-status-unknown", params: { status: "good", term: "ice" }, place: { line: 2 } },
    ]);
  });

  it("has no cell that a spreadsheet would run as a formula", () => {
    const written = new TextDecoder().decode(writeGlossary({ concepts: [full] }, "csv"));
    expect(written).not.toMatch(/(?:^|[,\n])"?[=+@-]/u);
  });
});

it("recognises formats by their first characters", () => {
  const path = new URL("../../../tm/glossary.tbx", import.meta.url);
  if (existsSync(path)) expect(readGlossary(readFileSync(path)).concepts.length).toBeGreaterThan(100);
  const pair: Concept = {
    id: "a",
    status: "approved",
    terms: [
      { language: "en", text: "ice", administrativeStatus: "preferred" },
      { language: "ru", text: "лёд", administrativeStatus: "preferred" },
    ],
  };
  for (const format of WRITABLE_GLOSSARY_FORMATS) {
    expect(readGlossary(writeGlossary({ concepts: [pair] }, format)).concepts, format).toEqual([pair]);
  }
});

it("refuses JSON that is not a glossary and gives the place", () => {
  const broken = JSON.stringify({
    format: "polynya-glossary",
    version: 1,
    concepts: [{ id: "a", status: "good", terms: [] }],
  });
  expect(() => readGlossary(bytes(broken))).toThrowError(
    expect.objectContaining({ code: "json-invalid", place: { field: "/concepts/0/status" } }),
  );
  expect(() => readGlossary(bytes("{"))).toThrowError(expect.objectContaining({ code: "json-invalid" }));
  expect(() => readGlossary(new Uint8Array())).toThrowError(expect.objectContaining({ code: "file-empty" }));
});
