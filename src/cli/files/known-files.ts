import { sha256 } from "../../domain/bytes.ts";
import { documentSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { addressOf, type MappedFile, mappedFiles } from "./config.ts";
import { listed, type NamedFile } from "./named-files.ts";
import { shortestPath } from "./paths.ts";
import { readState } from "./state.ts";

/** A file that the configuration names: the source of a document or a translation of it. */
export interface KnownFile {
  /** As on the command line. */
  readonly path: string;
  readonly document: string;
  /** True for a file that a push would send. */
  readonly changed: boolean;
  /** True when its document is no longer on the server. */
  readonly gone: boolean;
}

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
): Promise<{ known: readonly KnownFile[]; fresh: readonly NamedFile[] }> {
  const { folder } = invocation.environment;
  const mapped = await filesOnServer(invocation);
  const state = await readState(folder);
  const client = await invocation.client();
  const gone = new Map<string, boolean>();
  const known: KnownFile[] = [];
  const fresh: NamedFile[] = [];
  for (const file of files) {
    const path = shortestPath(folder, file.name);
    const document = mapped.get(path)?.document;
    if (document === undefined) {
      fresh.push(file);
      continue;
    }
    const isGone = gone.get(document) ?? !(await isThere(client, document));
    gone.set(document, isGone);
    const changed = state.files.get(path)?.hash !== (await sha256(file.bytes));
    known.push({ path: file.name, document, changed, gone: isGone });
  }
  return { known, fresh };
}

const isThere = (client: Client, document: string): Promise<boolean> =>
  client.json(documentSchema, "GET", api`/documents/${document}`).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Failure && error.exit === EXIT.notFound) return false;
      throw error;
    },
  );

/** Says which files are known already, and how those that have changed get to the server. */
export function sayKnown(invocation: Invocation, known: readonly KnownFile[]): void {
  const say = (key: string, files: readonly KnownFile[]): void => {
    if (files.length === 0) return;
    const names = files.map(({ path }) => path);
    invocation.say(key, { count: names.length, files: listed(invocation, names) });
  };
  const there = known.filter(({ gone }) => !gone);
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
