import { basename, resolve } from "node:path";
import { GLOSSARY_FORMATS } from "../../formats/glossary/traits.ts";
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
      format: job.choice("format", GLOSSARY_FORMATS),
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
      replace: job.flag("replace") || undefined,
      dryRun: job.flag("dry-run") || undefined,
    },
    body: bytes,
  });
  job.print(answer, () => {
    const counts = Object.entries(answer.counts).map(
      ([result, count]) => `${job.t(`results.${result}`)} ${count}`,
    );
    const warnings = answer.warnings.map(
      ({ title, detail }) =>
        `  ${job.t("report.warning")} ${oneLine([title, detail].filter(Boolean).join(". "))}\n`,
    );
    return `${job.paint("bold", oneLine(path))}: ${counts.join(", ")}\n${warnings.join("")}`;
  });
  if (job.flag("dry-run")) job.say("talk.dry-run");
  return EXIT.done;
}
