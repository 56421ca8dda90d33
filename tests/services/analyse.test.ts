import { expect, test } from "vitest";
import { analyse, analysisRows, BANDS, bandOf, countOf } from "../../src/services/analyse.ts";
import { storeDocument } from "../../src/services/create-document.ts";
import { anna, bytes, world } from "./helpers.ts";

async function memory(texts: readonly { en: string; ru: string }[]) {
  const context = await world();
  await storeDocument(
    context,
    anna,
    { collection: "c", id: "memory" },
    {
      format: "json",
      tags: {},
      units: texts.map(({ en, ru }, at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: { en: { content: [en], state: "final" }, ru: { content: [ru], state: "final" } },
      })),
    },
    "import",
  );
  return context;
}

test("every segment stands in one band, and the bands add up", async () => {
  const context = await memory([
    { en: "Good morning, colleagues.", ru: "Доброе утро, коллеги." },
    { en: "The session is open.", ru: "Заседание открыто." },
    { en: "The Northern Sea Route is open for navigation all year round.", ru: "…" },
  ]);
  const progress: number[] = [];
  const report = await analyse(
    context,
    anna,
    {
      source: "en",
      target: "ru",
      files: [
        {
          name: "one",
          segments: [
            "Good morning, colleagues.", // 101: nothing before it, and the same after it
            "The session is open.", // exact, but another segment follows
            "The Northern Sea Route is open for navigation all year long.", // fuzzy
            "A sentence that nobody has ever translated before.", // none
            "A sentence that nobody has ever translated before!", // internal
            "A sentence that nobody has ever translated before.", // repetition
          ],
        },
        { name: "two", segments: ["Something else entirely, with words of its own."] },
      ],
    },
    (done) => progress.push(done),
  );
  const [one, two] = report.files;
  const counts = Object.fromEntries(BANDS.map((band) => [band, one?.bands[band].segments]));
  expect(counts).toMatchObject({ "101": 1, "100": 1, "95-99": 1, none: 1, internal: 1, repetition: 1 });
  expect(two?.bands.none.segments).toBe(1);
  expect(report.total.segments).toBe(7);
  expect(BANDS.reduce((sum, band) => sum + report.bands[band].words, 0)).toBe(report.total.words);
  expect(progress).toEqual([6, 7]);
  const rows = analysisRows(report);
  expect(rows[0]).toEqual(["file", "band", "segments", "words", "characters"]);
  expect(rows.at(-1)?.slice(0, 3)).toEqual(["", "total", 7]);
});

test("a file is read in its own format; one without the source language is refused", async () => {
  const context = await memory([{ en: "Hello", ru: "Привет" }]);
  const tsv = bytes("en\tru\nHello\t\nWorld\t\n");
  const report = await analyse(context, anna, { source: "en", files: [{ name: "a.tsv", bytes: tsv }] });
  expect(report.total.segments).toBe(2);
  await expect(
    analyse(context, anna, {
      source: "zh",
      files: [{ name: "a.tsv", bytes: bytes("en\tru\nHello\tПривет\n") }],
    }),
  ).rejects.toMatchObject({ code: "language-missing" });
});

test.each([
  ["en", "Don't re-open it — 1,200 times", 5, 25],
  ["ru", "Кто-то открыл окно.", 3, 17],
  ["zh", "北极理事会 GPS 信号。", 8, 11],
] as const)("words and characters of %s: %s", (language, text, words, characters) => {
  expect(countOf([text], language)).toEqual({ segments: 1, words, characters });
});

test.each([
  [101, 1, "101"],
  [100, 1, "100"],
  [99, 1, "repetition"],
  [80, 0.9, "internal"],
  [95, 0.9, "95-99"],
  [94.9, 0, "85-94"],
  [75, 0.75, "75-84"],
  [74.9, 0.5, "50-74"],
  [0, 0.7, "none"],
] as const)("score %d with internal %d is %s", (score, internal, band) => {
  expect(bandOf(score, internal)).toBe(band);
});
