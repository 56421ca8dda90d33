import { basename, resolve } from "node:path";
import { FORMAT_NAMES } from "../../formats/format.ts";
import { createdSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "../files.ts";
import { exitOfReport, reportLines } from "../report.ts";

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
    // Reading is not bound to the working folder: only writing is.
    const bytes =
      path === "-" ? await job.world.readInput() : await readIfThere(resolve(job.world.folder, path), path);
    if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    const client = await job.client();
    const created = await client.json(createdSchema, "POST", api`/collections/${collection}/documents`, {
      query: {
        filename: path === "-" ? undefined : basename(path),
        id: job.value("id"),
        title: job.value("title"),
        namespace: job.value("namespace"),
        format: job.choice("format", FORMAT_NAMES),
        source: job.languageOption("source"),
        target: job.languageOption("target"),
        encoding: job.value("encoding"),
        dryRun: job.flag("dry-run") || undefined,
      },
      body: bytes,
    });
    job.print(created, () => reportLines(created.report, created.document.id, job));
    if (job.flag("dry-run")) job.say("talk.dry-run");
    return exitOfReport(created.report);
  },
};
