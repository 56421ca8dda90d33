import { basename, resolve } from "node:path";
import { READABLE_FORMATS } from "../../formats/traits.ts";
import { guessFormat } from "../../formats/registry.ts";
import { createdSchema, importsOf, type Report } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "../files/paths.ts";
import { BATCH_BYTES, isStreamed, largeFile, sizeOf, WHOLE_LIMIT } from "../files/large-file.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { rememberImports } from "../files/state.ts";
import { importLarge, isTooLarge } from "../files/upload.ts";

/** Makes a document of a file. */
export const importFile: Command = {
  usage: "FILE --collection ID",
  arguments: [1, 1],
  options: {
    collection: { argument: "ID" },
    id: { argument: "ID" },
    title: { argument: "TEXT" },
    namespace: { argument: "NAME" },
    format: { argument: "FORMAT" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    encoding: { argument: "NAME" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const collection = job.value("collection");
    if (collection === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--collection" });
    const [path = ""] = job.args;
    const { document, report, answer } = await made(job, path, collection);
    await rememberImports(job.world.folder, importsOf(report) ?? []);
    job.print(answer, () => reportLines(report, document, job));
    if (job.flag("dry-run")) job.say("talk.dry-run");
    return exitOfReport(report);
  },
};

interface Made {
  readonly document: string;
  readonly report: Report;
  readonly answer: unknown;
}

/** A file is sent as it is where it may be, else in batches. Reading is not bound to the working folder: only writing is. */
async function made(job: Job, path: string, collection: string): Promise<Made> {
  if (path === "-") return sentWhole(job, await job.world.readInput(), undefined, collection);
  const absolute = resolve(job.world.folder, path);
  const size = await sizeOf(absolute, path);
  if (size === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  if (size > WHOLE_LIMIT) return sentInBatches(job, absolute, size, collection);
  const bytes = await readIfThere(absolute, path);
  if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  try {
    return await sentWhole(job, bytes, basename(path), collection);
  } catch (error) {
    // This server takes less: what can be sent in parts still gets there.
    if (!isTooLarge(error) || size < BATCH_BYTES) throw error;
    if (!isStreamed(job.choice("format", READABLE_FORMATS) ?? guessFormat(bytes, path))) throw error;
    return sentInBatches(job, absolute, size, collection);
  }
}

async function sentWhole(
  job: Job,
  bytes: Uint8Array,
  filename: string | undefined,
  collection: string,
): Promise<Made> {
  const client = await job.client();
  const answer = await client.json(createdSchema, "POST", api`/collections/${collection}/documents`, {
    query: {
      filename,
      id: job.value("id"),
      title: job.value("title"),
      namespace: job.value("namespace"),
      format: job.choice("format", READABLE_FORMATS),
      source: job.languageOption("source"),
      target: job.languageOption("target"),
      encoding: job.value("encoding"),
      dryRun: job.flag("dry-run") || undefined,
    },
    body: bytes,
  });
  return { document: answer.document.id, report: answer.report, answer };
}

async function sentInBatches(job: Job, absolute: string, size: number, collection: string): Promise<Made> {
  const encoding = job.value("encoding");
  const source = job.languageOption("source");
  const target = job.languageOption("target");
  const file = await largeFile(absolute, size, {
    format: job.choice("format", READABLE_FORMATS),
    ...(encoding === undefined ? {} : { encoding }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  });
  const { document, report } = await importLarge(job, file, {
    collection,
    id: job.value("id"),
    title: job.value("title"),
    namespace: job.value("namespace"),
    dryRun: job.flag("dry-run"),
  });
  return { document, report, answer: { document: { id: document }, report } };
}
