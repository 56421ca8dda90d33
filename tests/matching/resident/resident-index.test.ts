import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { residentIndex } from "../../../src/matching/resident/resident-index.ts";
import { similarity } from "../../../src/matching/similarity.ts";
import { random } from "../../bench/_lookup-corpus.ts";

const WORDS = "лёд море путь судно порт север ветер шторм груз карта курс берег остров залив причал".split(
  " ",
);

/** Sentences from a small vocabulary. Many are similar, which is the hard case. */
function sentences(count: number, seed: number): string[] {
  const next = random(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 3 + Math.floor(next() * 6) }, () => WORDS[Math.floor(next() * WORDS.length)]).join(
      " ",
    ),
  );
}

test("finds the best match that a scan finds", () => {
  const index = residentIndex();
  const stored = sentences(3000, 1);
  for (const [at, ru] of stored.entries()) index.put(at + 1, { ru, en: "x" });
  for (const text of sentences(100, 2)) {
    const truth = Math.max(...stored.map((other) => similarity(text, other)));
    const { direct } = index.candidates({ language: "ru", text, least: 0.6, targets: ["en"], limit: 5 });
    const best = Math.max(0, ...direct.map(({ n }) => similarity(text, stored[n - 1] ?? "")));
    if (truth >= 0.75) expect(best).toBe(truth);
  }
});

test("an index answers rightly while a table is built anew without its removed texts", () => {
  const index = residentIndex();
  const stored = sentences(6000, 5).map((text, at) => `${text} ${at}`);
  const there = new Map<number, string>();
  const put = (n: number, text: string | undefined) => {
    index.put(n, text === undefined ? {} : { ru: text, en: "x" });
    if (text === undefined) there.delete(n);
    else there.set(n, text);
  };
  for (const [at, text] of stored.entries()) put(at + 1, text);
  const full = index.stats().bytes;
  const exact = (text: string) =>
    index.candidates({ language: "ru", text, least: 1, targets: ["en"], limit: 5 }).direct.map(({ n }) => n);
  const check = () => {
    for (let n = 1; n <= stored.length; n += 97) {
      const text = there.get(n);
      expect(index.texts(n).ru).toBe(text);
      expect(exact(text ?? stored[n - 1] ?? "")).toEqual(text === undefined ? [] : [n]);
    }
    expect(index.containing("ru", ["лёд"]).length).toBe(
      [...there.values()].filter((text) => text.includes("лёд")).length,
    );
  };
  // Changes go on during the removals, to units that were copied already and to others.
  for (let n = 1; n <= 5700; n += 1) {
    put(n, undefined);
    if (n % 7 === 0) put(6001 - (n % 300), `другой текст ${n}`);
    if (n % 500 === 0 || n === 4900) check();
  }
  check();
  // A new index has no removed texts. What both need beside the texts grows with the highest number.
  const anew = residentIndex();
  for (const [n, ru] of there) anew.put(n, { ru, en: "x" });
  const removed = full - anew.stats().bytes;
  expect(index.stats().bytes - anew.stats().bytes).toBeLessThan(removed / 2);
  expect([...index.units()]).toEqual([...there.keys()].sort((a, b) => b - a));
});

test("after any writes an index answers like a new one with the same units", () => {
  const text = fc.constantFrom(...sentences(40, 3), undefined);
  const step = fc.record({
    n: fc.integer({ min: 1, max: 12 }),
    ru: text,
    zh: fc.constantFrom("冰", "海冰", undefined),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const grown = residentIndex();
      const last = new Map<number, { ru?: string; zh?: string }>();
      for (const { n, ru, zh } of steps) {
        const texts = { ...(ru === undefined ? {} : { ru }), ...(zh === undefined ? {} : { zh }) };
        grown.put(n, texts);
        last.set(n, texts);
      }
      for (const [n, texts] of last) expect(grown.texts(n)).toEqual(texts);
      const expected = [...last].filter(([, { ru, zh }]) => ru ?? zh).map(([n]) => n);
      expect([...grown.units()].toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
      for (const [n, { ru, zh }] of last) {
        if (ru === undefined) continue;
        const { direct } = grown.candidates({
          language: "ru",
          text: ru,
          least: 0.9,
          targets: ["zh"],
          limit: 20,
        });
        expect(direct.some((one) => one.n === n && one.exact)).toBe(zh !== undefined);
      }
    }),
  );
});

test("after many removals the index is rebuilt and finds the remaining units", () => {
  const index = residentIndex();
  const stored = sentences(4000, 4);
  for (const [at, ru] of stored.entries()) index.put(at + 1, { ru, en: "x" });
  const full = index.stats().bytes;
  for (let n = 1; n <= 3900; n += 1) index.remove(n);
  expect(index.stats().texts).toBe(200);
  expect(index.stats().bytes).toBeLessThanOrEqual(full);
  for (let n = 3901; n <= 4000; n += 1) {
    const text = stored[n - 1] ?? "";
    const { direct } = index.candidates({ language: "ru", text, least: 0.99, targets: ["en"], limit: 5 });
    expect(direct.some((one) => one.n === n)).toBe(true);
  }
});

test("texts of every script are returned unchanged", () => {
  const unit = fc.constantFrom("a", "я", "ё", "冰", "。", "𠀀", "é", "\uFFFC", " ", "9");
  fc.assert(
    fc.property(fc.array(fc.string({ unit, minLength: 1, maxLength: 50 }), { maxLength: 20 }), (texts) => {
      const index = residentIndex();
      for (const [at, text] of texts.entries()) index.put(at + 1, { en: text, ru: text, zh: text });
      for (const [at, text] of texts.entries())
        expect(index.texts(at + 1)).toEqual({ en: text, ru: text, zh: text });
    }),
  );
});

test("a text larger than a page of memory is stored, and so is the next one", () => {
  const index = residentIndex();
  const long = "冰".repeat(1_200_000);
  index.put(1, { zh: long, en: "x" });
  index.put(2, { zh: "海冰", en: "x" });
  expect(index.texts(1).zh).toBe(long);
  expect(index.texts(2).zh).toBe("海冰");
  expect(index.containing("zh", ["海"])).toEqual([2]);
});

test("units that contain a piece are found, the newest first", () => {
  const index = residentIndex();
  index.put(1, { ru: "лёд тает" });
  index.put(2, { ru: "вода" });
  index.put(3, { ru: "белый лёд" });
  expect(index.containing("ru", ["лёд"])).toEqual([3, 1]);
  expect(index.containing("ru", ["вод", "бел"])).toEqual([3, 2]);
});

test("the similar text among very long texts is found", () => {
  const index = residentIndex();
  const long = (seed: number) =>
    sentences(90, seed)
      .map(
        (sentence, at) => `${sentence} ${String.fromCharCode(0x430 + ((seed * 7 + at * at) % 32)).repeat(3)}`,
      )
      .join(" ");
  for (let n = 1; n <= 40; n += 1) index.put(n, { ru: long(n), en: "x" });
  const text = long(7).replaceAll("лёд", "снег");
  const { direct } = index.candidates({ language: "ru", text, least: 0.6, targets: ["en"], limit: 3 });
  expect(direct[0]).toEqual({ n: 7, exact: false });
});

/** Replaces letters and words here and there, about one in `every` words. */
function edited(text: string, every: number, seed: number): string {
  const next = random(seed);
  return text
    .split(" ")
    .map((word) =>
      next() * every < 1 ? `${word.slice(1)}${Math.floor(next() * 46_656).toString(36)}щ` : word,
    )
    .join(" ");
}

test.each([
  { length: 20_000, every: 10, least: 0.9 },
  { length: 2000, every: 3, least: 0.7 },
])(
  "an edited text of $length characters is found among 300 texts from one small vocabulary",
  ({ length, every, least }) => {
    const index = residentIndex();
    const stored = Array.from({ length: 300 }, (_, at) => {
      const next = random(at + 100);
      let text = "";
      while (text.length < length) text += `${WORDS[Math.floor(next() * 12)]} `;
      return text.slice(0, length);
    });
    for (const [at, ru] of stored.entries()) index.put(at + 1, { ru, en: "x" });
    const text = edited(stored[149] ?? "", every, 5);
    expect(similarity(text, stored[149] ?? "")).toBeGreaterThan(least);
    expect(similarity(text, stored[149] ?? "")).toBeLessThan(least + 0.06);
    const { direct } = index.candidates({ language: "ru", text, least: 0.6, targets: ["en"], limit: 5 });
    expect(direct[0]).toEqual({ n: 150, exact: false });
  },
);

const CORPUS = join(import.meta.dirname, "../../../../shared/data/corpus/trilingual-150k.tsv.gz");
const there = existsSync(CORPUS);

/** 300 texts of the given length, cut from consecutive lines. Neighbours overlap, so they are similar. */
function joined(lines: readonly string[], length: number): string[] {
  return Array.from({ length: 300 }, (_, at) => {
    let text = "";
    for (let line = at * 40; text.length < length; line += 1) text += `${lines[line % lines.length]} `;
    return text.slice(0, length).toLowerCase();
  });
}

/** Russian texts of the corpus. Lines without a Russian text are left out. */
const russianLines = () =>
  gunzipSync(readFileSync(CORPUS))
    .toString("utf8")
    .split("\n")
    .flatMap((line) => line.split("\t").find((field) => /[а-яё]{3}/u.test(field)) ?? []);

function findsEdited(lines: readonly string[]) {
  for (const length of [2000, 20_000]) {
    const index = residentIndex();
    const stored = joined(lines, length);
    for (const [at, ru] of stored.entries()) index.put(at + 1, { ru, en: "x" });
    const text = edited(stored[149] ?? "", 3, 7);
    expect(similarity(text, stored[149] ?? "")).toBeLessThan(0.9);
    const { direct } = index.candidates({ language: "ru", text, least: 0.6, targets: ["en"], limit: 5 });
    expect(direct[0]).toEqual({ n: 150, exact: false });
  }
}

test("a long text with many edits is found among 300 texts of joined sentences", () => {
  findsEdited(sentences(20_000, 7));
});

test.skipIf(!there)(
  `the same among sentences of the corpus${there ? "" : " (skipped: ../shared/data/corpus is not here)"}`,
  () => {
    findsEdited(russianLines());
  },
);
