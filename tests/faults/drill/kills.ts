import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { scrubStore } from "../../../src/storage/integrity/scrub.ts";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { ask, type RunningServer, startServer } from "../server.ts";
import { type DrillOptions, inFolder, json, type Outcome, type Part, sleep } from "./part.ts";

const CLIENTS = 24;
const UNITS = 12;
const PUSHES = 120;
const CUTS = 6;
/** Most milliseconds from a confirmation to the kill, so that a kill may fall into any part of a push. */
const LONGEST_DELAY = 60;
/** Kills even if the time is over. */
const FEWEST = 2;
/** Milliseconds for a bug that was put in: where a kill or a cut falls is chance. */
const PATIENCE = 90_000;
/** Confirmed pushes that are sent again after a kill. */
const LOST_ANSWERS = 5;
const ENDS = ["", "-wal", ".pages"];

/** Kills the service with concurrent writers, cuts its log, and looks for what was lost, halved or doubled. */
export const kills: Part = {
  name: "kills",
  share: 4,
  run: (options) => inFolder((folder) => run(folder, options)),
};

async function run(folder: string, options: DrillOptions): Promise<Outcome> {
  const { random, seconds, environment, bug } = options;
  const path = join(folder, "store.db");
  const faults: string[] = [];
  const counted = { kills: 0, acknowledged: 0, "answers lost after the commit": 0, cuts: 0 };
  const acknowledged = new Set<number>();
  const start = Date.now();
  const isOver = (): boolean => {
    const passed = Date.now() - start;
    if (bug !== undefined && faults.length === 0) return passed > PATIENCE;
    return passed > seconds * 1000 && counted.kills >= FEWEST;
  };
  let server = await startServer(path, environment);
  await ask(server.url, "/api/v1/collections", json({ id: "c", title: "C" }));
  await ask(
    server.url,
    "/api/v1/collections/c/documents?id=site&format=i18next&source=ru",
    json({ first: "первый" }),
  );
  let pushes = 0;
  do {
    const waiting = Array.from({ length: PUSHES }, (_, at) => pushes + at);
    pushes += PUSHES;
    const moment = { killAfter: 1 + random.below(PUSHES - CLIENTS), delay: random.below(LONGEST_DELAY) };
    const unanswered = await pushUntilKilled(server, waiting, moment, acknowledged);
    counted.kills += 1;
    const found = unitsByPush(path);
    for (const [push, units] of found)
      if (units !== UNITS) faults.push(`push ${push} is half done: ${units} units`);
    for (const push of acknowledged)
      if (!found.has(push)) faults.push(`push ${push} was confirmed and is lost`);
    faults.push(...inconsistencies(path, `after kill ${counted.kills}`));
    counted["answers lost after the commit"] += unanswered.filter((push) => found.has(push)).length;
    faults.push(...(await scrubbed(path, `after kill ${counted.kills}`)));
    for (let cut = 0; cut < CUTS; cut += 1) {
      faults.push(...(await cutLog(folder, path, random.below(1_000_000) / 1_000_000)));
      counted.cuts += 1;
    }
    server = await startServer(path, environment);
    // A client that got no answer sends its push again; so does one whose answer was lost on the way.
    const lost = [...acknowledged].slice(-LOST_ANSWERS);
    for (const push of [...unanswered, ...lost]) {
      if (await send(server, push)) acknowledged.add(push);
      else faults.push(`push ${push} was refused after the kill`);
    }
  } while (!isOver());
  await server.kill("SIGTERM");
  if (server.process.exitCode !== 0) faults.push(`SIGTERM ended with ${server.process.exitCode}`);
  const times = numberOf(path, "SELECT count(*) FROM import WHERE kind = 'push'");
  if (times !== pushes) faults.push(`${pushes} pushes were done ${times} times`);
  faults.push(...(await scrubbed(path, "at the end")));
  return { figures: { ...counted, acknowledged: acknowledged.size }, faults };
}

async function pushUntilKilled(
  server: RunningServer,
  waiting: number[],
  { killAfter, delay }: { readonly killAfter: number; readonly delay: number },
  acknowledged: Set<number>,
): Promise<number[]> {
  const unanswered: number[] = [];
  const before = acknowledged.size;
  let killed: Promise<void> | undefined;
  const client = async () => {
    for (let push = waiting.shift(); push !== undefined; push = waiting.shift()) {
      if (await send(server, push)) acknowledged.add(push);
      else unanswered.push(push);
      if (acknowledged.size - before >= killAfter) killed ??= sleep(delay).then(() => server.kill("SIGKILL"));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await (killed ?? server.kill("SIGKILL"));
  return unanswered;
}

async function send(server: RunningServer, push: number): Promise<boolean> {
  const strings = Array.from({ length: UNITS }, (_, at) => [`p${push}_${at}`, `текст ${push}.${at}`]);
  const body = json(Object.fromEntries(strings), { "idempotency-key": `push-${push}` });
  try {
    const answer = await ask(server.url, "/api/v1/documents/site/push?format=i18next&source=ru", body);
    await answer.text();
    return answer.status === 200;
  } catch {
    return false;
  }
}

function unitsByPush(path: string): Map<number, number> {
  const database = new Database(path, { readonly: true });
  try {
    const keys = database.prepare<[], string>("SELECT key FROM unit WHERE key LIKE 'p%'").pluck().all();
    const found = new Map<number, number>();
    for (const key of keys) {
      const push = Number(/^p(\d+)_/u.exec(key)?.[1]);
      found.set(push, (found.get(push) ?? 0) + 1);
    }
    return found;
  } finally {
    database.close();
  }
}

/** What a batch writes together, and must be there together. */
const TOGETHER: Readonly<Record<string, string>> = {
  "units without history":
    "SELECT count(*) FROM unit WHERE NOT EXISTS (SELECT 1 FROM change WHERE unit = unit.n)",
  "imports without their changes": `SELECT count(*) FROM import WHERE kind = 'push'
    AND counts ->> 'created' <> (SELECT count(*) FROM change WHERE import = import.n)`,
  "imports without their report":
    "SELECT count(*) FROM import WHERE NOT EXISTS (SELECT 1 FROM import_report WHERE import = import.n)",
  "pushes without their key": `SELECT count(*) FROM import WHERE kind = 'push'
    AND NOT EXISTS (SELECT 1 FROM idempotency WHERE import = import.n)`,
  "documents with a wrong count":
    "SELECT count(*) FROM document WHERE counts ->> 'units' <> (SELECT count(*) FROM unit WHERE document = document.n)",
};

const SOUND = {
  "faults of SQLite’s own check": "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
};

const inconsistencies = (path: string, when: string): string[] =>
  Object.entries({ ...TOGETHER, ...SOUND }).flatMap(([what, sql]) => {
    const count = numberOf(path, sql);
    return count === 0 ? [] : [`${count} ${what} ${when}`];
  });

function numberOf(path: string, sql: string): number {
  const database = new Database(path, { readonly: true });
  try {
    return Number(database.prepare(sql).pluck().get());
  } finally {
    database.close();
  }
}

async function scrubbed(path: string, when: string): Promise<string[]> {
  const { hurt, log } = await scrubStore(path);
  const pages = hurt.map(({ page }) => `page ${page} looks damaged ${when}, and nothing was damaged`);
  return log === undefined ? pages : [...pages, `${log} ${when}`];
}

/** Cuts the log of a copy anywhere, as a disk may that has not written all of it. */
async function cutLog(folder: string, path: string, share: number): Promise<string[]> {
  const copy = join(folder, "cut.db");
  for (const end of [...ENDS, "-shm"]) rmSync(copy + end, { force: true });
  for (const end of ENDS) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  if (existsSync(`${copy}-wal`))
    truncateSync(`${copy}-wal`, Math.floor(statSync(`${copy}-wal`).size * share));
  const storage = openSqlite(copy);
  const damage = storage.damage();
  storage.close();
  if (damage !== undefined) return [`a log cut at ${share} looks damaged: ${damage.detail}`];
  const halves = [...unitsByPush(copy)].filter(([, units]) => units !== UNITS);
  const found = halves.map(([push, units]) => `push ${push} has ${units} units in a log cut at ${share}`);
  return [
    ...found,
    ...inconsistencies(copy, `in a log cut at ${share}`),
    ...(await scrubbed(copy, `in a log cut at ${share}`)),
  ];
}

/** Turns single bits over in a store, and looks whether each is found. */
export const flips: Part = {
  name: "flips",
  share: 1,
  run: (options) => inFolder((folder) => flip(folder, options)),
};

async function flip(folder: string, { random, seconds, environment, bug }: DrillOptions): Promise<Outcome> {
  const path = join(folder, "store.db");
  const server = await startServer(path, environment);
  await ask(server.url, "/api/v1/collections", json({ id: "c", title: "C" }));
  const strings = Array.from({ length: 400 }, (_, at) => [`k${at}`, `Морской лёд, фраза ${at}.`]);
  const body = json(Object.fromEntries(strings));
  await ask(server.url, "/api/v1/collections/c/documents?id=site&format=i18next&source=ru", body);
  await server.kill("SIGTERM");
  const size = statSync(path).size;
  const faults: string[] = [];
  const counted = { flips: 0, found: 0 };
  const copy = join(folder, "flipped.db");
  const end = Date.now() + seconds * 1000;
  do {
    for (const ending of ENDS) if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending);
    if (bug === "forgotten-record") rmSync(`${copy}.pages`, { force: true });
    const bit = random.below(size * 8);
    flipBit(copy, bit);
    counted.flips += 1;
    // SQLite itself may refuse the file.
    const hurt = await scrubStore(copy).then(
      (scrub) => scrub.hurt.length,
      () => 1,
    );
    if (hurt === 1) counted.found += 1;
    else
      faults.push(
        `bit ${bit} (page ${1 + Math.floor(bit / 8 / 4096)}) was turned over and ${hurt} pages named`,
      );
    for (const ending of [...ENDS, "-shm"]) rmSync(copy + ending, { force: true });
  } while (Date.now() < end);
  return { figures: { ...counted, pages: size / 4096 }, faults };
}

function flipBit(path: string, bit: number): void {
  const data = readFileSync(path);
  data[bit >> 3] = (data[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, data);
}
