import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");

/** Starts the installed wrangler on the node that runs us; it talks on our own terminal. */
export function startWrangler(args: readonly string[], output: "inherit" | "pipe" = "inherit"): ChildProcess {
  const home = dirname(createRequire(import.meta.url).resolve("wrangler/package.json"));
  return spawn(process.execPath, [join(home, "bin", "wrangler.js"), ...args], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" },
    stdio: ["inherit", output, "inherit"],
  });
}

/** Exit code of a program that was started; 1 when a signal ended it. */
export const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolved, rejected) => {
    child.once("error", rejected);
    child.once("exit", (code) => resolved(code ?? 1));
  });
