import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_CORPUS, readCorpus } from "./_lookup-corpus.ts";
import {
  caller,
  type Format,
  FORMATS,
  MEBIBYTE,
  SENTENCES,
  started,
  Usage,
  watchedMemory,
  writeLarge,
} from "./large.ts";

/** Megabytes of each file: both are below the limit of a request, and have about 140,000 units. */
const SIZES: Readonly<Record<Format, number>> = { tmx: 47, xliff: 35 };

/**
 * `npm run bench -- whole [--format tmx|xliff] [--size MB] [--corpus FILE]`: a file at the limit of one request over HTTP,
 * into the service as `npm start` starts it: import, pushes with all targets changed, exports into the file, undo.
 * Memory as in the bench `large`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      format: { type: "string" },
      size: { type: "string" },
      corpus: { type: "string", default: DEFAULT_CORPUS },
    },
  });
  const texts = readCorpus(values.corpus)?.map((unit) => unit.texts) ?? SENTENCES;
  for (const format of FORMATS.filter((one) => values.format === undefined || values.format === one))
    await measure(format, Number(values.size ?? SIZES[format]), texts);
}

async function measure(format: Format, size: number, texts: Parameters<typeof writeLarge>[3]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-whole-"));
  const name = format === "tmx" ? "whole.tmx" : "whole.xlf";
  const path = join(folder, name);
  const units = writeLarge(path, format, { bytes: size * MEBIBYTE }, texts);
  const server = await started(join(folder, "store.db"));
  const usage = new Usage(server.process.pid ?? 0);
  const beside = watchedMemory(server.url);
  const api = caller(server.url);
  const direction = format === "tmx" ? "" : "&source=en&target=ru";
  const step = async (what: string, work: () => Promise<string>): Promise<void> => {
    usage.begin();
    beside.begin();
    const told = await work();
    const { wall, cpu, peak } = usage.since();
    console.log(
      `${what.padEnd(44)} ${(wall / 1000).toFixed(1).padStart(7)} s ${(cpu / 1000).toFixed(1).padStart(7)} s CPU ${peak.toFixed(0).padStart(5)} MB, ${beside.since()}  ${told}`,
    );
  };
  const sent = (where: string) => async () => {
    const answer = await api.raw("POST", where, readFileSync(path));
    const text = await answer.text();
    const counts = /"counts":\{[^}]*\}/u.exec(text)?.[0] ?? text.slice(0, 300);
    return `${answer.status} ${(text.length / MEBIBYTE).toFixed(1)} MB ${counts}`;
  };
  const exported = (extra: string) => async () => {
    const answer = await api.raw("GET", `/api/v1/documents/d/export?format=original${extra}`);
    const chunks: Uint8Array[] = [];
    if (answer.body !== null) for await (const chunk of answer.body) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const isSame = bytes.equals(readFileSync(path));
    return `${answer.status}, ${(bytes.length / MEBIBYTE).toFixed(0)} MB, ${isSame ? "the bytes of the file" : "other bytes"}`;
  };
  try {
    console.log(`${format}, ${(statSync(path).size / MEBIBYTE).toFixed(0)} MB, ${units} units`);
    await api("POST", "/api/v1/collections", { id: "whole", title: "Whole" });
    await step("import", sent(`/api/v1/collections/whole/documents?id=d&filename=${name}`));
    await step("export into the file, unchanged", exported(""));
    for (const round of [1, 2]) {
      changeTargets(path, format, round);
      await step(
        `push ${round}, all targets changed`,
        sent(`/api/v1/documents/d/push?filename=${name}${direction}`),
      );
      await step("export into the pushed file", exported(""));
    }
    const { items } = JSON.parse(await api("GET", "/api/v1/imports?document=d")) as {
      items: { id: string }[];
    };
    await step("undo of the last push", async () => {
      const answer = await api("POST", `/api/v1/imports/${items[0]?.id}/undo`);
      return /"counts":\{[^}]*\}/u.exec(answer)?.[0] ?? "";
    });
    await step("export into the file, all targets changed", exported(""));
  } finally {
    beside.end();
    const ended = once(server.process, "close");
    server.process.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts a word behind each Russian text. */
function changeTargets(path: string, format: Format, round: number): void {
  const text = readFileSync(path, "utf8");
  const target =
    format === "tmx" ? /(<tuv xml:lang="ru"><seg>[^<]*)/gu : /(<target state="translated">[^<]*)/gu;
  writeFileSync(
    path,
    text.replaceAll(target, (found) => `${found} (${round})`),
  );
}
