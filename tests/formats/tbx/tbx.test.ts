import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Concept, Term } from "../../../src/domain/concept.ts";
import {
  ADMINISTRATIVE_STATUSES,
  CONCEPT_STATUSES,
  PARTS_OF_SPEECH,
  TERM_TYPES,
} from "../../../src/domain/concept.ts";
import { readGlossary } from "../../../src/formats/glossary/glossary-registry.ts";
import { readTbx } from "../../../src/formats/tbx/read.ts";
import { writeTbx } from "../../../src/formats/tbx/write.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (written: Uint8Array): string => new TextDecoder().decode(written);
const v3 = (body: string, style = "dca", more = ""): string =>
  `<?xml version="1.0"?><tbx type="TBX-Basic" style="${style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"${more}><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>${body}</body></text></tbx>`;

describe("reading", () => {
  it("reads the same concepts from style DCA and style DCT", () => {
    const dca =
      v3(`<conceptEntry id="c1"><descrip type="subjectField">law</descrip><langSec xml:lang="en-GB"><descrip type="definition">A strip.</descrip>
      <termSec><term>territorial sea</term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec></conceptEntry>`);
    const dct = v3(
      `<conceptEntry id="c1"><min:subjectField>law</min:subjectField><langSec xml:lang="en-GB"><basic:definition>A strip.</basic:definition>
      <termSec><term>territorial sea</term><min:partOfSpeech>noun</min:partOfSpeech><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry>`,
      "dct",
      ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"',
    );
    const expected: Concept[] = [
      {
        id: "c1",
        domain: "law",
        status: "approved",
        definitions: { en: { text: "A strip." } },
        terms: [
          {
            language: "en",
            tag: "en-GB",
            text: "territorial sea",
            administrativeStatus: "preferred",
            partOfSpeech: "noun",
          },
        ],
      },
    ];
    expect(readTbx(bytes(dca)).concepts).toEqual(expected);
    expect(readTbx(bytes(dct)).concepts).toEqual(expected);
  });

  it("reads v2 with its document type, tig and ntig", () => {
    const file = `<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en"><martifHeader><fileDesc><titleStmt><title>Old</title></titleStmt></fileDesc></martifHeader><text><body>
      <termEntry id="t1"><langSet xml:lang="ru-RU"><tig><term>лёд</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
      <langSet xml:lang="zh-CN"><ntig><termGrp><term>冰</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet></termEntry></body></text></martif>`;
    const { title, concepts } = readTbx(bytes(file));
    expect(title).toBe("Old");
    expect(concepts[0]?.terms).toEqual([
      { language: "ru", tag: "ru-RU", text: "лёд", administrativeStatus: "deprecated" },
      { language: "zh", tag: "zh-CN", text: "冰", administrativeStatus: "preferred", partOfSpeech: "noun" },
    ]);
  });

  it("keeps elements that the model does not have, also after export and import", () => {
    const file =
      v3(`<conceptEntry id="c1"><ref type="crossReference" target="c2">see <hi type="bold">this</hi></ref><transacGrp><transac type="transactionType">origination</transac><date>2024-01-01</date></transacGrp>
      <langSec xml:lang="fr"><termSec><term>glace &amp; neige</term></termSec></langSec>
      <langSec xml:lang="en"><note>about the section <hi type="bold">bold</hi></note><termSec><term>ice</term><termNote type="grammaticalGender">utrum</termNote><termNote type="partOfSpeech">gerund</termNote></termSec></langSec></conceptEntry>`);
    const read = readTbx(bytes(file));
    const [concept] = read.concepts;
    expect(concept?.foreign?.children).toHaveLength(2);
    expect(concept?.foreign?.sections?.["fr"]).toEqual(["<termSec><term>glace &amp; neige</term></termSec>"]);
    expect(concept?.terms[0]?.foreign?.children).toEqual([
      '<termNote type="partOfSpeech">gerund</termNote>',
      '<termNote type="grammaticalGender">utrum</termNote>',
    ]);
    expect(readTbx(writeTbx(read)).concepts).toEqual(read.concepts);
    expect(read.assumed?.size).toBe(1);
  });

  it("refuses another root, duplicate ids, empty terms and a truncated file", () => {
    expect(() => readTbx(bytes("<xliff/>"))).toThrowError(expect.objectContaining({ code: "tbx-invalid" }));
    const entry =
      '\n<conceptEntry id="a"><langSec xml:lang="en"><termSec><term>x</term></termSec></langSec></conceptEntry>';
    const strict = (text: string) => () => readGlossary(bytes(text), { format: "tbx", strict: true });
    expect(strict(v3(entry + entry))).toThrowError(
      expect.objectContaining({ code: "tbx-invalid", place: { line: 3, unit: "a" } }),
    );
    expect(strict(v3(entry.replace("x<", "<")))).toThrowError(
      expect.objectContaining({ code: "tbx-invalid" }),
    );
    expect(() => readTbx(bytes(v3(entry).slice(0, -20)))).toThrowError(
      expect.objectContaining({ code: "xml-truncated" }),
    );
  });
});

describe("entries from other programs", () => {
  const entry = (id: string, inside: string) =>
    `\n<conceptEntry id="${id}"><langSec xml:lang="en"><termSec>${inside}</termSec></langSec></conceptEntry>`;

  it("rejects a bad entry with its id and line, and reads the other entries", () => {
    const { concepts, rejected } = readTbx(
      bytes(
        v3(
          entry("a", "<term>x</term>") +
            entry("b", "<term/>") +
            entry("a", "<term>y</term>") +
            entry("c", "<term>z</term>"),
        ),
      ),
    );
    expect(concepts.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(rejected).toMatchObject([
      { code: "tbx-invalid", params: { rule: "term" }, place: { line: 3, unit: "b" } },
      { code: "tbx-invalid", params: { rule: "id-unique" }, place: { line: 4, unit: "a" } },
    ]);
  });

  it.each([
    ["administrativeStatus", "forbidden"],
    ["administrativeStatus", "Prohibited"],
    ["usageStatus", "prohibited"],
    ["Status", "Do not use"],
    ["Status", "запрещено"],
    ["Usage", "禁用"],
  ])("reads a term with %s “%s” as forbidden", (category, word) => {
    const { concepts, warnings } = readTbx(
      bytes(v3(entry("a", `<term>x</term><termNote type="${category}">${word}</termNote>`))),
    );
    expect(concepts[0]?.terms).toEqual([
      { language: "en", text: "x", administrativeStatus: "deprecated", forbidden: true },
    ]);
    expect(warnings).toBeUndefined();
  });

  it("keeps an unknown status as a note, warns, and does not make the term preferred", () => {
    const file = v3(entry("a", '<term>x</term><termNote type="administrativeStatus">in revision</termNote>'));
    const read = readTbx(bytes(file));
    expect(read.concepts[0]?.terms).toEqual([
      {
        language: "en",
        text: "x",
        administrativeStatus: "admitted",
        notes: ["administrativeStatus: in revision"],
      },
    ]);
    expect(read.warnings).toMatchObject([
      { code: "term-status-unknown", params: { status: "in revision", term: "x" }, place: { unit: "a" } },
    ]);
    expect(readTbx(writeTbx(read)).concepts).toEqual(read.concepts);
  });
});

describe("the first TBX-Min", () => {
  it("is read with its subjects, statuses and notes", () => {
    const file = readTbx(
      new TextEncoder().encode(
        '<TBX dialect="TBX-Min"><header><id>x</id><languages source="en" target="ru"/></header><body><entry id="c1"><subjectField>fasteners</subjectField><langGroup xml:lang="en"><termGroup><term>bolt</term><note>metric</note><partOfSpeech>noun</partOfSpeech></termGroup></langGroup><langGroup xml:lang="ru"><termGroup><term>болтик</term><termStatus>notRecommended</termStatus><customer>Завод</customer></termGroup></langGroup></entry></body></TBX>',
      ),
    );
    expect(file.rejected).toBeUndefined();
    expect(file.concepts).toMatchObject([
      {
        id: "c1",
        domain: "fasteners",
        terms: [
          { language: "en", text: "bolt", partOfSpeech: "noun", notes: ["metric"] },
          { language: "ru", text: "болтик", administrativeStatus: "deprecated", institution: "Завод" },
        ],
      },
    ]);
  });
});

describe("the starter glossary", () => {
  const path = new URL("../../../tm/glossary.tbx", import.meta.url);
  it.skipIf(!existsSync(path))("is read completely and is the same after export and import", () => {
    const read = readTbx(readFileSync(path));
    const source = readFileSync(path, "utf8");
    expect(read.concepts).toHaveLength(source.match(/<conceptEntry /gu)?.length ?? 0);
    expect(read.concepts.flatMap(({ terms }) => terms)).toHaveLength(source.match(/<term>/gu)?.length ?? 0);
    const again = writeTbx(read);
    expect(readTbx(again)).toEqual(read);
    const elements = (xml: string): string[] =>
      [...xml.matchAll(/>([^<>]*\S[^<>]*)</gu)].map(([, value = ""]) => value.trim()).sort();
    expect(elements(text(again))).toEqual(elements(source));
  });
});

const words = fc
  .stringMatching(/^[\p{L}&<>"',;:\\()-]([\p{L} &<>"',;:\\()-]{0,20}[\p{L}&<>"',;:\\()-])?$/u)
  .map((word) => word.normalize("NFC"));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const clean = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const term: fc.Arbitrary<Term> = fc
  .record({
    text: words.map((word) => word.replace(/\s+/gu, " ")),
    administrativeStatus: fc.constantFrom(...ADMINISTRATIVE_STATUSES),
    forbidden: maybe(fc.constant(true)),
    partOfSpeech: maybe(fc.constantFrom(...PARTS_OF_SPEECH)),
    type: maybe(fc.constantFrom(...TERM_TYPES)),
    caseSensitive: maybe(fc.boolean()),
    notInside: maybe(fc.array(words, { minLength: 1, maxLength: 3 })),
    institution: maybe(words),
    citation: maybe(words),
    notes: maybe(
      fc.array(
        fc.oneof(words, fc.constantFrom("forbidden", "not inside: a", "note: b", "status: proposed")),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    validFrom: maybe(fc.constant("2020-01-01")),
    forms: maybe(
      fc.array(fc.record({ text: words, edited: fc.constantFrom("added", "removed") }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
  })
  .map((value) => clean({ language: "en", ...value }) as Term);
const concept: fc.Arbitrary<Concept> = fc
  .record({
    domain: maybe(words),
    source: maybe(words),
    status: fc.constantFrom(...CONCEPT_STATUSES),
    mandatory: maybe(fc.constant(true)),
    nested: maybe(fc.constant(true)),
    definition: maybe(fc.record({ text: words, source: maybe(words) })),
    notes: maybe(
      fc.array(fc.oneof(words, fc.constantFrom("mandatory", "example: {}", "nested")), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
    english: fc.array(term, { minLength: 1, maxLength: 3 }),
    russian: fc.array(term, { maxLength: 2 }),
    examples: maybe(
      fc.array(
        fc.record({ texts: fc.record({ en: words, ru: words }), expect: fc.constantFrom("pass", "missing") }),
        { minLength: 1, maxLength: 2 },
      ),
    ),
  })
  .map(({ definition, english, russian, ...rest }) =>
    clean({
      id: "c1",
      ...rest,
      ...(definition !== undefined && { definitions: { en: definition } }),
      terms: [...english, ...russian.map((each) => ({ ...each, language: "ru" as const }))],
    } as Concept),
  );

it("export and import give back the same concept", () => {
  fc.assert(
    fc.property(concept, (one) => {
      expect(readTbx(writeTbx({ concepts: [one] })).concepts).toEqual([one]);
    }),
    { numRuns: 200 },
  );
});
