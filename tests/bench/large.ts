import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CorpusUnit, DEFAULT_CORPUS, readCorpus } from "./_lookup-corpus.ts";

/**
 * `npm run bench -- large [--size MB | --units N] [--format tmx|xliff] [--corpus FILE] [--import-only] [--undo] [--interrupt SECONDS]`:
 * one large file through the real command line into the real service, as `npm start` starts it, and then what people do with
 * a document of that size. Peak memory is `VmHWM` of the process, set back before each step; beside the index is the
 * largest difference of the two figures of `/metrics`, asked for once a second (decision 11). CPU is the process's own. With `--interrupt`
 * the import gets Ctrl+C after so many seconds, and the same command is given again.
 */
const ROOT = join(import.meta.dirname, "..", "..");
const TOKEN = "bench-of-large-files-needs-a-token";
const LIMIT_MB = 512;
export const MEBIBYTE = 1024 * 1024;

/** How large the file is to be. */
type Size = { readonly bytes: number } | { readonly units: number };

export const FORMATS = ["tmx", "xliff"] as const;
export type Format = (typeof FORMATS)[number];

export const SENTENCES: readonly CorpusUnit["texts"][] = [
  {
    en: "The Northern Sea Route is open to ice-class vessels from July to November.",
    ru: "Северный морской путь открыт для судов ледового класса с июля по ноябрь.",
    zh: "北方海航道每年七月至十一月对冰级船舶开放。",
  },
  {
    en: "The seminar brought together experts on Arctic governance.",
    ru: "Семинар собрал специалистов по управлению Арктикой.",
    zh: "研讨会汇集了北极治理方面的专家。",
  },
];

export async function run(args: readonly string[]): Promise<void> {
  const option = (name: string) => args[args.indexOf(`--${name}`) + 1];
  const has = (name: string) => args.includes(`--${name}`);
  const size: Size = has("units")
    ? { units: Number(option("units")) }
    : { bytes: (has("size") ? Number(option("size")) : 100) * MEBIBYTE };
  const formats = FORMATS.filter((format) => !has("format") || option("format") === format);
  const corpus = readCorpus((has("corpus") ? option("corpus") : undefined) ?? DEFAULT_CORPUS);
  const texts = corpus?.map((unit) => unit.texts) ?? SENTENCES;
  console.log(
    `Texts: ${corpus === undefined ? "two sentences, numbered" : `${texts.length} of the corpus, numbered from the second round on`}. Target: no process over ${LIMIT_MB} MB.\n`,
  );
  for (const format of formats) {
    const options = {
      importOnly: has("import-only"),
      undo: has("undo"),
      interrupt: has("interrupt") ? Number(option("interrupt")) : undefined,
    };
    await measure(format, size, texts, options);
  }
}

interface Steps {
  readonly importOnly: boolean;
  readonly undo: boolean;
  /** Seconds after which the import is interrupted. */
  readonly interrupt: number | undefined;
}

async function measure(
  format: Format,
  size: Size,
  texts: readonly CorpusUnit["texts"][],
  { importOnly, undo, interrupt }: Steps,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-large-"));
  const path = join(folder, format === "tmx" ? "large.tmx" : "large.xlf");
  const units = writeLarge(path, format, size, texts);
  const server = await started(join(folder, "store.db"));
  const usage = new Usage(server.process.pid ?? 0);
  const beside = watchedMemory(server.url);
  const report = (step: string, took: Taken, extra = "") =>
    console.log(
      `${step.padEnd(44)} ${(took.wall / 1000).toFixed(1).padStart(7)} s ${(took.cpu / 1000).toFixed(1).padStart(7)} s CPU ${took.peak.toFixed(0).padStart(5)} MB${took.peak > LIMIT_MB ? " (too much)" : ""}  ${extra}`,
    );
  try {
    console.log(`${format}, ${(statSync(path).size / MEBIBYTE).toFixed(0)} MB, ${units} units`);
    report("server: started and seeded", usage.since());
    usage.begin();
    const api = caller(server.url);
    await api("POST", "/api/v1/collections", { id: "large", title: "Large" });
    beside.begin();
    const order = ["import", path, "--collection", "large", "--id", "d", "--json"];
    if (interrupt !== undefined) {
      const first = await cli(folder, server.url, order, interrupt);
      report("import, interrupted: command line", first.taken, `exit ${first.code}: ${first.said.trim()}`);
      report("import, interrupted: server", usage.since(), beside.since());
    }
    const command = await cli(folder, server.url, order);
    const imported = usage.since();
    report("import: command line", command.taken);
    report(
      "import: server",
      imported,
      `${((units / imported.wall) * 1000).toFixed(0)} units/s, ${((units / imported.cpu) * 1000).toFixed(0)} a CPU second; ${beside.since()}`,
    );
    if (command.code !== 0) throw new Error(`import ended with ${command.code}: ${command.said}`);
    const { items } = JSON.parse(await api("GET", "/api/v1/imports?document=d")) as { items: unknown[] };
    console.log(`journal: ${JSON.stringify(items).slice(0, 600)}`);
    const undoLast = async (): Promise<void> => {
      usage.begin();
      beside.begin();
      const undone = await cli(folder, server.url, ["undo", "--last", "--json"]);
      report("undo --last: command line", undone.taken);
      report("undo --last: server", usage.since(), `exit ${undone.code}; ${beside.since()}`);
    };
    if (undo) await undoLast();
    if (importOnly || undo) return;
    const step = async (name: string, work: () => Promise<string>): Promise<void> => {
      usage.begin();
      beside.begin();
      const extra = await work();
      report(name, usage.since(), `${extra}; ${beside.since()}`);
    };
    const get = (path: string) => async () => `${((await api("GET", path)).length / 1024).toFixed(0)} kB`;
    await step("document, with its counts", get("/api/v1/documents/d"));
    await step("documents of the collection", get("/api/v1/collections/large/documents"));
    await step("units, first page", get("/api/v1/documents/d/units?limit=100"));
    const middle = await unitInTheMiddle(api, units);
    await step("units, page in the middle", get(`/api/v1/documents/d/units?limit=100&after=${middle}`));
    await step("units, a text that none has", get("/api/v1/documents/d/units?limit=100&q=qzxqzx"));
    await step("findings, first page and counts", get("/api/v1/findings?collection=large&limit=50"));
    await step("findings of the document", get("/api/v1/findings?document=d&limit=50"));
    await step("imports", get("/api/v1/imports?document=d"));
    const direction = "source=en&target=ru";
    for (const query of ["format=tmx", `format=xliff&version=2.1&${direction}`, "format=csv"])
      await step(`export ${query}`, async () => {
        const response = await api.raw("GET", `/api/v1/documents/d/export?${query}`);
        let bytes = 0;
        if (response.body !== null) for await (const chunk of response.body) bytes += chunk.byteLength;
        return `${response.status}, ${(bytes / 1024 / 1024).toFixed(0)} MB`;
      });
    let deletion = "";
    await step("delete of the document", async () => {
      const answer = await api("DELETE", "/api/v1/documents/d");
      deletion = (JSON.parse(answer) as { import: string }).import;
      return `${(answer.length / 1024).toFixed(0)} kB`;
    });
    await step("undo of the deletion", async () => {
      const answer = await api("POST", `/api/v1/imports/${deletion}/undo`);
      return `${(answer.length / 1024).toFixed(0)} kB`;
    });
    await undoLast();
    console.log("");
  } finally {
    beside.end();
    const ended = once(server.process, "close");
    server.process.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

type Api = ReturnType<typeof caller>;

async function unitInTheMiddle(api: Api, units: number): Promise<string> {
  const answer = JSON.parse(await api("GET", "/api/v1/documents/d/units?limit=1")) as {
    items: { id: string }[];
  };
  const first = Number.parseInt(answer.items[0]?.id.slice(1) ?? "1", 36);
  return `u${(first + Math.floor(units / 2)).toString(36)}`;
}

export function caller(url: string) {
  const raw = (method: string, path: string, body?: unknown) =>
    fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        "content-type": body instanceof Uint8Array ? "application/octet-stream" : "application/json",
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  const call = async (method: string, path: string, body?: unknown): Promise<string> => {
    const response = await raw(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text;
  };
  return Object.assign(call, { raw });
}

interface Taken {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
}

/** Time and peak memory of another process, from /proc. */
export class Usage {
  readonly #pid: number;
  #wall = performance.now();
  #cpu: number;

  constructor(pid: number) {
    this.#pid = pid;
    this.#cpu = cpuOf(pid);
  }
  begin(): void {
    writeFileSync(`/proc/${this.#pid}/clear_refs`, "5");
    this.#wall = performance.now();
    this.#cpu = cpuOf(this.#pid);
  }
  since(): Taken {
    return {
      wall: performance.now() - this.#wall,
      cpu: cpuOf(this.#pid) - this.#cpu,
      peak: peakOf(this.#pid),
    };
  }
}

/** The most memory beside the match index, as `/metrics` tells both. */
export function watchedMemory(url: string) {
  let most = 0;
  let index = 0;
  const look = async (): Promise<void> => {
    const text = await fetch(new URL("/metrics", url), {
      headers: { authorization: `Bearer ${TOKEN}` },
    }).then((response) => response.text());
    const read = (name: string) =>
      Number(new RegExp(`^${name} (\\d+)$`, "mu").exec(text)?.[1] ?? 0) / MEBIBYTE;
    index = read("polynya_index_bytes");
    most = Math.max(most, read("polynya_memory_bytes") - index);
  };
  // The service may be busy or ending.
  const watch = setInterval(() => void look().catch(() => undefined), 1000);
  return {
    begin: () => void (most = 0),
    since: () => `index ${index.toFixed(0)} MB, beside it ${most.toFixed(0)} MB`,
    end: () => clearInterval(watch),
  };
}

/** User and system time in milliseconds; a tick is 10 ms on Linux. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

/** What `npm start` runs. */
function startScript(): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  return scripts.start;
}

export async function started(database: string): Promise<{ url: string; process: ChildProcess }> {
  // The script ends with `exec node …`, so the shell becomes the service.
  const child = spawn("sh", ["-c", startScript()], {
    cwd: ROOT,
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
      PORT: "0",
      POLYNYA_DB: database,
      POLYNYA_TOKEN: TOKEN,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/u.exec(chunk.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { url, process: child };
}

async function cli(
  folder: string,
  url: string,
  args: readonly string[],
  interrupt?: number,
): Promise<{ code: number | null; said: string; taken: Taken }> {
  const begin = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "src/cli/polynya.js"), ...args], {
    cwd: folder,
    env: { ...process.env, POLYNYA_SERVER: url, POLYNYA_TOKEN: TOKEN },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.resume();
  const timer =
    interrupt === undefined ? undefined : setTimeout(() => child.kill("SIGINT"), interrupt * 1000);
  let peak = 0;
  let cpu = 0;
  const watch = setInterval(() => {
    try {
      // A process that is ending has no peak any more.
      peak = Math.max(peak, peakOf(child.pid ?? 0) || 0);
      cpu = cpuOf(child.pid ?? 0);
    } catch {
      // The process has just ended.
    }
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearInterval(watch);
  clearTimeout(timer);
  return { code, said, taken: { wall: performance.now() - begin, cpu, peak } };
}

/** Writes about so many bytes, or so many units in thousands; returns how many units that are. */
export function writeLarge(
  path: string,
  format: Format,
  size: Size,
  texts: readonly CorpusUnit["texts"][],
): number {
  const escape = (text: string) =>
    text
      .replaceAll(/\p{Cc}/gu, " ")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;");
  const unit = (at: number, { en, ru, zh }: CorpusUnit["texts"]): string => {
    const round = Math.floor(at / texts.length);
    const [source, target, third] = [en, ru, zh].map(
      (text) => `${escape(text)}${round === 0 ? "" : ` ${round}`}`,
    );
    if (format === "xliff")
      return `<trans-unit id="k${at}"><source>${source}</source><target state="translated">${target}</target></trans-unit>\n`;
    const tuv = (language: string, text: string | undefined) =>
      `<tuv xml:lang="${language}"><seg>${text}</seg></tuv>`;
    return `<tu tuid="k${at}">${tuv("en", source)}${tuv("ru", target)}${tuv("zh", third)}</tu>\n`;
  };
  const [head, tail] =
    format === "xliff"
      ? [
          '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="large" datatype="plaintext" source-language="en" target-language="ru"><body>\n',
          "</body></file></xliff>\n",
        ]
      : [
          '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="*all*" datatype="plaintext"/><body>\n',
          "</body></tmx>\n",
        ];
  const file = openSync(path, "w");
  let written = writeSync(file, head);
  let at = 0;
  while ("units" in size ? at < size.units : written < size.bytes) {
    let part = "";
    for (let end = at + 1000; at < end; at += 1) {
      const of = texts[at % texts.length];
      if (of !== undefined) part += unit(at, of);
    }
    written += writeSync(file, part);
  }
  writeSync(file, tail);
  closeSync(file);
  return at;
}
