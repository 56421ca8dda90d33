import { expect, test } from "vitest";
import { network } from "../../src/http/authentication.ts";
import { createLimiter } from "../../src/http/limiter.ts";

test("a key that failed too often has to wait until its window ends", () => {
  let now = 0;
  const limiter = createLimiter({ failures: 2, window: 10_000, now: () => now });
  expect(limiter.failed("a")).toBe(0);
  now = 4000;
  expect(limiter.failed("a")).toBe(0);
  expect(limiter.failed("a")).toBe(6);
  expect(limiter.failed("b")).toBe(0);
  now = 10_000;
  expect(limiter.failed("a")).toBe(0);
});

test("keeps no more keys in memory than its limit", () => {
  const limiter = createLimiter({ failures: 1, keys: 3, now: () => 0 });
  for (const address of ["a", "b", "c", "d"]) limiter.failed(address);
  expect(["b", "c", "d", "a"].map((address) => limiter.failed(address) > 0)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "::ffff:192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:DB8:1:2::9", "2001:db8:1:2"],
  ["2001:db8::9", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["", ""],
])("the network of %s is %s", (address, expected) => {
  expect(network(address)).toBe(expected);
});
