import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ExitCode } from "../../src/cli/exit-codes.ts";
import { run } from "../../src/cli/run.ts";
import type { Environment } from "../../src/cli/environment.ts";

export interface Shell {
  readonly folder: string;
  /** Runs a command line in the folder. */
  readonly polynya: (...argv: string[]) => Promise<{ code: ExitCode; out: string; err: string }>;
  readonly write: (path: string, text: string | Uint8Array) => void;
  readonly read: (path: string) => string;
  /** Seconds that commands waited, one entry a wait. */
  readonly waits: number[];
}

/** A working folder with a person of their own before it; both are gone after the test. */
export function shell(environment: Partial<Environment> = {}): Shell {
  const root = mkdtempSync(join(tmpdir(), "polynya-cli-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "work");
  mkdirSync(folder);
  const waits: number[] = [];
  return {
    folder,
    waits,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: (path) => readFileSync(join(folder, path), "utf8"),
    polynya: async (...argv) => {
      let out = "";
      let err = "";
      const code = await run(argv, {
        folder,
        out: (chunk) => {
          out += typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
        },
        outAll: async (chunks) => {
          for await (const chunk of chunks) out += Buffer.from(chunk).toString("latin1");
        },
        err: (text) => {
          err += text;
        },
        outIsTerminal: false,
        errIsTerminal: false,
        inputIsTerminal: false,
        readInput: async () => new Uint8Array(),
        fetch,
        wait: async (milliseconds) => {
          waits.push(milliseconds / 1000);
        },
        signal: new AbortController().signal,
        ...environment,
        env: { HOME: join(root, "home"), ...environment.env },
      });
      return { code, out, err };
    },
  };
}

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server on the loopback that answers as it is told and remembers what it was asked. */
export async function faultServer(
  answer: (response: ServerResponse, request: Recorded, count: number) => void,
): Promise<{ url: string; requests: Recorded[] }> {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const recorded = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      requests.push(recorded);
      answer(response, recorded, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export function problem(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  code = "some-code",
): void {
  const body = JSON.stringify({
    status,
    code,
    title: "A title",
    detail: "A detail.",
    advice: "An advice.",
  });
  response.writeHead(status, { "content-type": "application/problem+json", ...headers }).end(body);
}
