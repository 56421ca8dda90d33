import fc from "fast-check";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { readExchange } from "../../../src/formats/registry.ts";
import { expectRoundTrip, spliced, textsOf, transcribed, translated } from "../round-trip.ts";
import { generatedDocx } from "./generated-docx.ts";

const RUNS = { numRuns: 50, seed: 7 };

test("a document comes back byte for byte, and with all its texts translated", () => {
  fc.assert(
    fc.property(generatedDocx, (bytes) => expectRoundTrip("docx", bytes)),
    RUNS,
  );
});

test("one changed text changes nothing else", () => {
  fc.assert(
    fc.property(generatedDocx, fc.nat(), (bytes, choice) => {
      const file = readExchange(bytes, { format: "docx", source: "en" });
      const key = file.units[choice % file.units.length]?.key ?? "";
      const wanted = translated(file, "ru", transcribed, (one) => one === key);
      const out = spliced(bytes, wanted, { target: "ru" });
      const back = readExchange(out, { format: "docx", source: "en" });
      const expected = { ...textsOf(file, "en"), [key]: textsOf(wanted, "ru")[key] };
      expect(textsOf(back, "en")).toEqual(expected);
      const [before, after] = [unzipSync(bytes), unzipSync(out)];
      const changed = Object.keys(before).filter(
        (name) => Buffer.compare(before[name] ?? new Uint8Array(), after[name] ?? new Uint8Array()) !== 0,
      );
      expect(changed.length).toBeLessThanOrEqual(1);
    }),
    RUNS,
  );
});
