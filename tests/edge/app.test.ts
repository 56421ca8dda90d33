import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { environment } from "./setup.ts";

const admin = { authorization: `Bearer ${environment.POLYNYA_TOKEN}` };
const worker = (exports as unknown as { default: { fetch: typeof fetch } }).default;
const request = (path: string, init?: RequestInit) => worker.fetch(`http://polynya.test${path}`, init);

test("this is workerd, and the service answers in it", async () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
  expect(await (await request("/healthz")).json()).toEqual({ status: "ok" });
  expect((await request("/readyz")).status).toBe(200);
});
