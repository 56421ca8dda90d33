import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command, Job } from "../command.ts";
import type { ExitCode } from "../exit-codes.ts";

const OPTIONS = { port: { argument: "N" }, host: { argument: "ADDRESS" } } as const;

/** Runs the service: the same as `npm start`, with options instead of environment variables. */
export const serve: Command = {
  usage: "",
  arguments: [0, 0],
  options: { ...OPTIONS, database: { argument: "FILE" }, empty: {} },
  run: (job) => {
    setUnlessMissing("POLYNYA_DB", job.value("database"));
    if (job.flag("empty")) process.env["POLYNYA_SEED"] = "off";
    return runService(job);
  },
};

/** Runs the service with the seminar that comes along, in a store that is gone when it ends. */
export const demo: Command = {
  usage: "",
  arguments: [0, 0],
  options: OPTIONS,
  run: (job) => {
    const folder = mkdtempSync(join(tmpdir(), "polynya-demo-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    // A terminal that is closed ends it as well as Ctrl+C does.
    process.once("SIGHUP", () => process.kill(process.pid, "SIGTERM"));
    process.env["POLYNYA_DB"] = join(folder, "demo.db");
    delete process.env["POLYNYA_SEED"];
    job.say("talk.demo");
    return runService(job);
  },
};

/** Never returns: the service ends the process when it is told to stop. */
async function runService(job: Job): Promise<ExitCode> {
  setUnlessMissing("PORT", job.number("port", 0, 65_535)?.toString());
  setUnlessMissing("HOST", job.value("host"));
  // The service hears each signal once; a second one, as a process group brings it, must not end it at once.
  process.on("SIGTERM", () => undefined);
  // The entry reads its settings from the environment when it is loaded.
  await import("../../node.ts");
  return new Promise<ExitCode>(() => undefined);
}

function setUnlessMissing(name: string, value: string | undefined): void {
  if (value !== undefined) process.env[name] = value;
}
