import { globSync } from "node:fs";
import { CONFLICT_POLICIES } from "../../services/push-plan.ts";
import { FORMAT_NAMES } from "../../formats/format.ts";
import { guessFormat } from "../../formats/registry.ts";
import type { Report } from "../answers.ts";
import type { Client } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { type MappedFile, mappedFiles } from "../config.ts";
import { filesOf, pullFile, pushFile } from "../exchange.ts";
import { EXIT, type ExitCode, Failure, worstExit } from "../exit-codes.ts";
import { readInside, relativeInside, writeInside } from "../files.ts";
import { exitOfReport, reportLines } from "../report.ts";
import { hashOf, readState, type State, writeState } from "../state.ts";

/** Sends changed files back. Afterwards each is fetched again, so that the next push starts from what is there. */
export const push: Command = {
  usage: "[FILE...]",
  arguments: [0, 10_000],
  options: {
    document: { argument: "ID" },
    format: { argument: "FORMAT" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    encoding: { argument: "NAME" },
    "on-conflict": { argument: "abort|mine|theirs|suggest" },
    create: {},
    "no-refresh": {},
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const onConflict = job.choice("on-conflict", CONFLICT_POLICIES);
    const found = await filesToPush(job);
    const client = await job.client();
    const bar = job.progress(found.length);
    const outcomes: { path: string; report: Report }[] = [];
    const exits: ExitCode[] = [];
    let state = await readState(job.world.folder);
    for (const { file, bytes, mapped } of found) {
      bar.step(file.path);
      const known = state.files.get(file.path);
      try {
        const { report, written } = await pushFile(client, file, bytes, {
          dryRun: job.flag("dry-run"),
          onConflict,
          create: job.flag("create"),
          base: known?.base,
          encoding: job.value("encoding"),
        });
        outcomes.push({ path: file.path, report });
        exits.push(exitOfReport(report));
        if (written) {
          const taken = exitOfReport(report) === EXIT.done;
          state = await afterPush(job, client, state, file, bytes, report, mapped && taken);
          await writeState(job.world.folder, state);
        }
      } catch (error) {
        // One bad file keeps no other back; a server that is gone, or does not know us, does.
        if (!(error instanceof Failure) || !isAboutFile(error)) throw error;
        bar.end();
        job.say("talk.refused", {
          path: file.path,
          title: error.problem?.title ?? job.t(`failures.${error.key}`, error.params),
          detail: error.problem?.detail ?? "",
        });
        exits.push(error.exit);
      }
    }
    bar.end();
    job.print({ dryRun: job.flag("dry-run"), files: outcomes }, () =>
      outcomes.map(({ path, report }) => reportLines(report, path, job)).join(""),
    );
    if (found.length === 0) job.say("talk.nothing-changed");
    if (job.flag("dry-run")) job.say("talk.dry-run");
    return worstExit(exits);
  },
};

const isAboutFile = ({ exit }: Failure): boolean =>
  exit === EXIT.badData || exit === EXIT.conflicts || exit === EXIT.notFound;

interface Found {
  readonly file: MappedFile;
  readonly bytes: Uint8Array;
  /** True for a file of the configuration. */
  readonly mapped: boolean;
}

/** The files that were named, or those of the configuration that were changed since the last exchange. */
async function filesToPush(job: Job): Promise<Found[]> {
  const { folder } = job.world;
  if (job.args.length > 0) return namedFiles(job);
  const state = await readState(folder);
  const found: Found[] = [];
  let there = 0;
  for (const file of await filesOf(job)) {
    const bytes = await readInside(folder, file.path);
    if (bytes === undefined) continue;
    there += 1;
    if (state.files.get(file.path)?.hash !== hashOf(bytes)) found.push({ file, bytes, mapped: true });
  }
  if (there === 0) throw new Failure(EXIT.usage, "no-files");
  return found;
}

async function namedFiles(job: Job): Promise<Found[]> {
  const { folder } = job.world;
  const { documents = [] } = await job.config();
  const mapped = new Map(mappedFiles(documents).map((file) => [file.path, file]));
  const paths = job.args.flatMap((typed) =>
    /[*?[]/u.test(typed) ? globSync(typed, { cwd: folder }).toSorted() : [typed],
  );
  if (paths.length === 0) throw new Failure(EXIT.usage, "no-match", { pattern: job.args.join(" ") });
  const found: Found[] = [];
  for (const typed of paths) {
    const path = relativeInside(folder, typed);
    const bytes = await readInside(folder, path);
    if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    const file = mapped.get(path);
    const useMapping = file !== undefined && job.value("document") === undefined;
    found.push({ file: useMapping ? file : unmappedFile(job, path, bytes), bytes, mapped: useMapping });
  }
  return found;
}

function unmappedFile(job: Job, path: string, bytes: Uint8Array): MappedFile {
  const document = job.value("document");
  if (document === undefined) throw new Failure(EXIT.usage, "not-mapped", { path });
  const source = job.languageOption("source");
  const target = job.languageOption("target");
  return {
    path,
    document,
    format: job.choice("format", FORMAT_NAMES) ?? guessFormat(bytes, path),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  };
}

/** What is known of a file after its push: it is fetched again when the configuration says what it is. */
async function afterPush(
  job: Job,
  client: Client,
  state: State,
  file: MappedFile,
  sent: Uint8Array,
  report: Report,
  refresh: boolean,
): Promise<State> {
  const lastImport = report.import ?? state.lastImport;
  const next = lastImport === undefined ? state : { ...state, lastImport };
  if (!refresh || job.flag("no-refresh")) return next;
  const { path } = file;
  const exported = await pullFile(client, file);
  if (exported === undefined) return next;
  const { bytes, ...rest } = exported;
  // Whoever went on typing while we pushed keeps what they typed.
  const here = await readInside(job.world.folder, path);
  if (here === undefined || hashOf(here) !== hashOf(sent)) return next;
  if (hashOf(bytes) !== hashOf(sent)) await writeInside(job.world.folder, path, bytes);
  return { ...next, files: new Map(next.files).set(path, { hash: hashOf(bytes), ...rest }) };
}
