import { pipeline } from "node:stream/promises";
import { isatty } from "node:tty";
import { setTimeout as wait } from "node:timers/promises";
import { EXIT } from "./exit-codes.ts";
import { readInput } from "./talk/input.ts";
import { run } from "./run.ts";
import type { Environment } from "./environment.ts";

/** The command line of this process; sets its exit code. */

const interrupt = new AbortController();
let interrupted = false;
process.on("SIGINT", () => {
  // A second Ctrl+C ends the process at once.
  if (interrupted) process.exit(EXIT.interrupted);
  interrupted = true;
  interrupt.abort();
});
// A reader that stops early, as in `polynya export … | head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.inputOutput);
});
const code = await run(process.argv.slice(2), processEnvironment(interrupt.signal));
process.exitCode = interrupted ? EXIT.interrupted : code;

function processEnvironment(signal: AbortSignal): Environment {
  return {
    env: process.env,
    folder: process.cwd(),
    out: (chunk) => void process.stdout.write(chunk),
    outAll: (chunks) => pipeline(chunks, process.stdout, { end: false }),
    err: (text) => void process.stderr.write(text),
    outIsTerminal: isatty(1),
    errIsTerminal: isatty(2),
    inputIsTerminal: isatty(0),
    readInput,
    fetch,
    wait: async (milliseconds) => {
      await wait(milliseconds, undefined, { signal }).catch(() => undefined);
    },
    signal,
  };
}
