import { expect, test } from "vitest";
import { createLimiter } from "../../src/http/limiter.ts";

test("a key that failed too often has to wait until its window ends", () => {
  let now = 0;
  const limiter = createLimiter({ failures: 2, window: 10_000, now: () => now });
  limiter.failed("a");
  expect(limiter.wait("a")).toBe(0);
  now = 4000;
  limiter.failed("a");
  expect(limiter.wait("a")).toBe(6);
  expect(limiter.wait("b")).toBe(0);
  now = 10_000;
  expect(limiter.wait("a")).toBe(0);
});

test("keeps no more keys in memory than its limit", () => {
  const limiter = createLimiter({ failures: 1, keys: 3, now: () => 0 });
  for (const address of ["a", "b", "c", "d"]) limiter.failed(address);
  expect(["a", "b", "c", "d"].map((address) => limiter.wait(address) > 0)).toEqual([false, true, true, true]);
});
