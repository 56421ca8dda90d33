import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "../free-port.ts";

/** The real service in its own process, on a free port, with a temporary store. */
export interface TestServer {
  readonly address: string;
  /** An administrator's token. */
  readonly token: string;
  /** Sends a request as the administrator. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
  /** Sends a file as the administrator. */
  upload(path: string, text: string): Promise<Response>;
  /** A token for another role. */
  tokenFor(role: string, name: string): Promise<string>;
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, "../..");

export interface ServerOptions {
  readonly seed?: boolean;
  /** Runs the service in workerd with a local D1 instead of on Node. */
  readonly edge?: boolean;
  /** Further settings. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-e2e-"));
  const token = `e2e-${randomUUID()}-${randomUUID()}`;
  const port = options.environment?.["PORT"] ?? (options.edge === true ? await freePort() : 0);
  const program = options.edge === true ? ["tools/dev-edge.ts", "--persist-to", folder] : ["src/node.ts"];
  const process_ = spawn(process.execPath, program, {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      POLYNYA_DB: join(folder, "store.db"),
      POLYNYA_TOKEN: token,
      POLYNYA_SEED: options.seed === true ? "on" : "off",
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((done) => process_.once("exit", () => done()));
  const address = await addressOf(process_);
  if (options.edge === true) await untilReady(address);
  const authorization = `Bearer ${token}`;
  const request = (method: string, path: string, body?: unknown) =>
    fetch(address + path, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    address,
    token,
    request,
    upload: (path, text) =>
      fetch(address + path, {
        method: "POST",
        headers: { authorization, "content-type": "application/octet-stream" },
        body: text,
      }),
    async tokenFor(role, name) {
      const response = await request("POST", "/api/v1/tokens", { name, role });
      if (!response.ok) throw new Error(await response.text());
      return ((await response.json()) as { token: string }).token;
    },
    async stop() {
      process_.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the process prints its address. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+(?=\D)/u.exec(said)?.[0];
      if (found) done(found);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => failed(new Error(`The server ended at once:\n${said}`)));
  });
}

/** Waits until workerd answers, because it prints its address before it listens. */
async function untilReady(address: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const response = await fetch(`${address}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 300));
  }
  throw new Error("The edge did not become ready.");
}
