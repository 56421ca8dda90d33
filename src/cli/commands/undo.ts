import { z } from "zod";
import { importSchema, type Report, reportSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { readState } from "../files/state.ts";
import { forgetUploads } from "../files/interrupted-uploads.ts";

/** Units that are listed at most. */
const MOST_LISTED = 1000;

/**
 * Takes an import back as a whole; what others changed since stays and is listed. A large file that went in as
 * several imports is taken back with all of them.
 */
export const undo: Command = {
  usage: "IMPORT | --last",
  arguments: [0, 1],
  options: { last: {}, "dry-run": { short: "n" } },
  run: async (job) => {
    const [named] = job.args;
    if ((named === undefined) !== job.flag("last")) throw new Failure(EXIT.usage, "undo-what");
    const wanted = named === undefined ? (await readState(job.world.folder)).lastImports : [named];
    const id = wanted.at(-1);
    if (id === undefined) throw new Failure(EXIT.notFound, "no-last-import");
    const client = await job.client();
    if (job.flag("dry-run")) {
      const { author, time } = await found(client, id);
      const report = await summed(job, wanted, async (one) => (await found(client, one)).report);
      const title = job.t("talk.would-undo", { id: namesOf(wanted), author, time });
      job.print(report, () => reportLines(report, title, job));
      job.say("talk.dry-run");
      return EXIT.done;
    }
    // What an interrupted command took back before is passed over, so that it can be said again.
    const passOver = wanted.length > 1;
    const report = await summed(job, wanted, (one) =>
      client.json(reportSchema, "POST", api`/imports/${one}/undo`).catch((error: unknown) => {
        if (passOver && error instanceof Failure && error.problem?.code === "already-undone")
          return undefined;
        throw error;
      }),
    );
    await forgetUploads(job.world.folder, new Set(wanted));
    job.print(report, () => reportLines(report, job.t("talk.undone", { id: namesOf(wanted) }), job));
    return exitOfReport(report);
  },
};

const foundSchema = z.intersection(importSchema, z.looseObject({ report: reportSchema }));
const found = (client: Client, id: string) => client.json(foundSchema, "GET", api`/imports/${id}`);

/** The reports on imports as one, newest first. */
async function summed(
  job: Job,
  imports: readonly string[],
  reportOn: (id: string) => Promise<Report | undefined>,
): Promise<Report> {
  const counts: Record<string, number> = {};
  const units: Report["units"] = [];
  const made: string[] = [];
  const bar = job.progress(imports.length);
  try {
    for (const [at, id] of imports.toReversed().entries()) {
      bar.at(at, id);
      const report = await reportOn(id);
      if (report === undefined) continue;
      if (imports.length === 1) return report;
      if (report.import !== null) made.push(report.import);
      for (const [result, count] of Object.entries(report.counts))
        counts[result] = (counts[result] ?? 0) + count;
      for (const unit of report.units)
        if (unit.result === "conflict" && units.length < MOST_LISTED) units.push(unit);
    }
  } finally {
    bar.end();
  }
  const last = made.at(-1) ?? null;
  return { import: last, imports: made, counts, units, warnings: [], skippedLanguages: {} };
}

const namesOf = (imports: readonly string[]): string =>
  imports.length === 1 ? imports.join("") : `${imports[0]}–${imports.at(-1)}`;
