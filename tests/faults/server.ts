import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
export const TOKEN = "fault-tests-need-a-token-too";

export interface RunningServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from spawn to the first line with the address. */
  readonly started: number;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the real Node entry over a database file and waits for its address. */
export async function startServer(
  database: string,
  environment: NodeJS.ProcessEnv = {},
  heard: (said: string) => void = () => undefined,
): Promise<RunningServer> {
  const begin = performance.now();
  const child = spawn(process.execPath, ["src/node.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: "0",
      POLYNYA_DB: database,
      POLYNYA_TOKEN: TOKEN,
      POLYNYA_SEED: "off",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Not "exit": the last output of the process arrives after that event.
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let talk = "";
    const listen = (chunk: Buffer) => {
      talk += chunk.toString();
      heard(chunk.toString());
      const [found] = /http:\/\/127\.0\.0\.1:\d+/u.exec(talk) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("close", (code) => reject(new Error(`the server ended with ${code}: ${talk}`)));
  });
  return {
    url,
    process: child,
    started: performance.now() - begin,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** A request with the administrator's token. */
export async function ask(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${TOKEN}`);
  return fetch(new URL(path, url), { ...init, headers });
}
