import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The administrator's token of a measured service. */
export const TOKEN = "polynya-bench-token-0123456789abcdef";

/** Starts the service of a checkout over a database file. */
export async function start(root: string, database: string): Promise<{ child: ChildProcess; port: number }> {
  const env = {
    ...process.env,
    PORT: "0",
    POLYNYA_DB: database,
    POLYNYA_TOKEN: TOKEN,
    POLYNYA_SEED: "off",
    POLYNYA_PAGES: "off",
  };
  const entry = join(root, existsSync(join(root, "src/node.ts")) ? "src/node.ts" : "src/start.js");
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`the service ended with ${String(code)}`)));
    child.stdout?.on("data", (part: Buffer) => {
      said += part.toString();
      const found = /http:\/\/127\.0\.0\.1:(\d+)/u.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  return { child, port };
}

/** Processor time of a process so far, ms (Linux: 100 ticks a second). */
export function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
