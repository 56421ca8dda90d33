import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { plainText } from "../../src/domain/segment.ts";
import { readGlossary, writeGlossary } from "../../src/formats/glossary/glossary-registry.ts";
import { parseMarkdown } from "../../src/formats/markdown/markdown.ts";
import { sentencesOfBlocks } from "../../src/formats/text/blocks.ts";
import { read } from "../../src/formats/xliff/read.ts";
import type { Context } from "../../src/services/context.ts";
import { listConcepts } from "../../src/services/glossary/list-concepts.ts";
import { listFindings } from "../../src/services/quality/list-findings.ts";
import { seedStore } from "../../src/services/documents/seed-store.ts";
import { editUnit } from "../../src/services/units/edit-unit.ts";
import { listUnits } from "../../src/services/units/list-units.ts";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import { seededStore, seedFiles, TM } from "./seeded-store.ts";

const SEMINAR = "seminars/arkhangelsk-2023";
const somebody = { name: "somebody" };
const units = async (context: Context, document: string): Promise<UnitView[]> =>
  (await listUnits(context, somebody, document, { limit: 10_000 })).items;

describe("the starter memory", () => {
  let context: Context;
  beforeAll(async () => {
    context = await seededStore();
  });

  test("has the whole seminar in three languages, reviewed or final", async () => {
    const seminar = await units(context, "arkhangelsk-2023");
    expect(seminar.length).toBeGreaterThanOrEqual(150);
    for (const unit of seminar) {
      for (const language of LANGUAGES)
        expect(unit.variants[language]?.state, unit.key).toMatch(/^(?:reviewed|final)$/u);
    }
  });

  test("has the strings of a website, with the plural forms of each language", async () => {
    const strings = await units(context, "site");
    const bases = new Set(strings.map(({ key }) => key.replace(/_(?:zero|one|two|few|many|other)$/u, "")));
    expect(bases.size).toBeGreaterThanOrEqual(80);
    const plurals = strings.filter(({ key, variants }) => /_(?:few|many)$/u.test(key) && variants.ru);
    expect(plurals.length).toBeGreaterThanOrEqual(10);
    for (const { variants } of plurals) expect(Object.keys(variants)).toEqual(["ru"]);
  });

  test("has a glossary of at least 120 concepts in three languages", async () => {
    const { items, total } = await listConcepts(context, { name: "reader" }, { limit: 1000 });
    expect(total).toBeGreaterThanOrEqual(120);
    for (const { id, terms } of items) {
      for (const language of LANGUAGES)
        expect(
          terms.some((term) => term.language === language),
          `${id} ${language}`,
        ).toBe(true);
    }
  });

  test("has no findings, neither of its own glossary nor of any other check", async () => {
    for (const document of ["arkhangelsk-2023", "site"]) {
      const { items } = await listFindings(context, somebody, { document, limit: 1000 });
      expect(items.map(({ check, unit, params }) => [check, unit, params])).toEqual([]);
    }
  });

  test("is not filled a second time", async () => {
    expect(await seedStore(context, seedFiles())).toBe(false);
  });
});

test("every sentence of the seminar's Markdown is a unit of its XLIFF, in order", () => {
  for (const [file, source, target] of [
    ["en-ru", "en", "ru"],
    ["en-zh", "en", "zh"],
  ] as const) {
    const { units: pairs } = read(readFileSync(join(TM, SEMINAR, `${file}.xlf`)));
    for (const language of [source, target]) {
      const texts = pairs.map(({ variants }) => plainText(variants[language]?.content ?? []));
      const { blocks } = parseMarkdown(readFileSync(join(TM, SEMINAR, `${language}.md`), "utf8"));
      const bare = (text: string) => text.replaceAll(/\s+/gu, "");
      expect(texts.map(bare).join("")).toBe(
        sentencesOfBlocks(blocks, language)
          .map(({ text }) => bare(text))
          .join(""),
      );
    }
  }
});

test("segmentation neither splits nor joins sentences of the seminar", () => {
  for (const language of LANGUAGES) {
    const { units: pairs } = read(
      readFileSync(join(TM, SEMINAR, language === "zh" ? "en-zh.xlf" : "en-ru.xlf")),
    );
    const { blocks } = parseMarkdown(readFileSync(join(TM, SEMINAR, `${language}.md`), "utf8"));
    // A hard line break (`<br>`, the only `ph` in these files) ends a sentence.
    const wanted = pairs.flatMap(({ variants }) =>
      (variants[language]?.content ?? [])
        .map((part) => (typeof part === "string" ? part : part.kind === "ph" ? "\n" : ""))
        .join("")
        .split("\n"),
    );
    expect(sentencesOfBlocks(blocks, language).map(({ text }) => text)).toEqual(wanted);
  }
});

test("writing and reading the glossary does not change it", () => {
  const { concepts, ...about } = readGlossary(readFileSync(join(TM, "glossary.tbx")), { format: "tbx" });
  const again = readGlossary(writeGlossary({ ...about, concepts }, "tbx"), { format: "tbx" });
  expect(again.concepts).toEqual(concepts);
});

/** Realistic mistakes: in one language, the text `from` of a unit becomes `to`. */
const MISTAKES: readonly (readonly ["en" | "ru" | "zh", string, string])[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "mistakes.json"), "utf8"),
) as (readonly ["en" | "ru" | "zh", string, string])[];

/** Matches the text with any kind of space, because the texts contain no-break spaces. */
const anySpace = (text: string): RegExp =>
  new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(" ", String.raw`\s`), "u");

test("the checks find every mistake that is put into the starter memory", async () => {
  expect(MISTAKES.length).toBeGreaterThanOrEqual(30);
  const context = await seededStore();
  const all = await units(context, "arkhangelsk-2023");
  const missed: string[] = [];
  for (const [language, from, to] of MISTAKES) {
    const place = anySpace(from);
    const unit = all.find(({ variants }) => place.test(variants[language]?.text ?? ""));
    const variant = unit?.variants[language];
    if (unit === undefined || variant === undefined) throw new Error(`no unit says “${from}”`);
    const content = variant.content.map((part) =>
      typeof part === "string" ? part.replace(place, to) : part,
    );
    if (plainText(content) === variant.text) throw new Error(`“${from}” is split by a code`);
    const seeded = await editUnit(
      context,
      somebody,
      unit.id,
      unit.version,
      { variants: { [language]: { content } } },
      { force: true },
    );
    const { items } = await listFindings(context, somebody, { document: "arkhangelsk-2023", limit: 1000 });
    if (!items.some((finding) => finding.unit === unit.id)) missed.push(`${language}: ${from} → ${to}`);
    const mended = await editUnit(context, somebody, unit.id, seeded.version, {
      variants: { [language]: { content: variant.content } },
    });
    Object.assign(unit, { version: mended.version });
  }
  expect(missed).toEqual([]);
});
