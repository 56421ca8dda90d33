import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Content, isCode } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { htmlPage, markdownDocument } from "./documents.ts";

/** Another text of the same shape: a letter for each letter. */
const translated = (text: string): string => text.replace(/[a-z]/gu, "ж").replace(/[A-Z]/gu, "Ж");
const inRussian = (content: Content): Content =>
  content.map((part) => (isCode(part) ? part : translated(part)));
const shapeOf = (file: ExchangeFile, language: "en" | "ru") =>
  file.units.map(({ key, context, variants }) => ({
    key,
    context,
    content: variants[language]?.content.map((part) => (isCode(part) ? `${part.kind} ${part.id}` : part)),
  }));

function read(bytes: Uint8Array, format: "html" | "markdown", source: "en" | "ru"): ExchangeFile | undefined {
  try {
    return readExchange(bytes, { format, source });
  } catch {
    // A document that happens to have no text.
    return undefined;
  }
}

describe.each([
  ["html", htmlPage],
  ["markdown", markdownDocument],
] as const)("generated documents in %s", (format, documents) => {
  test("an export without changes is the imported file", () => {
    fc.assert(
      fc.property(documents, (source) => {
        const bytes = encode(source);
        const file = read(bytes, format, "en");
        if (file === undefined) return;
        expect(spliceExchange(bytes, file, { target: "en" })?.bytes).toEqual(bytes);
      }),
      { seed: 16, numRuns: 200 },
    );
  });

  test("a translation has the same structure and the new texts", () => {
    fc.assert(
      fc.property(documents, (source) => {
        const bytes = encode(source);
        const file = read(bytes, format, "en");
        if (file === undefined) return;
        const units = file.units.map((unit) => ({
          ...unit,
          variants: {
            ...unit.variants,
            ru: { content: inRussian(unit.variants.en?.content ?? []), state: "translated" as const },
          },
        }));
        const written = spliceExchange(bytes, { ...file, units }, { target: "ru", templateLanguage: "en" });
        const again = written && read(written.bytes, format, "ru");
        expect(again && shapeOf(again, "ru")).toEqual(shapeOf({ ...file, units }, "ru"));
      }),
      { seed: 16, numRuns: 200 },
    );
  });

  test("without translations the source stays, byte for byte, on request", () => {
    fc.assert(
      fc.property(documents, (source) => {
        const bytes = encode(source);
        const file = read(bytes, format, "en");
        if (file === undefined) return;
        const written = spliceExchange(bytes, file, {
          target: "ru",
          templateLanguage: "en",
          untranslated: "source",
        });
        // The language of the page is that of the translation, and what was in that language before is marked.
        const text = new TextDecoder().decode(written?.bytes);
        const wanted = source
          .replaceAll('lang="ru"', 'lang="ru" translate="no"')
          .replace('lang="en"', 'lang="ru"');
        expect(text).toBe(wanted);
      }),
      { seed: 16, numRuns: 50 },
    );
  });
});

test.each([
  '****<span title="A tip">*The ice.*</span>**** The ice.\n',
  '| The ice. | ****<span title="A tip">*The ice.*</span>**** |\n| --- | :-: |\n| x | y |\n',
  '> ## ****<span title="A tip">*The ice.*</span>**** ![A map](map.png "Title of it")\n',
])("marks that a parser pairs only in part belong to their span: %j", (source) => {
  const bytes = encode(source);
  const file = readExchange(bytes, { format: "markdown", source: "en" });
  const units = file.units.map((unit) => ({
    ...unit,
    variants: { ru: { content: inRussian(unit.variants.en?.content ?? []), state: "translated" as const } },
  }));
  expect(JSON.stringify(shapeOf({ ...file, units }, "ru"))).not.toContain("**");
  const written = spliceExchange(bytes, { ...file, units }, { target: "ru", templateLanguage: "en" });
  const again = readExchange(written?.bytes ?? bytes, { format: "markdown", source: "ru" });
  expect(shapeOf(again, "ru")).toEqual(shapeOf({ ...file, units }, "ru"));
});
