import { describe, expect, test } from "vitest";
import { align } from "../../src/alignment/align.ts";
import { numbersOf } from "../../src/alignment/bead.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { goldDocuments } from "../bench/_align-gold.ts";
import { threeWayScore } from "../bench/_align-score.ts";

const documents = goldDocuments("ntrex-mid")?.slice(0, 2);

describe.skipIf(documents === undefined)(
  `gold alignments${documents === undefined ? " (skipped: ../shared/data/align is not here)" : ""}`,
  () => {
    test(
      "three texts of middling difficulty are aligned as well as before",
      { timeout: 60_000 },
      async () => {
        const golds = (documents ?? []).map((document) => document.gold.tri);
        const found = [];
        for (const document of documents ?? []) {
          const { beads } = await align({ texts: document.langs });
          found.push(beads.map((bead) => LANGUAGES.map((language) => numbersOf(bead, language))));
        }
        expect(threeWayScore(golds, found)).toBeGreaterThan(0.87);
      },
    );
  },
);
