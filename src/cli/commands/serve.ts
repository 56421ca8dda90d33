import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command, Invocation } from "../command.ts";
import { beginWithMemorySettings } from "../../node/memory-settings.ts";
import type { ExitCode } from "../exit-codes.ts";

const OPTIONS = { port: { argument: "N" }, host: { argument: "ADDRESS" } } as const;

/** Runs the service: the same as `npm start`, with options instead of environment variables. */
export const serve: Command = {
  usage: "",
  arguments: [0, 0],
  options: { ...OPTIONS, database: { argument: "FILE" }, empty: {} },
  run: (invocation) => {
    setUnlessMissing("POLYNYA_DB", invocation.value("database"));
    if (invocation.flag("empty")) process.env["POLYNYA_SEED"] = "off";
    return runService(invocation);
  },
};

/** Runs the service with the sample seminar, in a store that is deleted at the end. */
export const demo: Command = {
  usage: "",
  arguments: [0, 0],
  options: OPTIONS,
  run: (invocation) => {
    // Afterwards the store of a process that begins anew would stay behind.
    beginWithMemorySettings();
    const folder = mkdtempSync(join(tmpdir(), "polynya-demo-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    // Closing the terminal ends the service as Ctrl+C does.
    process.once("SIGHUP", () => process.kill(process.pid, "SIGTERM"));
    process.env["POLYNYA_DB"] = join(folder, "demo.db");
    delete process.env["POLYNYA_SEED"];
    invocation.say("talk.demo");
    return runService(invocation);
  },
};

/** Never returns: a signal ends the process. */
async function runService(invocation: Invocation): Promise<ExitCode> {
  setUnlessMissing("PORT", invocation.number("port", 0, 65_535)?.toString());
  setUnlessMissing("HOST", invocation.value("host"));
  // The service handles each signal once. A process group sends it twice, and the second must not end it at once.
  process.on("SIGTERM", () => undefined);
  // The entry reads the environment variables when it is loaded.
  await import("../../node.ts");
  return new Promise<ExitCode>(() => undefined);
}

function setUnlessMissing(name: string, value: string | undefined): void {
  if (value !== undefined) process.env[name] = value;
}
