import { sha256 } from "../../domain/bytes.ts";
import type { Language } from "../../domain/language.ts";
import { type DocumentView, documentSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { addressOf, type MappedFile, mappedFiles } from "./config.ts";
import { listed, type NamedFile } from "./named-files.ts";
import { shortestPath } from "./paths.ts";
import { oneLine, shellWord } from "../talk/terminal.ts";
import { readState } from "./state.ts";

/** A file of a document that is there: the configuration or the server knows it. */
export interface KnownFile {
  /** As on the command line. */
  readonly path: string;
  readonly document: string;
  /** Who knows it: `path` is a language file of a document by its name alone. */
  readonly by: "config" | "server" | "path";
  /** True for a file that a push would send. */
  readonly changed: boolean;
  /** True when its document is no longer on the server. */
  readonly gone: boolean;
  /** Language that the configuration gives it, or its name. */
  readonly language?: Language;
  /** True when a push of the folder sends it. */
  readonly isMapped?: boolean;
}

/** A known file, and its document on the server. */
export type FileOfDocument = KnownFile & { readonly view?: DocumentView };

/** The files of the configuration by path; none where it is about another server than the one that is asked. */
export async function filesOnServer(invocation: Invocation): Promise<ReadonlyMap<string, MappedFile>> {
  const { documents = [], server } = await invocation.config();
  const { url } = await invocation.server();
  const named = server === undefined ? url : URL.parse(server);
  const isOther = named === null || addressOf(named) !== addressOf(url);
  return new Map(isOther ? [] : mappedFiles(documents).map((file) => [file.path, file]));
}

/** Parts the files that the configuration already knows from those that are new. */
export async function partedByConfig(
  invocation: Invocation,
  files: readonly NamedFile[],
): Promise<{ known: readonly FileOfDocument[]; fresh: readonly NamedFile[] }> {
  const { folder } = invocation.environment;
  const mapped = await filesOnServer(invocation);
  const state = await readState(folder);
  const client = await invocation.client();
  const views = new Map<string, DocumentView | undefined>();
  const known: FileOfDocument[] = [];
  const fresh: NamedFile[] = [];
  for (const file of files) {
    const path = shortestPath(folder, file.name);
    const { document, target: language } = mapped.get(path) ?? {};
    if (document === undefined) {
      fresh.push(file);
      continue;
    }
    if (!views.has(document)) views.set(document, await viewOf(client, document));
    const view = views.get(document);
    known.push({
      path: file.name,
      document,
      by: "config",
      changed: state.files.get(path)?.hash !== (await sha256(file.bytes)),
      gone: view === undefined,
      ...(language === undefined ? {} : { language }),
      ...(view === undefined ? {} : { view }),
    });
  }
  return { known, fresh };
}

/** A document; `undefined` when the server does not have it. */
const viewOf = (client: Client, document: string): Promise<DocumentView | undefined> =>
  client.json(documentSchema, "GET", api`/documents/${document}`).catch((error: unknown) => {
    if (error instanceof Failure && error.exit === EXIT.notFound) return undefined;
    throw error;
  });

/** The document that the server names when it makes no second one from a file; `undefined` for another error. */
export function knownToServer(error: unknown): KnownOnServer | undefined {
  const problem = error instanceof Failure ? error.problem : undefined;
  if (problem?.code !== "file-known" || typeof problem["document"] !== "string") return undefined;
  const { document, file, newer } = problem;
  return { document, newer: newer === true, ...(typeof file === "string" ? { file } : {}) };
}

export interface KnownOnServer {
  readonly document: string;
  /** Name of the file that the document was made from, with its folder. */
  readonly file?: string;
  /** True when the file is a later version. */
  readonly newer: boolean;
}

/** Says which files are known already, and how those that have changed get to the server. */
export function sayKnown(invocation: Invocation, known: readonly KnownFile[]): void {
  const say = (key: string, files: readonly KnownFile[]): void => {
    if (files.length === 0) return;
    const names = files.map(({ path }) => path);
    invocation.say(key, { count: names.length, files: listed(invocation, names) });
  };
  const there = known.filter(({ gone, by }) => !gone && by === "config");
  say("talk.known-files", there);
  say(
    "talk.known-changed",
    there.filter(({ changed }) => changed),
  );
  say(
    "talk.known-gone",
    known.filter(({ gone }) => gone),
  );
}

/** Most files for which it is said one by one what to do. */
const ADVISED = 10;

/** Says which files the server knows, or belong to a document by their names, and how a newer version gets there. */
export function sayOnServer(invocation: Invocation, known: readonly KnownFile[]): void {
  const same = known.filter(({ by, changed }) => by === "server" && !changed).map(({ path }) => path);
  if (same.length > 0)
    invocation.say("talk.known-there", { count: same.length, files: listed(invocation, same) });
  const advised = known.filter(({ by, changed }) => by === "path" || (by === "server" && changed));
  for (const { path, document, by, language, isMapped } of advised.slice(0, ADVISED)) {
    const file = shellWord(path);
    const target = language === undefined ? "" : ` --target ${language}`;
    const how =
      isMapped === true
        ? `polynya push ${file}`
        : `polynya push ${file} --document ${shellWord(document)}${target}`;
    if (by === "path" && language !== undefined)
      invocation.say("talk.known-language", {
        file: oneLine(path),
        document,
        language: invocation.t(`languages.${language}`),
        how,
      });
    else invocation.say("talk.known-newer", { file: oneLine(path), document, how });
  }
  if (advised.length > ADVISED) {
    const rest = advised.slice(ADVISED).map(({ path }) => path);
    invocation.say("talk.known-others", { count: rest.length, files: listed(invocation, rest) });
  }
}
