import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import { readExchange } from "../../../src/formats/registry.ts";
import { type FormatName, OPTIONAL_TEXTS } from "../../../src/formats/traits.ts";
import { expectRoundTrip, spliced, textsOf, transcribed, translated } from "../round-trip.ts";
import { docx } from "./docx.ts";
import { odp, ods, odt } from "./odf.ts";
import { packed, type Parts } from "./package.ts";
import { pptx } from "./pptx.ts";
import { subtitles } from "./subtitles.ts";
import { html, markdown } from "./web.ts";
import { xlsx } from "./xlsx.ts";

/** `FUZZ_RUNS=3000 FUZZ_SEED=1 npx vitest run …` looks for more. */
const number = (name: string, usual: number) => Number(process.env[name] ?? usual);
const RUNS = { numRuns: number("FUZZ_RUNS", 20), seed: number("FUZZ_SEED", 7) };

/** Formats, their documents, and the parts that follow one changed text at most. */
const PACKAGES: readonly (readonly [FormatName, fc.Arbitrary<Parts>, number])[] = [
  // The drawing of a SmartArt repeats its data.
  ["docx", docx, 2],
  ["pptx", pptx, 2],
  // Headings of tables and names in charts repeat cells, and the workbook is computed anew.
  ["xlsx", xlsx, 4],
  ["odt", odt, 1],
  ["odp", odp, 1],
  ["ods", ods, 2],
];
const TEXTS: readonly (readonly [FormatName, fc.Arbitrary<string>])[] = [
  ["html", html],
  ["markdown", markdown],
  ["srt", subtitles("srt")],
  ["vtt", subtitles("vtt")],
];
const ALL: readonly (readonly [FormatName, fc.Arbitrary<Parts | string>])[] = [
  ...PACKAGES.map(([format, documents]) => [format, documents] as const),
  ...TEXTS,
];

/** The file. Packages and texts are generated as text, so that a counterexample can be read. */
const bytesOf = (document: Parts | string): Uint8Array =>
  typeof document === "string" ? encode(document) : packed(document);

/** One text is written over in the same language. */
const CHANGE = { target: "en", templateLanguage: "en" } as const;

/** Texts that few want to translate are asked for in half of the cases. */
const optional = fc.constantFrom([], OPTIONAL_TEXTS);

describe.each(ALL)("generated documents in %s", (format, documents) => {
  test("an export without changes is the imported file", () => {
    fc.assert(
      fc.property(documents, optional, (document, optionalTexts) => {
        const bytes = bytesOf(document);
        const file = readExchange(bytes, { format, source: "en", optionalTexts });
        expect(spliced(bytes, file, { target: "en" })).toBe(bytes);
        const abroad = spliced(bytes, file, { target: "ru", templateLanguage: "en", untranslated: "source" });
        expect(abroad).toEqual(bytes);
      }),
      RUNS,
    );
  });

  test("a translation has the same structure and the new texts", () => {
    fc.assert(
      fc.property(documents, optional, (document, optionalTexts) =>
        expectRoundTrip(format, bytesOf(document), optionalTexts),
      ),
      RUNS,
    );
  });

  test("one changed text changes no other text", () => {
    fc.assert(
      fc.property(documents, fc.nat(), (document, choice) => {
        const bytes = bytesOf(document);
        const file = readExchange(bytes, { format, source: "en" });
        const key = file.units[choice % file.units.length]?.key ?? "";
        const wanted = translated(file, "en", transcribed, (one) => one === key);
        const out = spliced(bytes, wanted, CHANGE);
        const back = readExchange(out, { format, source: "en" });
        expect(textsOf(back, "en")).toEqual(textsOf(wanted, "en"));
      }),
      RUNS,
    );
  });
});

test.each(PACKAGES)(
  "%s: parts without a changed text are the same bytes, in the same order",
  (format, documents, most) => {
    fc.assert(
      fc.property(documents, fc.nat(), (document, choice) => {
        const bytes = bytesOf(document);
        const file = readExchange(bytes, { format, source: "en" });
        const key = file.units[choice % file.units.length]?.key ?? "";
        const wanted = translated(file, "en", transcribed, (one) => one === key);
        const [before, after] = [bytes, spliced(bytes, wanted, CHANGE)].map((one) => unzipSync(one));
        expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
        const changed = Object.entries(before ?? {}).filter(
          ([name, part]) => Buffer.compare(part, after?.[name] ?? new Uint8Array()) !== 0,
        );
        expect(changed.length).toBeLessThanOrEqual(most);
      }),
      RUNS,
    );
  },
);
