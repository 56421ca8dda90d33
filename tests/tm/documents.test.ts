import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { plainText } from "../../src/domain/segment.ts";
import { readExchange } from "../../src/formats/registry.ts";
import { documentOf, documentPath, seminarText } from "../../tools/seminar-documents.ts";

const stored = (language: (typeof LANGUAGES)[number]) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, "..", "..", documentPath(language))));

test.each(LANGUAGES)("the Word document in %s is made from the text in tm/", (language) => {
  expect(Buffer.compare(documentOf(seminarText(language), language), stored(language))).toBe(0);
});

test.each(LANGUAGES)("the Word document in %s has the sentences of the text, in order", (language) => {
  const texts = (bytes: Uint8Array, format: "docx" | "markdown") =>
    readExchange(bytes, { format, source: language })
      .units.filter(({ context }) => context !== "header")
      .map(({ variants }) => plainText(variants[language]?.content ?? []).replace(/\s+/gu, " "));
  const markdown = new TextEncoder().encode(seminarText(language));
  expect(texts(stored(language), "docx")).toEqual(texts(markdown, "markdown"));
});
