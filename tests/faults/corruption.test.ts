import { createContext } from "../../src/services/context.ts";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { matchIndex } from "../../src/storage/index/choose-match-index.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { type Damage, StorageError } from "../../src/storage/port.ts";
import { anna, bytes } from "../services/helpers.ts";
import { ask, startServer, TOKEN } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-corruption-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEEDS = 40;
const UNITS = 400;
const sound = join(folder, "sound.db");
const PAGE = 4096;

/** Pseudo-random places, equal in every run (linear congruential generator). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

beforeAll(async () => {
  const storage = openSqlite(sound);
  // A fixed time makes the same bytes in each run, so that damage has the same effect.
  const context = createContext({
    storage,
    index: matchIndex(storage),
    now: () => new Date("2026-11-23T00:00:00Z"),
  });
  await createCollection(context, anna, { id: "c", title: "C" });
  for (const id of ["first", "second"]) {
    const strings = Array.from({ length: UNITS }, (_, at) => [
      `${id}${at}`,
      `Морской лёд, фраза ${at} из ${id}.`,
    ]);
    await createDocument(
      context,
      anna,
      { collection: "c", id, format: "i18next", source: "ru" },
      bytes(JSON.stringify(Object.fromEntries(strings))),
    );
  }
  storage.close();
});

/** The service over a file, built like in the Node entry. */
function serviceOver(file: string) {
  const found: Damage[] = [];
  const unforeseen: unknown[] = [];
  const storage = openSqlite(file, undefined, (damage) => found.push(damage));
  const app = createApp({
    context: createContext({ storage, index: matchIndex(storage), now: () => new Date() }),
    environmentToken: TOKEN,
    address: () => "test",
    report: (error) => unforeseen.push(error),
  });
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${TOKEN}`);
    return app.request(path, { ...init, headers });
  };
  return { storage, found, unforeseen, request };
}

type Service = ReturnType<typeof serviceOver>;

const READS = [
  "/api/v1/collections",
  "/api/v1/documents/first",
  "/api/v1/documents/first/units?limit=500",
  "/api/v1/documents/second/units?limit=500",
  "/api/v1/documents/second/export?format=i18next&target=ru",
  "/api/v1/imports",
];

const json = (body: string): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body,
});
const PUSH = [
  "/api/v1/documents/first/push?format=i18next&source=ru",
  json('{"new":"новая строка"}'),
] as const;
const CREATE = ["/api/v1/collections", json('{"id":"d","title":"D"}')] as const;
const WRITES = [PUSH, CREATE];

const codeOf = async (response: Response): Promise<string | undefined> =>
  ((await response.json()) as { code?: string }).code;

async function statuses(request: Service["request"], paths: readonly string[]): Promise<number[]> {
  const answers: number[] = [];
  for (const path of paths) answers.push((await request(path)).status);
  return answers;
}

/** Overwrites some bytes in a table's b-tree, below its root. */
function damageTable(file: string, table: string): void {
  const database = new Database(file, { readonly: true });
  const pages = database
    .prepare<[string], number>(
      "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno",
    )
    .pluck()
    .all(table);
  database.close();
  const page = pages[Math.floor(pages.length / 2)];
  if (page === undefined) throw new Error(`no page of ${table}`);
  const data = readFileSync(file);
  data.fill(0xff, (page - 1) * PAGE, (page - 1) * PAGE + 64);
  writeFileSync(file, data);
}

const copy = (name: string): string => {
  const file = join(folder, `${name}.db`);
  copyFileSync(sound, file);
  return file;
};

describe("a store that is damaged", () => {
  test("at any place is never written to, is read as far as possible, and causes no unexpected error", async () => {
    const outcomes = { sound: 0, damaged: 0, later: 0, unfit: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = generator(seed * 7919);
      const file = copy(`seed-${seed}`);
      const data = readFileSync(file);
      const page = random(data.length / PAGE);
      for (let flips = 1 + random(64); flips > 0; flips -= 1) {
        const at = page * PAGE + random(PAGE);
        data[at] = (data[at] ?? 0) ^ (1 + random(255));
      }
      writeFileSync(file, data);

      let service: Service;
      try {
        service = serviceOver(file);
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(StorageError);
        expect((error as StorageError).fault, `seed ${seed}`).toBe("unfit");
        outcomes.unfit += 1;
        continue;
      }
      const { request, storage, found } = service;
      const atStart = storage.damage();
      if (atStart === undefined) {
        // The check at the start does not see all damage. The rest is seen when it is read, or it changes letters
        // in a row: a name becomes another name, or a row becomes invalid.
        for (const [path, init] of WRITES) {
          const answer = await request(path, init);
          if (answer.status >= 400)
            expect(["read-only", "not-found", "internal"], `seed ${seed}`).toContain(await codeOf(answer));
        }
        if (storage.damage() === undefined) outcomes.sound += 1;
        else outcomes.later += 1;
      } else {
        outcomes.damaged += 1;
        const ready = await request("/readyz");
        expect(ready.status).toBe(503);
        expect(await ready.json()).toMatchObject({ code: "read-only", check: atStart.check });
        for (const status of await statuses(request, READS)) {
          expect([200, 404, 503], `seed ${seed}`).toContain(status);
        }
        for (const [path, init] of WRITES) {
          const answer = await request(path, init);
          expect(answer.status, `seed ${seed}`).toBe(503);
          expect(await codeOf(answer), `seed ${seed}`).toBe("read-only");
        }
        expect(found).toEqual([atStart]);
      }
      storage.close();
      if (atStart !== undefined)
        expect(readFileSync(file).equals(data), `seed ${seed} is untouched`).toBe(true);
    }
    expect(outcomes.damaged, JSON.stringify(outcomes)).toBeGreaterThan(SEEDS / 4);
  });

  test("in one table still serves the others, and reports the damage in the reader's language", async () => {
    const file = copy("history");
    damageTable(file, "change");
    const { request, storage } = serviceOver(file);
    expect(storage.damage()?.check).toBe("quick_check");
    expect(await statuses(request, READS)).toEqual(READS.map(() => 200));
    const texts = new Set<string>();
    for (const language of ["en", "ru", "zh"]) {
      for (const [path, init] of WRITES) {
        const headers = { ...init.headers, "accept-language": language };
        const answer = await request(path, { ...init, headers });
        expect(answer.status).toBe(503);
        const { code, advice } = (await answer.json()) as { code: string; advice: string };
        expect(code).toBe("read-only");
        expect(advice).toContain("polynya restore");
        texts.add(advice);
      }
    }
    expect(texts.size).toBe(3);
    storage.close();
  });

  test("while the service runs gets no more writes", async () => {
    const file = copy("later");
    const { request, storage, found } = serviceOver(file);
    expect(storage.damage()).toBeUndefined();
    damageTable(file, "unit");
    storage.database.pragma("shrink_memory");
    expect((await request("/api/v1/documents/first/units?limit=500")).status).toBe(503);
    expect(found).toEqual([{ check: "SQLITE_CORRUPT", detail: expect.any(String) as string }]);
    expect(await (await request("/readyz")).json()).toMatchObject({ check: "SQLITE_CORRUPT" });
    expect(await codeOf(await request(...CREATE))).toBe("read-only");
    expect((await request("/api/v1/collections")).status).toBe(200);
    expect(() => storage.database.exec("CREATE TABLE a (b)")).toThrow(/readonly/u);
    storage.close();
  });

  test("keeps the data of its write-ahead log", async () => {
    const file = copy("log");
    const { request, storage } = serviceOver(file);
    expect((await request(...CREATE)).status).toBe(201);
    // A killed process leaves the log beside the file.
    const left = join(folder, "left.db");
    copyFileSync(file, left);
    copyFileSync(`${file}-wal`, `${left}-wal`);
    storage.close();
    damageTable(left, "change");
    const before = readFileSync(`${left}-wal`);
    const after = serviceOver(left);
    expect(after.storage.damage()?.check).toBe("quick_check");
    const answer = (await (await after.request("/api/v1/collections")).json()) as { items: unknown[] };
    expect(answer.items).toHaveLength(2);
    after.storage.close();
    expect(readFileSync(`${left}-wal`).equals(before)).toBe(true);
  });

  test("is served by the real process, and its log says what to do", async () => {
    const file = copy("process");
    damageTable(file, "change");
    let log = "";
    const server = await startServer(file, { POLYNYA_SEED: "on" }, (chunk) => (log += chunk));
    expect((await ask(server.url, "/readyz")).status).toBe(503);
    expect((await ask(server.url, "/api/v1/documents/first/units")).status).toBe(200);
    const written = await ask(server.url, ...PUSH);
    expect([written.status, await codeOf(written)]).toEqual([503, "read-only"]);
    await server.kill("SIGTERM");
    expect(server.process.exitCode).toBe(0);
    expect(log).toMatch(/is damaged \(quick_check: .*polynya restore/u);
  });
});

test("a file that is not a store is refused with a clear message", async () => {
  const file = join(folder, "letter.db");
  writeFileSync(file, "no database at all".repeat(1000));
  await expect(startServer(file)).rejects.toThrow(/ended with 1: .*can't be opened: file is not a database/u);
  expect(readFileSync(file, "utf8")).toBe("no database at all".repeat(1000));
});
