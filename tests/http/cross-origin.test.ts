import { describe, expect, test } from "vitest";
import { parseOrigins } from "../../src/http/cross-origin.ts";
import { bearer, ENVIRONMENT_TOKEN, service } from "./app.ts";

const SITE = "https://site.example";
const { request } = service(undefined, { origins: [SITE] });

const preflight = (path: string, origin: string, method = "PATCH") =>
  request(path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": method,
      "access-control-request-headers": "authorization,if-match",
    },
  });

describe("a page of a website in the setting", () => {
  test("may send a preflight", async () => {
    const answer = await preflight("/api/v1/units/u1", SITE);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe(SITE);
    expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
    expect(answer.headers.get("access-control-allow-headers")).toMatch(/Authorization.*If-Match/u);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("vary")).toContain("Origin");
  });

  test("may read answers and refusals, with the headers that matter", async () => {
    for (const headers of [bearer(ENVIRONMENT_TOKEN), {}]) {
      const answer = await request("/api/v1/collections", { headers: { ...headers, origin: SITE } });
      expect(answer.headers.get("access-control-allow-origin")).toBe(SITE);
      expect(answer.headers.get("access-control-expose-headers")).toContain("ETag");
    }
  });
});

describe("a page of any other website", () => {
  test.each(["https://evil.example", "https://site.example.evil", "http://site.example", "null"])(
    "%s gets no CORS headers",
    async (origin) => {
      const asked = await preflight("/api/v1/units/u1", origin);
      const answer = await request("/api/v1/me", { headers: { ...bearer(ENVIRONMENT_TOKEN), origin } });
      for (const { headers } of [asked, answer])
        expect(headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  test("may read published strings, and send missing keys with a token", async () => {
    const asked = await preflight("/locales/add/ru/site", "https://any.example", "POST");
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-origin")).toBe("*");
    expect(asked.headers.get("access-control-allow-headers")).toContain("Authorization");
    const missing = await request("/locales/ru/none.json", { headers: { origin: "https://any.example" } });
    expect(missing.status).toBe(404);
    expect(missing.headers.get("access-control-allow-origin")).toBe("*");
  });
});

test("without an origin, OPTIONS is refused like any unknown method", async () => {
  expect((await request("/api/v1/collections", { method: "OPTIONS" })).status).toBe(405);
});

test("a setting with an item that is not an origin is refused", () => {
  expect(parseOrigins(" https://a.example,http://localhost:3000 \n")).toEqual([
    "https://a.example",
    "http://localhost:3000",
  ]);
  expect(parseOrigins(undefined)).toEqual([]);
  for (const wrong of ["*", "a.example", "https://a.example/", "https://a.example/x", "null"])
    expect(() => parseOrigins(wrong)).toThrow(wrong);
});
