import { basename } from "node:path";
import { detectLanguage } from "../../domain/detect-language.ts";
import type { Language } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { guard } from "../../formats/csv/formula.ts";
import { printTable } from "../../formats/csv/table.ts";
import { languageInPath } from "../../formats/i18next/language.ts";
import { readExchange } from "../../formats/registry.ts";
import {
  type AnalysedFile,
  analyseWith,
  analysisLookup,
  analysisRows,
  type AnalysisReport,
  BANDS,
} from "../../services/analyse.ts";
import { lookupSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { MOST_FILES, type NamedFile, namedFiles } from "../named-files.ts";
import { table } from "../terminal.ts";

/** So much text is enough to tell its language. */
const SAMPLE = 10_000;

/**
 * How much of some files the memory has: the leverage report. They are read here; the memory is asked for their
 * segments, batch by batch, and nothing of them is stored.
 */
export const analyse: Command = {
  usage: "FILE|FOLDER...",
  arguments: [1, 1000],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    collection: { argument: "ID", multiple: true },
    format: { argument: "table|csv|json" },
  },
  run: async (job) => {
    const format = job.choice("format", ["table", "csv", "json"]) ?? (job.json ? "json" : "table");
    const files = await filesOfArguments(job);
    const source = job.languageOption("source") ?? sourceOf(files);
    const target = job.languageOption("target");
    const collections = job.values("collection");
    const wanted = {
      source,
      ...(target === undefined ? {} : { target }),
      ...(collections.length === 0 ? {} : { collections }),
    };
    const client = await job.client();
    let bar: ReturnType<Job["progress"]> | undefined;
    try {
      const report = await analyseWith(
        { ...wanted, files },
        async (segments) => {
          if (job.world.signal.aborted) throw new Failure(EXIT.interrupted, "interrupted");
          const { results } = await client.json(lookupSchema, "POST", api`/lookup`, {
            repeatable: true,
            body: { ...analysisLookup(wanted), segments },
          });
          return results.map(({ matches }) => matches[0]?.score ?? 0);
        },
        (done, of) => (bar ??= job.progress(of)).at(done, ""),
      );
      bar?.end();
      if (format === "csv") job.world.out(csvOf(report));
      else if (format === "json" && !job.json) job.world.out(`${JSON.stringify(report, undefined, 2)}\n`);
      else job.print(report, () => tableOf(job, report));
    } finally {
      bar?.end();
    }
    return EXIT.done;
  },
};

/** All files that were named, at least one. */
async function filesOfArguments(job: Job): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  for (const typed of job.args) {
    const named = await namedFiles(job.world.folder, typed);
    if (named === undefined) throw new Failure(EXIT.notFound, "no-file", { path: typed });
    files.push(...named);
    if (files.length > MOST_FILES) throw new Failure(EXIT.usage, "files-many", { limit: MOST_FILES });
  }
  if (files.length === 0) throw new Failure(EXIT.notFound, "no-match", { pattern: job.args.join(" ") });
  return files;
}

/** What the first file says of itself, or else its name, or its text. */
function sourceOf([first]: readonly AnalysedFile[]): Language {
  const { name = "", bytes = new Uint8Array() } = first ?? {};
  const file = readExchange(bytes, {
    filename: basename(name),
    source: languageInPath(name)?.language ?? "en",
  });
  if (file.source !== undefined) return file.source;
  const named = languageInPath(name);
  if (named !== undefined) return named.language;
  const text = file.units
    .slice(0, 200)
    .map(({ variants }) => plainText((variants.en ?? variants.ru ?? variants.zh)?.content ?? []))
    .join("\n");
  const { language } = detectLanguage(text.slice(0, SAMPLE));
  if (language === undefined) throw new Failure(EXIT.usage, "language-unclear");
  return language;
}

function tableOf({ t }: Job, { source, files, bands, total }: AnalysisReport): string {
  // Of Chinese, `words` counts characters.
  const head = ["band", "segments", source === "zh" ? "characters" : "words", "share"];
  const all = Math.max(1, total.words);
  const share = (words: number): string => `${Math.round((100 * words) / all)} %`;
  const rows = BANDS.map((band) => [
    t(`bands.${band}`),
    String(bands[band].segments),
    String(bands[band].words),
    share(bands[band].words),
  ]);
  const sum = [t("bands.total"), String(total.segments), String(total.words), ""];
  const summary = table([head.map((column) => t(`columns.${column}`)), ...rows, sum]);
  if (files.length < 2) return summary;
  const each = files.map((file) => [
    file.name,
    String(file.total.segments),
    String(file.total.words),
    String(file.bands.none.words),
  ]);
  const columns = ["file", "segments", source === "zh" ? "characters" : "words"].map((name) =>
    t(`columns.${name}`),
  );
  return `${summary}\n${table([[...columns, t("bands.none")], ...each])}`;
}

const csvOf = (report: AnalysisReport): string =>
  printTable(
    analysisRows(report).map((row) => row.map((cell) => guard(String(cell)))),
    ",",
  );
