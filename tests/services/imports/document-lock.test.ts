import { expect, test } from "vitest";
import { documentLock } from "../../../src/services/imports/document-lock.ts";

test("writers of one document come one after the other, and those of another do not wait", async () => {
  const lock = documentLock();
  const order: string[] = [];
  const first = await lock("a");
  const second = lock("a").then((release) => {
    order.push("second");
    release();
  });
  const third = lock("a").then((release) => {
    order.push("third");
    release();
  });
  (await lock("b"))();
  order.push("b");
  first();
  await Promise.all([second, third]);
  expect(order).toEqual(["b", "second", "third"]);
  (await lock("a"))();
});
