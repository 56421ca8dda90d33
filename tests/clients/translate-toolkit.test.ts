import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { write as writeTmx } from "../../src/formats/tmx/write.ts";
import { read } from "../../src/formats/xliff/read.ts";
import { write } from "../../src/formats/xliff/write.ts";
import { missing, runProgram, SAMPLE, textsOf, workFolder } from "./programs.ts";

const note = missing("xliff2po");

describe.skipIf(note !== "")(`translate-toolkit${note}`, () => {
  it("reads our XLIFF 1.2, and we can read the file that it writes", () => {
    const folder = workFolder();
    const path = (name: string) => join(folder, name);
    writeFileSync(path("a.xlf"), write(SAMPLE, { version: "1.2" }));
    const there = runProgram("xliff2po", ["--progress=none", "-i", path("a.xlf"), "-o", path("a.po")]);
    expect(there.status, there.output).toBe(0);
    const po = readFileSync(path("a.po"), "utf8");
    expect(po).toContain('msgid "The Northern Sea Route is open."');
    expect(po).toContain('msgstr "Северный морской путь открыт."');
    writeFileSync(
      path("b.po"),
      po.replace(
        'msgid "Not translated yet."\nmsgstr ""',
        'msgid "Not translated yet."\nmsgstr "Переведено в PO."',
      ),
    );
    const back = runProgram("po2xliff", ["--progress=none", "-i", path("b.po"), "-o", path("b.xlf")]);
    expect(back.status, back.output).toBe(0);
    const returned = read(readFileSync(path("b.xlf")), { source: "en", target: "ru" });
    const translations = Object.values(textsOf(returned, "ru"));
    expect(translations).toContain("Переведено в PO.");
    expect(translations).toContain("Северный морской путь открыт.");
  });

  it.each([
    ["reviewed", /\b4t\s+0f\s+1u\b/u],
    ["translated", /\b0t\s+4f\s+1u\b/u],
  ] as const)("counts units in state %s as we do: only reviewed units are done", (state, counts) => {
    const folder = workFolder();
    const units = SAMPLE.units.map((unit) => {
      const { ru } = unit.variants;
      return ru === undefined ? unit : { ...unit, variants: { ...unit.variants, ru: { ...ru, state } } };
    });
    writeFileSync(join(folder, "a.xlf"), write({ ...SAMPLE, units }, { version: "1.2" }));
    const { output, status } = runProgram("pocount", [
      "--short-strings",
      "--no-color",
      join(folder, "a.xlf"),
    ]);
    expect(status, output).toBe(0);
    expect(output).toMatch(counts);
  });

  it("reads our TMX", () => {
    const folder = workFolder();
    writeFileSync(join(folder, "a.tmx"), writeTmx(SAMPLE));
    const script = `
import sys
from translate.storage import tmx
store = tmx.tmxfile.parsefile(sys.argv[1])
for unit in store.units:
    print(unit.source, "=>", unit.target)
`;
    const { output, status } = runProgram("/usr/bin/python3", ["-c", script, join(folder, "a.tmx")], {
      PYTHONIOENCODING: "utf-8",
    });
    expect(status, output).toBe(0);
    expect(output).toContain("The Northern Sea Route is open. => Северный морской путь открыт.");
    expect(Object.keys(textsOf(SAMPLE, "ru")).length).toBe(4);
  });
});
