import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "@hono/node-server";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, onTestFinished, test } from "vitest";
import { ENVIRONMENT_TOKEN, service } from "../http/app.ts";
import { agentJourney, call, connected } from "./journey.ts";
import { fillStore } from "./store.ts";

const LAUNCHER = resolve(import.meta.dirname, "../../src/cli/polynya.js");

/** `polynya mcp` as an agent starts it. */
function transport(address: string, token: string): StdioClientTransport {
  const home = mkdtempSync(join(tmpdir(), "polynya-mcp-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return new StdioClientTransport({
    command: process.execPath,
    args: [LAUNCHER, "mcp", "--server", address],
    env: { HOME: home, PATH: process.env["PATH"] ?? "", POLYNYA_TOKEN: token },
    cwd: home,
    stderr: "ignore",
  });
}

test("an agent does its whole work over standard input and output", async () => {
  const polynya = service();
  await fillStore(polynya.request, ENVIRONMENT_TOKEN);
  const started = Promise.withResolvers<number>();
  const server = serve({ fetch: polynya.app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
    started.resolve(port),
  );
  onTestFinished(() => void server.close());
  const port = await started.promise;
  const client = await connected(transport(`http://127.0.0.1:${port}`, await polynya.token("agent")));
  await agentJourney(client);
  await client.close();
});

test("a server that is out of reach is an answer that the agent can read", async () => {
  const client = await connected(transport("http://127.0.0.1:9", "pln_wrong-token-of-the-tests"));
  const told = await call(client, "list_work", {});
  expect(told).toMatchObject({ isError: true, text: expect.stringContaining("127.0.0.1:9") });
  await client.close();
});
