import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { align } from "../../src/alignment/align.ts";
import { numbersOf } from "../../src/alignment/bead.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { type GoldDocument, goldDocuments } from "../bench/_align-gold.ts";
import { threeWayScore } from "../bench/_align-score.ts";

const own = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/align/strait.json"), "utf8")) as {
  docs: GoldDocument[];
};
const shared = goldDocuments("ntrex-mid")?.slice(0, 2);
const NOTE = shared === undefined ? " (skipped: ../shared/data/align is not here)" : "";

/** Strict F1 of the beads over three languages, 0 … 1. */
async function quality(documents: readonly GoldDocument[]): Promise<number> {
  const found = [];
  for (const document of documents) {
    const { beads } = await align({ texts: document.langs });
    found.push(beads.map((bead) => LANGUAGES.map((language) => numbersOf(bead, language))));
  }
  return threeWayScore(
    documents.map((document) => document.gold.tri),
    found,
  );
}

test("a report with joined, divided and omitted sentences is aligned as by its author", async () => {
  expect(await quality(own.docs)).toBeGreaterThan(0.85);
});

test.skipIf(shared === undefined)(
  `three texts of medium difficulty are aligned as well as before${NOTE}`,
  async () => {
    expect(await quality(shared ?? [])).toBeGreaterThan(0.87);
  },
);
