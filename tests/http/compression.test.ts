import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { Hono } from "hono";
import { chosenCoding, compressed } from "../../src/http/compression.ts";
import type { HttpEnvironment } from "../../src/http/environment.ts";
import { nodeCompressor } from "../../src/node/compressor.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, sending, service } from "./app.ts";

const polynya = service(undefined, { compressor: nodeCompressor() });
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  polynya.request(path, { method, headers: { ...bearer(ENVIRONMENT_TOKEN), ...headers } });

beforeAll(async () => {
  for (let at = 0; at < 30; at++)
    await createCollection(polynya.context, OWNER, { id: `c${at}`, title: `Собрание ${at}` });
});

const DECODERS = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync } as const;

describe.each(["br", "gzip", "zstd"] as const)("%s", (coding) => {
  test.each(["/openapi.json", "/docs", "/docs/style.css", "/api/v1/collections"])("%s", async (path) => {
    const plain = await get(path);
    const answer = await get(path, { "accept-encoding": coding });
    expect(answer.headers.get("content-encoding")).toBe(coding);
    expect(answer.headers.get("vary")).toContain("Accept-Encoding");
    expect(plain.headers.get("vary")).toContain("Accept-Encoding");
    expect(answer.headers.get("content-type")).toBe(plain.headers.get("content-type"));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const text = await plain.text();
    expect(DECODERS[coding](bytes).toString()).toBe(text);
    expect(bytes.byteLength).toBeLessThan(text.length / 2);
  });

  test("has its own strong ETag, which gives a 304 in any coding", async () => {
    const plain = (await get("/openapi.json")).headers.get("etag") ?? "";
    const answer = await get("/openapi.json", { "accept-encoding": coding });
    const etag = answer.headers.get("etag") ?? "";
    expect(etag).toBe(plain.replace(/"$/u, `+${coding}"`));
    for (const accepted of [coding, "identity"]) {
      const again = await get("/openapi.json", {
        "accept-encoding": accepted,
        "if-none-match": `"x", ${etag}`,
      });
      expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
    }
  });

  test("HEAD has the headers of GET", async () => {
    const [whole, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => get("/openapi.json", { "accept-encoding": coding }, method)),
    );
    for (const name of ["content-encoding", "etag", "vary"])
      expect(head?.headers.get(name)).toBe(whole?.headers.get(name));
    expect(await head?.text()).toBe("");
  });
});

describe.each(["br", "gzip", "zstd"] as const)("a large file, %s", (coding) => {
  /** A body of a declared length in three pieces. */
  const answering = (piece: (at: number) => Uint8Array<ArrayBuffer>) => {
    const taken: number[] = [];
    const app = new Hono<HttpEnvironment>().use(compressed(nodeCompressor())).get("/", (c) => {
      let at = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            taken.push(at);
            controller.enqueue(piece(at));
            if (++at === 3) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const length = String(3 * 1024 * 1024);
      return c.body(body, 200, { "content-type": "text/csv", "content-length": length, etag: '"5f1c"' });
    });
    return { ask: () => app.request("/", { headers: { "accept-encoding": coding } }), taken };
  };
  /** Noise that no coding makes smaller. */
  const noise = (at: number) =>
    Uint8Array.from({ length: 1024 * 1024 }, (_, index) => Math.imul(index + at, 2654435761) >>> 24);

  test("is compressed while it is sent, with an ETag and without the length of the plain one", async () => {
    const { ask, taken } = answering(noise);
    const answer = await ask();
    expect(taken.length).toBeLessThan(3);
    const { headers } = answer;
    expect([headers.get("content-encoding"), headers.get("etag"), headers.get("content-length")]).toEqual([
      coding,
      `"5f1c+${coding}"`,
      null,
    ]);
    const bytes = DECODERS[coding](new Uint8Array(await answer.arrayBuffer()));
    expect(bytes.equals(Buffer.concat([0, 1, 2].map(noise)))).toBe(true);
  });

  test("that breaks off does not end as if it were whole", async () => {
    const { ask } = answering((at) => {
      if (at === 2) throw new Error("gone");
      return noise(at);
    });
    await expect((await ask()).arrayBuffer()).rejects.toThrow();
  });
});

test("a change may send the ETag of a compressed answer", async () => {
  const long = "x".repeat(200);
  const settings = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`note${at}`, long]));
  const headers = bearer(ENVIRONMENT_TOKEN);
  await polynya.request("/api/v1/collections/c1", sending("PATCH", { settings }, headers));
  const etag = (await get("/api/v1/collections/c1", { "accept-encoding": "gzip" })).headers.get("etag") ?? "";
  expect(etag).toMatch(/\+gzip"$/u);
  const change = (tag: string) =>
    polynya.request(
      "/api/v1/collections/c1",
      sending("PATCH", { title: "neu" }, { ...headers, "if-match": tag }),
    );
  expect((await change(etag)).status).toBe(200);
  expect((await change(etag)).status).toBe(412);
});

describe("what is not compressed", () => {
  test("short texts", async () => {
    const answer = await get("/healthz", { "accept-encoding": "br" });
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(await answer.json()).toEqual({ status: "ok" });
  });

  test("answers for clients that don't accept a coding, or prefer none", async () => {
    for (const accepted of ["identity", "deflate", "br;q=0", "gzip;q=0.2, identity;q=0.9", ""]) {
      const answer = await get("/openapi.json", { "accept-encoding": accepted });
      expect([accepted, answer.headers.get("content-encoding")]).toEqual([accepted, null]);
      expect(answer.headers.get("etag")).toMatch(/^"[0-9a-f]+"$/u);
    }
  });
});

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip;q=1.0, br;q=0.5", "gzip"],
  ["*", "br"],
  ["*;q=0.1, gzip", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=x", undefined],
  ["", undefined],
  [undefined, undefined],
] as const)("of %j the coding is %j", (header, coding) => {
  expect(chosenCoding(header, ["br", "zstd", "gzip"])).toBe(coding);
});
