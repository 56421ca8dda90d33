import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { beforeEach, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, sending, type Service, service } from "../http/app.ts";
import { agentJourney, call, connected } from "./journey.ts";
import { fillStore } from "./store.ts";

let polynya: Service;

beforeEach(async () => {
  polynya = service();
  await fillStore(polynya.request, ENVIRONMENT_TOKEN);
});

const client = (token: string, headers: Record<string, string> = {}) =>
  connected(
    new StreamableHTTPClientTransport(new URL("http://polynya.test/mcp"), {
      fetch: async (url, init) => polynya.app.request(String(url), init),
      requestInit: { headers: { ...bearer(token), ...headers } },
    }),
  );

test("an agent does its whole work over HTTP with the reference client", async () => {
  await agentJourney(await client(await polynya.token("agent")));
  expect(polynya.reported).toEqual([]);
});

test("a tool does no more than its token may", async () => {
  const reader = await client(await polynya.token("reader"));
  const { data } = await call(reader, "list_work", { document: "talk", language: "ru" });
  const [unit] = data["units"] as { unit: string }[];
  const refused = await call(reader, "propose_translation", {
    translations: [{ unit: unit?.unit, language: "ru", text: "Судно ушло" }],
  });
  expect(refused).toMatchObject({ isError: true, text: expect.stringContaining("(forbidden)") });
  await createCollection(polynya.context, OWNER, { id: "other", title: "Other" });
  const bound = await client(await polynya.token("agent", "other"));
  expect((await call(bound, "get_document", { document: "talk" })).isError).toBe(true);
  expect((await call(bound, "list_work", {})).data["items"]).toMatchObject([{ id: "other" }]);
});

test.each([
  ["ru", "Перевести документ", "Поиск в памяти переводов"],
  ["zh-CN", "翻译文档", "查询翻译记忆"],
  ["en", "Translate a document", "Look up in the memory"],
])("titles and prompts are in the language of the person: %s", async (language, prompt, tool) => {
  const agent = await client(await polynya.token("agent"), { "accept-language": language });
  expect((await agent.listPrompts()).prompts[0]?.title).toBe(prompt);
  expect((await agent.listTools()).tools[0]?.title).toBe(tool);
});

test("without a token it is a problem; an id can't lead to another path; other methods are refused", async () => {
  const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
  const nobody = await polynya.request("/mcp", sending("POST", ping));
  expect(nobody.status).toBe(401);
  expect(nobody.headers.get("www-authenticate")).toContain("Bearer");
  expect((await problemOf(nobody)).code).toBe("not-signed-in");
  const agent = await client(await polynya.token("agent"));
  for (const document of ["..", "../me", "talk/export?x="]) {
    expect((await call(agent, "get_document", { document })).isError).toBe(true);
  }
  const get = await polynya.request("/mcp", { headers: bearer(await polynya.token("agent")) });
  expect(get.status).toBe(405);
});

test("older clients, which begin with `initialize` and keep no session, are answered", async () => {
  const headers = { ...bearer(await polynya.token("agent")), accept: "application/json, text/event-stream" };
  const request = (method: string, params: object) =>
    polynya.request("/mcp", sending("POST", { jsonrpc: "2.0", id: 1, method, params }, headers));
  const started = await request("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "old", version: "1" },
  });
  expect(await started.text()).toContain('"protocolVersion":"2025-06-18"');
  const called = await request("tools/call", { name: "get_document", arguments: { document: "talk" } });
  expect(await called.text()).toContain("Порт открыт");
});
