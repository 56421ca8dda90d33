import { describe, expect, test } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { scanFile } from "../../formats/xliff/splicing.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { pull } from "../../../src/services/exchange/pull.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { type DataFile, dataFiles, fixtureFiles, hasData, XLIFF_FILES } from "../../formats/data.ts";
import { anna, text, world } from "../helpers.ts";

/** Whichever languages a file is in, it says that they are English and Russian: nothing else of it is touched. */
function inOurLanguages({ bytes }: DataFile): { bytes: Uint8Array; version: string } {
  const { decoded, file } = scanFile(bytes);
  const renamed = decoded.text
    .replaceAll(/\b(source-language|srcLang)=(["'])[^"']*\2/gu, "$1=$2en$2")
    .replaceAll(/\b(target-language|trgLang)=(["'])[^"']*\2/gu, "$1=$2ru$2")
    .replaceAll(/(<(?:\w+:)?(?:source|seg-source)\b[^>]*? xml:lang=)(["'])[^"']*\2/gu, "$1$2en$2")
    .replaceAll(/(<(?:\w+:)?target\b[^>]*? xml:lang=)(["'])[^"']*\2/gu, "$1$2ru$2");
  return {
    bytes: encode(renamed, decoded.encoding, decoded.bom),
    version: file.major === 1 ? "1.2" : file.version,
  };
}

/** Every way to enrich a pull. */
const SWITCHES = [
  {},
  { matches: true },
  { terms: true },
  { matches: true, terms: true },
  { metadata: false, matches: true, terms: true },
] as const;

describe("files of other programs and our own, taken in and given out", () => {
  test.each([
    ["our own dialects", fixtureFiles("xliff/dialects", XLIFF_FILES), 12],
    ["our own encodings", fixtureFiles("xliff/encodings", XLIFF_FILES), 5],
    ["our own valid files", fixtureFiles("xliff/core/valid", XLIFF_FILES), 20],
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
    "%s: come back unchanged from every enriched pull, and are byte for byte what they were",
    async (_name, files, least) => {
      const context = await world();
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
        const wanted = { document, format: "xliff", version: given.version, ...direction } as const;
        for (const switches of SWITCHES) {
          const { bytes } = await pull(context, anna, { ...wanted, ...switches });
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
        const clean = await pull(context, anna, { ...wanted, metadata: false });
        expect(Buffer.compare(clean.bytes, given.bytes), name).toBe(0);
      }
      expect(taken).toBeGreaterThanOrEqual(least);
      expect(enriched).toBeGreaterThan(taken);
    },
    60_000,
  );
});
