import { keyOf, type Links } from "./_align-gold.ts";

/** F1 of strict, lax and link scores, 0 … 1. */
export interface Scores {
  readonly strict: number;
  readonly lax: number;
  readonly link: number;
}

const f1 = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const linked = (beads: readonly Links[]): Links[] =>
  beads.filter((bead) => bead.every((side) => side.length > 0));

/** Counts beads of `test` that are equal to a bead of `gold` (strict) or share a link with one (lax). */
function hits(gold: readonly Links[], test: readonly Links[]): { strict: number; lax: number; all: number } {
  const keys = new Set(gold.map(keyOf));
  const links = new Set(gold.flatMap(([a = [], b = []]) => a.flatMap((i) => b.map((j) => `${i},${j}`))));
  let strict = 0;
  let lax = 0;
  const beads = new Map(
    test.filter((bead) => bead.some((side) => side.length > 0)).map((bead) => [keyOf(bead), bead]),
  );
  for (const [key, [a = [], b = []]] of beads) {
    if (keys.has(key)) strict += 1;
    if (keys.has(key) || a.some((i) => b.some((j) => links.has(`${i},${j}`)))) lax += 1;
  }
  return { strict, lax, all: beads.size };
}

/**
 * Two-way scores over several documents by vecalign's definitions (Thompson & Koehn 2019): precision counts gaps,
 * recall does not. Link: pairs of sentences.
 */
export function pairScores(
  golds: readonly (readonly Links[])[],
  tests: readonly (readonly Links[])[],
): Scores {
  const p = { strict: 0, lax: 0, all: 0 };
  const r = { strict: 0, lax: 0, all: 0 };
  let both = 0;
  let inGold = 0;
  let inTest = 0;
  golds.forEach((gold, index) => {
    const test = tests[index] ?? [];
    const precision = hits(gold, test);
    const recall = hits(linked(test), linked(gold));
    for (const key of ["strict", "lax", "all"] as const) {
      p[key] += precision[key];
      r[key] += recall[key];
    }
    const pairs = new Set(gold.flatMap(([a = [], b = []]) => a.flatMap((i) => b.map((j) => `${i},${j}`))));
    inGold += pairs.size;
    for (const [a = [], b = []] of test) {
      for (const i of a) {
        for (const j of b) {
          inTest += 1;
          if (pairs.has(`${i},${j}`)) both += 1;
        }
      }
    }
  });
  return {
    strict: f1(share(p.strict, p.all), share(r.strict, r.all)),
    lax: f1(share(p.lax, p.all), share(r.lax, r.all)),
    link: f1(share(both, inTest), share(both, inGold)),
  };
}

/** Strict F1 of beads over three languages. Gaps in one language count only for precision. */
export function threeWayScore(
  golds: readonly (readonly Links[])[],
  tests: readonly (readonly Links[])[],
): number {
  let right = 0;
  let found = 0;
  let wanted = 0;
  let recalled = 0;
  golds.forEach((gold, index) => {
    const test = (tests[index] ?? []).filter((bead) => bead.some((side) => side.length > 0));
    const keys = new Set(gold.map(keyOf));
    const mine = new Set(test.map(keyOf));
    found += test.length;
    right += test.filter((bead) => keys.has(keyOf(bead))).length;
    for (const bead of gold) {
      if (bead.filter((side) => side.length > 0).length < 2) continue;
      wanted += 1;
      if (mine.has(keyOf(bead))) recalled += 1;
    }
  });
  return f1(share(right, found), share(recalled, wanted));
}
