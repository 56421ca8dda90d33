import { describe, expect, it } from "vitest";
import { Problem, type ProblemData } from "../../../src/domain/problem.ts";
import { decodeXml } from "../../../src/formats/xml/decode.ts";
import { read } from "../../../src/formats/xliff/read.ts";
import { scan } from "../../../src/formats/xliff/scan.ts";
import { createValidator } from "../../../src/formats/xliff/validate.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { DATA_NOTE, dataFiles, hasData, XLIFF_FILES } from "../data.ts";

/** What is wrong with a file: the problem that refuses it, or its findings. */
function faults(bytes: Uint8Array): readonly ProblemData[] {
  const validator = createValidator();
  try {
    scan(decodeXml(bytes).text, { also: validator });
  } catch (error) {
    if (error instanceof Problem) return [error];
    throw error;
  }
  return validator.findings();
}

describe.skipIf(!hasData)(`the OASIS test suites${DATA_NOTE}`, () => {
  it.each([
    ["oasis-2.1/core/invalid", 119],
    ["oasis-2.2/core/invalid", 119],
  ])("%s: every file is refused or has findings", (folder, count) => {
    const files = dataFiles(folder, XLIFF_FILES);
    expect(files.length).toBe(count);
    const passed = files.filter(({ bytes }) => faults(bytes).length === 0).map(({ name }) => name);
    expect(passed).toEqual([]);
  });

  it.each([
    "oasis-2.1/core/valid",
    "oasis-2.1/core/in-out",
    "oasis-2.1/modules/valid",
    "oasis-2.2/core/valid",
    "oasis-2.2/modules/valid",
  ])("%s: no file has findings", (folder) => {
    // Not well-formed with namespaces, in spite of its name.
    const files = dataFiles(folder, XLIFF_FILES).filter(({ name }) => !name.endsWith("Good-pgs_plural.xlf"));
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter(({ bytes }) => faults(bytes).length > 0).map(({ name }) => name)).toEqual([]);
  });
});

describe("the validator", () => {
  const file = (unit: string, root = 'srcLang="en" trgLang="ru"') =>
    encode(
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" ${root}><file id="f"><unit id="u">${unit}</unit></file></xliff>`,
    );
  const segment = (source: string, target = "") => `<segment><source>${source}</source>${target}</segment>`;

  it.each([
    ["xliff-missing", "<notes><note>n</note></notes>"],
    ["xliff-element", `${segment("a")}<notes><note>n</note></notes>`],
    ["xliff-attribute", segment('<ph id="1" colour="red"/>')],
    ["xliff-value", segment('<ph id="1" canCopy="perhaps"/>')],
    ["xliff-id-duplicate", segment('<ph id="1"/><ph id="1"/>')],
    ["xliff-reference", segment('<ph id="1" dataRef="d"/>')],
    ["xliff-span", segment('<sc id="1"/>a')],
    ["xliff-hint", segment('<ph id="1" canReorder="no"/>')],
    ["xliff-code-deleted", segment('<ph id="1" canDelete="no"/>', "<target/>")],
    ["language-mismatch", segment("a", '<target xml:lang="zh">б</target>')],
    ["xliff-invalid", `${segment("a")}stray text`],
  ])("names %s, with line and unit", (code, unit) => {
    const [finding] = faults(file(unit));
    expect(finding).toMatchObject({ code, place: { line: 1, unit: "u" } });
  });

  it("does not keep a file out: its findings are warnings of the read", () => {
    const found = read(file(segment('<ph id="1" dataRef="d"/>x')));
    expect(found.units[0]?.variants.en?.content).toHaveLength(2);
    expect(found.warnings?.map(({ code }) => code)).toEqual(["xliff-reference"]);
  });
});
