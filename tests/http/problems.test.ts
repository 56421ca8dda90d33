import { describe, expect, test } from "vitest";
import { Problem, PROBLEM_CODES } from "../../src/domain/problem.ts";
import { PROBLEM_STATUS } from "../../src/http/problem-status.ts";
import { operation, routes } from "../../src/http/operation.ts";
import { respondProblem, toProblem } from "../../src/http/problems.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { StorageError, type Storage, type StorageFault } from "../../src/storage/port.ts";
import { bearer, ENVIRONMENT_TOKEN, problemOf, sending, service } from "./app.ts";

const admin = bearer(ENVIRONMENT_TOKEN);

/** A small application with one operation, which throws the given error. */
function throwing(error: unknown) {
  const unforeseen: unknown[] = [];
  const app = routes().openapi(
    operation({
      method: "get",
      path: "/x",
      permission: "public",
      tags: ["pages"],
      operationId: "getNothing",
      summary: "x",
      responses: {},
    }),
    () => {
      throw error;
    },
  );
  app.onError((thrown, c) =>
    respondProblem(
      c,
      toProblem(thrown, (what) => unforeseen.push(what)),
    ),
  );
  return { unforeseen, get: async (headers = {}) => app.request("http://polynya.test/x", { headers }) };
}

describe("a problem", () => {
  test.each(PROBLEM_CODES)(
    "%s is answered with its status, as RFC 9457 says, in three languages",
    async (code) => {
      const { get } = throwing(new Problem(code, {}, { line: 3, unit: "u1" }));
      const titles = new Set<string>();
      for (const language of ["en", "ru", "zh"]) {
        const response = await get({ "accept-language": language });
        expect(response.status).toBe(PROBLEM_STATUS[code]);
        expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
        expect(response.headers.get("vary")).toBe("Accept-Language");
        expect(response.headers.get("cache-control")).toBe("no-store");
        const body = await problemOf(response);
        expect(body).toMatchObject({
          code,
          status: PROBLEM_STATUS[code],
          type: `/docs/problems#${code}`,
          instance: "/x",
        });
        expect(body.place).toEqual({ line: 3, unit: "u1" });
        titles.add(body.title);
      }
      expect(titles.size).toBe(3);
    },
  );

  test("that is unexpected is reported, and the client learns nothing about it", async () => {
    const secret = new TypeError("SELECT hash FROM credential at /home/anna/polynya.db");
    const { get, unforeseen } = throwing(secret);
    const response = await get();
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/SELECT|polynya\.db|TypeError|stack/u);
    expect(JSON.parse(text)).toMatchObject({ code: "internal" });
    expect(unforeseen).toEqual([secret]);
  });

  test.each([
    ["full", 507],
    ["busy", 503],
    ["lost", 503],
    ["corrupt", 503],
  ] satisfies [StorageFault, number][])("of the store, %s, is answered with %i", async (fault, status) => {
    const response = await throwing(new StorageError(fault, "table credential, /home/anna")).get();
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/credential|anna/u);
    if (status === 503) expect(response.headers.get("retry-after")).toMatch(/^\d+$/u);
  });
});

describe("the application", () => {
  test("explains the mistake in each field, in the reader's language", async () => {
    const { request } = service();
    const body = { id: "NOT AN ID", title: 7, surprise: true };
    const ask = async (language: string) =>
      problemOf(
        await request(
          "/api/v1/collections",
          sending("POST", body, { ...admin, "accept-language": language }),
        ),
      );
    const russian = await ask("ru");
    expect(russian.status).toBe(422);
    expect(russian.fields).toEqual([
      { field: "id", message: "записано не так, как ожидалось" },
      { field: "title", message: "должно быть типа string" },
      { field: "surprise", message: "здесь неизвестно" },
    ]);
    expect((await ask("zh")).fields?.[1]?.message).toBe("类型必须是 string");
    const nested = await request("/api/v1/tokens", sending("POST", { name: "x", role: "emperor" }, admin));
    expect((await problemOf(nested)).fields).toEqual([
      { field: "role", message: "must be one of: agent, reader, translator, reviewer, terminologist, admin" },
    ]);
    const missing = await request("/api/v1/collections", sending("POST", {}, admin));
    expect((await problemOf(missing)).fields).toEqual([{ field: "title", message: "is missing" }]);
  });

  test("answers 405 with the allowed methods", async () => {
    const response = await service().request("/healthz", { method: "DELETE" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect((await problemOf(response)).code).toBe("method-not-allowed");
  });

  test("answers 404 for an unknown address, with any method", async () => {
    const { request } = service();
    for (const method of ["GET", "POST", "DELETE"]) {
      const response = await request("/api/v1/nothing", { method });
      expect([method, response.status]).toEqual([method, 404]);
      expect((await problemOf(response)).code).toBe("not-found");
    }
  });

  test("answers 401 with the scheme to use", async () => {
    const response = await service().request("/api/v1/me");
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("gives every answer a request id, and keeps a harmless id from the caller", async () => {
    const { request } = service();
    const own = await request("/api/v1/me");
    expect(own.headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/u);
    expect((await problemOf(own)).request).toBe(own.headers.get("x-request-id"));
    const traced = await request("/healthz", { headers: { "x-request-id": "trace-0123456789" } });
    expect(traced.headers.get("x-request-id")).toBe("trace-0123456789");
    const forged = await request("/healthz", { headers: { "x-request-id": "a\tb c" } });
    expect(forged.headers.get("x-request-id")).not.toContain("b c");
  });

  test("protects every answer with the same headers", async () => {
    const { request } = service();
    for (const path of ["/healthz", "/docs", "/api/v1/me", "/nothing", "/sign-in"]) {
      const { headers } = await request(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
    }
    const encrypted = await request("/healthz", { headers: { "x-forwarded-proto": "https" } });
    expect(encrypted.headers.get("strict-transport-security")).toMatch(/max-age=\d+/u);
  });

  test("with a failing store, is alive but not ready, and does not tell the reason", async () => {
    const broken: Storage = {
      ...openSqlite(":memory:"),
      all: () => Promise.reject(new StorageError("corrupt", "page 7 of /home/anna/polynya.db")),
    };
    const { request, reported } = service(broken);
    expect((await request("/healthz")).status).toBe(200);
    const ready = await request("/readyz");
    expect(ready.status).toBe(503);
    expect(await ready.text()).not.toContain("anna");
    expect(reported.length).toBeGreaterThan(0);
  });

  test.each([1, 2, 3, 8])("is not ready with %i applied migrations", async (applied) => {
    const migrations = readMigrations();
    expect(migrations.length).toBeGreaterThan(applied);
    const { request } = service(openSqlite(":memory:", migrations.slice(0, applied)));
    expect((await request("/healthz")).status).toBe(200);
    const ready = await request("/readyz");
    expect(ready.status).toBe(503);
    expect(await problemOf(ready)).toMatchObject({
      code: "overloaded",
      pendingMigrations: migrations.slice(applied).map(({ name }) => name),
    });
  });

  test("is not ready while it stops", async () => {
    const { request } = service(openSqlite(":memory:"), { stopping: () => true });
    expect((await request("/readyz")).status).toBe(503);
    expect((await request("/healthz")).status).toBe(200);
  });
});
