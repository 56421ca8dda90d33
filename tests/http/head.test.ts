import { beforeAll, describe, expect, test } from "vitest";
import type { Compressor } from "../../src/http/compression.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { describeApi, operationsOf } from "../../src/http/openapi.ts";
import { createStringsApp } from "../../src/http/served-strings.ts";
import { insertPublication } from "./publication.ts";
import { bearer, ENVIRONMENT_TOKEN, sending, service, type Service } from "./app.ts";

/** Makes every body half as long, as a compressor would. */
const compressor: Compressor = {
  codings: ["gzip"],
  encode: (_, bytes) => Promise.resolve(bytes.slice(0, bytes.byteLength / 2)),
};
const me = bearer(ENVIRONMENT_TOKEN);
const CODINGS = ["identity", "gzip"];

let polynya: Service;
beforeAll(async () => {
  polynya = service(undefined, {
    compressor,
    backup: () => Promise.resolve({ size: 3, stream: new Blob(["abc"]).stream() }),
  });
  await polynya.request("/api/v1/collections", sending("POST", { id: "c", title: "Лёд" }, me));
  await polynya.request("/api/v1/collections/c/documents?id=d&filename=d.csv", {
    method: "POST",
    body: `key,en,ru\n${Array.from({ length: 50 }, (_, at) => `k${at},Ice ${at},Лёд ${at}`).join("\n")}\n`,
    headers: { ...me, "content-type": "application/octet-stream" },
  });
  await insertPublication(polynya.context.storage, "site", "ru", { title: "лёд ".repeat(600) });
});

const both = async (path: string, headers: Record<string, string>) => {
  const answers = await Promise.all(
    ["GET", "HEAD"].map((method) =>
      polynya.request(path, { method, headers: { ...me, "x-request-id": "r", ...headers } }),
    ),
  );
  const [get = expect.fail(), head = expect.fail()] = answers;
  return {
    get,
    head,
    length: (await get.arrayBuffer()).byteLength,
    rest: (await head.arrayBuffer()).byteLength,
  };
};

const others = ({ headers }: Response) => [...headers].filter(([name]) => name !== "content-length");

/** A request to each operation that reads, as far as it needs nothing but what is there. */
const paths = (): string[] => {
  const values: Record<string, string> = {
    collection: "c",
    document: "d",
    language: "ru",
    file: "site.json",
  };
  return operationsOf(describeApi(polynya.app))
    .filter(({ method, path }) => method === "GET" && path !== "/metrics")
    .map(({ path }) => path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? "none"));
};

test.each(CODINGS)(
  "HEAD has the status and headers of GET, with the length of its body: %s",
  async (coding) => {
    const seen: string[] = [];
    for (const path of paths()) {
      const { get, head, length, rest } = await both(path, { "accept-encoding": coding });
      expect([path, head.status, rest]).toEqual([path, get.status, 0]);
      expect([path, head.headers.get("content-length")]).toEqual([path, String(length)]);
      expect([path, others(head)]).toEqual([path, others(get)]);
      if (get.status === 200) seen.push(path);
    }
    expect(seen.length).toBeGreaterThan(30);
  },
);

test("the body of a known length that HEAD does not send is given up", async () => {
  let given = 0;
  const stream = new ReadableStream<Uint8Array>({ cancel: () => void (given += 1) });
  const whole = service(undefined, { backup: () => Promise.resolve({ size: 7, stream }) });
  const answer = await whole.request("/api/v1/backup", { method: "HEAD", headers: me });
  expect([answer.status, answer.headers.get("content-length"), given]).toEqual([200, "7", 1]);
});

describe("the length of an answer that the runtime compresses", () => {
  test.each([
    ["gzip", null],
    ["identity", "4212"],
  ])("is told where it is known: %s", async (coding, length) => {
    const byRuntime = { ...compressor, byRuntime: true };
    const { context } = polynya;
    const strings = createStringsApp({ context, compressor: byRuntime, metrics: createMetrics() });
    const whole = service(undefined, { compressor: byRuntime });
    await insertPublication(whole.context.storage, "site", "ru", { title: "лёд ".repeat(600) });
    const headers = { "accept-encoding": coding };
    const address = "https://polynya.test/locales/ru/site.json";
    const own = await strings(new Request(address, { method: "HEAD", headers }));
    expect(own?.headers.get("content-length")).toBe(length);
    const answer = await whole.app.request(address, { method: "HEAD", headers });
    expect(answer.headers.get("content-length")).toBe(length);
  });
});

test.each(["collections", "concepts", "imports/i1/concepts", "imports", "documents/d/units", "changes"])(
  "a place in a list that no answer has given is refused: %s",
  async (list) => {
    const name = list === "imports" ? "before" : "after";
    for (const place of ["garbage!", "a b", ""]) {
      const answer = await polynya.request(`/api/v1/${list}?${name}=${encodeURIComponent(place)}`, {
        headers: me,
      });
      expect([place, answer.status]).toEqual([place, 422]);
    }
  },
);
