import { matchesGlob } from "node:path";
import type { ExportWarning } from "../answers.ts";
import type { Command, Job } from "../command.ts";
import { sayWarnings } from "../files/export-warnings.ts";
import type { MappedFile } from "../files/config.ts";
import { filesOf, type Offers, pullFile } from "../files/mapped-files.ts";
import { EXIT } from "../exit-codes.ts";
import { readInside, writeInside } from "../files/paths.ts";
import { hashOf, readState, type State, writeState } from "../files/state.ts";
import { oneLine } from "../talk/terminal.ts";

/** What became of a file; `kept`: it was changed here since, and was left alone. */
type Result = "written" | "same" | "kept";

/** Fetches the files of the configuration. A file that was changed here is never overwritten unseen. */
export const pull: Command = {
  usage: "[PATTERN...]",
  arguments: [0, 1000],
  options: {
    target: { argument: "LANGUAGE" },
    matches: {},
    terms: {},
    pretranslate: { argument: "0.5-1.01" },
    force: { short: "f" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const { world, args } = job;
    const target = job.languageOption("target");
    const files = await filesOf(
      job,
      (file) =>
        (target === undefined || file.target === target) &&
        (args.length === 0 ||
          args.some((pattern) => file.path === pattern || matchesGlob(file.path, pattern))),
    );
    const offers = {
      ...(job.flag("matches") ? { matches: true } : {}),
      ...(job.flag("terms") ? { terms: true } : {}),
      pretranslate: job.number("pretranslate", 0.5, 1.01),
    };
    const client = await job.client();
    const bar = job.progress(files.length);
    const results: { path: string; result: Result; warnings: readonly ExportWarning[] }[] = [];
    let state = await readState(world.folder);
    for (const file of files) {
      bar.step(file.path);
      const pulled = await pullOne(job, client, file, state, offers);
      results.push({ path: file.path, result: pulled.result, warnings: pulled.warnings });
      if (pulled.state !== state) {
        state = pulled.state;
        // After each file: what was written is known even when a later one fails.
        await writeState(world.folder, state);
      }
    }
    bar.end();
    job.print({ dryRun: job.flag("dry-run"), files: results }, () =>
      results.map(({ path, result }) => `${job.t(`results.${result}`)}  ${oneLine(path)}\n`).join(""),
    );
    for (const { path, warnings } of results) sayWarnings(job, path, warnings);
    if (results.some(({ result }) => result === "kept")) {
      job.say("talk.kept");
      return EXIT.conflicts;
    }
    return results.some(({ warnings }) => warnings.length > 0) ? EXIT.findings : EXIT.done;
  },
};

async function pullOne(
  job: Job,
  client: Awaited<ReturnType<Job["client"]>>,
  file: MappedFile,
  state: State,
  offers: Offers,
): Promise<{ result: Result; state: State; warnings: readonly ExportWarning[] }> {
  const { folder } = job.world;
  const { path } = file;
  const here = await readInside(folder, path);
  const hash = here && hashOf(here);
  const known = state.files.get(path);
  const untouched = here === undefined || hash === known?.hash;
  const etag = untouched && here !== undefined ? known?.etag : undefined;
  const exported = await pullFile(client, file, etag, offers);
  if (exported === undefined) return { result: "same", state, warnings: [] };
  const { bytes, warnings, ...rest } = exported;
  const same = hashOf(bytes) === hash;
  if (!same && !untouched && !job.flag("force")) return { result: "kept", state, warnings };
  const result = same ? "same" : "written";
  if (job.flag("dry-run")) return { result, state, warnings };
  if (!same) await writeInside(folder, path, bytes);
  const files = new Map(state.files).set(path, { hash: hashOf(bytes), ...rest });
  return { result, state: { ...state, files }, warnings };
}
