import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { joinStore, openStore } from "../../src/node/store.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the store of the service offers all that its engine offers, in every thread", async () => {
  const path = join(folder, "store.db");
  const engine = openSqlite(path);
  const offered = Object.entries(engine).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );
  engine.close();
  expect(offered).toEqual(expect.arrayContaining(["all", "each", "batch", "spool", "version"]));
  const opened = await openStore(path, () => undefined);
  const joined = await joinStore(path, () => undefined, undefined);
  for (const store of [opened, joined]) {
    for (const name of offered) expect(store, name).toHaveProperty(name, expect.any(Function));
    await store.close();
  }
});
