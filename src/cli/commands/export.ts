import { UNTRANSLATED } from "../../formats/contract.ts";
import { mkdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { documentSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { everyItem } from "../every-item.ts";
import { EXIT, type ExitCode, Failure, worstExit } from "../exit-codes.ts";
import { errorInSentences } from "../talk/error-text.ts";
import { sayWarnings, warningsOf } from "../files/export-warnings.ts";
import { writeOutput } from "../files/output.ts";
import { pathInside, shortestPath, writeTyped } from "../files/paths.ts";
import { oneLine, printable } from "../talk/terminal.ts";

/** Writes all documents of a collection, or one document, whole or in one direction, to a file or to standard output. */
export const exportDocument: Command = {
  usage: "DOCUMENT | --all --collection ID --output FOLDER",
  arguments: [0, 1],
  options: {
    all: {},
    collection: { argument: "ID" },
    format: { argument: "FORMAT" },
    "format-version": { argument: "VERSION" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    metadata: {},
    "empty-target": { argument: "source" },
    untranslated: { argument: "source|mark|omit" },
    pretranslate: { argument: "0.5-1.01" },
    output: { argument: "FILE|FOLDER", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    if (invocation.flag("all")) return exportAll(invocation);
    const [document] = invocation.args;
    if (document === undefined)
      throw new Failure(EXIT.usage, "option-missing", { option: "DOCUMENT | --all" });
    const { environment } = invocation;
    const client = await invocation.client();
    const query = queryOf(invocation);
    const { bytes, headers } = await client.send("GET", api`/documents/${document}/export`, { query });
    const path = await pathOf(invocation, filenameOf(headers) ?? document);
    const warnings = await warningsOf(client, document, query, headers);
    sayWarnings(invocation, path ?? document, warnings);
    const exit = warnings.length === 0 ? EXIT.done : EXIT.findings;
    if (path !== undefined) {
      await writeOutput(invocation, path, bytes);
      invocation.print({ path, bytes: bytes.length, etag: headers.get("etag"), warnings }, () => "");
      return exit;
    }
    if (!environment.outIsTerminal) {
      environment.out(bytes);
      return exit;
    }
    // A terminal may obey control characters in the file; a pipe only carries them.
    const text = decoded(bytes);
    if (text === undefined) throw new Failure(EXIT.usage, "binary-to-terminal");
    environment.out(printable(text));
    return exit;
  },
};

/** Path of the file to write: in a folder under the name of the download; `undefined` for standard output. */
async function pathOf(invocation: Invocation, name: string): Promise<string | undefined> {
  const output = invocation.value("output");
  if (output === undefined || output === "-") return undefined;
  const { folder } = invocation.environment;
  const isFolder =
    /[/\\]$/u.test(output) ||
    (await stat(resolve(folder, output)).then(
      (found) => found.isDirectory(),
      () => false,
    ));
  return shortestPath(folder, isFolder ? join(output, name) : output);
}

const queryOf = (invocation: Invocation) => ({
  format: invocation.value("format") ?? "original",
  version: invocation.value("format-version"),
  source: invocation.languageOption("source"),
  target: invocation.languageOption("target"),
  metadata: invocation.flag("metadata") ? true : undefined,
  emptyTarget: invocation.choice("empty-target", ["source"]),
  untranslated: invocation.choice("untranslated", UNTRANSLATED),
  pretranslate: invocation.number("pretranslate", 0.5, 1.01),
});

/**
 * Writes each document of a collection into a folder, under the name that the server gives it and in the folder that it
 * came from. Of two documents with the same name the second has its id before it. A document that cannot be exported does
 * not keep the others out.
 */
async function exportAll(invocation: Invocation): Promise<ExitCode> {
  const { environment, args } = invocation;
  const collection = invocation.value("collection");
  const output = invocation.value("output");
  if (args.length > 0) throw new Failure(EXIT.usage, "option-one-file", { option: "--all" });
  for (const [option, value] of [
    ["--collection", collection],
    ["--output", output],
  ] as const)
    if (value === undefined) throw new Failure(EXIT.usage, "option-missing", { option });
  const client = await invocation.client();
  const query = queryOf(invocation);
  const taken = new Set<string>();
  const results: { document: string; path?: string; error?: string }[] = [];
  const exits: ExitCode[] = [];
  const lines: string[] = [];
  const documents = await everyItem(client, documentSchema, api`/collections/${collection ?? ""}/documents`);
  for (const { id, file } of documents) {
    try {
      const { bytes, headers } = await client.send("GET", api`/documents/${id}/export`, { query });
      const named = filenameOf(headers) ?? id;
      const below = folderOf(file?.name);
      const name = taken.has(join(below, named).toLowerCase()) ? `${id}.${named}` : named;
      taken.add(join(below, name).toLowerCase());
      const path = join(output ?? ".", below, name);
      const warnings = await warningsOf(client, id, query, headers);
      if (!invocation.flag("dry-run")) {
        const top = resolve(environment.folder, output ?? ".");
        await mkdir(top, { recursive: true });
        // A server may name no folder outside of the one that the person named.
        if (below !== "") pathInside(top, below);
        await writeTyped(environment.folder, path, bytes);
      }
      sayWarnings(invocation, path, warnings);
      results.push({ document: id, path });
      lines.push(`${oneLine(id)} → ${oneLine(path)}\n`);
      exits.push(warnings.length === 0 ? EXIT.done : EXIT.findings);
    } catch (error) {
      // Bad data concerns this document alone.
      if (!(error instanceof Failure && error.exit === EXIT.badData)) throw error;
      const text = errorInSentences(error, invocation.messages);
      results.push({ document: id, error: text });
      lines.push(`${invocation.paint("red", oneLine(id))}: ${oneLine(text)}\n`);
      exits.push(error.exit);
    }
  }
  invocation.print({ documents: results }, () => lines.join(""));
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return worstExit(exits);
}

/** The folder in the name of a document's file; "" for none. */
const folderOf = (name = ""): string => name.split("/").slice(0, -1).join("/");

/** The file name of a download (RFC 8187 before RFC 6266). */
function filenameOf(headers: Headers): string | undefined {
  const header = headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/u.exec(header)?.[1];
  const name = encoded === undefined ? /filename="([^"]+)"/u.exec(header)?.[1] : decodeURIComponent(encoded);
  const last = name?.split(/[/\\]/u).at(-1) ?? "";
  return /^\.{0,2}$/u.test(last) ? undefined : last;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
