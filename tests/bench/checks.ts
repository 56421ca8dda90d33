import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CheckedUnit } from "../../src/checks/check.ts";
import { CHECKS } from "../../src/checks/registry.ts";
import { runChecks } from "../../src/checks/run.ts";
import { plainText } from "../../src/domain/segment.ts";
import { NUMBERS } from "../checks/numbers-gold.ts";
import { MISTAKES } from "../checks/seeded-mistakes.ts";
import { starterMemory } from "../tm/starter-units.ts";

const SHARED = join(import.meta.dirname, "../../../shared/data");
const CORPUS = join(SHARED, "corpus/trilingual-150k.tsv.gz");
const SHARED_NUMBERS = join(SHARED, "terms/numbers.json");
const SAMPLE = 5000;

type Triple = readonly [en: string, ru: string, zh: string, consistent: boolean];

/** What most tools do: the same runs of digits in both texts. */
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
    // Park & Miller 1988; only to draw the same sample every time.
    state = (state * 48_271) % 2_147_483_647;
    const [en = "", ru = "", zh = ""] = (rows[state % (rows.length - 1)] ?? "").split("\t");
    return unitOf([en, ru, zh], at);
  });
}

const microseconds = (run: () => void, units: number): number => {
  run();
  const start = performance.now();
  run();
  return ((performance.now() - start) * 1000) / units;
};

/** `npm run bench -- checks [seed]`: right and false alarms of the number check, rates and cost of every check. */
export async function run([seed = "1"]: readonly string[] = []): Promise<void> {
  console.log("Numbers\n");
  quality("own gold set", NUMBERS);
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
    const cost = microseconds(() => runChecks(units, { checks: [id] }), units.length);
    console.log(
      `${id.padEnd(22)} ${counts.map((count) => String(count).padStart(5)).join("   ")}   ${cost.toFixed(1).padStart(8)}`,
    );
  }
  const texts = units.map(({ variants }) =>
    [variants.en, variants.ru, variants.zh].map((one) => plainText(one?.content ?? [])),
  );
  const baseline = microseconds(() => texts.filter(digitsDiffer), units.length);
  console.log(`\nsize      all checks   numbers   digit compare (baseline)   all ÷ baseline   µs/unit`);
  for (const size of [500, 1000, 2500, 5000]) {
    const part = units.slice(0, size);
    const all = microseconds(() => runChecks(part), size);
    const numbers = microseconds(() => runChecks(part, { checks: ["numbers"] }), size);
    console.log(
      `${String(size).padStart(5)}   ${all.toFixed(1).padStart(10)}   ${numbers.toFixed(1).padStart(7)}   ${baseline.toFixed(1).padStart(12)}   ${(all / baseline).toFixed(1).padStart(24)} ×`,
    );
  }
  const flagged = texts.filter(digitsDiffer).length;
  console.log(`\nunits that digit compare would flag: ${flagged} of ${SAMPLE}`);
  console.log("\nhostile text (numbers, brackets, percent signs without end), ms by length");
  for (const times of [500, 1000, 2000, 4000]) {
    const text =
      "1 000 000,".repeat(times) +
      "百分之".repeat(times) +
      "%(".repeat(times) +
      "{".repeat(times) +
      "<a ".repeat(times);
    const start = performance.now();
    runChecks([unitOf([text, text, text], 0)]);
    console.log(`${String(text.length).padStart(7)}   ${(performance.now() - start).toFixed(0)} ms`);
  }
}
