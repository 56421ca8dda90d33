import { type RouteConfig, z } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { describeApi, operationsOf } from "../../../src/http/openapi.ts";
import { answers, operation, routes } from "../../../src/http/operation.ts";
import { bearer, ENVIRONMENT_TOKEN, service } from "../app.ts";
import { campaign } from "./campaign.ts";
import { misfits } from "./json-schema.ts";

/** `RANDOM_REQUESTS=10000 RANDOM_SEED=2` sends more and others; the drill sends them to a process of its own. */
const COUNT = Number(process.env["RANDOM_REQUESTS"] ?? 1800);
const SEED = Number(process.env["RANDOM_SEED"] ?? 20261129);

/** What a model answers; its text is none of ours. */
const MODEL_ANSWER = JSON.stringify({ choices: [{ message: { content: '{"translation":"Лёд тает."}' } }] });

test(
  "random requests to every operation get answers that the document declares, and never a 5xx",
  { timeout: 600_000 },
  async () => {
    const polynya = service(undefined, {
      model: { call: () => Promise.resolve({ status: 200, text: MODEL_ANSWER }), allowed: [] },
      webhooks: { send: () => Promise.resolve(200), allowed: [] },
      backup: () => Promise.resolve({ size: 0, stream: new Blob([]).stream() }),
    });
    const document = describeApi(polynya.app);
    const {
      sent,
      faults,
      answers: seen,
    } = await campaign({
      document,
      seed: SEED,
      count: COUNT,
      send: (path, init) => {
        const headers = new Headers(init.headers);
        headers.set("authorization", bearer(ENVIRONMENT_TOKEN).authorization);
        return polynya.request(path, { ...init, headers });
      },
    });
    expect(faults).toEqual([]);
    expect(polynya.reported).toEqual([]);
    expect(sent).toBe(COUNT);
    // Most operations are really done, and not only refused.
    const done = new Set(
      [...seen.keys()].filter((name) => / [23]\d\d$/u.test(name)).map((name) => name.slice(0, -4)),
    );
    expect(done.size).toBeGreaterThan(operationsOf(document).length * 0.7);
  },
);

/** An interface with one fault of each kind. */
function faultyApp() {
  const declaration = { permission: "public", summary: "Faulty", method: "get" } as const;
  const tags = ["faulty"];
  const schema = { type: "object", properties: { count: { type: "integer" } } } as const;
  // Of a type that admits any answer.
  const responses: RouteConfig["responses"] = {
    200: { description: "A count", content: { "application/json": { schema } } },
  };
  const read = (name: string) =>
    operation({
      ...declaration,
      tags,
      path: `/${name}`,
      operationId: name,
      responses,
    });
  return routes()
    .openapi(read("undeclared-field"), (c) => c.json({ count: 1, secret: "x" }, 200))
    .openapi(read("wrong-type"), (c) => c.json({ count: 1.5 }, 200))
    .openapi(read("no-problem"), () => new Response("gone", { status: 410 }))
    .openapi(read("undeclared-status"), () => new Response(null, { status: 206 }))
    .openapi(read("undeclared-media"), () => new Response("1", { headers: { "content-type": "text/csv" } }))
    .openapi(read("crash"), () => new Response("", { status: 500 }))
    .openapi(
      operation({
        ...declaration,
        tags,
        path: "/lenient",
        operationId: "lenient",
        request: {
          query: z.object({ n: z.string().exactOptional().openapi({ type: "integer", minimum: 1 }) }),
        },
        responses: answers(z.object({}), "Nothing"),
      }),
      (c) => c.json({}, 200),
    );
}

test("each kind of wrong answer is found", async () => {
  const app = faultyApp();
  const document = describeApi(app);
  const { faults } = await campaign({
    document,
    seed: 1,
    count: 700,
    send: async (path, init) =>
      path.startsWith("/api/") ? new Response(null, { status: 404 }) : app.request(path, init),
  });
  const found = new Set(faults.map((fault) => fault.split(":")[0]));
  expect([...found].toSorted()).toEqual([
    "crash",
    "lenient",
    "no-problem",
    "undeclared-field",
    "undeclared-media",
    "undeclared-status",
    "wrong-type",
  ]);
});

test("a value fits its schema or the misfit is named", () => {
  const schemas = {
    Pair: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
  } as const;
  const pairs = { type: "array", items: { $ref: "#/components/schemas/Pair" }, maxItems: 2 } as const;
  expect(misfits([{ a: 1 }], pairs, schemas)).toEqual([]);
  expect(misfits([{ a: 1, b: 2 }], pairs, schemas)).toEqual([]);
  expect(misfits([{ a: 1, b: 2 }], pairs, schemas, true)).toEqual(["/0/b: is not declared"]);
  expect(misfits([{}, { a: "1" }, { a: 2 }], pairs, schemas)).toEqual([
    ": more than 2 items",
    "/0/a: is missing",
    '/1/a: "1" is not of type integer',
  ]);
  expect(() => misfits(1, { if: {} } as object, schemas)).toThrow("if");
});
