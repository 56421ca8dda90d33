import { sha256 } from "../../domain/bytes.ts";
import { matchesGlob } from "node:path";
import type { ExportWarning } from "../answers.ts";
import type { Command, Invocation } from "../command.ts";
import { sayWarnings } from "../files/export-warnings.ts";
import type { MappedFile } from "../files/config.ts";
import { filesOf, isIn, type Offers, pullFile, refused } from "../files/mapped-files.ts";
import { EXIT, type ExitCode, worstExit } from "../exit-codes.ts";
import { readInside, writeInside } from "../files/paths.ts";
import { readState, type State, writeState } from "../files/state.ts";
import { oneLine } from "../talk/terminal.ts";

/** Result for one file; `kept`: it has local changes and was left alone. */
type Result = "written" | "same" | "kept";

/** Fetches the files of the configuration. A file with local changes is not overwritten without `--force`. */
export const pull: Command = {
  usage: "[PATTERN|FOLDER...]",
  arguments: [0, 1000],
  options: {
    target: { argument: "LANGUAGE" },
    matches: {},
    terms: {},
    pretranslate: { argument: "0.5-1.01" },
    force: { short: "f" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const { environment, args } = invocation;
    const target = invocation.languageOption("target");
    const files = await filesOf(
      invocation,
      (file) =>
        (target === undefined || file.target === target) &&
        (args.length === 0 ||
          args.some((pattern) => isIn(file.path, pattern) || matchesGlob(file.path, pattern))),
    );
    const offers = {
      ...(invocation.flag("matches") ? { matches: true } : {}),
      ...(invocation.flag("terms") ? { terms: true } : {}),
      pretranslate: invocation.number("pretranslate", 0.5, 1.01),
    };
    const client = await invocation.client();
    const bar = invocation.progress(files.length);
    const results: { path: string; result: Result; warnings: readonly ExportWarning[] }[] = [];
    const exits: ExitCode[] = [];
    let state = await readState(environment.folder);
    for (const file of files) {
      bar.step(file.path);
      const pulled = await pullOne(invocation, client, file, state, offers).catch((error: unknown) =>
        refused(invocation, file, error),
      );
      if (typeof pulled === "number") {
        exits.push(pulled);
        continue;
      }
      results.push({ path: file.path, result: pulled.result, warnings: pulled.warnings });
      if (pulled.state !== state) {
        state = pulled.state;
        // Saved after each file, so that a later failure loses nothing.
        await writeState(environment.folder, state);
      }
    }
    bar.end();
    invocation.print({ dryRun: invocation.flag("dry-run"), files: results }, () =>
      results.map(({ path, result }) => `${invocation.t(`results.${result}`)}  ${oneLine(path)}\n`).join(""),
    );
    for (const { path, warnings } of results) sayWarnings(invocation, path, warnings);
    if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
    if (results.some(({ result }) => result === "kept")) {
      invocation.say("talk.kept");
      exits.push(EXIT.conflicts);
    }
    if (results.some(({ warnings }) => warnings.length > 0)) exits.push(EXIT.findings);
    return worstExit(exits);
  },
};

async function pullOne(
  invocation: Invocation,
  client: Awaited<ReturnType<Invocation["client"]>>,
  file: MappedFile,
  state: State,
  offers: Offers,
): Promise<{ result: Result; state: State; warnings: readonly ExportWarning[] }> {
  const { folder } = invocation.environment;
  const { path } = file;
  const here = await readInside(folder, path);
  const hash = here && (await sha256(here));
  const known = state.files.get(path);
  const untouched = here === undefined || hash === known?.hash;
  const etag = untouched && here !== undefined ? known?.etag : undefined;
  const exported = await pullFile(client, file, etag, offers);
  if (exported === undefined) return { result: "same", state, warnings: [] };
  const { bytes, warnings, ...rest } = exported;
  const same = (await sha256(bytes)) === hash;
  if (!same && !untouched && !invocation.flag("force")) return { result: "kept", state, warnings };
  const result = same ? "same" : "written";
  if (invocation.flag("dry-run")) return { result, state, warnings };
  if (!same) await writeInside(folder, path, bytes);
  const files = new Map(state.files).set(path, { hash: await sha256(bytes), ...rest });
  return { result, state: { ...state, files }, warnings };
}
