import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { journey } from "../http/journey.ts";
import { madeAnew } from "../http/made-anew.ts";
import { environment } from "./setup.ts";

const request = (path: string, init?: RequestInit) =>
  exports.default.fetch(`http://polynya.test${path}`, init);

test("this is workerd, and the service answers in it", async () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
  expect(await (await request("/healthz")).json()).toEqual({ status: "ok" });
  expect((await request("/readyz")).status).toBe(200);
});

test("a request without a token is refused, and problems are in the reader's language", async () => {
  const answer = await request("/api/v1/collections", { headers: { "accept-language": "zh-CN" } });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: "not-signed-in", title: "您尚未登录" });
});

test("wrong tokens are limited by address, and a right one passes from the same address", async () => {
  const me = (token: string) =>
    request("/api/v1/me", {
      headers: { authorization: `Bearer ${token}`, "cf-connecting-ip": "198.51.100.7" },
    });
  const wrong = await Promise.all(Array.from({ length: 25 }, (_, at) => me(`pln_wrong-token-${at}`)));
  expect(wrong.filter(({ status }) => status === 401)).toHaveLength(20);
  expect(wrong.filter(({ headers }) => Number(headers.get("retry-after")) > 0)).toHaveLength(5);
  expect((await me(environment.POLYNYA_TOKEN)).status).toBe(200);
});

test("the service serves its OpenAPI description", async () => {
  expect(await (await request("/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
  expect(await (await request("/docs?language=ru")).text()).toContain("Интерфейс HTTP");
});

test("long texts are compressed, and their own ETag gives a 304", async () => {
  const headers = { "accept-encoding": "gzip" };
  const answer = await request("/openapi.json", { headers });
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect(answer.headers.get("vary")).toContain("Accept-Encoding");
  const etag = answer.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[0-9a-f]{32}\+gzip"$/u);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isEncoded = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isEncoded
    ? await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text()
    : new TextDecoder().decode(bytes);
  expect(JSON.parse(text)).toMatchObject({ openapi: "3.1.0" });
  expect((await request("/openapi.json", { headers: { ...headers, "if-none-match": etag } })).status).toBe(
    304,
  );
});

test("an analysis refuses more segments than a Worker can process, and names the limit", async () => {
  const answer = await request("/api/v1/analyse", {
    method: "POST",
    headers: { authorization: `Bearer ${environment.POLYNYA_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ source: "en", segments: Array.from({ length: 5001 }, (_, at) => `Ship ${at}`) }),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({
    code: "too-large",
    params: { limit: 5000 },
    detail: expect.stringContaining("polynya analyse"),
  });
});

journey("D1 in workerd", (path, init = {}) => {
  const headers = new Headers(init.headers);
  if (headers.get("authorization") === "") headers.delete("authorization");
  else headers.set("authorization", `Bearer ${environment.POLYNYA_TOKEN}`);
  return request(path, { ...init, headers });
});

madeAnew("D1 in workerd", (path, init = {}) => {
  const headers = new Headers(init.headers);
  if (!headers.has("authorization")) headers.set("authorization", `Bearer ${environment.POLYNYA_TOKEN}`);
  return request(path, { ...init, headers });
});
