import { basename, resolve } from "node:path";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeFile } from "../../formats/format.ts";
import { writeExchange } from "../../formats/registry.ts";
import { type CliAlignment, alignmentSchema, createdSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { readIfThere, relativeInside, writeInside } from "../files.ts";
import { exitOfReport, reportLines } from "../report.ts";
import { harmless } from "../terminal.ts";

/** What a table of sentences can be written as. */
const TABLES = ["csv", "tsv", "json"] as const;

/** Beads at or above it are taken as sure. */
const SURE = 0.9;

/** Finds out which sentences of two or three texts belong together. */
export const align: Command = {
  usage: "--en FILE --ru FILE --zh FILE",
  arguments: [0, 0],
  options: {
    en: { argument: "FILE" },
    ru: { argument: "FILE" },
    zh: { argument: "FILE" },
    format: { argument: TABLES.join("|") },
    output: { argument: "FILE", short: "o" },
    collection: { argument: "ID" },
    id: { argument: "ID" },
    title: { argument: "TEXT" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const form = new FormData();
    let texts = 0;
    for (const language of LANGUAGES) {
      const path = job.value(language);
      if (path === undefined) continue;
      const bytes = await readIfThere(resolve(job.world.folder, path), path);
      if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
      form.set(language, new Blob([new Uint8Array(bytes)]), basename(path));
      texts += 1;
    }
    if (texts < 2) throw new Failure(EXIT.usage, "align-what");
    const client = await job.client();
    const aligned = await client.json(alignmentSchema, "POST", api`/align`, { repeatable: true, body: form });
    const unsure = aligned.beads.filter(({ confidence }) => confidence < SURE).length;
    job.say("talk.aligned", {
      beads: aligned.beads.length,
      unsure,
      percent: Math.floor(aligned.confidence * 100),
    });
    for (const { title } of aligned.warnings) job.say("talk.note", { text: title });
    const code =
      job.value("collection") === undefined ? await deliver(job, aligned) : await save(job, aligned);
    if (aligned.verdict !== "unrelated") return code;
    job.say("talk.unrelated");
    return EXIT.findings;
  },
};

/** The sentences side by side, a row per bead. */
async function deliver(job: Job, aligned: CliAlignment): Promise<ExitCode> {
  const { world } = job;
  if (job.json) {
    job.print(aligned, () => "");
    return EXIT.done;
  }
  const format = job.choice("format", TABLES) ?? "csv";
  const bytes = writeExchange({ ...exchangeFile(aligned), format });
  const output = job.value("output");
  if (output === undefined) {
    world.out(world.outIsTerminal ? harmless(new TextDecoder().decode(bytes)) : bytes);
    return EXIT.done;
  }
  const path = relativeInside(world.folder, output);
  if (!job.flag("dry-run")) await writeInside(world.folder, path, bytes);
  job.say(job.flag("dry-run") ? "talk.would-write" : "talk.written", { path, bytes: bytes.length });
  return EXIT.done;
}

async function save(job: Job, aligned: CliAlignment): Promise<ExitCode> {
  if (job.flag("dry-run")) {
    job.print(aligned, () => "");
    job.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await job.client();
  const { segments, beads } = aligned;
  const id = job.value("id");
  const title = job.value("title");
  const created = await client.json(
    createdSchema,
    "POST",
    api`/collections/${job.value("collection") ?? ""}/alignments`,
    {
      body: {
        segments,
        beads,
        ...(id === undefined ? {} : { id }),
        ...(title === undefined ? {} : { title }),
      },
    },
  );
  job.print(created, () => reportLines(created.report, created.document.id, job));
  return exitOfReport(created.report);
}

function exchangeFile({ segments, beads }: CliAlignment): ExchangeFile {
  return {
    format: "csv",
    tags: {},
    units: beads.map((bead, at) => {
      const variants: { [language in Language]?: Draft } = {};
      for (const language of LANGUAGES) {
        const sentences = (bead[language] ?? []).map((place) => segments[language]?.[place] ?? "");
        if (sentences.length === 0) continue;
        variants[language] = {
          content: [sentences.join(language === "zh" ? "" : " ")],
          state: bead.confidence >= SURE ? "translated" : "initial",
          confidence: bead.confidence,
        };
      }
      return { key: String(at + 1), line: 0, notes: [], variants };
    }),
  };
}
