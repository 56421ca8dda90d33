import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { createContext } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { matchIndex } from "../../src/storage/index/choose-match-index.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { anna } from "../services/helpers.ts";
import { faultServer, json, problem, shell } from "./environment.ts";

/** A working folder with a store in the usual place, open as a running service has it. */
function withStore() {
  const work = shell();
  const storage = openSqlite(join(work.folder, "data/polynya.db"));
  return { ...work, storage };
}

/** Overwrites the middle of a file. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0x5a, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096);
  writeFileSync(path, bytes);
}

describe("backup, verify, restore", () => {
  test("a backup of a store in use is whole, and comes back", async () => {
    const { polynya, folder, storage } = withStore();
    await storage.all("CREATE TABLE stray (x) ");
    await storage.all("INSERT INTO stray VALUES (1)");
    expect((await polynya("backup", "b.db")).code).toBe(EXIT.done);
    await storage.all("INSERT INTO stray VALUES (2)");
    storage.close();

    expect((await polynya("verify", "b.db", "--json")).out).toContain('"damage": []');
    expect((await polynya("restore", "b.db")).code).toBe(EXIT.conflicts);
    expect((await polynya("restore", "b.db", "--force", "--dry-run")).code).toBe(EXIT.done);
    writeFileSync(join(folder, "data/polynya.db.index"), "what the old store said");
    expect((await polynya("restore", "b.db", "--force")).code).toBe(EXIT.done);
    expect(existsSync(join(folder, "data/polynya.db.index"))).toBe(false);
    const restored = openSqlite(join(folder, "data/polynya.db"));
    expect(await restored.all("SELECT x FROM stray")).toEqual([{ x: 1 }]);
    restored.close();
    // The old store is still there.
    expect(readdirSync(join(folder, "data")).some((name) => name.includes("before-restore"))).toBe(true);
  });

  test.each([["backup", "b.db"], ["restore", "b.db"], ["verify"]])(
    "%s of a database of PostgreSQL names its own programs",
    async (...command) => {
      const { polynya, storage } = withStore();
      await polynya("backup", "b.db");
      storage.close();
      const refused = await polynya(...command, "--database", "postgres://user:secret@host/polynya");
      expect(refused.code).toBe(EXIT.usage);
      expect(refused.err).toContain("pg_dump");
      expect(refused.err).not.toContain("secret");
    },
  );

  test("a store in use is not replaced, not even with --force", async () => {
    const { polynya, folder, storage } = withStore();
    expect((await polynya("backup", "b.db")).code).toBe(EXIT.done);
    await storage.all("CREATE TABLE stray (x)");
    const refused = await polynya("restore", "b.db", "--force");
    expect([refused.code, refused.err]).toEqual([EXIT.conflicts, expect.stringContaining("in use")]);
    expect(readdirSync(join(folder, "data")).filter((name) => name.includes("restore"))).toEqual([]);
    expect(await storage.all("SELECT x FROM stray")).toEqual([]);
    storage.close();
    expect((await polynya("restore", "b.db", "--force")).code).toBe(EXIT.done);
  });

  test("a damaged backup is told by name and never restored", async () => {
    const { polynya, folder, storage } = withStore();
    storage.close();
    await polynya("backup", "b.db");
    damage(join(folder, "b.db"));
    const verified = await polynya("verify", "b.db");
    expect([verified.code, verified.err]).toEqual([EXIT.badData, expect.stringContaining("b.db")]);
    const before = readFileSync(join(folder, "data/polynya.db"));
    expect((await polynya("restore", "b.db", "--force")).code).toBe(EXIT.badData);
    expect(readFileSync(join(folder, "data/polynya.db")).equals(before)).toBe(true);
    expect(readdirSync(join(folder, "data")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test.each([
    ["text", "just a text"],
    ["empty", ""],
  ])("a file that is no store (%s) is 65", async (_name, text) => {
    const { polynya, write, storage } = withStore();
    storage.close();
    write("no.db", text);
    expect((await polynya("verify", "no.db")).code).toBe(EXIT.badData);
    expect((await polynya("restore", "no.db", "--force")).code).toBe(EXIT.badData);
  });

  test("a backup goes where it is told, and replaces no file unasked", async () => {
    const { polynya, write, read, storage, folder } = withStore();
    storage.close();
    write("b.db", "precious");
    expect((await polynya("backup", "b.db")).code).toBe(EXIT.conflicts);
    expect(read("b.db")).toBe("precious");
    expect((await polynya("backup", "../b.db")).code).toBe(EXIT.done);
    expect(existsSync(join(folder, "../b.db"))).toBe(true);
    expect((await polynya("backup", "c.db", "--database", "no.db")).code).toBe(EXIT.notFound);
    expect((await polynya("backup", "c.db", "--dry-run")).code).toBe(EXIT.done);
    expect(existsSync(join(folder, "c.db"))).toBe(false);
  });
});

describe("doctor", () => {
  const states = (out: string): Record<string, string> =>
    Object.fromEntries(
      (JSON.parse(out) as { findings: { check: string; state: string }[] }).findings.map(
        ({ check, state }) => [check, state],
      ),
    );

  test("a sound machine is 0", async () => {
    const server = await faultServer((response) => json(response, 200, { status: "ok" }));
    const { polynya, storage } = withStore();
    const result = await polynya("doctor", "--json", "--server", server.url);
    storage.close();
    expect(result.code).toBe(EXIT.done);
    expect(states(result.out)).toEqual({
      node: "ok",
      sqlite: "ok",
      store: "ok",
      config: "absent",
      server: "ok",
      key: "absent",
    });
  });

  test("doctor ends with 7 when the server cannot be reached, with 1 when the store or configuration is broken", async () => {
    const { polynya, storage, folder, write } = withStore();
    storage.close();
    const alone = await polynya("doctor", "--server", "http://127.0.0.1:9", "--retries", "0");
    expect([alone.code, alone.out]).toEqual([EXIT.unreachable, expect.stringContaining("FAILED")]);

    const server = await faultServer((response) => problem(response, 503));
    expect((await polynya("doctor", "--server", server.url, "--retries", "0")).code).toBe(EXIT.unreachable);

    damage(join(folder, "data/polynya.db"));
    write("polynya.json", "{");
    const ill = await polynya("doctor", "--json", "--server", "http://127.0.0.1:9", "--retries", "0");
    expect(ill.code).toBe(EXIT.failed);
    expect(states(ill.out)).toMatchObject({ store: "failed", config: "failed", server: "failed" });
  });

  test("--scrub names the damaged page, its units, their import, and the backup that has them", async () => {
    const { polynya, folder, storage } = withStore();
    const context = createContext({ storage, index: matchIndex(storage), now: () => new Date() });
    await createCollection(context, anna, { id: "c", title: "C" });
    const rows = Array.from({ length: 200 }, (_, at) => `k${at},Sea ice ${at},Морской лёд ${at}`);
    const csv = new TextEncoder().encode(`key,en,ru\n${rows.join("\n")}\n`);
    const made = await createDocument(context, anna, { collection: "c", id: "d", filename: "ice.csv" }, csv);
    storage.close();
    await polynya("backup", "b.db");
    const path = join(folder, "data/polynya.db");
    const server = await faultServer((response) => json(response, 200, { status: "ok" }));
    const scrub = ["doctor", "--scrub", "--backup", "b.db", "--server", server.url];
    expect((await polynya(...scrub)).code).toBe(EXIT.done);

    const database = new Database(path, { readonly: true });
    const page = database
      .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'unit' AND pagetype = 'leaf' LIMIT 1")
      .pluck()
      .get();
    database.close();
    const bytes = readFileSync(path);
    const at = ((page ?? 0) - 1) * 4096 + 3500;
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    writeFileSync(path, bytes);

    const found = await polynya(...scrub);
    expect(found.code).toBe(EXIT.failed);
    expect(found.out).toContain(`pages ${page} are not as they were written`);
    expect(found.out).toMatch(/page \d+: rows of unit: \d+/u);
    expect(found.out).toContain(`of d: last written by ${made.report.import}, whose file ice.csv is kept`);
    expect(found.out).toMatch(/b\.db: damaged rows that it has: (\d+) of \1/u);
    const told = JSON.parse((await polynya(...scrub, "--json")).out) as {
      scrub: { hurt: { page: number; holds: string }[]; units: unknown[] };
    };
    expect(told.scrub.hurt).toMatchObject([{ page, holds: "rows", name: "unit" }]);
    expect(told.scrub.units.length).toBeGreaterThan(1);

    expect((await polynya("restore", "b.db", "--force")).code).toBe(EXIT.done);
    expect((await polynya(...scrub)).code).toBe(EXIT.done);
  });

  test("--accept records a store that another program has changed", async () => {
    const { polynya, folder, storage } = withStore();
    storage.close();
    const path = join(folder, "data/polynya.db");
    const server = await faultServer((response) => json(response, 200, { status: "ok" }));
    const other = new Database(path);
    other.exec("CREATE TABLE stray (x); VACUUM");
    other.close();
    expect((await polynya("doctor", "--scrub", "--server", server.url)).code).toBe(EXIT.failed);
    expect((await polynya("doctor", "--accept", "--server", server.url)).code).toBe(EXIT.done);
    expect((await polynya("doctor", "--scrub", "--server", server.url)).code).toBe(EXIT.done);
    openSqlite(path).close();
  });

  test("--reindex makes the index anew", async () => {
    const { polynya, storage } = withStore();
    storage.close();
    const server = await faultServer((response) => json(response, 200, {}));
    const result = await polynya("doctor", "--reindex", "--json", "--server", server.url);
    expect([result.code, states(result.out)["index"]]).toEqual([EXIT.done, "ok"]);
    expect(result.out).toContain("units indexed anew: 0");
  });
});
