import { describe, expect, test } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { scanFile } from "../../formats/xliff/splicing.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { type DataFile, dataFiles, fixtureFiles, hasData, XLIFF_FILES } from "../../formats/data.ts";
import { anna, text, type TestContext, testContext } from "../helpers.ts";

/** Declares the languages of a file as English and Russian, and changes nothing else. */
function inOurLanguages({ bytes }: DataFile): { bytes: Uint8Array; version: string } {
  const { decoded, file } = scanFile(bytes);
  const renamed = decoded.text
    .replaceAll(/\b(source-language|srcLang)=(["'])[^"']*\2/gu, "$1=$2en$2")
    .replaceAll(/\b(target-language|trgLang)=(["'])[^"']*\2/gu, "$1=$2ru$2")
    .replaceAll(/(<(?:\w+:)?(?:source|seg-source)\b[^>]*? xml:lang=)(["'])[^"']*\2/gu, "$1$2en$2")
    .replaceAll(/(<(?:\w+:)?target\b[^>]*? xml:lang=)(["'])[^"']*\2/gu, "$1$2ru$2");
  return {
    bytes: encode(renamed, decoded.encoding, decoded.bom),
    version: file.version,
  };
}

/** Types another target for one unit and expects no other change in the file. False when no unit is suitable. */
async function changesOneUnitAlone(
  context: TestContext,
  document: string,
  original: Uint8Array,
): Promise<boolean> {
  const { items } = await listUnits(context, anna, document, { limit: 100 });
  const found = items.find(({ variants: { en, ru } }) => en && ru && !/^\s*$/u.test(ru.text));
  const ru = found?.variants.ru;
  if (found === undefined || ru === undefined) return false;
  const content = ru.content.map((part, at) =>
    typeof part === "string" && at === ru.content.findIndex((one) => typeof one === "string")
      ? `Ж${part}`
      : part,
  );
  const patch = { variants: { ru: { content } } };
  await editUnit(context, anna, found.id, found.version, patch, { force: true });
  const { bytes, warnings } = await pull(context, anna, { document, format: "original" });
  const before = scanFile(original).decoded.text;
  const after = scanFile(bytes);
  const was = scanFile(original).units.get(found.key)?.span;
  const is = after.units.get(found.key)?.span;
  if (was === undefined || is === undefined) throw new Error(`no unit ${found.key}`);
  // A file that declares no target language gets one.
  const rest = (whole: string, { start, end }: { readonly start: number; readonly end: number }) =>
    (whole.slice(0, start) + whole.slice(end)).replaceAll(/ (?:target-language|trgLang)=(["'])ru\1/gu, "");
  expect(rest(after.decoded.text, is)).toBe(rest(before, was));
  expect(after.decoded.text.slice(is.start, is.end)).toContain("Ж");
  // Targets in another language stay, and are named.
  const isNamed = (reason: unknown) => reason === "left" || reason === "written";
  expect(warnings.filter(({ params }) => !isNamed(params?.["reason"]))).toEqual([]);
  return true;
}

/** All options that enrich a pull. */
const SWITCHES = [
  {},
  { matches: true },
  { terms: true },
  { matches: true, terms: true },
  { metadata: false, matches: true, terms: true },
] as const;

describe("import and export of our own files and files of other programs", () => {
  test.each([
    ["our own dialects", fixtureFiles("xliff/dialects", XLIFF_FILES), 12],
    ["our own encodings", fixtureFiles("xliff/encodings", XLIFF_FILES), 5],
    ["our own valid files", fixtureFiles("xliff/core/valid", XLIFF_FILES), 20],
    ["our own files of 1.0 and 1.1", fixtureFiles("xliff/old", XLIFF_FILES), 2],
    ["our own modules", fixtureFiles("xliff/modules/valid", XLIFF_FILES), 8],
    ...(
      [
        ["real", 115],
        ["oasis-2.1/core/valid", 20],
        ["oasis-2.1/modules/valid", 25],
        ["oasis-2.2/modules/valid", 25],
      ] as const
    )
      .filter(() => hasData)
      .map(([folder, least]) => [folder, dataFiles(folder, XLIFF_FILES), least] as const),
  ] as const)(
    "%s: every enriched pull can be pushed back without changes, and a plain pull equals the file in every byte",
    async (_name, files, least) => {
      const context = await testContext();
      for (const [en, ru] of [
        ["file", "файл"],
        ["text", "текст"],
      ] as const) {
        await createConcept(context, anna, {
          terms: [
            { language: "en", text: en, administrativeStatus: "preferred" },
            { language: "ru", text: ru, administrativeStatus: "preferred" },
          ],
        });
      }
      let taken = 0;
      let enriched = 0;
      let edited = 0;
      for (const [at, file] of files.entries()) {
        const { name } = file;
        const document = `d${at}`;
        const direction = { source: "en", target: "ru" } as const;
        let given: ReturnType<typeof inOurLanguages>;
        try {
          given = inOurLanguages(file);
          await createDocument(
            context,
            anna,
            { collection: "c", id: document, filename: name, ...direction },
            given.bytes,
          );
        } catch (error) {
          // Not well-formed, or without any language.
          if (
            error instanceof Problem &&
            /^(xml-tags-crossed|language-missing|file-empty)$/u.test(error.code)
          )
            continue;
          throw error;
        }
        taken += 1;
        const wanted = { document, format: "original" } as const;
        for (const switches of SWITCHES) {
          const { bytes } = await pull(context, anna, { ...wanted, metadata: true, ...switches });
          if (/polynya/u.test(text(bytes))) enriched += 1;
          const { report } = await push(context, anna, { document, bytes, filename: name, ...direction });
          const { created, changed, conflict } = report.counts;
          expect({ name, switches, created, changed, conflict }).toEqual({
            name,
            switches,
            created: 0,
            changed: 0,
            conflict: 0,
          });
        }
        const clean = await pull(context, anna, wanted);
        expect(Buffer.compare(clean.bytes, given.bytes), name).toBe(0);
        if (await changesOneUnitAlone(context, document, given.bytes)) edited += 1;
      }
      expect(edited).toBeGreaterThan(taken / 2);
      expect(taken).toBeGreaterThanOrEqual(least);
      expect(enriched).toBeGreaterThan(taken);
    },
    60_000,
  );
});
