import { beforeAll, describe, expect, test } from "vitest";
import { createLink } from "../../src/services/access/create-sign-in-link.ts";
import { signIn } from "../../src/services/access/sign-in.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { describeApi, operationsOf } from "../../src/http/openapi.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, service } from "./app.ts";

const polynya = service();
const get = (path: string, headers: Record<string, string> = {}) =>
  polynya.request(path, { headers: { ...bearer(ENVIRONMENT_TOKEN), ...headers } });

beforeAll(async () => {
  for (const id of ["c", "other"]) await createCollection(polynya.context, OWNER, { id, title: id });
  const csv = new TextEncoder().encode("en,ru\nice,лёд\nsea,море\n");
  for (const id of ["d", "e"])
    await createDocument(polynya.context, OWNER, { collection: "c", id, filename: `${id}.csv` }, csv);
});

describe("an unknown query parameter", () => {
  test("is refused by name, in the reader's language", async () => {
    const answer = await get("/api/v1/documents/d/units?limt=1&after=x&stat=final", {
      "accept-language": "ru",
    });
    expect(answer.status).toBe(422);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ code: "invalid-fields", place: { field: "limt" } });
    expect(problem.fields?.map(({ field }) => field)).toEqual(["limt", "stat"]);
    expect(problem.fields?.[0]?.message).toMatch(/[а-я].*«limit»/u);
  });

  test("is refused by every operation of our own interface, before anything is done", async () => {
    const { secret } = await createLink(polynya.context, OWNER, { name: "Anna", role: "admin" });
    const session = await signIn(polynya.context, secret, undefined);
    const person = { cookie: `polynya=${session.secret}`, "sec-fetch-site": "same-origin" };
    for (const { method, path, operation } of operationsOf(describeApi(polynya.app))) {
      // Clients of amaGama are other programs and may send any parameter.
      if (!path.startsWith("/api/v1/") || path.endsWith("/unit/{text}")) continue;
      const address = `${path.replaceAll(/\{\w+\}/gu, "x")}?surprise=1`;
      const headers = operation["x-personal"] === true ? person : bearer(ENVIRONMENT_TOKEN);
      const answer = await polynya.request(address, { method, headers });
      expect([method, path, answer.status]).toEqual([method, path, 422]);
      expect((await problemOf(answer)).place?.field).toBe("surprise");
    }
  });

  test("is not checked before the credentials", async () => {
    expect((await polynya.request("/api/v1/collections?surprise=1")).status).toBe(401);
  });

  test("is ignored in the protocols of other programs", async () => {
    expect((await get("/healthz?now=1")).status).toBe(200);
    expect((await get("/api/v1/en/ru/unit/ice?jobs=1")).status).toBe(200);
    expect((await get("/?utm_source=x")).status).toBe(200);
  });
});

describe("a cursor that does not come from a list", () => {
  test.each([
    ["/api/v1/collections/c/documents?after=nothing", "after"],
    ["/api/v1/collections/other/documents?after=d", "after"],
    ["/api/v1/documents/d/units?after=nothing", "after"],
    ["/api/v1/documents/d/units?after=u999999", "after"],
    ["/api/v1/findings?after=nothing", "after"],
    ["/api/v1/imports?before=nothing", "before"],
    ["/api/v1/concordance?q=ice&after=nothing", "after"],
  ])("%s is refused by name", async (path, field) => {
    const answer = await get(path);
    expect(answer.status).toBe(422);
    expect(await problemOf(answer)).toMatchObject({ code: "invalid-fields", place: { field } });
  });

  test("is also refused if it is from another document's units", async () => {
    const { items } = (await (await get("/api/v1/documents/e/units")).json()) as { items: { id: string }[] };
    expect((await get(`/api/v1/documents/d/units?after=${items[0]?.id}`)).status).toBe(422);
  });
});

describe("X-Request-Id", () => {
  test.each(["a", "req-1234.5678:90", "9f1c".repeat(32)])("%s is kept", async (id) => {
    expect((await get("/healthz", { "x-request-id": id })).headers.get("x-request-id")).toBe(id);
  });
  test.each(["a b", "x".repeat(129), "<script>", "a/b", '"'])("%j is replaced", async (id) => {
    expect((await get("/healthz", { "x-request-id": id })).headers.get("x-request-id")).toMatch(
      /^[\w-]{36}$/u,
    );
  });
});

describe("the type of a file", () => {
  test.each([
    ["csv", "text/csv; charset=utf-8"],
    ["tsv", "text/tab-separated-values; charset=utf-8"],
    ["xliff&source=en&target=ru", "application/xliff+xml"],
  ])("%s: %s", async (format, type) => {
    const answer = await get(`/api/v1/documents/d/export?format=${format}`);
    expect(answer.headers.get("content-type")).toBe(type);
  });

  test("of a glossary includes its charset", async () => {
    const answer = await get("/api/v1/glossary?format=csv");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  });
});
