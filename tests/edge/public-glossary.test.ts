import { expect, test } from "vitest";
import { createMetrics } from "../../src/http/metrics.ts";
import { createTermsApp } from "../../src/http/served-terms.ts";
import { letterOf } from "../../src/services/public-glossary/alphabet.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { rememberSentences, replacePublicParts } from "../../src/storage/rows/public-glossary.ts";
import { environment } from "./setup.ts";

test("the public glossary is served from D1 without the engines, by pinyin too", async () => {
  const storage = d1Storage(environment.DB);
  const terms = [{ language: "zh" as const, text: "冰间湖", administrativeStatus: "preferred" as const }];
  const concept = { id: "polynya", status: "approved" as const, terms };
  const parts = { about: {}, everything: true, domains: [], collections: [], documents: [] };
  await storage.batch([
    {
      sql: "INSERT INTO concept (id, version, data, time, author) VALUES ('polynya', 1, ?1, '2026-11-29', 'anna')",
      params: [JSON.stringify(concept)],
    },
    ...replacePublicParts(parts),
    rememberSentences("polynya", "1.0.0.0", []),
  ]);
  const compressor = { codings: [], encode: async (_: string, bytes: Uint8Array<ArrayBuffer>) => bytes };
  const context = { storage, memory: { publicGlossary: {} } };
  const answer = createTermsApp({ context, compressor, metrics: createMetrics() });
  const page = await answer(new Request("https://polynya.test/terms/polynya?language=zh"));
  expect(page?.status).toBe(200);
  expect(await page?.text()).toContain('<h1 lang="zh-Hans">冰间湖</h1>');
  const letter = await answer(new Request("https://polynya.test/terms?alphabet=zh&letter=B&language=zh"));
  expect(await letter?.text()).toContain('href="/terms/polynya?language=zh"');
  expect(letterOf("重庆", "zh")).toBe("C");
});
