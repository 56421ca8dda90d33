import { beforeAll, describe, expect, test } from "vitest";
import type { Compressor } from "../../src/http/compression.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { createStringsApp, type StringsApp } from "../../src/http/served-strings.ts";
import { insertPublication } from "./publication.ts";
import { service, type Service } from "./app.ts";

const compressor: Compressor = { codings: ["br", "gzip"], encode: (_, bytes) => Promise.resolve(bytes) };
const PLACE = "https://polynya.test/locales";

describe("published strings alone answer as the whole interface does", () => {
  let whole: Service;
  let strings: StringsApp;
  let version: string;

  beforeAll(async () => {
    whole = service(undefined, { compressor });
    const { storage } = whole.context;
    version = await insertPublication(storage, "site", "ru", { title: "Полынья", long: "лёд ".repeat(600) });
    await insertPublication(storage, "chinese", "zh", { title: "冰层" });
    strings = createStringsApp({ context: whole.context, compressor, metrics: createMetrics() });
  });

  const headersOf = (response: Response) =>
    Object.fromEntries([...response.headers].filter(([name]) => name !== "x-request-id"));

  test.each([
    ["ru/site.json", "GET", {}],
    ["ru-RU/site.json", "GET", { "accept-encoding": "br, gzip" }],
    ["ru/site.json", "HEAD", {}],
    ["ru/site.json", "GET", { origin: "https://example.org" }],
    ["@VERSION/ru/site.json", "GET", { "accept-encoding": "gzip" }],
    ["zh-CN/chinese.json", "GET", {}],
    ["zh-TW/chinese.json", "GET", {}],
    ["zh/chinese.json", "GET", {}],
    ["ru/site.json", "GET", { "if-none-match": '"VERSION"' }],
    ["ru/site.json", "GET", { "if-none-match": 'W/"VERSION+br"', "accept-encoding": "br" }],
  ])("%s, %s %j", async (path, method, headers) => {
    const init = JSON.parse(
      JSON.stringify({ method, headers }).replaceAll("VERSION", version),
    ) as RequestInit;
    const address = `${PLACE}/${path.replace("VERSION", version)}`;
    const own = await strings(new Request(address, init));
    const expected = await whole.app.request(address, init);
    expect(expected.status).toBeLessThan(400);
    expect(own?.status).toBe(expected.status);
    expect(headersOf(own ?? new Response())).toEqual(headersOf(expected));
    expect(await own?.text()).toBe(await expected.text());
  });

  test.each([
    ["zh/site.json", "GET"],
    ["ru/other.json", "GET"],
    ["@00/ru/site.json", "GET"],
    ["ru+zh/site+menu", "GET"],
    ["zh-TW/chinese.json?convert=true", "GET"],
    ["resources.json?lng=ru&ns=site", "GET"],
    ["add/ru/site", "POST"],
    ["ru/site.json", "OPTIONS"],
  ])("leave %s, %s to the whole interface", async (path, method) => {
    expect(await strings(new Request(`${PLACE}/${path}`, { method }))).toBeUndefined();
  });

  test("leave other addresses to the whole interface", async () => {
    expect(
      await strings(new Request("https://polynya.test/healthz?next=/locales/ru/site.json")),
    ).toBeUndefined();
  });

  test("keep the caller's id, and are counted", async () => {
    const metrics = createMetrics();
    const counted = createStringsApp({ context: whole.context, compressor, metrics });
    const answer = await counted(
      new Request(`${PLACE}/ru/site.json`, { headers: { "x-request-id": "mine" } }),
    );
    expect(answer?.headers.get("x-request-id")).toBe("mine");
    expect(metrics.render()).toContain('polynya_requests_total{method="GET",status="200"} 1');
  });
});
