import { basename, resolve } from "node:path";
import { READABLE_FORMATS } from "../../formats/traits.ts";
import { guessFormat } from "../../formats/registry.ts";
import { createdSchema, importsOf, type Report } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "../files/paths.ts";
import { BATCH_BYTES, isStreamed, largeFile, sizeOf, WHOLE_LIMIT } from "../files/large-file.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { oneLine } from "../talk/terminal.ts";
import { rememberImports } from "../files/state.ts";
import { importLarge, isTooLarge } from "../files/upload.ts";

/** Creates a document from a file. */
export const importFile: Command = {
  usage: "FILE --collection ID",
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
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const collection = invocation.value("collection");
    if (collection === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--collection" });
    const [path = ""] = invocation.args;
    const { document, report, answer } = await made(invocation, path, collection);
    await rememberImports(invocation.environment.folder, importsOf(report) ?? []);
    invocation.print(answer, () => reportLines(report, document, invocation));
    const known = report.warnings.find(({ code }) => code === "file-known")?.params?.["document"];
    if (known !== undefined)
      invocation.say("talk.push-there", { file: oneLine(path), document: oneLine(String(known)) });
    if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
    return exitOfReport(report);
  },
};

/** A file above this size, in bytes, takes long enough for a person to wonder. */
const LONG = 1024 * 1024;
/** The least speed of a server that is waited for: 20 kB a second. */
const BYTES_PER_MILLISECOND = 20;

interface Made {
  readonly document: string;
  readonly report: Report;
  readonly answer: unknown;
}

/** Sends a file whole when it is small enough, otherwise in batches. The file may be outside the working folder. */
async function made(invocation: Invocation, path: string, collection: string): Promise<Made> {
  if (path === "-")
    return sentWhole(invocation, await invocation.environment.readInput(), undefined, collection);
  const absolute = resolve(invocation.environment.folder, path);
  const size = await sizeOf(absolute, path);
  if (size === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  if (size > WHOLE_LIMIT) return sentInBatches(invocation, absolute, size, collection);
  const bytes = await readIfThere(absolute, path);
  if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  try {
    return await sentWhole(invocation, bytes, basename(path), collection);
  } catch (error) {
    // The server's limit is lower than ours: try in parts.
    if (!isTooLarge(error) || size < BATCH_BYTES) throw error;
    if (!isStreamed(invocation.choice("format", READABLE_FORMATS) ?? guessFormat(bytes, path))) throw error;
    return sentInBatches(invocation, absolute, size, collection);
  }
}

async function sentWhole(
  invocation: Invocation,
  bytes: Uint8Array,
  filename: string | undefined,
  collection: string,
): Promise<Made> {
  const long = bytes.length > LONG && invocation.value("timeout") === undefined;
  const client = await invocation.client(
    long ? { timeout: 120_000 + Math.ceil(bytes.length / BYTES_PER_MILLISECOND) } : {},
  );
  const shown = filename ?? "-";
  const wait = bytes.length > LONG ? invocation.waiting("talk.sending", { path: shown }) : undefined;
  const request = client.json(createdSchema, "POST", api`/collections/${collection}/documents`, {
    query: {
      filename,
      id: invocation.value("id"),
      title: invocation.value("title"),
      namespace: invocation.value("namespace"),
      format: invocation.choice("format", READABLE_FORMATS),
      source: invocation.languageOption("source"),
      target: invocation.languageOption("target"),
      encoding: invocation.value("encoding"),
      dryRun: invocation.flag("dry-run") || undefined,
    },
    body: bytes,
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
  }
}

async function sentInBatches(
  invocation: Invocation,
  absolute: string,
  size: number,
  collection: string,
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
    id: invocation.value("id"),
    title: invocation.value("title"),
    namespace: invocation.value("namespace"),
    dryRun: invocation.flag("dry-run"),
  });
  return { document, report, answer: { document: { id: document }, report } };
}
