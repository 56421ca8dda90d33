import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { align, type Alignment } from "../../src/alignment/align.ts";
import { type Group, numbersOf } from "../../src/alignment/bead.ts";
import { coreLexicon } from "../../src/alignment/core-vocabulary.ts";
import { decode } from "../../src/alignment/minimum-risk.ts";
import { prepareText } from "../../src/alignment/prepared-text.ts";
import { stem } from "../../src/alignment/stem.ts";
import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import { fitConfidence } from "./_align-fit.ts";
import { galeChurch } from "./_align-gale-church.ts";
import {
  GOLD,
  type GoldDocument,
  goldDocuments,
  isRight,
  type Links,
  range,
  SETS,
  weightOf,
} from "./_align-gold.ts";
import { alignPair } from "./_align-pair.ts";
import { hasHunalign, hunalign } from "./_align-hunalign.ts";
import { UNSEEN, unseenDocuments } from "./_align-pseudo.ts";
import { pairScores, threeWayScore } from "./_align-score.ts";

const PAIRS: readonly (readonly [Language, Language])[] = [
  ["en", "ru"],
  ["en", "zh"],
  ["ru", "zh"],
];
const nameOf = ([a, b]: readonly [Language, Language]) => `${a}-${b}` as "en-ru" | "en-zh" | "ru-zh";
const beadsOf = (result: Alignment, languages: readonly Language[]): Links[] =>
  result.beads.map((bead) => languages.map((language) => numbersOf(bead, language)));

const languagesOf = (group: Group) => LANGUAGES.filter((language) => numbersOf(group, language).length > 0);

/** The result of a function, and its CPU time in seconds. */
async function timed<T>(act: () => Promise<T> | T): Promise<[T, number]> {
  const before = process.cpuUsage();
  const result = await act();
  const used = process.cpuUsage(before);
  return [result, (used.user + used.system) / 1e6];
}

/** The pair model without the core vocabulary, learnt only from the document. */
function documentAlone(document: GoldDocument, [a, b]: readonly [Language, Language]): Links[] {
  const prepare = (language: Language) =>
    prepareText(
      language,
      document.langs[language].map((text) => ({ text })),
      undefined,
      (word) => stem(word, language),
    );
  const source = prepare(a);
  const target = prepare(b);
  const model = alignPair(source, target);
  return decode(source.size, target.size, model.band, model.posteriors).map((bead) => [
    range(bead.i, bead.a),
    range(bead.j, bead.b),
  ]);
}

interface Sure {
  beads: number;
  right: number;
  weight: number;
  all: number;
}

function countSure(
  sure: Sure,
  document: GoldDocument,
  result: Alignment,
  languages: readonly Language[],
  gold: readonly Links[],
): void {
  const right = isRight(gold);
  result.beads.forEach((bead) => {
    const links = languages.map((language) => numbersOf(bead, language));
    const weight = weightOf(document, languages, links);
    sure.all += weight;
    if (bead.confidence < 0.95) return;
    sure.weight += weight;
    sure.beads += 1;
    if (right(links)) sure.right += 1;
  });
}

const cell = (value: number) => value.toFixed(3);
const sureLine = (name: string, { beads, right, weight, all }: Sure) =>
  `  ${name.padEnd(12)} said >= 0.95: ${cell(right / Math.max(1, beads))} right, ${cell(weight / Math.max(1, all))} of the text`;

/**
 * Quality of alignment on gold documents against plain Gale–Church (and hunalign, where installed), calibration of
 * the confidence, and time. `--long N` adds a text of N sentences a language; `--sets a,b` chooses sets; `--fit`
 * fits the weights of the confidence instead.
 */
export async function run(args: readonly string[]): Promise<void> {
  if (args.includes("--fit")) return fitConfidence();
  const option = (name: string) => args[args.indexOf(name) + 1];
  const sets = args.includes("--sets") ? (option("--sets") ?? "").split(",") : [...SETS, ...UNSEEN];
  const peer = hasHunalign();
  console.log(
    `core vocabulary: ${coreLexicon().entries.size} Chinese entries; hunalign: ${peer ? "found" : "not on PATH"}`,
  );
  for (const set of sets) {
    const documents = UNSEEN.includes(set) ? unseenDocuments(set) : goldDocuments(set);
    if (documents === undefined) {
      console.log(`${set}: skipped, no ${GOLD}`);
      continue;
    }
    console.log(`\n${set} (${documents.length} documents)`);
    const three: Alignment[] = [];
    let seconds = 0;
    let sentences = 0;
    for (const document of documents) {
      const [result, used] = await timed(() => align({ texts: document.langs, anyLanguage: true }));
      three.push(result);
      seconds += used;
      sentences += LANGUAGES.reduce((sum, language) => sum + document.langs[language].length, 0) / 3;
    }
    let baselineSum = 0;
    let ownSum = 0;
    for (const pair of PAIRS) {
      const golds = documents.map((document) => document.gold[nameOf(pair)]);
      const two: Links[][] = [];
      const sure: Sure = { beads: 0, right: 0, weight: 0, all: 0 };
      let pairSeconds = 0;
      let size = 0;
      for (const document of documents) {
        const [a, b] = pair;
        const [result, used] = await timed(() =>
          align({ texts: { [a]: document.langs[a], [b]: document.langs[b] }, anyLanguage: true }),
        );
        two.push(beadsOf(result, pair));
        countSure(sure, document, result, pair, document.gold[nameOf(pair)]);
        pairSeconds += used;
        size += (document.langs[a].length + document.langs[b].length) / 2;
      }
      const rows: [string, readonly (readonly Links[])[]][] = [
        [
          "Gale–Church",
          documents.map((document) => galeChurch(document.langs[pair[0]], document.langs[pair[1]])),
        ],
        ...(peer
          ? [
              [
                "hunalign",
                documents.map((document) => hunalign(document.langs[pair[0]], document.langs[pair[1]], pair)),
              ] as [string, Links[][]],
            ]
          : []),
        ["no vocabulary", documents.map((document) => documentAlone(document, pair))],
        ["two texts", two],
      ];
      for (const [name, tests] of rows) {
        const scores = pairScores(golds, tests);
        if (name === "Gale–Church") baselineSum += scores.strict;
        if (name === "two texts") ownSum += scores.strict;
        console.log(
          `  ${nameOf(pair)} ${name.padEnd(14)} strict ${cell(scores.strict)}  lax ${cell(scores.lax)}  link ${cell(scores.link)}`,
        );
      }
      console.log(
        sureLine(nameOf(pair), sure),
        ` ${((pairSeconds / size) * 1000).toFixed(2)} s CPU per 1,000 sentences`,
      );
    }
    const sure: Sure = { beads: 0, right: 0, weight: 0, all: 0 };
    documents.forEach((document, index) =>
      countSure(sure, document, three[index] as Alignment, LANGUAGES, document.gold.tri),
    );
    const strict = threeWayScore(
      documents.map((document) => document.gold.tri),
      three.map((result) => beadsOf(result, LANGUAGES)),
    );
    console.log(
      `  three-way strict ${cell(strict)}  ${((seconds / sentences) * 1000).toFixed(2)} s CPU per 1,000 sentences`,
    );
    console.log(sureLine("three-way", sure));
    console.log(
      `  strict F1, two texts against Gale–Church, mean of pairs: ${cell(ownSum / 3)} / ${cell(baselineSum / 3)} = ${(ownSum / baselineSum).toFixed(2)} ×`,
    );
  }
  if (args.includes("--long")) await long(Number(option("--long") ?? 20_000));
}

/**
 * A long text: real segments of a trilingual corpus in a row, some dropped and some joined, each language for
 * itself, by a fixed seed.
 */
async function long(size: number): Promise<void> {
  const file = join(GOLD, "../corpus/trilingual-150k.tsv.gz");
  if (!existsSync(file)) return console.log("long: skipped, no corpus");
  const rows = gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .map((line) => line.split("\t"))
    .filter(([en = "", ru = "", zh = ""]) => en.length > 40 && ru.length > 30 && zh.length > 10)
    .slice(0, size);
  const texts: Record<Language, string[]> = { en: [], ru: [], zh: [] };
  const origin: Record<Language, number[][]> = { en: [], ru: [], zh: [] };
  let state = 7;
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  rows.forEach((row, number) => {
    LANGUAGES.forEach((language, column) => {
      const text = row[column] ?? "";
      const list = texts[language];
      if (chance() < 0.03) return;
      if (chance() < 0.05 && list.length > 0) {
        list[list.length - 1] += ` ${text}`;
        origin[language].at(-1)?.push(number);
      } else {
        list.push(text);
        origin[language].push([number]);
      }
    });
  });
  const start = performance.now();
  const [result, seconds] = await timed(() => align({ texts, anyLanguage: true }));
  const full = result.beads.filter((bead) => languagesOf(bead).length > 1);
  const right = full.filter((bead) => {
    const sides = languagesOf(bead).map((language) =>
      numbersOf(bead, language)
        .flatMap((index) => origin[language][index] ?? [])
        .join(),
    );
    return sides.every((side) => side === sides[0]);
  });
  console.log(
    `\nlong: ${rows.length} thoughts, three ways: ${((performance.now() - start) / 1000).toFixed(1)} s, ${seconds.toFixed(1)} s CPU, ` +
      `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most; ${cell(right.length / full.length)} of ${full.length} beads right`,
  );
}
