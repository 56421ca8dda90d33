import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MEBIBYTE, parseJson, parseUpload, readBody } from "../../src/http/body.ts";
import { bearer, ENVIRONMENT_TOKEN, problemOf, sending, service } from "./app.ts";

const admin = bearer(ENVIRONMENT_TOKEN);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A chunked body, and the number of bytes read from it so far. */
function chunks(size: number, count: number) {
  let given = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given >= size * count) controller.close();
      else {
        given += size;
        controller.enqueue(new Uint8Array(size).fill(0x20));
      }
    },
  });
  return { body, given: () => given };
}

const chunked = (body: ReadableStream, headers: Record<string, string> = {}) =>
  new Request("http://polynya.test/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

describe("readBody", () => {
  test("returns the bytes that were sent, in any number of pieces", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 }), async (pieces) => {
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const piece of pieces) controller.enqueue(piece);
            controller.close();
          },
        });
        expect([...(await readBody(chunked(body), 10_000))]).toEqual(pieces.flatMap((piece) => [...piece]));
      }),
    );
  });

  test("stops reading a chunked body at the limit", async () => {
    const { body, given } = chunks(1000, 1_000_000);
    await expect(readBody(chunked(body), 10_000)).rejects.toMatchObject({ code: "too-large" });
    expect(given()).toBeLessThan(20_000);
  });

  test("accepts a body of exactly the limit, and refuses one more byte", async () => {
    expect(await readBody(chunked(chunks(100, 10).body), 1000)).toHaveLength(1000);
    await expect(readBody(chunked(chunks(1001, 1).body), 1000)).rejects.toMatchObject({ code: "too-large" });
  });

  test("does not trust a Content-Length that is too small, and reads nothing if it is over the limit", async () => {
    const lying = chunks(1000, 100);
    await expect(readBody(chunked(lying.body, { "content-length": "10" }), 10_000)).rejects.toMatchObject({
      code: "too-large",
    });
    const honest = chunks(1000, 100);
    await expect(
      readBody(chunked(honest.body, { "content-length": "100000" }), 10_000),
    ).rejects.toMatchObject({ code: "too-large" });
    expect(honest.given()).toBeLessThan(3000);
  });

  test("refuses compressed bodies", async () => {
    const request = chunked(chunks(10, 1).body, { "content-encoding": "gzip" });
    await expect(readBody(request, 1000)).rejects.toMatchObject({ code: "unsupported-format" });
  });
});

describe("parseJson", () => {
  test("reads what JSON.stringify writes", () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__")),
        (value) => {
          expect(parseJson(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });

  test.each(['{"__proto__":{"admin":true}}', '{"a":[{"b":{"__proto__":1}}]}', '{"\\u005f_proto__":1}'])(
    "refuses %s",
    (text) => {
      expect(() => parseJson(bytes(text))).toThrow(expect.objectContaining({ code: "bad-json" }));
    },
  );

  test("accepts the word __proto__ as a value", () => {
    expect(parseJson(bytes('{"a":"__proto__"}'))).toEqual({ a: "__proto__" });
  });

  test("gives the line and column of the mistake", () => {
    expect(() => parseJson(bytes('{\n  "a": 1,\n  b: 2\n}'))).toThrow(
      expect.objectContaining({ code: "bad-json", place: { line: 3, column: 3 } }),
    );
  });

  test("accepts only UTF-8", () => {
    expect(() => parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(
      expect.objectContaining({ code: "bad-json" }),
    );
    expect(() => parseJson(new Uint8Array())).toThrow(expect.objectContaining({ code: "bad-json" }));
  });

  test("is quick on very deep nesting", () => {
    const text = "[".repeat(200_000);
    expect(() => parseJson(bytes(text))).toThrow(expect.objectContaining({ code: "bad-json" }));
  });
});

describe("parseUpload", () => {
  const multipart = async (form: FormData) => {
    const request = new Request("http://polynya.test/", { method: "POST", body: form });
    const body = new Uint8Array(await request.arrayBuffer());
    return parseUpload(body, request.headers.get("content-type") ?? "", undefined);
  };

  test("returns the file of a form, its name and the other fields", async () => {
    const form = new FormData();
    form.set("title", "Заголовок");
    form.set("file", new File([new Uint8Array([0, 255, 13, 10])], "сайт.xlf"));
    const upload = await multipart(form);
    expect([...upload.bytes]).toEqual([0, 255, 13, 10]);
    expect(upload).toMatchObject({ filename: "сайт.xlf", fields: { title: "Заголовок" } });
  });

  test("refuses a form without a file, and a body that is not a form", async () => {
    await expect(multipart(new FormData())).rejects.toMatchObject({
      code: expect.stringMatching(/file-empty|bad-request/u),
    });
    await expect(
      parseUpload(bytes("nonsense"), "multipart/form-data; boundary=x", undefined),
    ).rejects.toMatchObject({ code: "bad-request" });
    await expect(parseUpload(bytes("nonsense"), "multipart/form-data", undefined)).rejects.toMatchObject({
      code: "bad-request",
    });
  });

  test("returns any other body as the file", async () => {
    expect(await parseUpload(bytes("a,b"), "text/csv", "a.csv")).toEqual({
      bytes: bytes("a,b"),
      filename: "a.csv",
      fields: {},
    });
  });
});

describe("the application", () => {
  test("answers 413 to a body over the operation's limit, chunked or not, before it is parsed", async () => {
    const { request } = service();
    const title = "x".repeat(2 * MEBIBYTE);
    const plain = await request("/api/v1/collections", sending("POST", { title }, admin));
    expect([plain.status, (await problemOf(plain)).code]).toEqual([413, "too-large"]);
    const { body, given } = chunks(65_536, 10_000);
    const streamed = await request("/api/v1/collections", {
      method: "POST",
      headers: { ...admin, "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(given()).toBeLessThan(2 * MEBIBYTE);
  });

  test("does not read a body before it has checked the credentials", async () => {
    const { body, given } = chunks(65_536, 10_000);
    const response = await service().request("/api/v1/collections", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(401);
    expect(given()).toBeLessThanOrEqual(2 * 65_536);
  });

  test.each([
    ["text/plain", 415],
    ["application/xml", 415],
    [undefined, 415],
  ])("refuses a JSON body sent as %s", async (type, status) => {
    const headers: Record<string, string> = type === undefined ? admin : { ...admin, "content-type": type };
    const body = new Blob(['{"title":"t"}']);
    const response = await service().request("/api/v1/collections", { method: "POST", headers, body });
    expect([response.status, (await problemOf(response)).code]).toEqual([status, "unsupported-format"]);
  });

  test("refuses JSON with a __proto__ key", async () => {
    const response = await service().request("/api/v1/collections", {
      method: "POST",
      headers: { ...admin, "content-type": "application/json" },
      body: '{"title":"t","settings":{"__proto__":{"x":1}}}',
    });
    expect([response.status, (await problemOf(response)).code]).toEqual([400, "bad-json"]);
  });
});
