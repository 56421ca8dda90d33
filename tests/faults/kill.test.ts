import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { ask, type RunningServer, startServer } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROUNDS = 3;
const PUSHES = 100;
const UNITS = 12;
const CLIENTS = PUSHES;

/** Pseudo-random points, equal in every run (linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

const body = (push: number) =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: UNITS }, (_, at) => [`p${push}_${at}`, `текст ${push}.${at}`])),
  );

const send = (server: RunningServer, push: number) =>
  ask(server.url, "/api/v1/documents/site/push?format=i18next&source=ru", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `push-${push}` },
    body: body(push),
  });

test(
  "acknowledged writes survive kill -9 at any point, complete and exactly once",
  { timeout: 120_000 },
  async () => {
    const random = generator(20_261_123);
    const database = join(folder, "store.db");
    let server = await startServer(database);
    await ask(server.url, "/api/v1/collections", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "c", title: "C" }),
    });
    const made = await ask(server.url, "/api/v1/collections/c/documents?id=site&format=i18next&source=ru", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ first: "первый" }),
    });
    expect(made.status, await made.text()).toBe(201);

    const acknowledged = new Set<number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const waiting = Array.from({ length: PUSHES }, (_, at) => round * PUSHES + at);
      const unanswered: number[] = [];
      const killAt = Math.floor(random() * PUSHES * 0.8) + 1;
      let killed: Promise<void> | undefined;
      const client = async () => {
        for (let push = waiting.shift(); push !== undefined; push = waiting.shift()) {
          try {
            const response = await send(server, push);
            if (response.status !== 200) throw new Error(await response.text());
            acknowledged.add(push);
          } catch {
            unanswered.push(push);
          }
          if (acknowledged.size >= round * PUSHES + killAt) killed ??= server.kill("SIGKILL");
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
      await killed;
      expect(unanswered.length, "the kill came before the end").toBeGreaterThan(0);

      const damaged = new Database(database, { readonly: true });
      expect(damaged.pragma("integrity_check", { simple: true })).toBe("ok");
      const keys = damaged.prepare<[], string>("SELECT key FROM unit WHERE key LIKE 'p%'").pluck().all();
      damaged.close();
      const counts = Map.groupBy(keys, (key) => Number(/^p(\d+)_/u.exec(key)?.[1]));
      for (const [push, units] of counts) expect(units, `push ${push} is whole`).toHaveLength(UNITS);
      for (const push of acknowledged) expect(counts.has(push), `push ${push} was acknowledged`).toBe(true);

      server = await startServer(database);
      for (const push of unanswered) {
        const response = await send(server, push);
        expect(response.status).toBe(200);
        acknowledged.add(push);
      }
    }

    await server.kill("SIGTERM");
    expect(server.process.exitCode, "SIGTERM is a proper end").toBe(0);
    const store = new Database(database, { readonly: true });
    const pushes = store.prepare<[], number>("SELECT count(*) FROM import WHERE kind = 'push'").pluck().get();
    const units = store.prepare<[], number>("SELECT count(*) FROM unit WHERE key LIKE 'p%'").pluck().get();
    store.close();
    expect(pushes, "each push was done once").toBe(ROUNDS * PUSHES);
    expect(units).toBe(ROUNDS * PUSHES * UNITS);
  },
);
