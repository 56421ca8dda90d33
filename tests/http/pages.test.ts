import { describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "../../src/domain/problem.ts";
import { describeApi, operationsOf } from "../../src/http/openapi.ts";
import { RESOURCES } from "../../src/messages/messages.ts";
import { bearer, ENVIRONMENT_TOKEN, service } from "./app.ts";

const { app, request } = service();
const document = describeApi(app);
const page = async (path: string, headers = {}) => (await request(path, { headers })).text();

describe("/openapi.json", () => {
  test("is OpenAPI 3.1, cached, without broken references", async () => {
    const answer = await request("/openapi.json");
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ openapi: "3.1.0", info: { title: "Polynya" } });
    const names = Object.keys(document.components?.schemas ?? {});
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/gu)].map(
      (match) => match[1],
    );
    expect(references.filter((name) => !names.includes(name ?? ""))).toEqual([]);
    const again = await request("/openapi.json", {
      headers: { "if-none-match": answer.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  test("declares every parameter of a path, and no path twice", () => {
    for (const { method, path, operation } of operationsOf(document)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]).sort();
      const declared = (operation.parameters ?? [])
        .flatMap((parameter) => ("name" in parameter && parameter.in === "path" ? [parameter.name] : []))
        .sort();
      expect([method, path, declared]).toEqual([method, path, inPath]);
    }
    const paths = Object.keys(document.paths ?? {}).map((path) => path.replaceAll(/\{\w+\}/gu, "{}"));
    const doubled = paths.filter((path, at) => paths.indexOf(path) !== at);
    expect(doubled).toEqual([]);
  });

  test("marks only required fields as required", async () => {
    const concordance = document.paths?.["/api/v1/concordance"]?.get?.parameters ?? [];
    const required = concordance.flatMap((parameter) =>
      "name" in parameter && parameter.required ? [parameter.name] : [],
    );
    expect(required).toEqual(["q"]);
    expect(document.components?.schemas?.["NewCollection"]).toMatchObject({ required: ["title"] });
    // An optional field may be left out, but may not be null.
    const answer = await request("/api/v1/collections", {
      method: "POST",
      headers: { ...bearer(ENVIRONMENT_TOKEN), "content-type": "application/json" },
      body: JSON.stringify({ title: "A", id: null }),
    });
    expect(answer.status).toBe(422);
  });

  test("has patterns without flags, which a client can use", () => {
    const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/gu)].map(
      (match) => JSON.parse(match[1] ?? "") as string,
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) expect(pattern).toMatch(/^\^.*\$$/u);
    expect(patterns.some((pattern) => new RegExp(pattern, "u").test("arctic-council"))).toBe(true);
  });

  test("gives every operation a unique name from verb and noun, for generated clients", () => {
    const names = operationsOf(document).map(({ operation }) => operation.operationId ?? "");
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !/^[a-z]+(?:[A-Z][a-z]+)+$/u.test(name))).toEqual([]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("declares the problems for every operation", () => {
    for (const { operation } of operationsOf(document)) {
      for (const range of ["4XX", "5XX"]) {
        expect(operation.responses?.[range]).toMatchObject({
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        });
      }
    }
  });

  test("has no path with a slash at its end", () => {
    const paths = Object.keys(document.paths ?? {});
    expect(paths.filter((path) => path !== "/" && path.endsWith("/"))).toEqual([]);
  });

  test("has a readable name for every tag and permission", () => {
    for (const { permission, operation } of operationsOf(document)) {
      expect(Object.keys(RESOURCES.en.interface.tag)).toContain(operation.tags?.[0]);
      expect(Object.keys(RESOURCES.en.interface.permission)).toContain(permission);
    }
  });
});

describe("the pages of the server", () => {
  test.each(["/docs", "/docs/problems", "/", "/sign-in"])(
    "%s uses no script and no external style",
    async (path) => {
      const html = await page(path);
      expect(html).not.toMatch(
        /<script|<style|<[^<>]*\s(?:style|on\w+)=|<[^<>]*(?:src|href)="(?:https?:)?\/\//iu,
      );
      expect(html).toContain('<link rel="stylesheet" href="/docs/style.css"');
    },
  );

  test.each([
    ["en", "en", "HTTP interface"],
    ["ru", "ru", "Интерфейс HTTP"],
    ["zh-CN", "zh-Hans", "HTTP 接口"],
  ])("are in the language of the browser (%s), and declare it", async (asked, declared, title) => {
    const answer = await request("/docs", { headers: { "accept-language": asked } });
    const html = await answer.text();
    expect(html).toContain(`<html lang="${declared}"`);
    expect(html).toMatch(new RegExp(`<h1>\\s*${title}\\s*</h1>`, "u"));
    expect(answer.headers.get("vary")).toContain("Accept-Language");
  });

  test("are in the language that the reader chose on them", async () => {
    expect(await page("/docs?language=ru", { "accept-language": "zh" })).toContain('<html lang="ru"');
    expect(await page("/docs?language=xx", { "accept-language": "zh" })).toContain('<html lang="zh-Hans"');
  });

  test("/docs shows every operation, once", async () => {
    const html = await page("/docs");
    const shown = [...html.matchAll(/<article id="([^"]+)">/gu)].map((match) => match[1]);
    expect(new Set(shown).size).toBe(shown.length);
    for (const { path } of operationsOf(document)) expect(html).toContain(`<code>${path}</code>`);
  });

  test("/docs/problems explains every code under an anchor with its name", async () => {
    const html = await page("/docs/problems");
    for (const code of PROBLEM_CODES) expect(html).toContain(`id="${code}"`);
  });

  test("/ shows who is signed in", async () => {
    expect(await page("/")).toContain("You are not signed in");
    expect(await page("/", bearer(ENVIRONMENT_TOKEN))).toContain("environment");
    expect(await page("/", bearer("wrong"))).toContain("You are not signed in");
  });

  test("built pages replace the start page of the server", async () => {
    const assets = async (asked: Request) =>
      new URL(asked.url).pathname === "/"
        ? new Response("built", { headers: { "content-type": "text/html" } })
        : undefined;
    const built = service(undefined, { assets });
    const answer = await built.request("/");
    expect(await answer.text()).toBe("built");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await built.request("/missing")).status).toBe(404);
  });
});
