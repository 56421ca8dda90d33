import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { canonical } from "../../src/domain/normal-form.ts";
import { bare, comparable, skeleton } from "../../src/matching/comparable-text.ts";
import { type AnalysisReport, type Band, BANDS, bandOf } from "../../src/matching/leverage.ts";
import { analyse } from "../../src/services/memory/analyse.ts";
import type { Context } from "../../src/services/context.ts";
import { indexFile } from "../../src/storage/index/index-file.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { type CorpusUnit, DEFAULT_CORPUS, random, requireCorpus, shuffle } from "./_lookup-corpus.ts";
import { anna, round } from "./_lookup-timed.ts";
import { bestByScan, foldedTexts, scanner } from "./_lookup-truth.ts";
import { fill } from "./lookup.ts";

const SEED = 20261125;
const PER_FILE = 1000;
/** Segments that the baseline compares with all texts. */
const SCANNED = 40;
const TOKEN = "polynya-bench-token-0123456789abcdef";
const ROOT = join(import.meta.dirname, "../..");

interface Row {
  readonly language: Language;
  readonly segments: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Processor time of 100,000 segments at this size. */
  readonly cpuPer100k: number;
  /** The same for comparing each segment with all of the memory and all earlier segments, from a sample. */
  readonly scanPer100k: number;
  /** How many times as long the scan takes. */
  readonly ratio: number;
  readonly bands: Readonly<Record<Band, number>>;
}

/**
 * `npm run bench -- analyse [--corpus FILE.tsv[.gz]] [--memory N] [--sizes N,N] [--languages en,ru,zh] [--sample N]
 *   [--no-server] [--json]`
 *
 * Leverage of segments that the memory does not hold, at growing sizes: through the service against a scan; bands of a
 * sample against those of a scan; the largest through a server, by the command line and in one request.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      memory: { type: "string", default: "50000" },
      sizes: { type: "string", default: "10000,100000" },
      languages: { type: "string", default: LANGUAGES.join(",") },
      sample: { type: "string", default: "500" },
      "no-server": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const say = values.json ? () => undefined : (line: string) => console.log(line);
  const units = shuffle(corpus, SEED);
  const memory = units.splice(0, Number(values.memory));
  const sizes = values.sizes.split(",").map((size) => Math.min(Number(size), units.length));
  const languages = LANGUAGES.filter((language) => values.languages.split(",").includes(language));
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  try {
    const { storage, context } = await fill(folder, memory);
    say(
      `${cpus().length} × ${cpus()[0]?.model ?? "?"} · Node ${process.version} · memory of ${memory.length} units\n`,
    );
    say("  language  segments  seconds  CPU s  CPU s per 100,000   scan      ×   bands");
    const rows: Row[] = [];
    const reports = new Map<Language, AnalysisReport>();
    const largest = units.slice(0, Math.max(...sizes));
    const next = random(SEED);
    const chosen = Array.from({ length: Number(values.sample) }, () => Math.floor(next() * largest.length));
    const sample = [...new Set(chosen)];
    for (const language of languages) {
      for (const size of sizes) {
        const some = size === largest.length ? sample : [];
        const measured = await measure(context, language, memory, units.slice(0, size), some);
        rows.push(measured.row);
        say(shown(measured.row));
        if (some.length > 0) reports.set(language, measured.report);
      }
    }
    say("\nbands of a sample against those of a scan:");
    const agreement: Agreement[] = [];
    for (const [language, report] of reports) {
      const found = agree(report, language, memory, largest, sample);
      agreement.push(found);
      say(
        `  ${language} ${found.agreed}/${found.sample}${found.differing.map((one) => `\n     ${one}`).join("")}`,
      );
    }
    storage.close();
    const whole = values["no-server"] ? undefined : await throughServer(folder, largest, say);
    if (values.json) console.log(JSON.stringify({ rows, agreement, whole }, undefined, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const shown = (row: Row): string =>
  [
    `  ${row.language.padEnd(8)}`,
    String(row.segments).padStart(9),
    row.seconds.toFixed(1).padStart(8),
    row.cpuSeconds.toFixed(1).padStart(6),
    row.cpuPer100k.toFixed(1).padStart(18),
    row.scanPer100k.toFixed(0).padStart(6),
    row.ratio.toFixed(0).padStart(6),
    `  ${BANDS.map((band) => `${band}: ${row.bands[band]}`).join(", ")}`,
  ].join(" ");

const fileName = (at: number): string => `${String(at).padStart(7, "0")}.csv`;

/** Files of segments in order; a new one begins at each of the places, so that a segment alone has its bands to itself. */
function filesOf(texts: readonly string[], places: readonly number[]) {
  return places.map((from, at) => ({ name: fileName(from), segments: texts.slice(from, places[at + 1]) }));
}

/** Positions where files begin: after each thousand segments, and before and after each segment of the sample. */
function placesOf(length: number, sample: readonly number[] = []): number[] {
  const thousands = Array.from({ length: Math.ceil(length / PER_FILE) }, (_, at) => at * PER_FILE);
  const places = new Set([...thousands, ...sample.flatMap((at) => [at, at + 1])]);
  return [...places].filter((at) => at < length).sort((a, b) => a - b);
}

async function measure(
  context: Context,
  language: Language,
  memory: readonly CorpusUnit[],
  units: readonly CorpusUnit[],
  sample: readonly number[],
): Promise<{ row: Row; report: AnalysisReport }> {
  const texts = units.map((unit) => unit.texts[language]);
  const files = filesOf(texts, placesOf(texts.length, sample));
  const before = process.cpuUsage();
  const start = performance.now();
  const report = await analyse(context, anna, { source: language, files });
  const seconds = (performance.now() - start) / 1000;
  const cpuSeconds = cpuSince(before);
  const cpuPer100k = (cpuSeconds / texts.length) * 100_000;
  const scanPer100k = scanSeconds(language, memory, units);
  const row = {
    language,
    segments: texts.length,
    seconds: round(seconds),
    cpuSeconds: round(cpuSeconds),
    cpuPer100k: round(cpuPer100k),
    scanPer100k: round(scanPer100k),
    ratio: round(scanPer100k / cpuPer100k, 0),
    bands: Object.fromEntries(BANDS.map((band) => [band, report.bands[band].segments])) as Record<
      Band,
      number
    >,
  };
  return { row, report };
}

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** What 100,000 segments would take if each were compared with all of the memory, and with all before it. */
function scanSeconds(
  language: Language,
  memory: readonly CorpusUnit[],
  units: readonly CorpusUnit[],
): number {
  const stored = foldedTexts(memory, language);
  const earlier = foldedTexts(units, language);
  const step = Math.max(1, Math.floor(units.length / SCANNED));
  let scanned = 0;
  const before = process.cpuUsage();
  for (let at = 0; at < units.length; at += step) {
    const text = earlier[at] as string;
    bestByScan(text, stored, 0.5);
    bestByScan(text, earlier.slice(0, at), 0.75);
    scanned += 1;
  }
  return (cpuSince(before) / scanned) * 100_000;
}

interface Agreement {
  readonly language: Language;
  readonly sample: number;
  readonly agreed: number;
  readonly differing: readonly string[];
}

function agree(
  report: AnalysisReport,
  language: Language,
  memory: readonly CorpusUnit[],
  units: readonly CorpusUnit[],
  sample: readonly number[],
): Agreement {
  const texts = units.map((unit) => unit.texts[language]);
  const bandAt = new Map(
    report.files.map(({ name, bands }) => [name, BANDS.find((band) => bands[band].segments === 1)]),
  );
  const oracle = bandsByScan(language, memory, texts);
  const differing: string[] = [];
  for (const at of sample) {
    const band = bandAt.get(fileName(at));
    const { bands, score } = oracle(at);
    if (band !== undefined && bands.includes(band)) continue;
    const text = (texts[at] ?? "").slice(0, 60);
    differing.push(`${band ?? "?"} for ${bands.join(" or ")} (${score} in the memory): ${text}`);
  }
  return {
    language,
    sample: sample.length,
    agreed: sample.length - differing.length,
    differing: differing.slice(0, 10),
  };
}

/** First positions of texts that are equal, or that differ only by what one named penalty covers. */
interface Known {
  readonly exact: ReadonlyMap<string, number>;
  readonly folded: ReadonlyMap<string, number>;
  readonly bare: ReadonlyMap<string, number>;
  readonly skeletons: ReadonlyMap<string, number>;
}

function knownOf(texts: readonly string[], folded: readonly string[]): Known {
  const first = (forms: readonly (string | undefined)[]) => {
    const places = new Map<string, number>();
    for (const [at, form] of forms.entries()) {
      if (form !== undefined && !places.has(form)) places.set(form, at);
    }
    return places;
  };
  return {
    exact: first(texts.map(canonical)),
    folded: first(folded),
    bare: first(folded.map(bare)),
    skeletons: first(folded.map(skeleton)),
  };
}

/**
 * Bands by comparing with everything, by another implementation of the distance and the published penalties. Two of
 * them where texts differ in numbers alone: whether those can be adapted shows in the target.
 */
function bandsByScan(
  language: Language,
  memory: readonly CorpusUnit[],
  texts: readonly string[],
): (at: number) => { bands: Band[]; score: number } {
  const stored = memory.map((unit) => unit.texts[language]);
  const storedFolded = stored.map((text) => comparable(text, language));
  const inMemory = knownOf(stored, storedFolded);
  const nearest = scanner(storedFolded, 0.5);
  const folded = texts.map((text) => comparable(text, language));
  const inFiles = knownOf(texts, folded);
  /** Lowest and highest score that a text may have. */
  const scores = (at: number, there: Known, before: number, ratio: number): [number, number] => {
    const text = folded[at] as string;
    const has = (places: ReadonlyMap<string, number>, form: string | undefined) =>
      form !== undefined && (places.get(form) ?? before) < before;
    const plain = Math.round(1000 * ratio) / 10;
    if (has(there.exact, canonical(texts[at] as string))) return [100, 100];
    if (has(there.folded, text) || has(there.bare, bare(text))) return [99, 99];
    return has(there.skeletons, skeleton(text)) ? [plain, 99] : [plain, plain];
  };
  return (at) => {
    const text = folded[at] as string;
    const ours = scores(at, inMemory, Infinity, nearest(text));
    const theirs = scores(at, inFiles, at, bestByScan(text, folded.slice(0, at), 0.75));
    const bands = ours.flatMap((score) => theirs.map((internal) => bandOf(score, internal)));
    return { bands: [...new Set(bands)], score: ours[0] };
  };
}

/** Peak resident memory of a process in MB; 0 when the system does not report it. */
function peakOf({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/status`;
  const peak = existsSync(file) ? /VmHWM:\s+(\d+) kB/u.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  return Math.round(Number(peak ?? 0) / 1000);
}

/** A server over the store, the command line over a folder of files, and the same segments in one request. */
async function throughServer(folder: string, units: readonly CorpusUnit[], say: (line: string) => void) {
  const database = join(folder, "store.db");
  // The copy of the index, which a server that was stopped would have left.
  const storage = openSqlite(database);
  await residentMatchIndex(storage, { snapshots: indexFile(database) }).stats();
  storage.close();
  const texts = units.map(({ texts: all }) => all.en);
  const files = join(folder, "files");
  mkdirSync(files);
  for (const { name, segments } of filesOf(texts, placesOf(texts.length))) {
    const lines = segments.map((text, at) => `${at},"${text.replaceAll('"', '""')}"\n`);
    writeFileSync(join(files, name), `key,en\n${lines.join("")}`);
  }
  const env = { ...process.env, POLYNYA_DB: database, POLYNYA_TOKEN: TOKEN, POLYNYA_SEED: "off", PORT: "0" };
  const server = spawn(process.execPath, [join(ROOT, "src/cli/polynya.js"), "serve"], { env });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = "";
      server.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+/u.exec(output)?.[0];
        if (found !== undefined) resolve(found);
      });
      server.on("exit", () => reject(new Error(output)));
    });
    const client = await byCommandLine(folder, address);
    const request = await inOneRequest(address, texts);
    const serverPeak = peakOf(server);
    say(
      `\n${texts.length} English segments through a server: polynya analyse ${client.seconds} s (peak ${client.peak} MB), ` +
        `one request ${request.seconds} s; another request meanwhile waits ${request.median} ms, at most ${request.longest} ms; ` +
        `peak of the server ${serverPeak} MB`,
    );
    return { client, request, serverPeak };
  } finally {
    server.removeAllListeners("exit");
    server.kill("SIGKILL");
  }
}

async function byCommandLine(folder: string, address: string) {
  const start = performance.now();
  const command = [join(ROOT, "src/cli/polynya.js"), "analyse", "files", "--source", "en", "--json"];
  const env = { ...process.env, POLYNYA_TOKEN: TOKEN, POLYNYA_SERVER: address };
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child))), 500);
  const code = await new Promise((resolve) => child.on("exit", resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`polynya analyse ended with ${String(code)}`);
  return { seconds: round((performance.now() - start) / 1000, 1), peak };
}

async function inOneRequest(address: string, segments: readonly string[]) {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const send = (path: string, body: object) =>
    fetch(`${address}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const start = performance.now();
  const whole = send("analyse", { source: "en", segments }).then(async (answer) => {
    const { total } = (await answer.json()) as { total?: { segments: number } };
    if (total?.segments !== segments.length) throw new Error(`answered with ${answer.status}`);
    return true;
  });
  const waits: number[] = [];
  const soon = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 500));
  do {
    const asked = performance.now();
    await (
      await send("lookup", { source: "en", segments: [{ text: "The file could not be saved" }] })
    ).json();
    waits.push(performance.now() - asked);
  } while (!(await Promise.race([whole, soon()])));
  const seconds = round((performance.now() - start) / 1000, 1);
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    seconds,
    median: Math.round(sorted[sorted.length >> 1] ?? 0),
    longest: Math.round(sorted.at(-1) ?? 0),
  };
}
