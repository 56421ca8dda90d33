import { environmentPrincipal } from "../../../src/services/access/principal.ts";
import { afterEach, expect, test } from "vitest";
import type { ForwardedRequest, HeavyControl } from "../../../src/http/heavy-work.ts";
import { type PoolOptions, type RequestPool, requestPool } from "../../../src/node/threads/request-pool.ts";

const pools: RequestPool[] = [];
const reported: unknown[] = [];
afterEach(async () => {
  reported.length = 0;
  for (const pool of pools.splice(0)) await pool.restart();
});

function made(options: Partial<PoolOptions> = {}): RequestPool {
  const pool = requestPool({
    entry: new URL("acting-thread.ts", import.meta.url),
    data: () => ({}),
    threads: 2,
    megabytes: 64,
    report: (error) => void reported.push(error),
    onDamage: () => undefined,
    ...options,
  });
  pools.push(pool);
  return pool;
}

const asked = (path: string, body?: string): ForwardedRequest => ({
  method: body === undefined ? "GET" : "POST",
  url: `http://polynya.test${path}`,
  headers: [["x-sent", "kept"]],
  principal: environmentPrincipal("1"),
  address: "192.0.2.1",
  body: body === undefined ? undefined : new TextEncoder().encode(body),
});

const ask = (pool: RequestPool, path: string, control: Partial<HeavyControl> = {}, person = "anna") =>
  pool.answer(person, { signal: new AbortController().signal, seconds: 60, ...control }, () =>
    Promise.resolve(asked(path)),
  );

test("no thread starts before there is work, and an unused one is used again", async () => {
  const pool = made();
  expect(pool.size()).toBe(0);
  await (await ask(pool, "/echo")).text();
  await (await ask(pool, "/echo")).text();
  expect(pool.size()).toBe(1);
});

test("an answer has the status, the headers and the body that the thread gave", async () => {
  const pool = made();
  const control = { signal: new AbortController().signal, seconds: 60 };
  const response = await pool.answer("anna", control, async () => asked("/echo", "тело"));
  expect(response.status).toBe(201);
  expect(response.headers.get("x-kept")).toBe("kept");
  expect(await response.json()).toEqual({ method: "POST", name: "environment", bytes: 8 });
  const empty = await ask(pool, "/nothing");
  expect([empty.status, empty.body]).toEqual([304, null]);
  expect(await (await ask(pool, "/parts")).text()).toBe("part 1\npart 2\npart 3\npart 4\npart 5\n");
});

test("this thread goes on turning while another one works", async () => {
  const pool = made();
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const working = ask(pool, "/endless", { seconds: 30 });
  working.catch(() => undefined);
  await expect.poll(() => turns).toBeGreaterThan(100);
  clearInterval(turning);
  await pool.restart();
  await expect(working).rejects.toMatchObject({ code: "work-interrupted" });
});

test("two people's requests run at the same time, and one person's too many are refused", async () => {
  const pool = made({ threads: 2, limits: { ofPerson: 2 } });
  const answers = [ask(pool, "/busy"), ask(pool, "/busy")];
  await expect(ask(pool, "/busy")).rejects.toMatchObject({ code: "queue-full", params: { count: 2 } });
  const other = await ask(pool, "/busy", {}, "boris");
  expect(await other.text()).toBe("done");
  for (const answer of answers) expect(await (await answer).text()).toBe("done");
  expect(pool.size()).toBe(2);
  expect(await (await ask(pool, "/busy")).text()).toBe("done");
});

test("work that takes too long is ended with a problem, and the pool goes on", async () => {
  const pool = made();
  await expect(ask(pool, "/endless", { seconds: 0.5 })).rejects.toMatchObject({
    code: "time-limit",
    params: { seconds: 0.5 },
  });
  expect((await ask(pool, "/echo")).status).toBe(201);
});

test("a request is given up when its client leaves: while it waits, while it runs, and while it does not listen", async () => {
  const pool = made({ threads: 1, grace: 30_000 });
  const first = new AbortController();
  const running = ask(pool, "/until-aborted", { signal: first.signal });
  const second = new AbortController();
  const waiting = ask(pool, "/echo", { signal: second.signal });
  second.abort();
  expect((await waiting).status).toBe(499);
  await expect.poll(() => pool.size()).toBe(1);
  first.abort();
  expect(await (await running).text()).toBe("given up");
  const impatient = made({ threads: 1, grace: 50 });
  const third = new AbortController();
  const deaf = ask(impatient, "/endless", { signal: third.signal });
  await expect.poll(() => impatient.size()).toBe(1);
  third.abort();
  expect((await deaf).status).toBe(499);
  expect((await ask(impatient, "/echo")).status).toBe(201);
});

test("the end of a thread is a problem of its request alone, and is reported", async () => {
  const pool = made();
  const other = ask(pool, "/busy", {}, "boris");
  await expect(ask(pool, "/crash")).rejects.toMatchObject({ code: "work-interrupted" });
  expect(reported).toMatchObject([{ message: "a defect" }]);
  expect(await (await other).text()).toBe("done");
  expect((await ask(pool, "/echo")).status).toBe(201);
  const broken = await ask(pool, "/breaks-off");
  await expect(broken.text()).rejects.toMatchObject({ code: "work-interrupted" });
  await expect(ask(pool, "/throws")).rejects.toMatchObject({ code: "internal" });
  expect((await ask(pool, "/echo")).status).toBe(201);
});

test("work that needs too much memory is a problem, and the process goes on", async () => {
  const pool = made({ megabytes: 16 });
  await expect(ask(pool, "/memory")).rejects.toMatchObject({
    code: "memory-limit",
    params: { megabytes: 16 },
  });
  expect((await ask(pool, "/echo")).status).toBe(201);
  expect(reported).toEqual([]);
});

test("a request that cannot be read leaves its place to the next one", async () => {
  const pool = made({ limits: { ofPerson: 1 } });
  const control = { signal: new AbortController().signal, seconds: 60 };
  const unread = pool.answer("anna", control, () => Promise.reject(new Error("too large")));
  await expect(unread).rejects.toThrow("too large");
  expect((await ask(pool, "/echo")).status).toBe(201);
  expect(pool.size()).toBe(1);
});

test("threads without work end after some time, but for one", async () => {
  const pool = made({ idle: 50 });
  const answers = [ask(pool, "/busy"), ask(pool, "/busy", {}, "boris")];
  await expect.poll(() => pool.size()).toBe(2);
  for (const answer of answers) await (await answer).text();
  await expect.poll(() => pool.size()).toBe(1);
  await (await ask(pool, "/echo")).text();
  expect(pool.size()).toBe(1);
});

test("a thread that has grown much ends after its request, and another one is ready", async () => {
  const name = async (answer: Promise<Response>) => (await answer).text();
  const lasting = made();
  const first = await name(ask(lasting, "/thread"));
  await name(ask(lasting, "/grow"));
  expect(await name(ask(lasting, "/thread"))).toBe(first);
  const pool = made({ growth: 8 * 1024 * 1024 });
  const before = await name(ask(pool, "/thread"));
  expect(await name(ask(pool, "/thread"))).toBe(before);
  await name(ask(pool, "/grow"));
  await expect.poll(() => pool.size()).toBe(1);
  expect(await name(ask(pool, "/thread"))).not.toBe(before);
});
