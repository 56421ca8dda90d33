import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { journey } from "../http/journey.ts";
import { environment } from "./setup.ts";

const request = (path: string, init?: RequestInit) =>
  exports.default.fetch(`http://polynya.test${path}`, init);

test("this is workerd, and the service answers in it", async () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
  expect(await (await request("/healthz")).json()).toEqual({ status: "ok" });
  expect((await request("/readyz")).status).toBe(200);
});

test("nobody gets in without a token, and problems speak the reader's language", async () => {
  const answer = await request("/api/v1/collections", { headers: { "accept-language": "zh-CN" } });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: "not-signed-in", title: "您尚未登录" });
});

test("the interface describes itself", async () => {
  expect(await (await request("/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
  expect(await (await request("/docs?language=ru")).text()).toContain("Интерфейс HTTP");
});

test("an analysis takes no more segments than a Worker can bear, and says how many those are", async () => {
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
