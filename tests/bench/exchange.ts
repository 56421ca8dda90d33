import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { SaxesParser } from "saxes";
import type { ExchangeFile, ExchangeUnit } from "../../src/formats/contract.ts";
import { DEFAULT_LIMITS } from "../../src/formats/contract.ts";
import { parseXml } from "../../src/formats/xml/reader.ts";
import { read as readTmx, readStream as readTmxStream } from "../../src/formats/tmx/read.ts";
import { write as writeTmx } from "../../src/formats/tmx/write.ts";
import { read, readStream } from "../../src/formats/xliff/read.ts";
import { splice } from "../../src/formats/xliff/splice/splice.ts";
import type { UnitChange } from "../../src/formats/xliff/splice/unit-editor.ts";
import { write } from "../../src/formats/xliff/write.ts";

/**
 * Reading and writing against saxes' bare parse of the same file (no handlers, no namespaces), in CPU time, as the
 * machine may be shared. Each task is a process of its own, so that its peak memory is its own.
 */
const TARGET = 2.5;
const WRITE = "write afresh";
const SAXES_EVENTS = "events by saxes: namespaces, offsets";
const OWN_EVENTS = "events by our reader: the same";
const LIMITS = { bytes: 1024 ** 3 };

const SENTENCES = [
  [
    "The Northern Sea Route is open to ice-class vessels from July to November.",
    "Северный морской путь открыт для судов ледового класса с июля по ноябрь.",
  ],
  ["Press <b>Save</b> & continue.", "Нажмите <b>Сохранить</b> и продолжайте."],
  [
    "The seminar in Arkhangelsk brought together experts on Arctic governance.",
    "Семинар в Архангельске собрал специалистов по управлению Арктикой.",
  ],
] as const;

/** A document of so many units, with inline codes in every second one. */
function document(units: number): ExchangeFile {
  const made: ExchangeUnit[] = [];
  for (let at = 0; at < units; at++) {
    const [en, ru] = SENTENCES[at % SENTENCES.length] ?? SENTENCES[0];
    const code = at % 2 === 0 ? [] : ([{ kind: "ph", id: "1", element: "code", data: "%s" }] as const);
    made.push({
      key: `u${at}`,
      line: 0,
      notes: at % 10 === 0 ? [{ text: `screen ${at}` }] : [],
      variants: {
        en: { content: [`${at}. ${en}`, ...code], state: "final" },
        ru: { content: [`${at}. ${ru}`, ...code], state: "translated" },
      },
    });
  }
  return { format: "xliff", source: "en", target: "ru", tags: {}, units: made };
}

const WRITERS: Readonly<Record<string, (file: ExchangeFile) => Uint8Array>> = {
  "2.1.xlf": (file) => write(file, { version: "2.1" }),
  "1.2.xlf": (file) => write(file, { version: "1.2" }),
  tmx: (file) => writeTmx(file),
};
const writerOf = (path: string) => WRITERS[/\d+\.(.*)$/u.exec(basename(path))?.[1] ?? ""] ?? write;

type Task = (path: string) => void | Promise<void>;

const TASKS: Readonly<Record<string, Task>> = {
  saxes: (path) => {
    const parser = new SaxesParser();
    parser.write(readFileSync(path, "utf8")).close();
  },
  // Ablation: the same scanners, once with saxes and once with our own reader.
  [SAXES_EVENTS]: (path) => {
    const parser = new SaxesParser({ xmlns: true, position: true });
    let events = 0;
    let offset = 0;
    parser.on("opentag", ({ local, uri, attributes }) => {
      events += local.length + uri.length + Object.keys(attributes).length;
      offset = parser.position;
    });
    parser.on("closetag", () => {
      events += 1;
      offset = parser.position;
    });
    parser.on("text", (text) => void (events += text.length));
    parser.write(readFileSync(path, "utf8")).close();
    if (events === 0 || offset === 0) throw new Error("nothing was read");
  },
  [OWN_EVENTS]: (path) => {
    let events = 0;
    let offset = 0;
    parseXml(
      readFileSync(path, "utf8"),
      {
        open({ local, uri, attributes, contentStart }) {
          events += local.length + uri.length + Object.keys(attributes).length;
          offset = contentStart;
        },
        close(_, end) {
          events += 1;
          offset = end;
        },
        text: (text) => void (events += text.length),
      },
      { ...DEFAULT_LIMITS, ...LIMITS },
    );
    if (events === 0 || offset === 0) throw new Error("nothing was read");
  },
  read: (path) => void (path.endsWith(".tmx") ? readTmx : read)(readFileSync(path), { limits: LIMITS }),
  stream: async (path) => {
    let units = 0;
    const chunks = createReadStream(path, { highWaterMark: 256 * 1024 });
    for await (const batch of path.endsWith(".tmx") ? readTmxStream(chunks) : readStream(chunks))
      units += batch.units.length;
    if (units < 1000) throw new Error("units are missing");
  },
  "splice every target": (path) => {
    const bytes = readFileSync(path);
    const count = Number(process.argv.at(-1));
    const changes = new Map<string, UnitChange>();
    for (let at = 0; at < count; at++)
      changes.set(`u${at}`, { target: [`Другой перевод ${at}`], state: "reviewed" });
    if (splice(bytes, ({ key }) => changes.get(key), { limits: LIMITS }).bytes.length === bytes.length)
      throw new Error("nothing was changed");
  },
};

interface Measured {
  readonly cpu: number;
  readonly peak: number;
}

async function runTask(name: string, path: string, units: number): Promise<void> {
  // The document is created before writing is measured.
  const file = name === WRITE ? document(units) : undefined;
  const before = process.cpuUsage();
  if (file === undefined) await TASKS[name]?.(path);
  else writeFileSync(path, writerOf(path)(file));
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ cpu: (user + system) / 1000, peak } satisfies Measured));
}

function measure(name: string, path: string, units: number): Measured {
  const child = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "main.ts"), "exchange", "--task", name, path, String(units)],
    {
      encoding: "utf8",
    },
  );
  if (child.status !== 0) throw new Error(child.stderr.slice(-2000));
  return JSON.parse(child.stdout) as Measured;
}

export async function run(args: readonly string[]): Promise<void> {
  const [flag, task, path, count] = args;
  if (flag === "--task" && task !== undefined && path !== undefined)
    return runTask(task, path, Number(count));
  const sizes = args.length > 0 ? args.map(Number) : [20, 100];
  const folder = mkdtempSync(join(tmpdir(), "polynya-exchange-"));
  const lines = ["| file | task | CPU ms | × saxes | peak MB |", "|---|---|---:|---:|---:|"];
  try {
    for (const size of sizes) {
      for (const [extension, writer] of Object.entries(WRITERS)) {
        const target = join(folder, `${size}.${extension}`);
        const probe = writer(document(1000)).length / 1000;
        const units = Math.ceil((size * 1024 * 1024) / probe);
        const written = measure(WRITE, target, units);
        const label = `${extension}, ${Math.round(statSync(target).size / 1024 / 1024)} MB, ${units} units`;
        const bare = measure("saxes", target, units);
        const row = (name: string, cpu: number, peak?: number) =>
          lines.push(
            `| ${label} | ${name} | ${cpu.toFixed(0)} | ${(cpu / bare.cpu).toFixed(2)} | ${peak?.toFixed(0) ?? ""} |`,
          );
        row("saxes alone", bare.cpu, bare.peak);
        for (const name of [SAXES_EVENTS, OWN_EVENTS, "read", "stream", "splice every target"]) {
          if (name.startsWith("splice") && extension === "tmx") continue;
          const { cpu, peak } = measure(name, target, units);
          row(name, cpu, peak);
        }
        row(WRITE, written.cpu, written.peak);
        rmSync(target);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const report = [
    "# Exchange: reading and writing large files",
    "",
    `Measured ${new Date().toISOString().slice(0, 10)} by \`npm run bench -- exchange\` on Node ${process.versions.node}, ${process.arch};`,
    "CPU time of a process of its own for each row; the peak of writing is that of the document in memory and its file.",
    `Target: reading and writing within ${TARGET} × saxes' bare parse of the same file, and 100 MB streamed in ≤ 512 MB.`,
    "",
    ...lines,
    "",
  ].join("\n");
  console.log(report);
  if (args.length > 0) return;
  const results = join(import.meta.dirname, "RESULTS-exchange.md");
  // Results that were measured by hand have their own sections, so these stay.
  const [, ...sections] = readFileSync(results, "utf8").split(/^(?=## )/mu);
  writeFileSync(results, [report, ...sections].join("\n"));
}
