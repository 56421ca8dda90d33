import { stat } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { sha256 } from "../../domain/bytes.ts";
import { SKIPS } from "../../domain/import.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { languageInPath } from "../../formats/i18next/language.ts";
import { OPTIONAL_TEXTS, READABLE_FORMATS, traitsOf } from "../../formats/traits.ts";
import { guessFormat } from "../../formats/registry.ts";
import { createdSchema, type DocumentView, documentSchema, importsOf, type Report } from "../answers.ts";
import { api } from "../client.ts";
import { assertCollection } from "../collections.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, worstExit } from "../exit-codes.ts";
import { type NamedFile, namedFiles, sayLeftOut } from "../files/named-files.ts";
import { errorInSentences } from "../talk/error-text.ts";
import { addressOf, CONFIG_FILE, type Mapping } from "../files/config.ts";
import {
  type FileOfDocument,
  filesOnServer,
  type KnownFile,
  knownToServer,
  partedByConfig,
  sayKnown,
  sayOnServer,
} from "../files/known-files.ts";
import { addMappings, type ImportedFile, languageFileOf, mappingsOf } from "../files/map-folder.ts";
import { readIfThere, shortestPath } from "../files/paths.ts";
import { BATCH_BYTES, isStreamed, largeFile, sizeOf, WHOLE_LIMIT } from "../files/large-file.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { oneLine, shellWord } from "../talk/terminal.ts";
import { readState, rememberImports, writeState } from "../files/state.ts";
import { importLarge, isTooLarge, type SkipQuery } from "../files/upload.ts";

/** Creates a document from a file, or one from each file of a folder. */
export const importFile: Command = {
  usage: "FILE|FOLDER --collection ID",
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
    texts: { argument: OPTIONAL_TEXTS.join(",") },
    map: { argument: "LANGUAGE,…" },
    skip: { argument: SKIPS.join(",") },
    "older-than": { argument: "DAY" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const collection = invocation.value("collection");
    if (collection === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--collection" });
    const [path = ""] = invocation.args;
    if (path !== "-" && (await isFolder(resolve(invocation.environment.folder, path))))
      return importFolder(invocation, path, collection);
    if (invocation.value("map") !== undefined)
      throw new Failure(EXIT.usage, "option-folder", { option: "--map" });
    const { document, report, answer } = await made(invocation, path, { collection });
    await rememberImports(invocation.environment.folder, importsOf(report) ?? []);
    invocation.print(answer, () => reportLines(report, document, invocation));
    await sayKnownFile(invocation, path, report);
    if (report.warnings.some(({ code }) => code === "file-glossary"))
      invocation.say("talk.glossary-there", { file: shellWord(path) });
    if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
    return exitOfReport(report);
  },
};

/** Says to which document a single file would be pushed, where the configuration or the server knows it. */
async function sayKnownFile(invocation: Invocation, path: string, report: Report): Promise<void> {
  const own = shortestPath(invocation.environment.folder, path);
  const mapped = path === "-" ? undefined : (await filesOnServer(invocation)).get(own);
  const known = report.warnings.find(({ code }) => code === "file-known")?.params?.["document"];
  const said = mapped === undefined ? "talk.push-there" : "talk.mapped-already";
  const document = mapped?.document ?? known;
  if (document !== undefined)
    invocation.say(said, { file: shellWord(path), document: shellWord(String(document)) });
}

/** Options that name one document. */
const OF_ONE_FILE = ["id", "title", "namespace"] as const;

/** Makes a document of each file below a folder. A file that is refused does not keep the others out. */
async function importFolder(invocation: Invocation, path: string, collection: string): Promise<ExitCode> {
  for (const option of OF_ONE_FILE)
    if (invocation.value(option) !== undefined)
      throw new Failure(EXIT.usage, "option-one-file", { option: `--${option}` });
  const { folder } = invocation.environment;
  const named = await namedFiles(folder, path, { withRefused: true });
  if (named === undefined || named.files.length === 0)
    throw new Failure(EXIT.notFound, "no-match", { pattern: path });
  sayLeftOut(invocation, named.leftOut);
  const { known, fresh } = await partedByConfig(invocation, named.files);
  sayKnown(invocation, known);
  // Else each file would be refused for the same reason, and a damaged one for its own.
  if (fresh.length > 0) await assertCollection(invocation, collection);
  const map = await folderMap(invocation, known);
  const copies = new Map(named.files.map(({ name, bytes }) => [below(path, name), bytes]));
  const bar = invocation.progress(fresh.length);
  const results: { path: string; answer?: unknown; error?: string }[] = [];
  const found: KnownFile[] = [];
  const exits: ExitCode[] = known.some(({ gone }) => gone) ? [EXIT.notFound] : [];
  const lines: string[] = [];
  let stop: Failure | undefined;
  for (const file of fresh) {
    const { name } = file;
    bar.step(name);
    try {
      if (invocation.environment.signal.aborted) throw new Failure(EXIT.interrupted, "interrupted");
      const made = await madeInFolder(invocation, file, { top: path, collection, map, copies });
      if ("by" in made) {
        found.push(made);
        continue;
      }
      const { document, report, answer } = made;
      await rememberImports(folder, importsOf(report) ?? []);
      results.push({ path: name, answer });
      exits.push(exitOfReport(report));
      lines.push(reportLines(report, `${oneLine(name)} → ${document}`, invocation));
    } catch (error) {
      if (!(error instanceof Failure || error instanceof Problem)) throw error;
      // Nothing more can be done without the server or its permission. What was done is still said and kept.
      if (isHopeless(error)) {
        stop = error;
        break;
      }
      const text = errorInSentences(error, invocation.messages);
      results.push({ path: name, error: text });
      exits.push(error instanceof Failure ? error.exit : EXIT.badData);
      lines.push(`${invocation.paint("red", oneLine(name))}: ${oneLine(text)}\n`);
    }
  }
  bar.end();
  if (stop !== undefined && results.length + found.length === 0) throw stop;
  const there = [...known.map((one) => ({ ...one, view: undefined })), ...found];
  invocation.print({ files: results, known: there }, () => lines.join(""));
  sayOnServer(invocation, found);
  await map?.write();
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  if (stop === undefined) return worstExit(exits);
  const done = results.length + found.length;
  const rest = fresh.slice(done).map(({ name }) => oneLine(name));
  const files = [...rest.slice(0, NAMED_FILES), ...(rest.length > NAMED_FILES ? ["…"] : [])].join(", ");
  invocation.say("talk.folder-stopped", { done, of: fresh.length, files });
  invocation.say("talk.folder-rest");
  if (stop.exit === EXIT.unreachable || stop.exit === EXIT.interrupted) invocation.say("talk.folder-last");
  throw stop;
}

/** What a file of a folder is compared with. */
interface Folder {
  readonly top: string;
  readonly collection: string;
  readonly map: FolderMap | undefined;
  /** The bytes of all files, by their paths below the folder. */
  readonly copies: ReadonlyMap<string, Uint8Array>;
}

/** Makes a document of a file, unless it belongs to a document that is there. */
async function madeInFolder(
  invocation: Invocation,
  { name, bytes }: NamedFile,
  { top, collection, map, copies }: Folder,
): Promise<Made | KnownFile> {
  const { folder } = invocation.environment;
  const own = languageFileOf(shortestPath(folder, name), map?.mappings ?? (await mappingsHere(invocation)));
  if (own !== undefined) return { path: name, by: "path", changed: true, gone: false, ...own };
  const place = {
    collection,
    told: languageToldBy(name, bytes),
    below: folderBelow(resolve(folder, top), resolve(folder, name)),
  };
  const taken = async (document: string, hash: string | undefined): Promise<void> => {
    if (!invocation.flag("dry-run")) await map?.add(name, document, hash);
  };
  try {
    const one = await made(invocation, name, { ...place, known: "refuse" });
    await taken(one.document, await sha256(bytes));
    return one;
  } catch (error) {
    const known = knownToServer(error);
    if (known === undefined) throw error;
    const { document, file, newer } = known;
    const other = file === undefined || file === below(top, name) ? undefined : copies.get(file);
    // The folder has two copies of one file: each is a document, as it was asked.
    if (other !== undefined && (await sha256(other)) === (await sha256(bytes))) {
      const one = await made(invocation, name, place);
      await taken(one.document, await sha256(bytes));
      return one;
    }
    await taken(document, newer ? undefined : await sha256(bytes));
    return { path: name, document, by: "server", changed: newer, gone: false };
  }
}

/** Path of a file below the folder that was named. */
const below = (top: string, name: string): string => relative(top, name).split(sep).join("/");

/** The files of a folder and their translations as they go into the configuration. */
interface FolderMap {
  /** Those of the configuration, and those that the import adds. */
  readonly mappings: readonly Mapping[];
  /** Adds the file of a document, with the hash of its bytes where the server has the same. */
  readonly add: (name: string, document: string, hash: string | undefined) => Promise<void>;
  readonly write: () => Promise<void>;
}

/** The mappings of the configuration, where it is about the server that is asked. */
async function mappingsHere(invocation: Invocation): Promise<readonly Mapping[]> {
  return (await filesOnServer(invocation)).size === 0 ? [] : ((await invocation.config()).documents ?? []);
}

/** The map that `--map` asks for: it begins with the languages that known documents lack in it. */
async function folderMap(
  invocation: Invocation,
  known: readonly FileOfDocument[],
): Promise<FolderMap | undefined> {
  const targets = invocation.languageList("map");
  if (targets === undefined) return undefined;
  const { folder } = invocation.environment;
  const client = await invocation.client();
  const hashes = new Map<string, string>();
  const added: Mapping[] = [];
  for (const { path, view, language } of known)
    if (view !== undefined && (language === undefined || language === view.file?.source))
      added.push(...mappingsOf(importedFile(shortestPath(folder, path), view), targets));
  const mappings = [...(await mappingsHere(invocation)), ...added];
  const before = await invocation.config();
  return {
    mappings,
    add: async (name, document, hash) => {
      const path = shortestPath(folder, name);
      const view = await client.json(documentSchema, "GET", api`/documents/${document}`);
      const own = mappingsOf(importedFile(path, view), targets);
      added.push(...own);
      mappings.push(...own);
      if (hash !== undefined) hashes.set(path, hash);
    },
    write: async () => {
      if (added.length === 0 || invocation.flag("dry-run")) return;
      const { url } = await invocation.server();
      const after = await addMappings(folder, before, addressOf(url), added);
      const state = await readState(folder);
      const files = new Map(state.files);
      for (const [path, hash] of hashes) files.set(path, { hash });
      await writeState(folder, { ...state, files });
      if (JSON.stringify(after) !== JSON.stringify(before))
        invocation.say("talk.config-written", { file: CONFIG_FILE });
    },
  };
}

/** Most files that are named as not sent. */
const NAMED_FILES = 10;

/** What the configuration has to know of a file that a document was made from. */
function importedFile(path: string, { id, format: name, file, states }: DocumentView): ImportedFile {
  const format = READABLE_FORMATS.find((one) => one === name) ?? "text";
  const source = file?.source ?? LANGUAGES.find((language) => states[language] !== undefined);
  return {
    path,
    document: id,
    format,
    ...(source === undefined ? {} : { source }),
    ...(file?.target === undefined ? {} : { target: file.target }),
    ...(file?.version === undefined ? {} : { version: file.version }),
  };
}

/** The folder of a file below the imported one; `undefined` for one beside it, or with a name that no server takes. */
function folderBelow(top: string, file: string): string | undefined {
  const folder = relative(top, dirname(file)).split(sep).join("/");
  return folder === "" || folder.length > 255 || /[\\\p{Cc}]/u.test(folder) ? undefined : folder;
}

/** The language of a file in one language that does not name it, as its path tells it. */
function languageToldBy(name: string, bytes: Uint8Array): Language | undefined {
  return traitsOf(guessFormat(bytes, basename(name))).languages === "one"
    ? languageInPath(name)?.language
    : undefined;
}

const HOPELESS: ReadonlySet<ExitCode> = new Set([
  EXIT.unreachable,
  EXIT.unauthorised,
  EXIT.interrupted,
  EXIT.notFound,
]);
const isHopeless = (error: Failure | Problem): error is Failure =>
  error instanceof Failure && HOPELESS.has(error.exit);

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** A file above this size, in bytes, takes long enough for a person to wonder. */
const LONG = 1024 * 1024;
/** The least speed of a server that is waited for: 20 kB a second. */
const BYTES_PER_MILLISECOND = 20;

/** What is to be left out, as parameters of the request. */
const skipQuery = (invocation: Invocation): SkipQuery => ({
  skip: invocation.choices("skip", SKIPS)?.join(","),
  olderThan: invocation.value("older-than"),
});

interface Made {
  readonly document: string;
  readonly report: Report;
  readonly answer: unknown;
}

/** Where a document is made. */
interface Place {
  readonly collection: string;
  /** Language that the path tells. */
  readonly told?: Language | undefined;
  /** Folder of the file below the imported one. */
  readonly below?: string | undefined;
  /** `refuse`: no second document of the same file. */
  readonly known?: "refuse";
}

/** Sends a file whole when it is small enough, otherwise in batches. The file may be outside the working folder. */
async function made(invocation: Invocation, path: string, place: Place): Promise<Made> {
  if (path === "-") return sentWhole(invocation, await invocation.environment.readInput(), undefined, place);
  const absolute = resolve(invocation.environment.folder, path);
  const size = await sizeOf(absolute, path);
  if (size === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  if (size > WHOLE_LIMIT) return sentInBatches(invocation, absolute, size, place);
  const bytes = await readIfThere(absolute, path);
  if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  try {
    return await sentWhole(invocation, bytes, basename(path), place);
  } catch (error) {
    // The server's limit is lower than ours: try in parts.
    if (!isTooLarge(error) || size < BATCH_BYTES) throw error;
    if (!isStreamed(invocation.choice("format", READABLE_FORMATS) ?? guessFormat(bytes, path))) throw error;
    return sentInBatches(invocation, absolute, size, place);
  }
}

async function sentWhole(
  invocation: Invocation,
  bytes: Uint8Array,
  filename: string | undefined,
  { collection, told, below: folder, known }: Place,
): Promise<Made> {
  const long = bytes.length > LONG && invocation.value("timeout") === undefined;
  const client = await invocation.client(
    long ? { timeout: 120_000 + Math.ceil(bytes.length / BYTES_PER_MILLISECOND) } : {},
  );
  const shown = filename ?? "-";
  const wait = bytes.length > LONG ? invocation.waiting("talk.sending", { path: shown }) : undefined;
  let bar: ReturnType<Invocation["progress"]> | undefined;
  const progress = (done: number, of: number): void => {
    wait?.end();
    (bar ??= invocation.progress(of)).at(done, shown);
  };
  const request = client.json(createdSchema, "POST", api`/collections/${collection}/documents`, {
    query: {
      filename,
      folder,
      known,
      id: invocation.value("id"),
      title: invocation.value("title"),
      namespace: invocation.value("namespace"),
      format: invocation.choice("format", READABLE_FORMATS),
      source: invocation.languageOption("source") ?? told,
      target: invocation.languageOption("target"),
      encoding: invocation.value("encoding"),
      optionalTexts: invocation.choices("texts", OPTIONAL_TEXTS)?.join(","),
      ...skipQuery(invocation),
      dryRun: invocation.flag("dry-run") || undefined,
    },
    body: bytes,
    ...(bytes.length > LONG ? { progress } : {}),
  });
  try {
    const answer = await request;
    return { document: answer.document.id, report: answer.report, answer };
  } catch (error) {
    // The request was on its way: nobody here knows what became of it.
    if (invocation.environment.signal.aborted) invocation.say("talk.perhaps-taken", { path: shown });
    throw error;
  } finally {
    wait?.end();
    bar?.end();
  }
}

async function sentInBatches(
  invocation: Invocation,
  absolute: string,
  size: number,
  { collection, below: folder, known }: Place,
): Promise<Made> {
  const encoding = invocation.value("encoding");
  const source = invocation.languageOption("source");
  const target = invocation.languageOption("target");
  const file = await largeFile(absolute, size, {
    format: invocation.choice("format", READABLE_FORMATS),
    ...(encoding === undefined ? {} : { encoding }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  });
  const { document, report } = await importLarge(invocation, file, {
    collection,
    folder,
    known,
    id: invocation.value("id"),
    title: invocation.value("title"),
    namespace: invocation.value("namespace"),
    skip: skipQuery(invocation),
    dryRun: invocation.flag("dry-run"),
  });
  return { document, report, answer: { document: { id: document }, report } };
}
