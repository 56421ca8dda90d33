import { basename, resolve } from "node:path";
import { GLOSSARY_FORMATS, WRITABLE_GLOSSARY_FORMATS } from "../../formats/glossary/traits.ts";
import { DUPLICATE_POLICIES } from "../../services/glossary/import-glossary.ts";
import { glossaryImportSchema, termsSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { readIfThere, relativeInside, writeInside } from "../files/paths.ts";
import { harmless, oneLine, table } from "../talk/terminal.ts";
import { detected } from "./lookup.ts";

/** The glossary: terms in a text, the whole of it as a file, a file back into it. */
export const terms: Command = {
  usage: "find TEXT|- | export | import FILE",
  arguments: [1, 2],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    format: { argument: GLOSSARY_FORMATS.join("|") },
    encoding: { argument: "NAME" },
    columns: { argument: "COLUMN=ROLE,…" },
    duplicates: { argument: DUPLICATE_POLICIES.join("|") },
    strict: {},
    replace: {},
    output: { argument: "FILE", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const [verb, object] = job.args;
    if (verb === "find" && object !== undefined) return find(job, object);
    if (verb === "export" && object === undefined) return exportGlossary(job);
    if (verb === "import" && object !== undefined) return importGlossary(job, object);
    throw new Failure(EXIT.usage, "arguments", { usage: `polynya terms ${terms.usage}` });
  },
};

async function find(job: Job, typed: string): Promise<ExitCode> {
  const text = typed === "-" ? new TextDecoder().decode(await job.world.readInput()) : typed;
  if (text.trim() === "") throw new Failure(EXIT.usage, "no-text");
  const language = job.languageOption("source") ?? detected([text]);
  const client = await job.client();
  const answer = await client.json(termsSchema, "POST", api`/terms/recognise`, {
    repeatable: true,
    body: { language, text },
  });
  job.print({ language, ...answer }, () =>
    table(
      answer.terms.map(({ start, end, concept, term, certainty }) => [
        `${start}–${end}`,
        text.slice(start, end),
        term,
        concept,
        job.t(`certainties.${certainty}`),
      ]),
    ),
  );
  return EXIT.done;
}

async function exportGlossary(job: Job): Promise<ExitCode> {
  const { world } = job;
  const output = job.value("output");
  const path = output === undefined ? undefined : relativeInside(world.folder, output);
  const client = await job.client();
  const { bytes } = await client.send("GET", api`/glossary`, {
    query: {
      format: job.choice("format", WRITABLE_GLOSSARY_FORMATS),
      source: job.languageOption("source"),
      target: job.languageOption("target"),
    },
  });
  if (path === undefined) {
    world.out(world.outIsTerminal ? harmless(new TextDecoder().decode(bytes)) : bytes);
    return EXIT.done;
  }
  if (!job.flag("dry-run")) await writeInside(world.folder, path, bytes);
  job.print({ path, bytes: bytes.length }, () => "");
  job.say(job.flag("dry-run") ? "talk.would-write" : "talk.written", { path, bytes: bytes.length });
  return EXIT.done;
}

async function importGlossary(job: Job, path: string): Promise<ExitCode> {
  const bytes = await readIfThere(resolve(job.world.folder, path), path);
  if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  const client = await job.client();
  const answer = await client.json(glossaryImportSchema, "PUT", api`/glossary`, {
    query: {
      filename: basename(path),
      format: job.choice("format", GLOSSARY_FORMATS),
      encoding: job.value("encoding"),
      source: job.languageOption("source"),
      target: job.languageOption("target"),
      columns: job.value("columns"),
      duplicates: job.choice("duplicates", DUPLICATE_POLICIES),
      strict: job.flag("strict") || undefined,
      replace: job.flag("replace") || undefined,
      dryRun: job.flag("dry-run") || undefined,
    },
    body: bytes,
  });
  job.print(answer, () => {
    const counts = Object.entries(answer.counts).map(
      ([result, count]) => `${job.t(`results.${result}`)} ${count}`,
    );
    const columns = answer.columns.map(
      ({ column, role }) => `  ${oneLine(column)} → ${role ?? job.t("report.column-unknown")}\n`,
    );
    const merged = answer.concepts
      .filter(({ result }) => result === "merged")
      .map(({ id, entry = "" }) => `  ${job.t("results.merged")}: ${oneLine(entry)} → ${oneLine(id)}\n`);
    const lines = [
      ...columns,
      ...merged,
      ...answer.rejected.map((problem) => problemLine(job, "results.rejected", problem)),
      ...answer.warnings.map((problem) => problemLine(job, "report.warning", problem)),
    ];
    return `${job.paint("bold", oneLine(path))}: ${counts.join(", ")}\n${lines.join("")}`;
  });
  if (job.flag("dry-run")) job.say("talk.dry-run");
  return (answer.counts["rejected"] ?? 0) > 0 ? EXIT.badData : EXIT.done;
}

type ProblemLine = (typeof glossaryImportSchema)["_output"]["warnings"][number];

/** A problem on one line, with its place. */
function problemLine(job: Job, kind: string, { title, detail, place }: ProblemLine): string {
  const where = [
    place?.line === undefined ? [] : job.t("report.line", { line: place.line }),
    place?.unit === undefined ? [] : place.unit,
  ].flat();
  const text = [title, detail].filter(Boolean).join(". ");
  return `  ${job.t(kind)}${where.length === 0 ? "" : ` (${oneLine(where.join(", "))})`} ${oneLine(text)}\n`;
}
