import { z } from "zod";
import { importSchema, reportSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { exitOfReport, reportLines } from "../report.ts";
import { readState } from "../state.ts";

/** Takes an import back as a whole; what others changed since stays and is listed. */
export const undo: Command = {
  usage: "IMPORT | --last",
  arguments: [0, 1],
  options: { last: {}, "dry-run": { short: "n" } },
  run: async (job) => {
    const [named] = job.args;
    if ((named === undefined) !== job.flag("last")) throw new Failure(EXIT.usage, "undo-what");
    const id = named ?? (await readState(job.world.folder)).lastImport;
    if (id === undefined) throw new Failure(EXIT.notFound, "no-last-import");
    const client = await job.client();
    if (job.flag("dry-run")) {
      const shape = z.intersection(importSchema, z.looseObject({ report: reportSchema }));
      const found = await client.json(shape, "GET", api`/imports/${id}`);
      job.print(found, () =>
        reportLines(
          found.report,
          job.t("talk.would-undo", { id: found.id, author: found.author, time: found.time }),
          job,
        ),
      );
      job.say("talk.dry-run");
      return EXIT.done;
    }
    const report = await client.json(reportSchema, "POST", api`/imports/${id}/undo`);
    job.print(report, () => reportLines(report, job.t("talk.undone", { id }), job));
    return exitOfReport(report);
  },
};
