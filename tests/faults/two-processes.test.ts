import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, type RunningServer, startServer } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-two-"));
const database = join(folder, "store.db");
const PUSHES = 60;
const UNITS = 5;
const CLIENTS = 12;

let servers: RunningServer[] = [];

beforeAll(async () => {
  // Both start at once without a file, so both try to create it.
  servers = await Promise.all([startServer(database), startServer(database)]);
  await post(0, "/api/v1/collections", { id: "c", title: "C" });
  const made = await post(1, "/api/v1/collections/c/documents?id=site&format=i18next&source=ru", {
    counter: "начало",
  });
  expect(made.status).toBe(201);
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill("SIGTERM")));
  rmSync(folder, { recursive: true, force: true });
});

const urlOf = (at: number): string => servers[at % servers.length]?.url ?? "";

const post = (at: number, path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(urlOf(at), path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const PUSH = "/api/v1/documents/site/push?format=i18next&source=ru&onConflict=mine";

/** Runs the jobs with several clients at the same time. */
async function workers(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...jobs];
  const client = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function textsAt(at: number): Promise<Record<string, string>> {
  const answer = await ask(urlOf(at), "/api/v1/documents/site/export?format=i18next&target=ru");
  return (await answer.json()) as Record<string, string>;
}

describe("two processes over one file", () => {
  test("accept pushes to one document at once: all are answered, nothing is lost", async () => {
    const statuses: number[] = [];
    await workers(
      Array.from({ length: PUSHES }, (_, push) => async () => {
        const strings = Array.from({ length: UNITS }, (__, at) => [`p${push}_${at}`, `текст ${push}.${at}`]);
        const body = { ...Object.fromEntries(strings), counter: `push ${push}` };
        statuses.push((await post(push, PUSH, body, { "idempotency-key": `all-${push}` })).status);
      }),
    );
    expect(statuses).toEqual(Array.from({ length: PUSHES }, () => 200));
    for (const at of [0, 1]) {
      const texts = await textsAt(at);
      expect(Object.keys(texts)).toHaveLength(1 + PUSHES * UNITS);
      expect(texts["p7_3"]).toBe("текст 7.3");
    }
    const store = new Database(database, { readonly: true });
    const history = store
      .prepare<[], number>(
        "SELECT version FROM change WHERE unit = (SELECT n FROM unit WHERE key = 'counter') ORDER BY version",
      )
      .pluck()
      .all();
    store.close();
    expect(history, "every overwritten text is in the history").toEqual(
      Array.from({ length: PUSHES + 1 }, (_, at) => at + 1),
    );
  });

  test("run a push only once when both get it with the same key, and give one answer", async () => {
    for (let round = 0; round < 10; round += 1) {
      const body = { counter: `twice ${round}`, [`twice${round}`]: "дважды" };
      const answers = await Promise.all(
        [0, 1, 2, 3].map((at) => post(at, PUSH, body, { "idempotency-key": `twice-${round}` })),
      );
      const reports = await Promise.all(answers.map((answer) => answer.text()));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(new Set(reports).size, reports.join("\n")).toBe(1);
      const replayed = answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true");
      expect(replayed).toHaveLength(3);
    }
  });

  test("accept only one of two edits that began at the same version", async () => {
    const answer = await ask(urlOf(0), "/api/v1/documents/site/units?limit=1");
    const [unit] = ((await answer.json()) as { items: { id: string; version: number }[] }).items;
    if (unit === undefined) throw new Error("no unit");
    for (let version = unit.version; version < unit.version + 10; version += 1) {
      const edits = [0, 1].map((at) =>
        ask(urlOf(at), `/api/v1/units/${unit.id}`, {
          method: "PATCH",
          headers: { "content-type": "application/json", "if-match": `"${version}"` },
          body: JSON.stringify({
            variants: { ru: { text: `правка ${version} от ${at}`, state: "translated" } },
          }),
        }),
      );
      const statuses = (await Promise.all(edits)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([200, 412]);
    }
  });
});
