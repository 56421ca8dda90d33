import { globSync } from "node:fs";
import { CONFLICT_POLICIES } from "../../domain/import.ts";
import { READABLE_FORMATS } from "../../formats/traits.ts";
import { guessFormat } from "../../formats/registry.ts";
import { importsOf, type Report } from "../answers.ts";
import type { Client } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { type MappedFile, mappedFiles } from "../files/config.ts";
import { filesOf, pullFile, type Pushed, pushFile } from "../files/mapped-files.ts";
import { EXIT, type ExitCode, Failure, worstExit } from "../exit-codes.ts";
import { pathInside, readInside, relativeInside, writeInside } from "../files/paths.ts";
import {
  BATCH_BYTES,
  hashOfFile,
  isStreamed,
  type LargeFile,
  largeFile,
  sizeOf,
  WHOLE_LIMIT,
} from "../files/large-file.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { hashOf, readState, type State, writeState } from "../files/state.ts";
import { isTooLarge, pushLarge } from "../files/upload.ts";

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
    for (const { file, content, mapped } of found) {
      bar.step(file.path);
      const known = state.files.get(file.path);
      try {
        const pushed = await pushOne(job, client, file, content, known?.base, onConflict);
        outcomes.push({ path: file.path, report: pushed.report });
        exits.push(exitOfReport(pushed.report));
        if (pushed.written) {
          const taken = mapped && exitOfReport(pushed.report) === EXIT.done;
          state =
            pushed.hash === undefined && content instanceof Uint8Array
              ? await afterPush(job, client, state, file, content, pushed.report, taken)
              : afterWrite(state, pushed.report, taken ? { path: file.path, hash: pushed.hash } : undefined);
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
  /** The file itself, or one that is too large to be sent whole. */
  readonly content: Uint8Array | LargeFile;
  /** True for a file of the configuration. */
  readonly mapped: boolean;
}

/** The files that were named, or those of the configuration that were changed since the last exchange. */
async function filesToPush(job: Job): Promise<Found[]> {
  if (job.args.length > 0) return namedFiles(job);
  const state = await readState(job.world.folder);
  const found: Found[] = [];
  let there = 0;
  for (const file of await filesOf(job)) {
    const content = await contentOf(job, file.path, file);
    if (content === undefined) continue;
    there += 1;
    const hash = content instanceof Uint8Array ? hashOf(content) : await hashOfFile(content.absolute);
    if (state.files.get(file.path)?.hash !== hash) found.push({ file, content, mapped: true });
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
    const file = mapped.get(path);
    const useMapping = file !== undefined && job.value("document") === undefined;
    const content = await contentOf(job, path, useMapping ? file : unmappedOptions(job));
    if (content === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    found.push({ file: useMapping ? file : unmappedFile(job, path, content), content, mapped: useMapping });
  }
  return found;
}

/** @throws {Problem} `too-large` for a large file in a format that can only be read whole */
async function contentOf(
  job: Job,
  path: string,
  { format, source, target }: Partial<Pick<MappedFile, "format" | "source" | "target">>,
): Promise<Found["content"] | undefined> {
  const absolute = pathInside(job.world.folder, path);
  const size = await sizeOf(absolute, path);
  if (size === undefined) return undefined;
  if (size <= WHOLE_LIMIT) return readInside(job.world.folder, path);
  const encoding = job.value("encoding");
  return largeFile(absolute, size, {
    format,
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(encoding === undefined ? {} : { encoding }),
  });
}

function unmappedOptions(job: Job): Partial<Pick<MappedFile, "format" | "source" | "target">> {
  const format = job.choice("format", READABLE_FORMATS);
  const source = job.languageOption("source");
  const target = job.languageOption("target");
  return {
    ...(format === undefined ? {} : { format }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  };
}

function unmappedFile(job: Job, path: string, content: Found["content"]): MappedFile {
  const document = job.value("document");
  if (document === undefined) throw new Failure(EXIT.usage, "not-mapped", { path });
  const guess = () => (content instanceof Uint8Array ? guessFormat(content, path) : content.format);
  return { path, document, format: guess(), ...unmappedOptions(job) };
}

/** One file, whole where the server takes it so; else in batches, then with the hash of its bytes. */
async function pushOne(
  job: Job,
  client: Client,
  file: MappedFile,
  content: Found["content"],
  base: string | undefined,
  onConflict: string | undefined,
): Promise<Pushed & { readonly hash?: string }> {
  const dryRun = job.flag("dry-run");
  const create = job.flag("create");
  const encoding = job.value("encoding");
  let large = content;
  if (large instanceof Uint8Array) {
    try {
      return await pushFile(client, file, large, { dryRun, onConflict, create, base, encoding });
    } catch (error) {
      if (!isTooLarge(error) || large.length < BATCH_BYTES || !isStreamed(file.format)) throw error;
      const reading = encoding === undefined ? file : { ...file, encoding };
      large = await largeFile(pathInside(job.world.folder, file.path), large.length, reading);
    }
  }
  const options = {
    source: file.source,
    target: file.target,
    onConflict: onConflict ?? file.onConflict,
    // As the server does by itself for a whole file.
    create: create || large.format === "tmx",
  };
  return pushLarge(job, client, large, file.document, options, dryRun);
}

function afterWrite(
  state: State,
  report: Report,
  file: { readonly path: string; readonly hash: string | undefined } | undefined,
): State {
  const next = { ...state, lastImports: importsOf(report) ?? state.lastImports };
  if (file?.hash === undefined) return next;
  // What the server made of a large file is not fetched again: that is done when it is asked for.
  return { ...next, files: new Map(next.files).set(file.path, { hash: file.hash }) };
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
  const next = afterWrite(state, report, undefined);
  if (!refresh || job.flag("no-refresh")) return next;
  const { path } = file;
  const exported = await pullFile(client, file);
  if (exported === undefined) return next;
  const { bytes, warnings: _, ...rest } = exported;
  // Whoever went on typing while we pushed keeps what they typed.
  const here = await readInside(job.world.folder, path);
  if (here === undefined || hashOf(here) !== hashOf(sent)) return next;
  if (hashOf(bytes) !== hashOf(sent)) await writeInside(job.world.folder, path, bytes);
  return { ...next, files: new Map(next.files).set(path, { hash: hashOf(bytes), ...rest }) };
}
