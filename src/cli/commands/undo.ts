import { z } from "zod";
import { importSchema, type Report, reportSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { readState } from "../files/state.ts";
import { forgetUploads } from "../files/interrupted-uploads.ts";

/** Most units that are listed. */
const MOST_LISTED = 1000;

/**
 * Takes an import back as a whole; what others changed since stays and is listed.
 */
export const undo: Command = {
  usage: "IMPORT | --last",
  arguments: [0, 1],
  options: { last: {}, "dry-run": { short: "n" } },
  run: async (invocation) => {
    const [named] = invocation.args;
    if ((named === undefined) !== invocation.flag("last")) throw new Failure(EXIT.usage, "undo-what");
    const wanted =
      named === undefined ? (await readState(invocation.environment.folder)).lastImports : [named];
    const id = wanted.at(-1);
    if (id === undefined) throw new Failure(EXIT.notFound, "no-last-import");
    const client = await invocation.client();
    if (invocation.flag("dry-run")) {
      const { author, time } = await found(client, id);
      const report = await summed(invocation, wanted, async (one) => (await found(client, one)).report);
      const title = invocation.t("talk.would-undo", { id: namesOf(wanted), author, time });
      invocation.print(report, () => reportLines(report, title, invocation));
      invocation.say("talk.dry-run");
      return EXIT.done;
    }
    // What an interrupted command took back before is passed over, so that it can be said again.
    const passOver = invocation.flag("last");
    const report = await summed(invocation, wanted, (one) =>
      takenBack(invocation, client, one).catch((error: unknown) => {
        if (passOver && error instanceof Failure && error.problem?.code === "already-undone")
          return undefined;
        throw error;
      }),
    );
    await forgetUploads(invocation.environment.folder, new Set(wanted));
    invocation.print(report, () =>
      reportLines(report, invocation.t(outcomeOf(report), { id: namesOf(wanted) }), invocation),
    );
    return exitOfReport(report);
  },
};

/** What an undo has done, as a key of the texts. Without an import everything was changed since. */
const outcomeOf = ({ import: made, counts }: Report) =>
  made === null && (counts["conflict"] ?? 0) > 0 ? "talk.not-undone" : "talk.undone";

/** Takes one import back. A very large one takes several requests; each goes on where the one before it ended. */
async function takenBack(invocation: Invocation, client: Client, id: string): Promise<Report> {
  const units: Report["units"] = [];
  let bar: ReturnType<Invocation["progress"]> | undefined;
  const progress = (done: number, of: number) => (bar ??= invocation.progress(of)).at(done, id);
  try {
    for (;;) {
      const report = await client.json(undoneSchema, "POST", api`/imports/${id}/undo`, { progress });
      for (const unit of report.units) units.push(unit);
      if (report.remaining === 0) return { ...report, units };
    }
  } finally {
    bar?.end();
  }
}

const undoneSchema = z.intersection(reportSchema, z.looseObject({ remaining: z.int().default(0) }));
const foundSchema = z.intersection(importSchema, z.looseObject({ report: reportSchema }));
const found = (client: Client, id: string) => client.json(foundSchema, "GET", api`/imports/${id}`);

/** The reports on several imports as one, newest first. */
async function summed(
  invocation: Invocation,
  imports: readonly string[],
  reportOn: (id: string) => Promise<Report | undefined>,
): Promise<Report> {
  const counts: Record<string, number> = {};
  const units: Report["units"] = [];
  const made: string[] = [];
  const bar = invocation.progress(imports.length);
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
