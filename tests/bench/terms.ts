import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemRussian } from "@orama/stemmers/russian";
import { build } from "esbuild";
import { impactOf } from "../../src/checks/glossary-impact.ts";
import type { Concept } from "../../src/domain/concept.ts";
import type { Language } from "../../src/domain/language.ts";
import { buildFinder } from "../../src/terminology/finder.ts";
import { generateForms } from "../../src/terminology/forms.ts";
import { withForms } from "../terminology/with-forms.ts";
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
} from "../terminology/gold.ts";
import type { Approach, Score } from "../terminology/gold.ts";

const CORPUS = join(import.meta.dirname, "../../../shared/data/corpus/trilingual-150k.tsv.gz");
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** `npm run bench -- terms [quality|speed|size]`: recognition against exact match and Snowball, and its cost. */
export async function run([part]: readonly string[]): Promise<void> {
  if (part === undefined || part === "quality") quality();
  if (part === undefined || part === "speed") speed();
  if (part === undefined || part === "impact") impact();
  if (part === undefined || part === "size") await size();
}

/** The method of most tools: consecutive words that are equal after `normal`. */
function byWords(concepts: readonly Concept[], normal: (word: string) => string): Approach {
  const split = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(normal);
  const phrases = concepts.flatMap(({ id, terms }) => terms.map((term) => ({ id, words: split(term.text) })));
  return (text) => {
    const words = ` ${split(text).join(" ")} `;
    return new Set(
      phrases.flatMap(({ id, words: term }) => (words.includes(` ${term.join(" ")} `) ? [id] : [])),
    );
  };
}

const bySubstring =
  (concepts: readonly Concept[]): Approach =>
  (text) =>
    new Set(
      concepts.flatMap(({ id, terms }) => (terms.some((term) => text.includes(term.text)) ? [id] : [])),
    );

const byFinder = (concepts: readonly Concept[], language: Language): Approach => {
  const finder = buildFinder(concepts);
  return (text) => new Set(finder.find(text, language).map(({ concept }) => concept));
};

function quality(): void {
  const folders = [
    ["own", OWN] as const,
    ["second", SECOND] as const,
    ["held-out", HELD_OUT] as const,
    ...(hasShared ? [["shared", SHARED] as const] : []),
  ];
  console.log(
    "| set | language | approach | occurrences | recall | precision | false alarms | robust | scattered weak | scattered strong |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  for (const [name, folder] of folders) {
    for (const language of ["ru", "en"] as const) {
      const gold = wordGold(folder, language);
      const concepts = conceptsOfWords(gold);
      const stem = language === "ru" ? stemRussian : stemEnglish;
      const approaches: readonly (readonly [string, Approach])[] = [
        ["exact", byWords(concepts, (word) => word.toLowerCase())],
        ["Snowball", byWords(concepts, (word) => stem(word.toLowerCase().replaceAll("ё", "е")))],
        ["finder", byFinder(concepts, language)],
      ];
      for (const [approach, find] of approaches) {
        const robust = (gold.robust ?? []).filter(([sentence, term]) => find(sentence).has(term)).length;
        const strong = (gold.discontinuous ?? []).filter(([sentence, term]) => find(sentence).has(term));
        const weak = (gold.discontinuous ?? []).filter(([sentence, term]) => {
          const [first] = concepts.find(({ id }) => id === term)?.terms ?? [];
          return approach === "finder" && first !== undefined && findScattered(sentence, first) !== undefined;
        });
        const all = gold.discontinuous?.length ?? 0;
        print([name, language, approach], score(casesOfWords(gold), find), [
          `${robust}/${gold.robust?.length ?? 0}`,
          approach === "finder" ? `${weak.length}/${all}` : "–",
          `${strong.length}/${all}`,
        ]);
      }
    }
    const gold = chineseGold(folder);
    const concepts = conceptsOfChinese(gold);
    const cases = casesOfChinese(gold);
    print([name, "zh", "substring"], score(cases, bySubstring(concepts)), ["–", "–", "–"]);
    print([name, "zh", "finder"], score(cases, byFinder(concepts, "zh")), ["–", "–", "–"]);
  }
}

function print(head: readonly string[], result: Score, tail: readonly string[]): void {
  const figures = [
    String(result.wanted),
    percent(recall(result)),
    percent(precision(result)),
    String(result.wrong),
  ];
  console.log(`| ${[...head, ...figures, ...tail].join(" | ")} |`);
}

function corpus(): string[][] {
  if (!existsSync(CORPUS)) {
    console.log("skipped: ../shared/data/corpus is not here");
    return [];
  }
  return gunzipSync(readFileSync(CORPUS))
    .toString()
    .split("\n", 40_000)
    .map((line) => line.split("\t"));
}

/** Terms as a glossary has them, out of real text: half of them single words, half pairs of neighbours; the commonest words left out. */
function sampleTerms(texts: readonly string[], language: Language, count: number): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const frequency = new Map<string, number>();
  const pairs = new Set<string>();
  const least = language === "zh" ? 2 : 4;
  for (const text of texts) {
    let last = "";
    for (const { segment, isWordLike } of segmenter.segment(text)) {
      const isTermWord = isWordLike === true && /^\p{L}+$/u.test(segment) && segment.length >= least;
      if (isTermWord) {
        const word = segment.toLowerCase();
        frequency.set(word, (frequency.get(word) ?? 0) + 1);
        if (last !== "") pairs.add(last + (language === "zh" ? "" : " ") + word);
        last = word;
      } else if (segment !== " ") last = "";
    }
  }
  const words = [...frequency]
    .sort(([, a], [, b]) => b - a)
    .slice(300)
    .map(([word]) => word);
  const half = Math.ceil(count / 2);
  return [...words.slice(0, half), ...[...pairs].slice(0, count - Math.min(half, words.length))].slice(
    0,
    count,
  );
}

const conceptsOf = (terms: readonly string[], language: Language): Concept[] =>
  terms.map((text, at) => ({
    id: `c${at}`,
    status: "approved",
    terms: [{ language, text, administrativeStatus: "preferred", forms: generateForms({ language, text }) }],
  }));

const memory = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

const COLUMN: Readonly<Record<Language, number>> = { en: 0, ru: 1, zh: 2 };

function speed(): void {
  const lines = corpus();
  if (lines.length === 0) return;
  if (globalThis.gc === undefined) console.log("(memory: run node with --expose-gc)");
  console.log(
    "| language | terms | forms | generate ms | load ms | memory MB | hits/segment | finder µs/segment | one RegExp µs/segment | includes per term µs/segment | against it |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  for (const language of ["ru", "en", "zh"] as const) {
    const column = lines.map((line) => line[COLUMN[language]] ?? "");
    const texts = column.slice(20_000, 30_000);
    generateForms({ language, text: "море" });
    for (const count of [100, 1_000, 5_000, 20_000]) {
      const terms = sampleTerms(column.slice(0, 20_000), language, count);
      const begun = performance.now();
      const concepts = conceptsOf(terms, language);
      const generated = performance.now() - begun;
      const stored = JSON.parse(JSON.stringify(concepts)) as Concept[];
      const before = memory();
      const start = performance.now();
      const finder = buildFinder(stored);
      const loaded = performance.now() - start;
      const used = memory() - before;
      let hits = 0;
      const all = (): number => texts.reduce((sum, text) => sum + finder.find(text, language).length, 0);
      const ours = timed(() => (hits = all())) / texts.length;
      const theirs = timed(scan(terms, language, texts.slice(0, 1000))) / 1000;
      const forms = concepts.reduce((sum, concept) => sum + (concept.terms[0]?.forms?.length ?? 0), 0);
      const figures = [
        language,
        terms.length,
        forms,
        generated.toFixed(0),
        loaded.toFixed(0),
        used.toFixed(1),
      ];
      const each = timed(includes(terms, texts.slice(0, 200))) / 200;
      const rates = [
        (hits / texts.length).toFixed(2),
        ours.toFixed(1),
        theirs.toFixed(1),
        each.toFixed(1),
        `${(each / ours).toFixed(1)}×`,
      ];
      console.log(`| ${[...figures, ...rates].join(" | ")} |`);
    }
  }
}

/** The baseline: every citation form looked for in turn, as translate-toolkit, Okapi and OmegaT (for Chinese) do. */
function includes(terms: readonly string[], texts: readonly string[]): () => void {
  let found = 0;
  return () => {
    for (const text of texts) {
      const lower = text.toLowerCase();
      for (const term of terms) if (lower.includes(term)) found++;
    }
    if (found < 0) throw new Error("unreachable");
  };
}

/** One alternation of the citation forms alone: V8 makes a trie of it, but it finds no other form. */
function scan(terms: readonly string[], language: Language, texts: readonly string[]): () => void {
  const escaped = terms
    .toSorted((a, b) => b.length - a.length)
    .map((term) => term.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&"));
  const body = `(?:${escaped.join("|")})`;
  const pattern =
    language === "zh" ? new RegExp(body, "gu") : new RegExp(`(?<!\\p{L})${body}(?!\\p{L})`, "giu");
  return () => {
    for (const text of texts) text.match(pattern);
  };
}

/** Microseconds of processor time, the better of two runs after a first one: the machine is shared. */
function timed(work: () => void): number {
  work();
  const runs = [0, 0].map(() => {
    const { user, system } = process.cpuUsage();
    work();
    const after = process.cpuUsage();
    return after.user + after.system - user - system;
  });
  return Math.min(...runs);
}

/** A change to a term with 1,000 occurrences, in a glossary of 5,000 concepts. */
function impact(): void {
  const lines = corpus();
  if (lines.length === 0) return;
  const terms = sampleTerms(
    lines.slice(0, 20_000).map((line) => line[COLUMN.ru] ?? ""),
    "ru",
    5_000,
  );
  const concept: Concept = withForms({
    id: "icebreaker",
    status: "approved",
    terms: [
      { language: "en", text: "icebreaker", administrativeStatus: "preferred" },
      { language: "ru", text: "ледокол", administrativeStatus: "preferred" },
      { language: "zh", text: "破冰船", administrativeStatus: "preferred" },
    ],
  });
  const glossary = createGlossary([...conceptsOf(terms, "ru"), concept]);
  const units = lines.slice(0, 1000).map(([en = "", ru = "", zh = ""], at) => ({
    id: `u${at}`,
    variants: {
      en: { content: [`${en} Icebreaker.`] },
      ru: { content: [`${ru} Ледоколом.`] },
      zh: { content: [`${zh}破冰船。`] },
    },
  }));
  const change: Concept = withForms({
    ...concept,
    terms: concept.terms.map((term) =>
      term.language === "ru"
        ? { language: "ru", text: "ледокольное судно", administrativeStatus: "preferred" }
        : term,
    ),
  });
  let found = 0;
  const whole = timed(() => (found = impactOf(glossary, concept.id, change, units).appearing.length)) / 1000;
  const before = impactOf(glossary, concept.id, concept, units, { before: [] }).appearing;
  const half = timed(() => impactOf(glossary, concept.id, change, units, { before })) / 1000;
  console.log(
    `impact on 1,000 units: ${whole.toFixed(0)} ms, with stored findings ${half.toFixed(0)} ms (${found} appear)`,
  );
}

/** Size of the code and data in a Worker. */
async function size(): Promise<void> {
  const entry = `
    export { buildFinder } from "./src/terminology/finder.ts";
    export { generateForms } from "./src/terminology/forms.ts";
    export { glossaryChecks } from "./src/checks/glossary-impact.ts";`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: join(import.meta.dirname, "../.."), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    loader: { ".json": "json" },
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  console.log(
    `bundle of terminology and its checks: ${(bytes.length / 1000).toFixed(0)} kB, gzip ${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(0)} kB`,
  );
}
