import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { telemetry } from "../../src/node/telemetry.ts";
import { bearer, ENVIRONMENT_TOKEN, sending, service, type Service } from "../http/app.ts";

const exporter = new InMemorySpanExporter();
let polynya: Service;

beforeAll(async () => {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  polynya = service(undefined, { telemetry: await telemetry() });
});
afterAll(() => trace.disable());
beforeEach(() => exporter.reset());

const told = (): { name: string; attributes: Attributes; status: SpanStatusCode }[] =>
  exporter
    .getFinishedSpans()
    .map(({ name, attributes, status }: ReadableSpan) => ({ name, attributes, status: status.code }));

test("each request is a span with its method, route and status, and a refusal is no error", async () => {
  const me = bearer(ENVIRONMENT_TOKEN);
  await polynya.request("/api/v1/documents/talk/units?limit=3", { headers: me });
  await polynya.request("/api/v1/collections", sending("POST", { id: "c", title: "C" }, me));
  expect(told()).toMatchObject([
    {
      name: "GET /api/v1/documents/{document}/units",
      attributes: {
        "http.request.method": "GET",
        "http.response.status_code": 404,
        "http.route": "/api/v1/documents/:document/units",
      },
      status: SpanStatusCode.UNSET,
    },
    { name: "POST /api/v1/collections", attributes: { "http.response.status_code": 201 } },
  ]);
});

test("an answer of 5xx is an error", async () => {
  const broken = service(undefined, {
    telemetry: await telemetry(),
    backup: () => Promise.reject(new Error("SECRETSECRET")),
  });
  expect((await broken.request("/api/v1/backup", { headers: bearer(ENVIRONMENT_TOKEN) })).status).toBe(500);
  expect(told()).toMatchObject([{ status: SpanStatusCode.ERROR }]);
  expect(JSON.stringify(exporter.getFinishedSpans().map(({ events }) => events))).not.toContain(
    "SECRETSECRET",
  );
});

test("neither secrets nor texts are in a span, whatever the address", async () => {
  const headers = bearer(ENVIRONMENT_TOKEN);
  for (const path of [
    "/sign-in/pll_SECRETSECRET",
    "/tmserver/pln_SECRETSECRET/en/ru/unit/SECRETSECRET%20text",
    "/translate?langpair=en|ru&q=SECRETSECRET&key=pln_SECRETSECRET",
    "/api/v1/concordance?language=en&q=SECRETSECRET",
    "/SECRETSECRET",
  ])
    await polynya.request(path, { headers });
  const spans = exporter.getFinishedSpans();
  expect(spans).toHaveLength(5);
  const shown = spans.map(({ name, attributes, events, status }) => [name, attributes, events, status]);
  expect(JSON.stringify(shown)).not.toContain("SECRETSECRET");
});
