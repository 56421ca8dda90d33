import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { readExchange } from "../../../src/formats/registry.ts";
import { expectRoundTrip, spliced, textsOf, transcribed, translated } from "../round-trip.ts";
import { generatedOdt } from "./generated-odt.ts";

const RUNS = { numRuns: 50, seed: 7 };

test("a document comes back byte for byte, and with all its texts translated", () => {
  fc.assert(
    fc.property(generatedOdt, (bytes) => expectRoundTrip("odt", bytes)),
    RUNS,
  );
});

test("one changed text changes no other text", () => {
  fc.assert(
    fc.property(generatedOdt, fc.nat(), (bytes, choice) => {
      const file = readExchange(bytes, { format: "odt", source: "en" });
      const key = file.units[choice % file.units.length]?.key ?? "";
      const wanted = translated(file, "ru", transcribed, (one) => one === key);
      const back = readExchange(spliced(bytes, wanted, { target: "ru" }), { format: "odt", source: "en" });
      expect(textsOf(back, "en")).toEqual({ ...textsOf(file, "en"), [key]: textsOf(wanted, "ru")[key] });
    }),
    RUNS,
  );
});

test("the languages of the styles become those of the translation, and mimetype stays first and stored", () => {
  const [bytes] = fc.sample(generatedOdt, { seed: 3, numRuns: 1 });
  const file = readExchange(bytes as Uint8Array, { format: "odt", source: "en" });
  const out = spliced(bytes as Uint8Array, translated(file, "ru"), { target: "ru" });
  const parts = unzipSync(out);
  expect(strFromU8(parts["styles.xml"] as Uint8Array)).toContain('fo:language="ru" fo:country="RU"');
  expect(strFromU8(parts["content.xml"] as Uint8Array)).toContain(
    'fo:language="ru" fo:country="RU" o:rsid="1"',
  );
  expect(Object.keys(parts)[0]).toBe("mimetype");
  expect(strFromU8(out.subarray(38, 77))).toBe("application/vnd.oasis.opendocument.text");
});
