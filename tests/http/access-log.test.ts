import { expect, test } from "vitest";
import { type AccessEntry, accessLine } from "../../src/http/access-log.ts";
import { bearer, ENVIRONMENT_TOKEN, sending, service } from "./app.ts";

/** A service whose log is kept. */
function logged() {
  const entries: AccessEntry[] = [];
  const polynya = service(undefined, { accessLog: (entry) => void entries.push(entry) });
  return { ...polynya, entries };
}

test("each answer is logged with route, ids, status, caller and the id of the request", async () => {
  const { request, entries } = logged();
  const answer = await request("/api/v1/documents/talk/units?limit=3", {
    headers: { ...bearer(ENVIRONMENT_TOKEN), "x-request-id": "r-1", "x-test-address": "198.51.100.7" },
  });
  expect(answer.status).toBe(404);
  expect(entries).toMatchObject([
    {
      method: "GET",
      route: "/api/v1/documents/{document}/units",
      path: "/api/v1/documents/talk/units",
      status: 404,
      address: "198.51.100.7",
      request: "r-1",
      actor: "environment",
    },
  ]);
});

test("neither secrets nor texts come into the log or the metrics, whatever the address", async () => {
  const { request, entries } = logged();
  const secret = "pln_SECRETSECRETSECRET";
  const me = bearer(ENVIRONMENT_TOKEN);
  for (const path of [
    `/sign-in/${secret}`,
    `/tmserver/${secret}/en/ru/unit/SECRETSECRET%20text`,
    `/api/v1/en/ru/unit/SECRETSECRET`,
    `/translate?langpair=en|ru&q=SECRETSECRET&key=${secret}`,
    `/api/v1/concordance?language=en&q=SECRETSECRET`,
    `/SECRETSECRET`,
    `/api/v1/SECRETSECRET`,
    `/api/v1/documents/${encodeURIComponent("SECRETSECRET a text")}`,
  ])
    await request(path, { headers: me });
  await request(
    "/api/v1/lookup",
    sending("POST", { source: "en", segments: [{ text: "SECRETSECRET" }] }, me),
  );
  expect(entries).toHaveLength(9);
  const lines = entries.flatMap((entry) => [accessLine("text", entry), accessLine("json", entry)]);
  expect(lines.join("")).not.toContain("SECRETSECRET");
  const metrics = await (await request("/metrics", { headers: me })).text();
  expect(metrics).not.toContain("SECRETSECRET");
  expect(metrics).toContain('polynya_request_seconds_count{method="POST",route="/api/v1/lookup"} 1');
  expect(metrics).toContain('route="/sign-in/{secret}"');
});

test("a request inside another has the address of its client, which is looked for once", async () => {
  const entries: AccessEntry[] = [];
  let found = 0;
  const { request, reported } = service(undefined, {
    accessLog: (entry) => void entries.push(entry),
    address: (c) => {
      found += 1;
      const address = c.req.header("x-test-address");
      // As on Node: what has no connection has no address.
      if (address === undefined)
        throw new TypeError("Cannot read properties of undefined (reading 'socket')");
      return address;
    },
  });
  const call = {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: {
      name: "propose_concept",
      arguments: { concepts: [{ terms: [{ language: "en", text: "floe" }] }] },
    },
  };
  const headers = {
    ...bearer(ENVIRONMENT_TOKEN),
    accept: "application/json, text/event-stream",
    "x-test-address": "198.51.100.7",
  };
  const answer = await request("/mcp", sending("POST", call, headers));
  expect(await answer.text()).toContain("created");
  // The protocol's answer is a stream, which has begun before the tool has ended.
  expect(new Map(entries.map(({ route, address }) => [route, address]))).toEqual(
    new Map([
      ["/mcp", "198.51.100.7"],
      ["/api/v1/proposals", "198.51.100.7"],
    ]),
  );
  expect(found).toBe(1);
  expect(reported).toEqual([]);
});

test("a log that fails is reported; what was done is told all the same", async () => {
  const full = new Error("no space for the log");
  const { request, reported } = service(undefined, {
    accessLog: () => {
      throw full;
    },
  });
  const me = bearer(ENVIRONMENT_TOKEN);
  const made = await request("/api/v1/collections", sending("POST", { id: "c", title: "C" }, me));
  expect(made.status).toBe(201);
  expect(reported).toEqual([full]);
});

const ENTRY: AccessEntry = {
  time: new Date("2026-11-29T08:00:00Z"),
  method: "GET",
  route: "/api/v1/units/{unit}",
  path: "/api/v1/units/u1",
  status: 200,
  seconds: 0.01234,
  request: "r-1",
  address: "2001:db8::7",
  actor: "t1",
};

test("a line is words or JSON, and an address from outside cannot add another line", () => {
  expect(accessLine("off", ENTRY)).toBeUndefined();
  expect(accessLine("text", ENTRY)).toBe(
    "2026-11-29T08:00:00.000Z 2001:db8::7 t1 GET /api/v1/units/u1 200 12.34ms r-1\n",
  );
  expect(JSON.parse(accessLine("json", ENTRY) ?? "")).toEqual({
    ...ENTRY,
    time: "2026-11-29T08:00:00.000Z",
    milliseconds: 12.34,
    seconds: undefined,
  });
  const forged = { ...ENTRY, address: "1.2.3.4\n2026 forged", actor: undefined };
  for (const format of ["text", "json"] as const)
    expect(accessLine(format, forged)?.match(/\n/gu)).toHaveLength(1);
});
