import * as fc from "fast-check";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ExchangeFile } from "../../src/formats/contract.ts";
import { write as writeTmx } from "../../src/formats/tmx/write.ts";
import { scanFile, spliceChanges } from "../formats/xliff/splicing.ts";
import { VERSIONS } from "../../src/formats/xliff/vocabulary.ts";
import { write } from "../../src/formats/xliff/write.ts";
import { anyFile, withControls } from "../formats/arbitrary.ts";
import { DATA, DATA_NOTE, dataFiles, XLIFF_FILES } from "../formats/data.ts";
import { missing, runProgram, SAMPLE, workFolder } from "./programs.ts";

const note = missing("xmllint") || DATA_NOTE;
const SCHEMAS = join(DATA, "schemas");
const schemaOf = (version: string) =>
  join(SCHEMAS, version, version === "1.2" ? "xliff-core-1.2-strict.xsd" : "all.xsd");

function validate(files: readonly string[], ...args: readonly string[]): string {
  const env = { XML_CATALOG_FILES: join(SCHEMAS, "catalog.xml") };
  const { output } = runProgram("xmllint", ["--nonet", "--noout", ...args, ...files], env);
  // Messages about DTDs and schemas that xmllint may not fetch say nothing about our files.
  return output
    .split("\n")
    .filter((line) =>
      /validity error|parser error|namespace error|fails to validate|does not validate/u.test(line),
    )
    .join("\n");
}

/** All metadata that a pull may add to a file. */
const enrichment = (keys: readonly string[]) => ({
  bases: new Map(keys.map((key) => [key, { document: "d & e", unit: "u", versions: { en: 1, ru: 2 } }])),
  candidates: new Map(
    keys.map((key) => [key, [{ source: ["a & b"], target: ["б <в>"], similarity: 87.333, origin: 'x "y"' }]]),
  ),
  glossary: new Map(
    keys.map((key) => [
      key,
      [
        { term: "ice", translations: ["лёд"], definition: "H<2>O", ranges: [{ start: 0, end: 1 }] },
        {
          term: "floe",
          translations: ["льдина"],
          ranges: [1, 3, 4].map((start) => ({ start, end: start + 1 })),
        },
      ],
    ]),
  ),
});

describe.skipIf(note !== "")(`xmllint${note}`, () => {
  it.each(VERSIONS)(
    "accepts new XLIFF %s valid (1.2: strict) with any content, with and without enrichment",
    (version) => {
      const folder = workFolder();
      const samples = fc.sample(version === "1.2" ? anyFile() : anyFile(withControls), {
        seed: 21,
        numRuns: 80,
      });
      const files = [SAMPLE, ...samples].flatMap((file: ExchangeFile, at) => {
        const keys = file.units.map(({ key }) => key);
        const paths = [join(folder, `${at}.xlf`), join(folder, `${at}-rich.xlf`)];
        writeFileSync(paths[0] ?? "", write(file, { version }));
        writeFileSync(paths[1] ?? "", write(file, { version, prefill: true, ...enrichment(keys) }));
        return paths;
      });
      expect(validate(files, "--schema", schemaOf(version))).toBe("");
    },
  );

  it("accepts TMX", () => {
    const folder = workFolder();
    const files = fc.sample(anyFile(), { seed: 22, numRuns: 60 }).map((file, at) => {
      const path = join(folder, `${at}.tmx`);
      writeFileSync(path, writeTmx(file, { bases: enrichment(file.units.map(({ key }) => key)).bases }));
      return path;
    });
    expect(validate(files, "--dtdvalid", join(SCHEMAS, "tmx/tmx14.dtd"))).toBe("");
  });

  it("accepts a valid file after targets, metadata and candidates were added to it", () => {
    const folder = workFolder();
    mkdirSync(join(folder, "out"));
    const [files, originals]: [string[], string[]] = [[], []];
    for (const [at, { bytes }] of dataFiles("oasis-2.1/core/valid", XLIFF_FILES).entries()) {
      const original = join(folder, `${at}.xlf`);
      writeFileSync(original, bytes);
      if (validate([original], "--schema", schemaOf("2.1")) !== "") continue;
      const { units } = scanFile(bytes);
      const keys = [...units.keys()];
      const changes = new Map(
        keys.map((key) => [key, { target: ["Другой текст"], state: "reviewed" as const }]),
      );
      const path = join(folder, "out", `${at}.xlf`);
      writeFileSync(path, spliceChanges(bytes, changes, enrichment(keys)).bytes);
      files.push(path);
      originals.push(original);
    }
    expect(originals.length).toBeGreaterThan(20);
    expect(validate(files, "--schema", schemaOf("2.1"))).toBe("");
  });
});
