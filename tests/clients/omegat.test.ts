import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { read as readTmx } from "../../src/formats/tmx/read.ts";
import { write as writeTmx } from "../../src/formats/tmx/write.ts";
import { read } from "../../src/formats/xliff/read.ts";
import { write } from "../../src/formats/xliff/write.ts";
import { missing, runProgram, SAMPLE, textsOf, workFolder } from "./programs.ts";

const note = missing("omegat");

const PROJECT = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
  <source_dir>__DEFAULT__</source_dir><source_dir_excludes/>
  <target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
  <glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
  <dictionary_dir>__DEFAULT__</dictionary_dir>
  <source_lang>en</source_lang><target_lang>ru</target_lang>
  <source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok><target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
  <sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
`;

/** Translates a project in console mode. Its source is our XLIFF, its memory is our TMX. */
function translate(version: string) {
  const folder = workFolder();
  for (const name of ["source", "target", "tm/auto", "glossary", "dictionary", "omegat", "config"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const untranslated = {
    ...SAMPLE,
    units: SAMPLE.units.map((unit) => ({
      ...unit,
      variants: { en: unit.variants.en ?? { content: [], state: "final" as const } },
    })),
  };
  writeFileSync(join(folder, "omegat.project"), PROJECT);
  writeFileSync(
    join(folder, "source/seminar.xlf"),
    write(untranslated, { version, target: "ru", prefill: true }),
  );
  writeFileSync(join(folder, "tm/auto/memory.tmx"), writeTmx(SAMPLE));
  const outcome = runProgram("omegat", [
    "--mode=console-translate",
    "--no-team",
    "--disable-project-locking",
    "--quiet",
    `--config-dir=${join(folder, "config")}`,
    folder,
  ]);
  return { folder, outcome };
}

describe.skipIf(note !== "")(`OmegaT${note}`, () => {
  it("fills our XLIFF 1.2 from our TMX, and we can read the result", () => {
    const { folder, outcome } = translate("1.2");
    expect(outcome.status, outcome.output).toBe(0);
    const back = read(readFileSync(join(folder, "target/seminar.xlf")));
    expect(textsOf(back, "en")).toEqual(textsOf(SAMPLE, "en"));
    const [wanted, found] = [textsOf(SAMPLE, "ru"), textsOf(back, "ru")];
    for (const key of ["route", "markup", "astral"]) expect(found[key]).toBe(wanted[key]);
    const memory = readdirSync(folder).find((name) => name.endsWith("-omegat.tmx")) ?? "";
    expect(readTmx(readFileSync(join(folder, memory))).format).toBe("tmx");
  }, 180_000);

  it("leaves our XLIFF 2.0 unchanged, because the filter of version 3.6 knows only trans-units", () => {
    const { folder, outcome } = translate("2.0");
    expect(outcome.status, outcome.output).toBe(0);
    const [sent, back] = ["source", "target"].map((name) =>
      read(readFileSync(join(folder, name, "seminar.xlf"))),
    );
    expect(back?.units.map(({ key, variants }) => [key, variants])).toEqual(
      sent?.units.map(({ key, variants }) => [key, variants]),
    );
  }, 180_000);
});
