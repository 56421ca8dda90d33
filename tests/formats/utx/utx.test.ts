import { describe, expect, it } from "vitest";
import type { Concept, Term } from "../../../src/domain/concept.ts";
import { readUtx, writeUtx } from "../../../src/formats/utx/utx.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const term = (language: "en" | "ru", text: string, more: Partial<Term> = {}): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
  ...more,
});

describe("UTX", () => {
  it("reads pairs, groups them by concept ID, and reads the status of terms", () => {
    const file = readUtx(
      bytes(
        "#UTX 1.11; en-US/ru; 2024-01-01T00:00:00Z; dictionary ID: Ice\r\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\r\nice\tлёд\tnoun\tapproved\t1\r\nice\tледок\tnoun\tforbidden\t1\r\npack ice\tпаковый лёд\tnoun\tprovisional\t\r\n",
      ),
    );
    expect(file.title).toBe("Ice");
    expect(file.concepts).toEqual([
      {
        id: "1",
        status: "approved",
        terms: [
          {
            language: "en",
            tag: "en-US",
            text: "ice",
            administrativeStatus: "preferred",
            partOfSpeech: "noun",
          },
          { language: "ru", text: "лёд", administrativeStatus: "preferred" },
          { language: "ru", text: "ледок", administrativeStatus: "deprecated", forbidden: true },
        ],
      },
      expect.objectContaining({ id: "utx-3", status: "proposed" }),
    ]);
  });

  it("gives back the same concepts after export and import, where the format can hold them", () => {
    const concepts: Concept[] = [
      {
        id: "nsr",
        domain: "shipping",
        status: "approved",
        terms: [
          term("en", "Northern Sea Route", { partOfSpeech: "properNoun" }),
          term("en", "NSR", { administrativeStatus: "admitted" }),
          term("ru", "Северный морской путь"),
          term("ru", "СМП", { administrativeStatus: "admitted" }),
          term("ru", "Северо-Восточный проход", { administrativeStatus: "deprecated", forbidden: true }),
        ],
      },
      { id: "ice", status: "proposed", terms: [term("en", "ice"), term("ru", "лёд")] },
    ];
    const back = readUtx(writeUtx({ concepts }, { source: "en", target: "ru" })).concepts;
    const sorted = (all: readonly Concept[]) =>
      all.map((concept) => ({
        ...concept,
        terms: concept.terms.toSorted((a, b) => (a.text < b.text ? -1 : 1)),
      }));
    expect(sorted(back)).toEqual(sorted(concepts));
  });

  it("guards cells that a spreadsheet would run, and restores them on reading", () => {
    const texts = ["=cmd|'/c calc'!A1", "+1", "-shaped ice", "@sum", "＝1", "'=1", "'tis"];
    const concepts = texts.map((text, at): Concept => ({
      id: `c${at}`,
      status: "approved",
      domain: text,
      terms: [term("en", text), term("ru", text)],
    }));
    const written = writeUtx({ concepts }, { source: "en", target: "ru" });
    const cells = new TextDecoder()
      .decode(written)
      .split(/[\t\r\n]+/u)
      .filter((cell) => !cell.startsWith("#"));
    expect(cells.filter((cell) => /^[=+\-@＝]/u.test(cell))).toEqual([]);
    expect(readUtx(written).concepts.map(({ domain, terms }) => [domain, terms[0]?.text])).toEqual(
      texts.map((text) => [text, text]),
    );
  });

  it("refuses a file without header or with an unknown language, and rejects a line without a pair", () => {
    expect(() => readUtx(bytes("ice\tлёд\n"))).toThrowError(
      expect.objectContaining({ code: "csv-invalid", place: { line: 1 } }),
    );
    expect(() => readUtx(bytes("#UTX 1.11; en/fr;\nice\tglace\n"))).toThrowError(
      expect.objectContaining({ code: "language-unknown" }),
    );
    const { concepts, rejected } = readUtx(bytes("#UTX 1.11; en/ru;\n#src\ttgt\nice\nfloe\tльдина\n"));
    expect(rejected).toMatchObject([{ code: "csv-invalid", place: { line: 3, unit: "ice" } }]);
    expect(concepts).toHaveLength(1);
  });
});
