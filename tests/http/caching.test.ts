import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Hono } from "hono";
import { matchesETag, mediaTypeOf, respondPieces, strongETag } from "../../src/http/caching.ts";
import type { HttpEnvironment } from "../../src/http/environment.ts";

describe("If-None-Match", () => {
  test.each([
    [undefined, false],
    ["", false],
    ['"abc"', true],
    ['W/"abc"', true],
    ['"x", "abc"', true],
    ['"x" , W/"abc" ,"y"', true],
    ["*", true],
    ["abc", false],
    ['"abcd"', false],
    ['"ab', false],
  ])("%j", (header, matches) => expect(matchesETag(header, '"abc"')).toBe(matches));
});

describe("a file in pieces", () => {
  const TAG = '"5f1c"';
  const answering = (pieces: Iterable<Uint8Array>, byteLength: number) => {
    let closed = 0;
    const file = {
      byteLength,
      [Symbol.iterator]: () => pieces[Symbol.iterator](),
      close: () => void (closed += 1),
    };
    const app = new Hono<HttpEnvironment>().get("/", (c) =>
      respondPieces(c, file, { contentType: "text/plain", cacheControl: "no-cache", etag: TAG }),
    );
    return { ask: (headers = {}) => app.request("/", { headers }), closed: () => closed };
  };

  test("tells its length, and is closed behind the last piece", async () => {
    const { ask, closed } = answering([Uint8Array.of(0x61), Uint8Array.of(0x62, 0x63)], 3);
    const answer = await ask();
    expect([answer.status, answer.headers.get("content-length"), answer.headers.get("etag")]).toEqual([
      200,
      "3",
      TAG,
    ]);
    expect(await answer.text()).toBe("abc");
    expect(closed()).toBe(1);
  });

  test("is closed unread when the client has it", async () => {
    const { ask, closed } = answering([Uint8Array.of(0x61)], 1);
    expect((await ask({ "if-none-match": TAG })).status).toBe(304);
    expect(closed()).toBe(1);
  });

  test("breaks off when a piece is lost, and does not end as if it were whole", async () => {
    const lost = (function* () {
      yield Uint8Array.of(0x61);
      throw new Error("the temporary file is gone");
    })();
    const { ask, closed } = answering(lost, 2);
    await expect((await ask()).text()).rejects.toThrow();
    expect(closed()).toBe(1);
  });

  test("has a charset when all of it is UTF-8, also where a character is in two pieces", () => {
    expect(mediaTypeOf("text/csv", [Uint8Array.of(0xd0), Uint8Array.of(0x9b)])).toBe(
      "text/csv; charset=utf-8",
    );
    expect(mediaTypeOf("text/csv", [Uint8Array.of(0xd0)])).toBe("text/csv");
    expect(mediaTypeOf("application/xml", [Uint8Array.of(0xd0, 0x9b)])).toBe("application/xml");
  });
});

test("ETags are strong: equal if and only if the bytes are equal", async () => {
  const bytes = fc.uint8Array({ maxLength: 4 }).map((array) => new Uint8Array(array));
  await fc.assert(
    fc.asyncProperty(bytes, bytes, async (a, b) => {
      const equal = a.length === b.length && a.every((byte, at) => byte === b[at]);
      expect((await strongETag(a)) === (await strongETag(b))).toBe(equal);
    }),
  );
  expect(await strongETag(new Uint8Array())).toMatch(/^"[0-9a-f]{32}"$/u);
});
