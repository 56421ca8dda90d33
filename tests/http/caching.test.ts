import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesETag, strongETag } from "../../src/http/caching.ts";

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
