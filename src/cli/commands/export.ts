import { UNTRANSLATED } from "../../formats/contract.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { sayWarnings, warningsOf } from "../files/export-warnings.ts";
import { writeOutput } from "../files/output.ts";
import { shortestPath } from "../files/paths.ts";
import { printable } from "../talk/terminal.ts";

/** Writes a document, whole or in one direction, to a file or to standard output. */
export const exportDocument: Command = {
  usage: "DOCUMENT",
  arguments: [1, 1],
  options: {
    format: { argument: "FORMAT" },
    "format-version": { argument: "VERSION" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    metadata: {},
    "empty-target": { argument: "source" },
    untranslated: { argument: "source|mark|omit" },
    output: { argument: "FILE", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [document = ""] = invocation.args;
    const { environment } = invocation;
    const output = invocation.value("output");
    const path =
      output === undefined || output === "-" ? undefined : shortestPath(environment.folder, output);
    const client = await invocation.client();
    const query = {
      format: invocation.value("format") ?? "original",
      version: invocation.value("format-version"),
      source: invocation.languageOption("source"),
      target: invocation.languageOption("target"),
      metadata: invocation.flag("metadata") ? true : undefined,
      emptyTarget: invocation.choice("empty-target", ["source"]),
      untranslated: invocation.choice("untranslated", UNTRANSLATED),
    };
    const { bytes, headers } = await client.send("GET", api`/documents/${document}/export`, { query });
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

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
