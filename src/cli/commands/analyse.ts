import { basename, resolve } from "node:path";
import { detectLanguage } from "../../domain/detect-language.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, undefinedOnProblem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { guard } from "../../formats/csv/formula-guard.ts";
import { printTable } from "../../formats/csv/table.ts";
import { languageInPath } from "../../formats/i18next/language.ts";
import { traitsOf } from "../../formats/traits.ts";
import { guessFormat, readExchange } from "../../formats/registry.ts";
import { analysisRows, type AnalysisReport, BANDS, type Count } from "../../matching/leverage.ts";
import {
  type AnalysedFile,
  analyseWith,
  analysisLookup,
  inFile,
  textsOf,
} from "../../services/memory/analyse.ts";
import { lookupSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import {
  type FileOfCommand as Named,
  MOST_FILES,
  type NamedFile,
  namedFiles,
  sayLeftOut,
  sayRefused,
} from "../files/named-files.ts";
import { oneLine, table } from "../talk/terminal.ts";

/** UTF-16 units of a text that are enough to detect its language. */
const SAMPLE = 10_000;

/**
 * The leverage report: how much of some files the memory has. The files are read here and looked up in batches;
 * nothing of them is stored.
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
  run: async (invocation) => {
    const format =
      invocation.choice("format", ["table", "csv", "json"]) ?? (invocation.json ? "json" : "table");
    const named = await filesOfArguments(invocation);
    const source = invocation.languageOption("source") ?? sourceOf(named);
    const target = invocation.languageOption("target");
    const collections = invocation.values("collection");
    const wanted = {
      source,
      ...(target === undefined ? {} : { target }),
      ...(collections.length === 0 ? {} : { collections }),
    };
    const { files, isRefused } = await textsIn(invocation, named, source);
    const client = await invocation.client();
    // An unknown collection would give no matches, which looks like an answer.
    for (const id of collections) await client.send("GET", api`/collections/${id}`);
    let bar: ReturnType<Invocation["progress"]> | undefined;
    try {
      const report = await analyseWith(
        { ...wanted, files },
        async (segments) => {
          if (invocation.environment.signal.aborted) throw new Failure(EXIT.interrupted, "interrupted");
          const { results } = await client.json(lookupSchema, "POST", api`/lookup`, {
            repeatable: true,
            body: { ...analysisLookup(wanted), segments },
          });
          return results.map(({ matches }) => matches[0]?.score ?? 0);
        },
        { progress: (done, of, file) => (bar ??= invocation.progress(of)).at(done, file) },
      );
      bar?.end();
      for (const { name, rejected } of report.files)
        if (rejected > 0) invocation.say("talk.not-counted", { path: oneLine(name), count: rejected });
      if (format === "csv") invocation.environment.out(csvOf(report));
      else if (format === "json" && !invocation.json)
        invocation.environment.out(`${JSON.stringify(report, undefined, 2)}\n`);
      else invocation.print(report, () => tableOf(invocation, report));
    } finally {
      bar?.end();
    }
    return isRefused ? EXIT.badData : EXIT.done;
  },
};

/** The files of the command line, each once; at least one. */
async function filesOfArguments(invocation: Invocation): Promise<Named[]> {
  const files = new Map<string, Named>();
  const leftOut: string[] = [];
  for (const typed of invocation.args) {
    const named = await namedFiles(invocation.environment.folder, typed);
    if (named === undefined) throw new Failure(EXIT.notFound, "no-file", { path: typed });
    for (const file of named.files) {
      const path = resolve(invocation.environment.folder, file.name);
      if (!files.has(path)) files.set(path, { ...file, fromFolder: named.isFolder });
    }
    leftOut.push(...named.leftOut);
    if (files.size > MOST_FILES) throw new Failure(EXIT.usage, "files-many", { limit: MOST_FILES });
  }
  if (files.size === 0) throw new Failure(EXIT.notFound, "no-match", { pattern: invocation.args.join(" ") });
  sayLeftOut(invocation, leftOut);
  return [...files.values()];
}

/** The texts to count. Files that cannot be read, or are in other languages, are left out when they come from a folder. */
async function textsIn(
  invocation: Invocation,
  named: readonly Named[],
  source: Language,
): Promise<{ files: AnalysedFile[]; isRefused: boolean }> {
  const files: AnalysedFile[] = [];
  let isRefused = false;
  const others: string[] = [];
  for (const { name, bytes, fromFolder } of named) {
    if (invocation.environment.signal.aborted) throw new Failure(EXIT.interrupted, "interrupted");
    const told = fromFolder ? languageInPath(basename(name))?.language : undefined;
    try {
      if (told !== undefined && told !== source && isPlain(bytes, name)) others.push(name);
      else files.push({ name, ...(await textsOf({ name, bytes }, source, named.length > 1)) });
    } catch (error) {
      if (!fromFolder) throw error;
      if (error instanceof Problem && error.code === "language-mismatch") {
        others.push(name);
        continue;
      }
      sayRefused(invocation, name, error);
      isRefused = true;
    }
  }
  if (files.length === 0 && isRefused) throw new Failure(EXIT.badData, "nothing-read");
  if (files.length === 0)
    throw new Failure(EXIT.badData, "no-language", { source: invocation.t(`languages.${source}`) });
  sayLeftOut(invocation, others, "other-language");
  return { files, isRefused };
}

/** Whether a file is running text, which does not state its language. */
function isPlain(bytes: Uint8Array, name: string): boolean {
  return traitsOf(guessFormat(bytes, basename(name))).runningText ?? false;
}

/** Language of the first file that has texts and can be read. */
function sourceOf(files: readonly Named[]): Language {
  const filled = files.filter((file) => file.bytes.length > 0);
  for (const file of filled.slice(0, -1)) {
    const language = file.fromFolder ? undefinedOnProblem(() => languageOf(file)) : languageOf(file);
    if (language !== undefined) return language;
  }
  return languageOf(filled.at(-1) ?? files[0] ?? { name: "", bytes: new Uint8Array() });
}

/** Language of a file: as the file, its name or its text says. */
function languageOf({ name, bytes }: NamedFile): Language {
  const named = languageInPath(name)?.language;
  const file = inFile(name, () => readExchange(bytes, { filename: basename(name), source: named ?? "en" }));
  if (file.source !== undefined) return file.source;
  if (named !== undefined) return named;
  const text = file.units
    .slice(0, 200)
    .map(({ variants }) => plainText((variants.en ?? variants.ru ?? variants.zh)?.content ?? []))
    .join("\n");
  const { language } = detectLanguage(text.slice(0, SAMPLE));
  if (language === undefined) throw new Failure(EXIT.usage, "language-unclear");
  return language;
}

function tableOf({ t, messages }: Invocation, { source, files, bands, total }: AnalysisReport): string {
  const tag = messages.language;
  const number = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const words = t(`columns.${source === "zh" ? "han" : "words"}`);
  const count = (one: Count): string[] =>
    [one.segments, one.words, one.characters].map((n) => number.format(n));
  const share = (one: Count): string => percent.format(total.words === 0 ? 0 : one.words / total.words);
  const head = [t("columns.band"), t("columns.segments"), words, t("columns.characters"), t("columns.share")];
  const rows = BANDS.map((band) => [t(`bands.${band}`), ...count(bands[band]), share(bands[band])]);
  const summary = table([head, ...rows, [t("bands.total"), ...count(total), ""]], 1);
  if (files.length < 2) return summary;
  const each = files.map((file) => [
    file.name,
    ...[file.total, ...BANDS.map((band) => file.bands[band])].map((one) => number.format(one.words)),
  ]);
  const columns = [t("columns.file"), t("bands.total"), ...BANDS.map((band) => t(`bands-short.${band}`))];
  return `${summary}\n${t("talk.by-file", { words })}\n${table([columns, ...each], 1)}`;
}

const csvOf = (report: AnalysisReport): string =>
  printTable(
    analysisRows(report).map((row) => row.map((cell) => guard(String(cell)))),
    ",",
  );
