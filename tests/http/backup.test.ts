import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { copyStore, openSqlite } from "../../src/storage/sqlite.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, service } from "./app.ts";

const admin = { headers: bearer(ENVIRONMENT_TOKEN) };
const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith("polynya-backup-"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "polynya-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a backup is one file with the whole store, and leaves no temporary file", async () => {
  const storage = openSqlite(join(folder, "store.db"));
  const polynya = service(storage, { backup: () => copyStore(storage) });
  await createCollection(polynya.context, OWNER, { id: "c", title: "C" });
  const rows = Array.from({ length: 300 }, (_, at) => `Unit ${at},Единица ${at},第${at}个`).join("\n");
  const csv = new TextEncoder().encode(`en,ru,zh\n${rows}\n`);
  await createDocument(polynya.context, OWNER, { collection: "c", id: "d", format: "csv" }, csv);
  const before = copies();

  const response = await polynya.request("/api/v1/backup", admin);
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="polynya-2026-11-23-09-00-00.db"',
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(String(bytes.length)).toBe(response.headers.get("content-length"));
  // The temporary file is closed and deleted after its last byte.
  await expect.poll(copies).toEqual(before);

  writeFileSync(join(folder, "copy.db"), bytes);
  const copy = openSqlite(join(folder, "copy.db"));
  const all = "SELECT n, key, version, en, ru, zh FROM unit ORDER BY n";
  expect(await copy.all(all)).toEqual(await storage.all(all));
  expect(copy.damage()).toBeUndefined();
  copy.close();
  storage.close();
});

test("a cancelled backup leaves no temporary file either", async () => {
  const storage = openSqlite(join(folder, "store.db"));
  const polynya = service(storage, { backup: () => copyStore(storage) });
  const before = copies();
  const response = await polynya.request("/api/v1/backup", admin);
  await response.body?.cancel();
  await expect.poll(copies).toEqual(before);
  storage.close();
});

test("if the engine cannot make a file, the answer says so and what to do instead", async () => {
  const polynya = service();
  expect(await (await polynya.request("/api/v1/service", admin)).json()).toMatchObject({ backup: false });
  const response = await polynya.request("/api/v1/backup", {
    headers: { ...admin.headers, "accept-language": "zh" },
  });
  expect(response.status).toBe(501);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ code: "backup-elsewhere" });
  expect(problem["advice"]).toContain("time-travel");
});
