import { sha256 } from "../../domain/bytes.ts";
import { existsSync, globSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { CONFLICT_POLICIES } from "../../domain/import.ts";
import { OPTIONAL_TEXTS, READABLE_FORMATS, traitsOf } from "../../formats/traits.ts";
import { guessFormat } from "../../formats/registry.ts";
import { importsOf, type Report } from "../answers.ts";
import type { Client } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { type MappedFile, mappedFiles } from "../files/config.ts";
import { filesOf, isIn, pullFile, type Pushed, pushFile, refused } from "../files/mapped-files.ts";
import { EXIT, type ExitCode, Failure, worstExit } from "../exit-codes.ts";
import { pathInside, readIfThere, readInside, shortestPath, writeInside } from "../files/paths.ts";
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
import { readState, type State, writeState } from "../files/state.ts";
import { isTooLarge, pushLarge } from "../files/upload.ts";

/** Sends changed files to the server, then fetches each again, so that the next push starts from its current state. */
export const push: Command = {
  usage: "[FILE|FOLDER...]",
  arguments: [0, 10_000],
  options: {
    document: { argument: "ID" },
    format: { argument: "FORMAT" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    encoding: { argument: "NAME" },
    texts: { argument: OPTIONAL_TEXTS.join(",") },
    "on-conflict": { argument: "abort|mine|theirs|suggest" },
    create: {},
    force: { short: "f" },
    "no-refresh": {},
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const onConflict = invocation.choice("on-conflict", CONFLICT_POLICIES);
    const found = await filesToPush(invocation);
    const client = await invocation.client();
    const bar = invocation.progress(found.length);
    const outcomes: { path: string; report: Report }[] = [];
    const exits: ExitCode[] = [];
    let state = await readState(invocation.environment.folder);
    for (const one of found) {
      const { file, content, mapped } = one;
      bar.step(file.path);
      const known = state.files.get(file.path);
      try {
        const pushed = await pushOne(invocation, client, one, known?.base, onConflict);
        outcomes.push({ path: file.path, report: pushed.report });
        exits.push(exitOfReport(pushed.report));
        if (pushed.written) {
          const taken = mapped && exitOfReport(pushed.report) === EXIT.done;
          state =
            pushed.hash === undefined && content instanceof Uint8Array
              ? await afterPush(invocation, client, state, file, content, pushed.report, taken)
              : afterWrite(state, pushed.report, taken ? { path: file.path, hash: pushed.hash } : undefined);
          await writeState(invocation.environment.folder, state);
        }
      } catch (error) {
        // After one bad file the others are still sent.
        exits.push(refused(invocation, file, error));
      }
    }
    bar.end();
    invocation.print({ dryRun: invocation.flag("dry-run"), files: outcomes }, () =>
      outcomes.map(({ path, report }) => reportLines(report, path, invocation)).join(""),
    );
    if (found.length === 0) invocation.say("talk.nothing-changed");
    if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
    return worstExit(exits);
  },
};

interface Found {
  readonly file: MappedFile;
  readonly absolute: string;
  /** The bytes of a file, or a file that is too large to be sent whole. */
  readonly content: Uint8Array | LargeFile;
  /** True for a file of the configuration. */
  readonly mapped: boolean;
}

/** The named files, or without names those of the configuration that changed since the last exchange. */
async function filesToPush(invocation: Invocation): Promise<Found[]> {
  if (invocation.args.length > 0) return namedFiles(invocation);
  const state = await readState(invocation.environment.folder);
  const found: Found[] = [];
  let there = 0;
  for (const file of await filesOf(invocation)) {
    const absolute = pathInside(invocation.environment.folder, file.path);
    const content = await contentOf(invocation, absolute, file);
    if (content === undefined) continue;
    there += 1;
    const hash = content instanceof Uint8Array ? await sha256(content) : await hashOfFile(content.absolute);
    if (state.files.get(file.path)?.hash !== hash) found.push({ file, absolute, content, mapped: true });
  }
  if (there === 0) throw new Failure(EXIT.usage, "no-files");
  return found;
}

async function namedFiles(invocation: Invocation): Promise<Found[]> {
  const { folder } = invocation.environment;
  const { documents = [] } = await invocation.config();
  const mapped = new Map(mappedFiles(documents).map((file) => [file.path, file]));
  const paths = invocation.args.flatMap((typed) => {
    if (/[*?[]/u.test(typed)) return globSync(typed, { cwd: folder }).toSorted();
    const there = statSync(resolve(folder, typed), { throwIfNoEntry: false });
    if (there?.isDirectory() !== true) return [typed];
    // Of a folder, the files of the configuration go.
    const own = shortestPath(folder, typed) || ".";
    return [...mapped.keys()].filter((path) => isIn(path, own) && existsSync(resolve(folder, path)));
  });
  if (paths.length === 0) throw new Failure(EXIT.usage, "no-match", { pattern: invocation.args.join(" ") });
  const found: Found[] = [];
  for (const typed of paths) {
    const path = shortestPath(folder, typed);
    const file = mapped.get(path);
    const useMapping = file !== undefined && invocation.value("document") === undefined;
    const absolute = resolve(folder, path);
    const content = await contentOf(invocation, absolute, useMapping ? file : unmappedOptions(invocation));
    if (content === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    found.push({
      file: useMapping ? file : unmappedFile(invocation, path, content),
      absolute,
      content,
      mapped: useMapping,
    });
  }
  return found;
}

/** @throws {Problem} `too-large` for a large file in a format that can only be read whole */
async function contentOf(
  invocation: Invocation,
  absolute: string,
  { format, source, target }: Partial<Pick<MappedFile, "format" | "source" | "target">>,
): Promise<Found["content"] | undefined> {
  const size = await sizeOf(absolute, absolute);
  if (size === undefined) return undefined;
  if (size <= WHOLE_LIMIT) return readIfThere(absolute, absolute);
  const encoding = invocation.value("encoding");
  return largeFile(absolute, size, {
    format,
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(encoding === undefined ? {} : { encoding }),
  });
}

function unmappedOptions(invocation: Invocation): Partial<Pick<MappedFile, "format" | "source" | "target">> {
  const format = invocation.choice("format", READABLE_FORMATS);
  const source = invocation.languageOption("source");
  const target = invocation.languageOption("target");
  return {
    ...(format === undefined ? {} : { format }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  };
}

function unmappedFile(invocation: Invocation, path: string, content: Found["content"]): MappedFile {
  const document = invocation.value("document");
  if (document === undefined) throw new Failure(EXIT.usage, "not-mapped", { path });
  const guess = () => (content instanceof Uint8Array ? guessFormat(content, path) : content.format);
  return { path, document, format: guess(), ...unmappedOptions(invocation) };
}

/** Pushes one file whole if the server takes it, otherwise in batches. */
async function pushOne(
  invocation: Invocation,
  client: Client,
  { file, absolute, content }: Found,
  base: string | undefined,
  onConflict: string | undefined,
): Promise<Pushed & { readonly hash?: string }> {
  const dryRun = invocation.flag("dry-run");
  const create = invocation.flag("create");
  const encoding = invocation.value("encoding");
  let large = content;
  if (large instanceof Uint8Array) {
    try {
      const optionalTexts = invocation.choices("texts", OPTIONAL_TEXTS)?.join(",");
      return await pushFile(client, file, large, {
        dryRun,
        onConflict,
        create,
        force: invocation.flag("force"),
        base,
        encoding,
        optionalTexts,
      });
    } catch (error) {
      if (!isTooLarge(error) || large.length < BATCH_BYTES || !isStreamed(file.format)) throw error;
      const reading = encoding === undefined ? file : { ...file, encoding };
      large = await largeFile(absolute, large.length, reading);
    }
  }
  const options = {
    source: file.source,
    target: file.target,
    onConflict: onConflict ?? file.onConflict,
    // The server does the same for a file that holds a whole document.
    create: create || traitsOf(large.format).wholeDocument === true,
  };
  return pushLarge(invocation, client, large, file.document, options, dryRun);
}

function afterWrite(
  state: State,
  report: Report,
  file: { readonly path: string; readonly hash: string | undefined } | undefined,
): State {
  const next = { ...state, lastImports: importsOf(report) ?? state.lastImports };
  if (file?.hash === undefined) return next;
  // A large file is not fetched again until a pull asks for it.
  return { ...next, files: new Map(next.files).set(file.path, { hash: file.hash }) };
}

/** Stores the state of a file after its push. A file of the configuration is fetched again. */
async function afterPush(
  invocation: Invocation,
  client: Client,
  state: State,
  file: MappedFile,
  sent: Uint8Array,
  report: Report,
  refresh: boolean,
): Promise<State> {
  const next = afterWrite(state, report, undefined);
  if (!refresh || invocation.flag("no-refresh")) return next;
  const { path } = file;
  const exported = await pullFile(client, file);
  if (exported === undefined) return next;
  const { bytes, warnings: _, ...rest } = exported;
  // Changes that were made during the push stay.
  const here = await readInside(invocation.environment.folder, path);
  if (here === undefined || (await sha256(here)) !== (await sha256(sent))) return next;
  if ((await sha256(bytes)) !== (await sha256(sent)))
    await writeInside(invocation.environment.folder, path, bytes);
  return { ...next, files: new Map(next.files).set(path, { hash: await sha256(bytes), ...rest }) };
}
