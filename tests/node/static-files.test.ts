import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { staticFiles } from "../../src/node/static-files.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-static-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "web", "assets"), { recursive: true });
writeFileSync(join(folder, "secret.txt"), "secret");
writeFileSync(join(folder, "web", "index.html"), "<!doctype html>Полынья");
writeFileSync(join(folder, "web", "assets", "main-3f2a.js"), "1");

const files = staticFiles(join(folder, "web"));
const get = (path: string, headers: Record<string, string> = {}) =>
  files(new Request(`http://polynya.test${path}`, { headers }));

test("serves a file with its type and a strong ETag, and 304 to clients that have it", async () => {
  const page = await get("/");
  expect(page?.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page?.headers.get("cache-control")).toBe("no-cache");
  const etag = page?.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/u);
  expect((await get("/", { "if-none-match": etag }))?.status).toBe(304);
});

test("lets clients keep a file for ever when its name contains its hash", async () => {
  const script = await get("/assets/main-3f2a.js");
  expect(script?.headers.get("cache-control")).toContain("immutable");
  expect(script?.headers.get("content-type")).toContain("javascript");
});

test("serves the start page for addresses of pages, and nothing for missing files", async () => {
  expect(await (await get("/documents/arkhangelsk-2023"))?.text()).toContain("Полынья");
  expect(await get("/assets/missing.js")).toBeUndefined();
  expect(await get("/api/v1/nothing")).toBeUndefined();
  expect(await get("/locales/ru/none")).toBeUndefined();
  for (const path of ["/tmserver/", "/tmserver/en/ru/units", "/translate", "/mcp", "/healthz/", "/api"]) {
    expect([path, await get(path)]).toEqual([path, undefined]);
  }
  expect(await get("/translations")).toBeDefined();
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "//secret.txt",
  "/assets/../../secret.txt",
  "/..\\secret.txt",
])("%s does not leave the folder", async (path) => {
  const answer = await get(path);
  expect(answer === undefined || !(await answer.text()).includes("secret")).toBe(true);
});

test("a missing folder serves nothing", async () => {
  expect(await staticFiles(join(folder, "none"))(new Request("http://polynya.test/"))).toBeUndefined();
});
