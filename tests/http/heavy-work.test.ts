import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { Problem, type ProblemCode } from "../../src/domain/problem.ts";
import type { ForwardedRequest, HeavyControl, HeavyWork } from "../../src/http/heavy-work.ts";
import { describeApi, operationsOf } from "../../src/http/openapi.ts";
import { messages } from "../../src/messages/messages.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { permissionsOf } from "../../src/services/access/roles.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, sending, service } from "./app.ts";

interface Forwarded {
  readonly person: string;
  readonly control: HeavyControl;
  readonly request: ForwardedRequest;
}

/** A service whose heavy requests are only written down, or refused. */
function recording(refusal?: Problem) {
  const forwarded: Forwarded[] = [];
  const heavyWork: HeavyWork = {
    async answer(person, control, read) {
      if (refusal !== undefined) throw refusal;
      forwarded.push({ person, control, request: await read() });
      return new Response("elsewhere");
    },
  };
  return { forwarded, ...service(undefined, { heavyWork }) };
}

const segments = (count: number, text = "ice") => ({
  source: "en",
  segments: Array.from({ length: count }, () => ({ text })),
});

describe("heavy requests", () => {
  test("every operation that takes a file is heavy, and no public one", () => {
    const operations = operationsOf(describeApi(service().app)).map(({ operation }) => operation);
    const taking = operations.filter(({ requestBody }) => {
      const types = Object.keys((requestBody as { content?: object } | undefined)?.content ?? {});
      return types.some((type) => type === "multipart/form-data" || type === "application/octet-stream");
    });
    expect(taking.length).toBeGreaterThan(4);
    expect(taking.filter((one) => one["x-heavy"] !== true)).toEqual([]);
    const open = operations.filter((one) => one["x-heavy"] && one["x-permission"] === "public");
    expect(open).toEqual([]);
  });

  test("go elsewhere with their caller, their headers and their body", async () => {
    const { context, forwarded, request, token } = recording();
    await createCollection(context, OWNER, { id: "c", title: "C" });
    const path = "/api/v1/collections/c/documents?id=d&filename=a.csv";
    const answer = await request(path, {
      method: "POST",
      headers: {
        ...bearer(await token("translator", "c", "anna")),
        "x-request-id": "r1",
        "accept-language": "zh",
      },
      body: "en,ru\nice,лёд\n",
    });
    expect(await answer.text()).toBe("elsewhere");
    const [one] = forwarded;
    expect(one?.person).toMatch(/^p/u);
    expect(one?.control.seconds).toBe(600);
    expect(one?.request).toMatchObject({
      method: "POST",
      url: `http://polynya.test${path}`,
      principal: { name: "anna", access: { everywhere: [], there: { c: permissionsOf("translator") } } },
      address: "192.0.2.1",
    });
    const headers = new Headers((one?.request.headers ?? []).map(([name, value]) => [name, value]));
    expect([headers.get("x-request-id"), headers.get("accept-language")]).toEqual(["r1", "zh"]);
    expect(new TextDecoder().decode(one?.request.body)).toBe("en,ru\nice,лёд\n");
  });

  test("are refused here when the caller may not send them", async () => {
    const { forwarded, request, token } = recording();
    const path = "/api/v1/collections/c/documents?filename=a.csv";
    expect((await request(path, { method: "POST", body: "a" })).status).toBe(401);
    const reader = bearer(await token("reader"));
    expect((await request(path, { method: "POST", body: "a", headers: reader })).status).toBe(403);
    const wrong = `${path}&surprise=1`;
    const owner = bearer(ENVIRONMENT_TOKEN);
    expect((await request(wrong, { method: "POST", body: "a", headers: owner })).status).toBe(422);
    expect(forwarded).toEqual([]);
  });

  test("of lookups and checks are the large ones alone", async () => {
    const { forwarded, request } = recording();
    const owner = bearer(ENVIRONMENT_TOKEN);
    const isElsewhere = async (path: string, body: unknown) =>
      (await (await request(path, sending("POST", body, owner))).text()) === "elsewhere";
    expect(await isElsewhere("/api/v1/lookup", segments(1))).toBe(false);
    expect(await isElsewhere("/api/v1/lookup", segments(20))).toBe(true);
    expect(await isElsewhere("/api/v1/lookup", segments(1, "ice ".repeat(5000)))).toBe(true);
    expect(await isElsewhere("/api/v1/check", { units: [{ en: "ice" }] })).toBe(false);
    expect(await isElsewhere("/api/v1/check", { document: "d" })).toBe(true);
    expect(await isElsewhere("/api/v1/terms/recognise", { language: "en", text: "ice" })).toBe(false);
    expect(forwarded).toHaveLength(3);
    expect(forwarded[0]?.control.seconds).toBe(120);
  });

  test.each<[ProblemCode, number, string | null]>([
    ["queue-full", 429, "5"],
    ["work-interrupted", 503, "5"],
    ["time-limit", 503, null],
    ["memory-limit", 413, null],
  ])("that are refused as %s are answered with %i in each language", async (code, status, retryAfter) => {
    const params = { count: 8, seconds: 120, megabytes: 512 };
    const { request } = recording(new Problem(code, params));
    for (const language of LANGUAGES) {
      const headers = { ...bearer(ENVIRONMENT_TOKEN), "accept-language": language };
      const answer = await request("/api/v1/backup", { headers });
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([status, retryAfter]);
      const { detail, title } = await problemOf(answer);
      expect(title).toBe(messages(language).t(`problems:${code}.title`));
      expect(detail).not.toMatch(/\{\{|problems:/u);
    }
  });
});
