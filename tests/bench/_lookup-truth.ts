import { createHash } from "node:crypto";
import { mkdirSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { distance } from "fastest-levenshtein";
import type { Language } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable.ts";
import type { CorpusUnit } from "./_lookup-corpus.ts";

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/polynya-bench");

/** Similarity as DESIGN has it, by another implementation; both texts in comparable form. */
export function trueSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - distance(a, b) / longer;
}

/** The best similarity in the whole store for one text, by comparing it with every text whose length allows it. */
export function bestByScan(text: string, stored: readonly string[], least: number): number {
  let best = least;
  let found = 0;
  for (const other of stored) {
    const longer = Math.max(text.length, other.length);
    if (Math.min(text.length, other.length) / longer <= best && other !== text) continue;
    const similarity = trueSimilarity(text, other);
    if (similarity > best || (found === 0 && similarity >= best)) {
      best = similarity;
      found = similarity;
      if (best === 1) break;
    }
  }
  return found;
}

/** `bestByScan` for all queries, kept on disk: the truth does not change from run to run. */
export function truthOf(
  language: Language,
  queries: readonly string[],
  stored: readonly string[],
  least: number,
): number[] {
  const hash = createHash("sha256").update(`1 ${language} ${least} ${stored.length}\n`);
  for (const text of queries) hash.update(`${text}\n`);
  for (const text of stored) hash.update(`${text}\n`);
  const file = join(CACHE, `truth-${hash.digest("hex").slice(0, 24)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as number[];
  const truth = queries.map((text) => bestByScan(text, stored, least));
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, JSON.stringify(truth));
  return truth;
}

export const foldedTexts = (units: readonly CorpusUnit[], language: Language): string[] =>
  units.map(({ texts }) => comparable(texts[language], language));
