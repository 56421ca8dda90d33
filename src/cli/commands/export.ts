import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { sayWarnings, warningsOf } from "../files/export-warnings.ts";
import { relativeInside, writeInside } from "../files/paths.ts";
import { harmless } from "../talk/terminal.ts";

/** Writes a document, or one direction of it, to a file or to standard output. */
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
    output: { argument: "FILE", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const [document = ""] = job.args;
    const { world } = job;
    const output = job.value("output");
    const path = output === undefined || output === "-" ? undefined : relativeInside(world.folder, output);
    const client = await job.client();
    const query = {
      format: job.value("format") ?? "original",
      version: job.value("format-version"),
      source: job.languageOption("source"),
      target: job.languageOption("target"),
      metadata: job.flag("metadata") ? true : undefined,
      emptyTarget: job.choice("empty-target", ["source"]),
    };
    const { bytes, headers } = await client.send("GET", api`/documents/${document}/export`, { query });
    const warnings = await warningsOf(client, document, query, headers);
    sayWarnings(job, path ?? document, warnings);
    const exit = warnings.length === 0 ? EXIT.done : EXIT.findings;
    if (path !== undefined) {
      if (!job.flag("dry-run")) await writeInside(world.folder, path, bytes);
      job.print({ path, bytes: bytes.length, etag: headers.get("etag"), warnings }, () => "");
      job.say(job.flag("dry-run") ? "talk.would-write" : "talk.written", { path, bytes: bytes.length });
      return exit;
    }
    if (!world.outIsTerminal) {
      world.out(bytes);
      return exit;
    }
    // A terminal would run what a pipe only carries.
    const text = decoded(bytes);
    if (text === undefined) throw new Failure(EXIT.usage, "binary-to-terminal");
    world.out(harmless(text));
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
