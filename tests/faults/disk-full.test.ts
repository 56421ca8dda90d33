import { expect, test } from "vitest";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { push } from "../../src/services/exchange/push.ts";
import { anna, bytes, siteOf, textsOf, testContext } from "../services/helpers.ts";

test("a full disk gives a clear problem; no write is partial, reads work, and writes work again with free space", async () => {
  const storage = openSqlite(":memory:");
  const context = await testContext(storage);
  await siteOf(context, { ru: { first: "первый" } });
  const { database } = storage;
  const noise = (at: number) =>
    Array.from({ length: 400 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((at * 7919 + n * 104729) % 20000)),
    ).join("");
  const send = (at: number) =>
    push(context, anna, {
      document: "site",
      bytes: bytes(JSON.stringify({ [`k${at}`]: noise(at) })),
      format: "i18next",
      source: "ru",
    });

  let taken = 0;
  const pages = Number(database.pragma("page_count", { simple: true }));
  database.pragma(`max_page_count = ${pages + 40}`);
  let refusal: unknown;
  while (refusal === undefined && taken < 500) {
    refusal = await send(taken).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refusal === undefined) taken += 1;
  }
  expect(taken).toBeGreaterThan(0);
  expect(refusal).toMatchObject({ code: "disk-full" });
  expect(Object.keys(await textsOf(context, "site"))).toHaveLength(taken + 1);

  database.pragma("max_page_count = 1000000");
  await send(taken);
  expect(Object.keys(await textsOf(context, "site"))).toHaveLength(taken + 2);
});
