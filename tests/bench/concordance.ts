import { parseArgs } from "node:util";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { fold } from "../../src/domain/normal-form.ts";
import { searchable } from "../../src/matching/concordance.ts";
import { concordance } from "../../src/services/memory/concordance.ts";
import { storeDocument } from "../../src/services/documents/store-document.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { anna, testContext, type TestContext } from "../services/helpers.ts";
import { type CorpusUnit, DEFAULT_CORPUS, grow, random, requireCorpus } from "./_lookup-corpus.ts";

/** Queries from words in every tenth text to words in no text. */
const QUERIES = {
  common: ["файл", "file", "文件", "не удалось", "the", "的"],
  usual: ["настройки", "settings", "сохранить изменения", "window manager", "字体设置", "北极"],
  rare: ["полынья", "идти", "frozen", "冰", "龙", "quaternion"],
} as const;
const REPEATED = 9;
const DOCUMENT = 5000;

/**
 * `npm run bench -- concordance [--size N] [--oracle N] [--fts]`: a search in all three languages through the
 * service, in processor time, against a scan of all folded texts by `includes`; and whether as many units are found
 * as by that scan, for N random pieces a language.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: "string", default: "100000" },
      oracle: { type: "string", default: "20" },
      fts: { type: "boolean", default: false },
    },
  });
  const corpus = requireCorpus(DEFAULT_CORPUS);
  if (corpus === undefined) return;
  const sizes = [...new Set([10_000, Number(values.size)])].filter((size) => size <= Number(values.size));
  for (const size of sizes) {
    const units = grow(corpus, size, 4);
    const context = await stored(units, values.fts);
    const texts = foldedTexts(units);
    console.log(`\n${size} units, ${values.fts ? "FTS5 (as on D1)" : "in memory"}`);
    for (const language of LANGUAGES) await compare(context, texts, language, Number(values.oracle));
    for (const [kind, queries] of Object.entries(QUERIES)) {
      const times: number[] = [];
      const ratios: number[] = [];
      for (const q of queries) {
        const baseline = cpu(() => LANGUAGES.map((language) => scan(texts[language], q, language)));
        const own: number[] = [];
        for (let at = 0; at < REPEATED; at += 1) {
          const start = process.cpuUsage();
          await concordance(context, anna, { q });
          own.push(millisecondsSince(start));
        }
        const { total, complete } = await concordance(context, anna, { q });
        times.push(...own);
        ratios.push(middle(own) / baseline);
        console.log(
          `  ${q}: ${complete ? "" : "at least "}${total} units, ${middle(own).toFixed(1)} ms, a scan ${baseline.toFixed(1)} ms`,
        );
      }
      console.log(
        `${kind}: p50 ${middle(times).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms of processor time; ${middle(ratios).toFixed(2)} of a scan`,
      );
    }
  }
}

type FoldedTexts = Readonly<Record<Language, readonly string[]>>;

const foldedTexts = (units: readonly CorpusUnit[]): FoldedTexts => {
  const of = (language: Language) => units.map(({ texts }) => searchable(fold(texts[language], language)));
  return { en: of("en"), ru: of("ru"), zh: of("zh") };
};

async function stored(units: readonly CorpusUnit[], fts: boolean): Promise<TestContext> {
  const made = await testContext();
  const context = { ...made, index: fts ? ftsMatchIndex(made.storage) : residentMatchIndex(made.storage) };
  for (let at = 0; at < units.length; at += DOCUMENT) {
    await storeDocument(
      context,
      anna,
      { collection: "c", id: `d${at}` },
      {
        format: "json",
        tags: {},
        units: units.slice(at, at + DOCUMENT).map(({ texts }, place) => ({
          key: `k${place}`,
          line: place + 1,
          notes: [],
          variants: Object.fromEntries(
            LANGUAGES.map((language) => [language, { content: [texts[language]], state: "final" as const }]),
          ),
        })),
      },
      "import",
    );
  }
  await concordance(context, anna, { q: "warm" });
  return context;
}

function scan(texts: readonly string[], q: string, language: Language): number {
  const literal = searchable(fold(q, language));
  let found = 0;
  for (const text of texts) if (text.includes(literal)) found += 1;
  return found;
}

/** Random pieces of random texts: are as many units found as a scan finds? */
async function compare(
  context: TestContext,
  texts: FoldedTexts,
  language: Language,
  pieces: number,
): Promise<void> {
  const next = random(11);
  let same = 0;
  let bounded = 0;
  for (let done = 0; done < pieces;) {
    const characters = [...(texts[language][Math.floor(next() * texts[language].length)] ?? "")];
    const length = 1 + Math.floor(next() * (language === "zh" ? 6 : 14));
    const from = Math.floor(next() * Math.max(1, characters.length - length));
    const q = characters.slice(from, from + length).join("");
    if (fold(q, language) === "") continue;
    done += 1;
    const { total, complete } = await concordance(context, anna, { q, language, mode: "text", limit: 1 });
    const truth = scan(texts[language], q, language);
    if (total === truth) same += 1;
    else if (!complete && total <= truth) bounded += 1;
  }
  console.log(
    `${language}: ${same} of ${pieces} pieces are found as a scan finds them, of ${bounded} at least a part`,
  );
}

function cpu(work: () => unknown): number {
  const times: number[] = [];
  for (let at = 0; at < REPEATED; at += 1) {
    const start = process.cpuUsage();
    work();
    times.push(millisecondsSince(start));
  }
  return middle(times);
}

const millisecondsSince = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
const middle = (values: readonly number[]): number => quantile(values, 0.5);
