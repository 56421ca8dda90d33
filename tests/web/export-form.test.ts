import { expect, test } from "vitest";
import {
  exportForm,
  exportQuery,
  offeredFormats,
  withFormat,
} from "../../src/web/screens/home/export-form.ts";

const xliff = {
  format: "xliff",
  languages: ["ru", "zh"],
  file: { name: "a.xlf", version: "1.2", source: "zh", target: "ru" },
} as const;

test("a bilingual file is offered as its original, without more parameters", () => {
  const form = exportForm(xliff);
  expect(form).toMatchObject({ format: "original", version: "1.2", source: "zh", target: "ru" });
  expect(exportQuery(form, xliff)).toEqual({ format: "original" });
});

test("the original in another direction has the languages as parameters", () => {
  expect(exportQuery({ ...exportForm(xliff), source: "en" }, xliff)).toEqual({
    format: "original",
    source: "en",
    target: "ru",
  });
});

test("the language of a monolingual file is the source, and its original takes only a target", () => {
  const text = { format: "text", languages: ["ru", "zh"], file: { source: "ru" } } as const;
  const form = exportForm(text);
  expect(form).toMatchObject({ format: "xliff", source: "ru", target: "zh" });
  expect(exportQuery({ ...form, format: "original" }, text)).toEqual({ format: "original", target: "zh" });
});

test("a format that needs its original is offered as the original alone", () => {
  expect(offeredFormats({ format: "docx" })).toContain("original");
  expect(offeredFormats({ format: "docx" })).not.toContain("docx");
  expect(offeredFormats({ format: "docx" })).toEqual(expect.arrayContaining(["text", "markdown", "xliff"]));
  expect(offeredFormats({ format: "tbx" })).not.toContain("original");
  expect(exportForm({ format: "docx", languages: ["ru"] }).format).toBe("xliff");
});

test("a file in one language is offered in one that the document has texts in", () => {
  const english = { format: "docx", languages: ["en"], file: { source: "en" } } as const;
  const form = exportForm(english);
  expect(form).toMatchObject({ format: "xliff", source: "en", target: "ru" });
  const original = withFormat(form, "original", english);
  expect(original).toMatchObject({ format: "original", target: "en" });
  expect(withFormat(original, "xliff", english)).toMatchObject({ source: "en", target: "ru" });
  const both = { ...english, languages: ["en", "ru"] } as const;
  expect(withFormat(exportForm(both), "text", both)).toMatchObject({ target: "ru" });
});

test("each format has its own parameters", () => {
  const form = { ...exportForm(xliff), matches: true, terms: true, least: 0.95 } as const;
  const query = (format: "xliff" | "jliff" | "tmx" | "i18next") => exportQuery({ ...form, format }, xliff);
  expect(query("xliff")).toEqual({
    format: "xliff",
    version: "1.2",
    source: "zh",
    target: "ru",
    pretranslate: "0.95",
    matches: "true",
    terms: "true",
  });
  expect(query("jliff")).toEqual({ format: "jliff", source: "zh", target: "ru", pretranslate: "0.95" });
  expect(query("tmx")).toEqual({ format: "tmx" });
  expect(query("i18next")).toEqual({ format: "i18next", target: "ru" });
});
