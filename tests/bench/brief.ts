import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LANGUAGES } from "../../src/domain/language.ts";
import { importGlossary } from "../../src/services/glossary/import-glossary.ts";
import { brief } from "../../src/services/memory/brief.ts";
import { DEFAULT_CORPUS, grow, random, requireCorpus, shuffle, vary } from "./_lookup-corpus.ts";
import { anna, percentiles, round } from "./_lookup-timed.ts";
import { fill } from "./lookup.ts";

const SEED = 20261129;
/** Segments in one request: one as at the desk, and as many as `polynya brief` sends. */
const BATCHES = [1, 50];

/**
 * `npm run bench -- brief [--size N] [--requests N] [--corpus FILE.tsv[.gz]]`: what a brief of a segment costs through
 * the service, with the starter glossary, from each language into the two others. Half of the segments are new texts,
 * half are stored ones with changed words.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      size: { type: "string", default: "100000" },
      requests: { type: "string", default: "200" },
    },
  });
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const shuffled = shuffle(corpus, SEED);
  const unseen = shuffled.slice(0, 2000);
  const stored = grow(shuffled.slice(2000), Number(values.size), SEED);
  const folder = mkdtempSync(join(tmpdir(), "polynya-brief-"));
  try {
    const { context, storage } = await fill(folder, stored);
    const glossary = readFileSync(join(import.meta.dirname, "../../tm/glossary.tbx"));
    await importGlossary(context, anna, new Uint8Array(glossary), { format: "tbx" });
    const load = loadavg()[0]?.toFixed(1);
    console.log(`${cpus().length} × ${cpus()[0]?.model} · Node ${process.version} · load ${load}`);
    const next = random(SEED);
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)];
    for (const source of LANGUAGES)
      for (const batch of BATCHES) {
        const text = (): string => {
          const known = pick(stored)?.texts[source] ?? "";
          const made = next() < 0.5 ? (pick(unseen)?.texts[source] ?? "") : vary(known, known, 0.2, next);
          return made.trim() === "" ? text() : made;
        };
        const times: number[] = [];
        const rounds = Math.ceil(Number(values.requests) / Math.sqrt(batch));
        // The first tenth warms up the compiler and the page cache.
        for (let at = -Math.ceil(rounds / 10); at < rounds; at += 1) {
          const segments = Array.from({ length: batch }, () => ({ text: text() }));
          const start = performance.now();
          await brief(context, anna, { source, segments });
          if (at >= 0) times.push((performance.now() - start) / batch);
        }
        const { p50, p95, mean } = percentiles(times);
        console.log(
          `${values.size} units, ${source}, ${batch} a request: p50 ${p50}, p95 ${p95}, mean ${round(mean)} ms a segment`,
        );
      }
    storage.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
