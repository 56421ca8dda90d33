import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { readTbx } from "../../src/formats/tbx/read.ts";
import { buildFinder } from "../../src/terminology/finder.ts";
import { createGlossary } from "../../src/terminology/glossary.ts";
import { findScattered } from "../../src/terminology/scattered.ts";
import {
  casesOfChinese,
  casesOfWords,
  chineseGold,
  conceptsOfChinese,
  conceptsOfWords,
  hasShared,
  HELD_OUT,
  OWN,
  precision,
  recall,
  score,
  SECOND,
  SHARED,
  wordGold,
} from "./gold.ts";

const sets = [
  ["own", OWN] as const,
  ["second", SECOND] as const,
  ...(hasShared ? [["shared", SHARED] as const] : []),
];

describe.each(sets)("%s gold set", (_name, folder) => {
  it.each(["ru", "en"] as const)("%s: all forms of the terms are found, and nothing else", (language) => {
    const gold = wordGold(folder, language);
    const finder = buildFinder(conceptsOfWords(gold));
    const result = score(
      casesOfWords(gold),
      (text) => new Set(finder.find(text, language).map(({ concept }) => concept)),
    );
    const least = language === "ru" ? 0.995 : 0.98;
    expect(recall(result), result.misses.join("\n")).toBeGreaterThanOrEqual(least);
    expect(precision(result), result.alarms.join("\n")).toBeGreaterThanOrEqual(least);
  });

  it("zh: terms are found at word boundaries", () => {
    const gold = chineseGold(folder);
    const finder = buildFinder(conceptsOfChinese(gold));
    const result = score(
      casesOfChinese(gold),
      (text) => new Set(finder.find(text, "zh").map(({ concept }) => concept)),
    );
    expect(recall(result), result.misses.join("\n")).toBeGreaterThanOrEqual(0.98);
    expect(precision(result), result.alarms.join("\n")).toBeGreaterThanOrEqual(0.98);
  });

  it.each(["ru", "en"] as const)("%s: a term is found in any spelling and typography", (language) => {
    const gold = wordGold(folder, language);
    const finder = buildFinder(conceptsOfWords(gold));
    const missed = (gold.robust ?? []).filter(
      ([sentence, term]) => !finder.find(sentence, language).some(({ concept }) => concept === term),
    );
    expect(missed).toEqual([]);
  });

  it.each(["ru", "en"] as const)("%s: scattered words of a term are weak hits", (language) => {
    const gold = wordGold(folder, language);
    const concepts = conceptsOfWords(gold);
    for (const [sentence, term] of gold.discontinuous ?? []) {
      const concept = concepts.find(({ id }) => id === term);
      const [first] = concept?.terms ?? [];
      expect(first && findScattered(sentence, first), sentence).toBeDefined();
    }
  });
});

it.skipIf(!hasShared)(
  "the shared gold sets are measured too (skipped where ../shared/data/terms is absent)",
  () => {
    expect(sets.map(([name]) => name)).toContain("shared");
  },
);

it("terms of the starter glossary are found in unusual forms, but not in similar words", () => {
  const { concepts } = readTbx(readFileSync(join(import.meta.dirname, "../../tm/glossary.tbx")));
  const glossary = createGlossary(concepts, "2026-11-23");
  const { sentences } = JSON.parse(readFileSync(join(OWN, "starter.json"), "utf8")) as {
    sentences: { language: Language; text: string; concepts: string[] }[];
  };
  for (const { language, text, concepts: wanted } of sentences) {
    const strong = glossary.find(text, language, "strict").filter(({ strength }) => strength === "strong");
    expect([...new Set(strong.map(({ concept }) => concept))].sort(), text).toEqual(wanted.toSorted());
  }
});

it("the terms of the held-out set are found too", () => {
  for (const [language, least] of [
    ["ru", 0.995],
    ["en", 0.995],
  ] as const) {
    const gold = wordGold(HELD_OUT, language);
    const finder = buildFinder(conceptsOfWords(gold));
    const result = score(
      casesOfWords(gold),
      (text) => new Set(finder.find(text, language).map(({ concept }) => concept)),
    );
    expect(recall(result)).toBeGreaterThanOrEqual(least);
    expect(precision(result)).toBeGreaterThanOrEqual(0.995);
  }
  const gold = chineseGold(HELD_OUT);
  const finder = buildFinder(conceptsOfChinese(gold));
  const result = score(
    casesOfChinese(gold),
    (text) => new Set(finder.find(text, "zh").map(({ concept }) => concept)),
  );
  expect(recall(result), result.misses.join("\n")).toBe(1);
  expect(precision(result), result.alarms.join("\n")).toBeGreaterThanOrEqual(0.98);
});
