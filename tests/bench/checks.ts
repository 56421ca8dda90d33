import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CheckedUnit } from "../../src/checks/check.ts";
import { CHECKS } from "../../src/checks/registry.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import { isCheckId } from "../../src/domain/finding.ts";
import { plainText } from "../../src/domain/segment.ts";
import { goldOf } from "../checks/gold.ts";
import { NUMBERS } from "../checks/numbers-gold.ts";
import { MISTAKES } from "../checks/seeded-mistakes.ts";
import { starterMemory } from "../tm/starter-units.ts";
import { natural, seeded } from "./_checks-natural.ts";

const SHARED = join(import.meta.dirname, "../../../shared/data");
const CORPUS = join(SHARED, "corpus/trilingual-150k.tsv.gz");
const SHARED_NUMBERS = join(SHARED, "terms/numbers.json");
const SAMPLE = 5000;

type Triple = readonly [en: string, ru: string, zh: string, consistent: boolean];

/** The check of most tools: both texts have the same runs of digits. */
function digitsDiffer(texts: readonly string[]): boolean {
  const runs = texts.map((text) => (text.normalize("NFKC").match(/\d+/gu) ?? []).toSorted().join(" "));
  return new Set(runs).size > 1;
}

const unitOf = ([en, ru, zh]: readonly [string, string, string, ...unknown[]], at: number): CheckedUnit => ({
  id: String(at),
  variants: { en: { content: [en] }, ru: { content: [ru] }, zh: { content: [zh] } },
});

const byValueDiffer = (triple: Triple): boolean =>
  runChecks([unitOf(triple, 0)], { checks: ["numbers"] }).length > 0;

function quality(name: string, triples: readonly Triple[]): void {
  const methods = [
    ["by value", byValueDiffer],
    ["digit compare (baseline)", ([en, ru, zh]: Triple) => digitsDiffer([en, ru, zh])],
  ] as const;
  for (const [method, differs] of methods) {
    const right = triples.filter((triple) => differs(triple) !== triple[3]).length;
    const alarms = triples.filter((triple) => triple[3] && differs(triple)).length;
    const missed = triples.filter((triple) => !triple[3] && !differs(triple)).length;
    console.log(
      `${name.padEnd(22)} ${method.padEnd(26)} ${String(right).padStart(3)}/${triples.length} right   ${alarms} false alarms   ${missed} missed`,
    );
  }
}

function corpus(seed: number): CheckedUnit[] {
  const rows = gunzipSync(readFileSync(CORPUS)).toString("utf8").split("\n");
  let state = seed;
  return Array.from({ length: SAMPLE }, (_, at) => {
    // Park & Miller 1988, so that every run draws the same sample.
    state = (state * 48_271) % 2_147_483_647;
    const [en = "", ru = "", zh = ""] = (rows[state % (rows.length - 1)] ?? "").split("\t");
    return unitOf([en, ru, zh], at);
  });
}

const ROUNDS = 5;
/** Shortest time to measure, because the system counts the time of a thread in steps of milliseconds. */
const LEAST_MS = 100;

/**
 * CPU time of this thread (other processes on the machine do not count), per unit: the mean of some rounds, in which
 * the runs take turns, each often enough to be measured.
 */
function microseconds<K extends string>(
  runs: Readonly<Record<K, () => unknown>>,
  units: number,
): Record<K, number> {
  const names = Object.keys(runs) as K[];
  const spent = Object.fromEntries(names.map((name) => [name, { time: 0, times: 0 }])) as Record<
    K,
    { time: number; times: number }
  >;
  for (const name of names) runs[name]();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const start = process.threadCpuUsage();
      const from = performance.now();
      do {
        runs[name]();
        spent[name].times++;
      } while (performance.now() - from < LEAST_MS);
      const { user, system } = process.threadCpuUsage(start);
      spent[name].time += user + system;
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, spent[name].time / spent[name].times / units]),
  ) as Record<K, number>;
}

/** Repeated texts for which the readers of numbers, brackets, words and marks need the most time. */
const HOSTILE = [
  "1 000 000,",
  "1 млн ",
  "½",
  "5月",
  "71°30′ ",
  "0x",
  "%(",
  "{n, plural, ",
  "((((",
  "<a ",
  "Aa Bb ",
  "слово слово ",
  "的的",
  "中:",
  "А a",
];

const hostile = (pattern: string, length: number): CheckedUnit => {
  const text = pattern.repeat(length / pattern.length);
  return unitOf([text, text, text], 0);
};

/**
 * `npm run bench -- checks [seed]`: right and false alarms of the number check, rates and cost of every check.
 * `--natural FILE.tsv [samples] [check]` instead: findings per 1,000 good translations, with samples to read.
 * `--seeded FILE.tsv`: the share of mistakes found, of each kind, after one is put into good translations.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const [mode = "1", file, samples = "3", only] = args;
  if (mode.startsWith("--")) {
    if (file === undefined) throw new Error(`${mode} needs a TSV file with the columns en, ru, zh`);
    if (mode === "--natural")
      return natural(file, Number(samples), only !== undefined && isCheckId(only) ? only : undefined);
    if (mode === "--seeded") return seeded(file);
    throw new Error(`unknown option ${mode}; known are --natural and --seeded`);
  }
  const seed = mode;
  console.log("Numbers\n");
  quality("own gold set", NUMBERS);
  for (const half of ["second", "held-out"] as const) quality(`${half} gold set`, goldOf(half).numbers);
  if (existsSync(SHARED_NUMBERS)) {
    const shared = JSON.parse(readFileSync(SHARED_NUMBERS, "utf8")) as {
      en: string;
      ru: string;
      zh: string;
      consistent: boolean;
    }[];
    quality(
      "shared gold set",
      shared.map(({ en, ru, zh, consistent }) => [en, ru, zh, consistent] as const),
    );
  } else console.log("shared gold set: skipped, ../shared/data/terms is not here");

  const found = MISTAKES.filter(([message, units]) =>
    runChecks(units).some((finding) => finding.message === message),
  );
  console.log(`\nSeeded mistakes found: ${found.length} of ${MISTAKES.length}`);
  const memory = starterMemory();
  console.log(`Findings on the starter memory (${memory.length} units): ${runChecks(memory).length}`);

  if (!existsSync(CORPUS)) {
    console.log("\nrates on real strings: skipped, ../shared/data/corpus is not here");
    return;
  }
  const units = corpus(Number(seed));
  console.log(`\n${SAMPLE} real trilingual units (sample ${seed}): units with a finding, µs per unit\n`);
  console.log("check                  error  warning  info    µs/unit");
  for (const { id } of CHECKS) {
    const findings = runChecks(units, { checks: [id] });
    const counts = (["error", "warning", "info"] as const).map(
      (severity) => new Set(findings.filter((one) => one.severity === severity).map(({ unit }) => unit)).size,
    );
    const { cost } = microseconds({ cost: () => runChecks(units, { checks: [id] }) }, units.length);
    console.log(
      `${id.padEnd(22)} ${counts.map((count) => String(count).padStart(5)).join("   ")}   ${cost.toFixed(1).padStart(8)}`,
    );
  }
  const texts = units.map(({ variants }) =>
    [variants.en, variants.ru, variants.zh].map((one) => plainText(one?.content ?? [])),
  );
  console.log(`\nsize      all checks   numbers   digit compare (baseline)   all ÷ baseline   µs/unit`);
  for (const size of [500, 1000, 2500, 5000]) {
    const part = units.slice(0, size);
    const compared = texts.slice(0, size);
    const { all, numbers, baseline } = microseconds(
      {
        all: () => runChecks(part),
        numbers: () => runChecks(part, { checks: ["numbers"] }),
        baseline: () => compared.filter(digitsDiffer),
      },
      size,
    );
    console.log(
      `${String(size).padStart(5)}   ${all.toFixed(1).padStart(10)}   ${numbers.toFixed(1).padStart(7)}   ${baseline.toFixed(1).padStart(12)}   ${(all / baseline).toFixed(1).padStart(24)} ×`,
    );
  }
  const flagged = texts.filter(digitsDiffer).length;
  console.log(`\nunits that digit compare would flag: ${flagged} of ${SAMPLE}`);
  console.log(
    `\nhostile text in all three languages, ms by characters per language: the worst of ${HOSTILE.length} patterns`,
  );
  for (const length of [15_000, 30_000, 60_000]) {
    const times = HOSTILE.map((pattern) => {
      const unit = hostile(pattern, length);
      const { ms } = microseconds({ ms: () => runChecks([unit]) }, 1000);
      return [ms, pattern] as const;
    }).toSorted(([a], [b]) => b - a);
    const [[worst, pattern] = [0, ""]] = times;
    console.log(`${String(length).padStart(7)}   ${worst.toFixed(0)} ms   ${JSON.stringify(pattern)}`);
  }
}
