import { expect, test } from "vitest";
import { smallIndex } from "../../../src/matching/small-index.ts";
import { analysisRows, BANDS } from "../../../src/matching/leverage.ts";
import { analyse, analyseWith } from "../../../src/services/memory/analyse.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { anna, bytes, testContext } from "../helpers.ts";

async function memory(texts: readonly { en: string; ru: string }[]) {
  const context = await testContext();
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

test("every segment is in one band, and the bands add up", async () => {
  const context = await memory([
    { en: "Good morning, colleagues.", ru: "Доброе утро, коллеги." },
    { en: "The session is open.", ru: "Заседание открыто." },
    { en: "The Northern Sea Route is open for navigation all year round.", ru: "…" },
  ]);
  const progress: unknown[] = [];
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
    { progress: (done, of, file) => progress.push([done, of, file]) },
  );
  const [one, two] = report.files;
  const counts = Object.fromEntries(BANDS.map((band) => [band, one?.bands[band].segments]));
  expect(counts).toMatchObject({ "101": 1, "100": 1, "95-99": 1, none: 1, internal: 1, repetition: 1 });
  expect(two?.bands.none.segments).toBe(1);
  expect(report.total.segments).toBe(7);
  expect(BANDS.reduce((sum, band) => sum + report.bands[band].words, 0)).toBe(report.total.words);
  expect(progress).toEqual([
    [6, 7, "one"],
    [7, 7, "two"],
  ]);
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
  ).rejects.toMatchObject({
    code: "language-mismatch",
    params: { wanted: "zh", found: "en, ru" },
    place: { file: "a.tsv" },
  });
});

test("a repetition is equal in every letter and code; a segment with small differences is internal", async () => {
  const context = await memory([{ en: "Nothing of this kind is here", ru: "Ничего такого" }]);
  const code = { kind: "ph", id: "1", element: "x" } as const;
  const [first, second] = [
    "A wholly new sentence about seals and 120 ships.",
    "Choose another port for the icebreaker.",
  ];
  const report = await analyse(context, anna, {
    source: "en",
    files: [
      { name: "b", segments: [first, "A WHOLLY new sentence about seals and 120 ships."] },
      { name: "a", segments: [first, first, "A wholly new sentence about seals and 14,500 ships."] },
      { name: "c", segments: [second, [...[second], code]] },
    ],
  });
  // Files by name: what is in "a" comes first.
  const bandsOf = ({ bands }: (typeof report.files)[number]) =>
    BANDS.filter((band) => bands[band].segments > 0).map((band) => [band, bands[band].segments]);
  expect(report.files.map((file) => [file.name, bandsOf(file)])).toEqual([
    [
      "a",
      [
        ["repetition", 1],
        ["internal", 1],
        ["none", 1],
      ],
    ],
    [
      "b",
      [
        ["repetition", 1],
        ["internal", 1],
      ],
    ],
    [
      "c",
      [
        ["internal", 1],
        ["none", 1],
      ],
    ],
  ]);
});

test("segments without text do not count; readable units that cannot be imported do", async () => {
  const context = await memory([{ en: "Hello", ru: "Привет" }]);
  const xliff = (units: string) =>
    bytes(
      `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><body>${units}</body></file></xliff>`,
    );
  const units = [
    `<trans-unit id="1"><source>One two</source></trans-unit>`,
    `<trans-unit id="1"><source>Three four</source></trans-unit>`, // the same id again
    `<trans-unit id="2"><source><x id="1"/></source></trans-unit>`,
    `<trans-unit id="3"><source>  </source></trans-unit>`,
    `<trans-unit id="4" translate="no"><source>Locked</source></trans-unit>`,
    `<trans-unit id="5"><source>Five</source><target>Пять</target></trans-unit>`,
  ].join("");
  const report = await analyse(context, anna, {
    source: "en",
    files: [
      { name: "a.xlf", bytes: xliff(units) },
      { name: "b.txt", bytes: bytes("\n \n") },
    ],
  });
  expect(report.total).toMatchObject({ segments: 3, words: 5 });
  expect(report.files.map(({ name, total }) => [name, total.segments])).toEqual([
    ["a.xlf", 3],
    ["b.txt", 0],
  ]);
});

test("the problem of a damaged file names the file and the line", async () => {
  const context = await memory([{ en: "Hello", ru: "Привет" }]);
  const files = [
    { name: "a.txt", bytes: bytes("Fine.") },
    { name: "b.json", bytes: bytes('{\n"a": "b",,}') },
  ];
  await expect(analyse(context, anna, { source: "en", files })).rejects.toMatchObject({
    place: { file: "b.json", line: 2 },
  });
});

test("an unknown collection is a problem, and a bound token sees only its own collection", async () => {
  const context = await memory([{ en: "Hello there, colleagues", ru: "Привет" }]);
  const wanted = { source: "en", files: [{ name: "", segments: ["Hello there, colleagues"] }] } as const;
  const of = (collection: string) => analyse(context, anna, { ...wanted, collections: [collection] });
  expect((await of("c")).bands["101"].segments).toBe(1);
  await expect(of("nope")).rejects.toMatchObject({ code: "not-found" });
  const bound = analyse(context, { ...anna, collections: ["other"] }, { ...wanted, collections: ["c"] });
  await expect(bound).rejects.toMatchObject({ code: "not-found" });
});

test("too many segments are refused before any lookup", async () => {
  const files = [{ name: "a", segments: ["One", "Two", "Three"] }];
  const scores = () => Promise.reject(new Error("asked"));
  await expect(analyseWith({ source: "en", files }, scores, { limit: 2 })).rejects.toMatchObject({
    code: "too-large",
    params: { limit: 2 },
  });
});

test("without WebAssembly the internal matches are the same", async () => {
  const sentence = (at: number) =>
    `The ${["icebreaker", "convoy", "survey ship"][at % 3]} number ${at * 37} leaves for ${["Murmansk", "Tromsø", "Dudinka", "Nome"][at % 4]} with ${["coal", "ore", "timber", "grain", "instruments"][at % 5]}.`;
  const sentences = Array.from({ length: 300 }, (_, at) => sentence(at % 7 === 0 ? at - 5 : at));
  const segments = [...sentences, "12345", "678", "Ice", "Ice…!", "Page 1", "Page 20,000,000", "§", "…"];
  const none = (batch: readonly unknown[]) => Promise.resolve(batch.map(() => 0));
  const wanted = { source: "en", files: [{ name: "", segments }] } as const;
  const here = await analyseWith(wanted, none);
  const there = await analyseWith(wanted, none, { similar: () => smallIndex(0.75).add });
  expect(here.bands.internal.segments).toBeGreaterThan(100);
  expect(here.bands.repetition.segments).toBeGreaterThan(20);
  expect(there).toEqual(here);
});

test("very long segments are looked up in smaller batches, with their neighbours", async () => {
  const segments = Array.from({ length: 250 }, (_, at) =>
    at < 5 ? "abcde".charAt(at).repeat(200_000) : `segment ${at}`,
  );
  const asked: (number | undefined)[][] = [];
  const report = await analyseWith({ source: "en", files: [{ name: "", segments }] }, (batch) => {
    asked.push([batch.length, batch[0]?.previous?.length, batch.at(-1)?.next?.length]);
    return Promise.resolve(batch.map(() => 0));
  });
  expect(asked).toEqual([
    [2, 0, 200_000],
    [2, 200_000, 200_000],
    [100, 200_000, 11],
    [100, 11, 11],
    [46, 11, 0],
  ]);
  expect(report.total.segments).toBe(250);
});

test("an aborted analysis stops", async () => {
  const context = await memory([{ en: "Hello", ru: "Привет" }]);
  const stop = new AbortController();
  const segments = Array.from({ length: 500 }, (_, at) => `Segment number ${at} of this text`);
  const done: number[] = [];
  const progress = (now: number) => {
    done.push(now);
    if (now === 200) stop.abort();
  };
  const running = analyse(
    context,
    anna,
    { source: "en", files: [{ name: "", segments }] },
    { progress, signal: stop.signal },
  );
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  expect(done).toEqual([100, 200]);
});
