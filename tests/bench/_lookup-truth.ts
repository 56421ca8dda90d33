import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distance } from "fastest-levenshtein";
import type { Language } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import type { CorpusUnit } from "./_lookup-corpus.ts";

/** Folder outside the checkout, because the truth of one language at a million texts takes minutes. */
const CACHE = join(tmpdir(), "polynya-bench-truth");

/** Similarity as DESIGN has it, by another implementation; both texts in comparable form. */
export function trueSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - distance(a, b) / longer;
}

/** The best similarity in the whole store for one text, by comparing it with every text whose length allows it. */
export function bestByScan(text: string, stored: readonly string[], least: number): number {
  let best = 0;
  for (const other of stored) {
    const longer = Math.max(text.length, other.length);
    if (Math.min(text.length, other.length) / longer < Math.max(best, least)) continue;
    const similarity = trueSimilarity(text, other);
    if (similarity >= least && similarity > best) {
      best = similarity;
      if (best === 1) break;
    }
  }
  return best;
}

/** Number of classes of characters. A text is described by its number of characters in each class. */
const CLASSES = 16;

function countClasses(text: string, into: Uint8Array, at: number): void {
  for (let index = 0; index < text.length; index += 1) {
    const place = at + (Math.imul(text.charCodeAt(index), 0x9e3779b1) >>> 28);
    into[place] = Math.min(255, (into[place] as number) + 1);
  }
}

/** The best similarity in the store for a text; 0 below `least`. */
export type Truth = (query: string) => number;

/**
 * The same as `bestByScan`, but faster for many queries. It compares texts of similar length first, and skips texts
 * whose characters already differ too much. It skips no better text, because the distance is never less than the
 * difference of the character counts over all classes.
 */
export function scanner(stored: readonly string[], least: number): Truth {
  const byLength: { texts: string[]; classes: Uint8Array }[] = [];
  for (const text of new Set(stored))
    (byLength[text.length] ??= { texts: [], classes: new Uint8Array() }).texts.push(text);
  for (const group of byLength) {
    if (group === undefined) continue;
    group.classes = new Uint8Array(group.texts.length * CLASSES);
    for (const [at, text] of group.texts.entries()) countClasses(text, group.classes, at * CLASSES);
  }
  const own = new Uint8Array(CLASSES);
  return (query) => {
    own.fill(0);
    countClasses(query, own, 0);
    let best = 0;
    const tryLength = (length: number): void => {
      const group = byLength[length];
      const longer = Math.max(length, query.length);
      if (
        best === 1 ||
        group === undefined ||
        Math.min(length, query.length) / longer < Math.max(best, least)
      )
        return;
      let allowed = (1 - Math.max(best, least)) * longer + 1e-9;
      for (let at = 0; at < group.texts.length; at += 1) {
        let more = 0;
        let fewer = 0;
        for (let place = 0; place < CLASSES; place += 1) {
          const difference = (own[place] as number) - (group.classes[at * CLASSES + place] as number);
          if (difference > 0) more += difference;
          else fewer -= difference;
        }
        if (more > allowed || fewer > allowed) continue;
        const similarity = trueSimilarity(query, group.texts[at] as string);
        if (similarity < least || similarity <= best) continue;
        best = similarity;
        allowed = (1 - best) * longer + 1e-9;
      }
    };
    tryLength(query.length);
    for (let off = 1; off < Math.max(byLength.length, query.length); off += 1) {
      if (query.length - off >= 0) tryLength(query.length - off);
      tryLength(query.length + off);
    }
    return best;
  };
}

/** `scanner` with a cache on disk by its input, because the truth does not change from run to run. */
export function truthOf(language: Language, stored: readonly string[], least: number): Truth {
  const hash = createHash("sha256").update(`3 ${language} ${least} ${stored.length}\n`);
  for (const text of stored) hash.update(`${text}\n`);
  const file = join(CACHE, `${hash.digest("hex").slice(0, 24)}.jsonl`);
  const known = new Map<string, number>();
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    // A line without a bracket at its end is incomplete, because a run was interrupted.
    if (line.endsWith("]")) known.set(...(JSON.parse(line) as [string, number]));
  }
  let scan: Truth | undefined;
  return (query) => {
    const before = known.get(query);
    if (before !== undefined) return before;
    scan ??= scanner(stored, least);
    const best = scan(query);
    known.set(query, best);
    mkdirSync(CACHE, { recursive: true });
    appendFileSync(file, `${JSON.stringify([query, best])}\n`);
    return best;
  };
}

export const foldedTexts = (units: readonly CorpusUnit[], language: Language): string[] =>
  units.map(({ texts }) => comparable(texts[language], language));
