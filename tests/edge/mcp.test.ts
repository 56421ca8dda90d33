import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { exports } from "cloudflare:workers";
import { test } from "vitest";
import { agentJourney, connected } from "../mcp/journey.ts";
import { fillStore } from "../mcp/store.ts";
import { environment } from "./setup.ts";

const ORIGIN = "http://polynya.test";

test("an agent does its whole work in workerd with the reference client", async () => {
  const { POLYNYA_TOKEN: token } = environment;
  await fillStore((path, init) => exports.default.fetch(ORIGIN + path, init), token);
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", ORIGIN), {
    fetch: (url, init) => exports.default.fetch(url, init),
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  await agentJourney(await connected(transport));
});
