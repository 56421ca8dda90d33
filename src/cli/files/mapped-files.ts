import { traitsOf } from "../../formats/traits.ts";
import { api, type Client } from "../client.ts";
import { type ExportWarning, type Report, reportSchema } from "../answers.ts";
import { warningsOf } from "./export-warnings.ts";
import { type MappedFile, mappedFiles } from "./config.ts";
import type { Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";

/** The files of the configuration that a command applies to. */
export async function filesOf(
  invocation: Invocation,
  wanted: (file: MappedFile) => boolean = () => true,
): Promise<MappedFile[]> {
  const { documents = [] } = await invocation.config();
  if (documents.length === 0) throw new Failure(EXIT.usage, "no-documents");
  const files = mappedFiles(documents).filter(wanted);
  if (files.length === 0) throw new Failure(EXIT.usage, "no-files");
  return files;
}

export interface Exported {
  readonly bytes: Uint8Array;
  readonly etag?: string;
  /** The next push of this file is compared with this. */
  readonly base?: string;
  /** What could not be written into the file. */
  readonly warnings: readonly ExportWarning[];
}

/** What a pull adds to a file: offers from the memory and the glossary. */
export interface Offers {
  readonly matches?: boolean;
  readonly terms?: boolean;
  /** Fills missing targets from matches of at least this score, 0.5 … 1.01. */
  readonly pretranslate?: number | undefined;
}

/** Pulls one file; `undefined` when its ETag is still the same. */
export async function pullFile(
  client: Client,
  file: MappedFile,
  etag?: string,
  offers: Offers = {},
): Promise<Exported | undefined> {
  const { document, format, version, source, target } = file;
  // The configuration asks for the files of languages that nobody has translated into yet: the work begins with them.
  const untranslated = traitsOf(format).runningText === true ? "source" : undefined;
  const query = { format, version, source, target, untranslated, ...offers };
  const answer = await client.send("GET", api`/documents/${document}/export`, {
    query,
    headers: etag === undefined ? {} : { "if-none-match": etag },
  });
  if (answer.status === 304) return undefined;
  const found = answer.headers.get("etag");
  const base = answer.headers.get("polynya-base");
  return {
    bytes: answer.bytes,
    warnings: await warningsOf(client, document, query, answer.headers),
    ...(found === null ? {} : { etag: found }),
    ...(base === null ? {} : { base }),
  };
}

export interface PushOptions {
  readonly dryRun: boolean;
  readonly onConflict: string | undefined;
  readonly create?: boolean;
  /** Takes a file although it seems to be one of another document. */
  readonly force?: boolean;
  readonly base?: string | undefined;
  readonly encoding?: string | undefined;
  /** Names with commas between them. */
  readonly optionalTexts?: string | undefined;
}

export interface Pushed {
  readonly report: Report;
  /** False when the server refused the whole file because of conflicts; then nothing was written. */
  readonly written: boolean;
}

/** Pushes one file. It is applied once, even when it is sent again after a network error. */
export async function pushFile(
  client: Client,
  file: MappedFile,
  bytes: Uint8Array,
  { dryRun, onConflict, create, force, base, encoding, optionalTexts }: PushOptions,
): Promise<Pushed> {
  const { document, path, format, source, target } = file;
  // A file of one language has no direction, and the source file has no target.
  const alone = traitsOf(format).languages === "one" && (source === undefined || source === target);
  try {
    const report = await client.json(reportSchema, "POST", api`/documents/${document}/push`, {
      query: {
        filename: path.split("/").at(-1),
        format,
        source: alone ? target : source,
        target: alone ? undefined : target,
        dryRun: dryRun || undefined,
        onConflict: onConflict ?? file.onConflict,
        create: create || undefined,
        force: force || undefined,
        base,
        encoding,
        optionalTexts,
      },
      headers: { "idempotency-key": crypto.randomUUID() },
      body: bytes,
      repeatable: true,
    });
    return { report, written: !dryRun };
  } catch (error) {
    const report = error instanceof Failure ? reportSchema.safeParse(error.problem?.["report"]) : undefined;
    if (report?.success) return { report: report.data, written: false };
    throw error;
  }
}

/** True for a file of this name, or below a folder of this name. */
export const isIn = (path: string, name: string): boolean => {
  const folder = name.replace(/^\.\/|\/+$/gu, "");
  return path === folder || folder === "." || path.startsWith(`${folder}/`);
};

/**
 * Says why the server refused one file, so that the others still go.
 *
 * @returns the exit code of the file
 * @throws the error, when it does not concern this file alone: an unreachable server, a refused key
 */
export function refused(invocation: Invocation, { path }: MappedFile, error: unknown): ExitCode {
  if (!(error instanceof Failure) || !ABOUT_FILE.has(error.exit)) throw error;
  invocation.say("talk.refused", {
    path,
    title: error.problem?.title ?? invocation.t(`failures.${error.key}`, error.params),
    detail: error.problem?.detail ?? "",
  });
  return error.exit;
}

const ABOUT_FILE: ReadonlySet<ExitCode> = new Set([EXIT.badData, EXIT.conflicts, EXIT.notFound]);
