import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/domain/language.ts";
import { createApp } from "../../../src/http/app.ts";
import { messages } from "../../../src/messages/messages.ts";
import { type ServiceThreads, serviceThreads } from "../../../src/node/threads/service-threads.ts";
import { createContext } from "../../../src/services/context.ts";
import type { Damage } from "../../../src/storage/port.ts";
import { openStore, type ServiceStore } from "../../../src/node/store.ts";
import { bearer, ENVIRONMENT_TOKEN, sending } from "../../http/app.ts";

/** The service with its threads, without a port of the network. */
interface Running {
  readonly threads: ServiceThreads;
  readonly storage: ServiceStore;
  readonly reported: unknown[];
  readonly told: Damage[];
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
}

const folder = mkdtempSync(join(tmpdir(), "polynya-threads-"));
const running: Running[] = [];
let count = 0;
afterEach(async () => {
  for (const { threads, storage } of running.splice(0)) {
    await threads.close();
    await storage.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function started(): Promise<Running> {
  const database = join(folder, `${(count += 1)}`, "store.db");
  const reported: unknown[] = [];
  const told: Damage[] = [];
  const storage = await openStore(database, () => undefined);
  const threads = serviceThreads({
    storage,
    threads: 3,
    megabytes: 512,
    report: (error) => void reported.push(error),
    onDamage: (damage) => void told.push(damage),
  });
  const { index, lock, heavyWork } = threads;
  const app = createApp({
    context: createContext({ storage, index, lock, now: () => new Date() }),
    environmentToken: ENVIRONMENT_TOKEN,
    address: () => "192.0.2.1",
    heavyWork,
    report: (error) => void reported.push(error),
  });
  const service: Running = {
    threads,
    storage,
    reported,
    told,
    request: async (path, init = {}) =>
      app.request(`http://polynya.test${path}`, {
        ...init,
        headers: { ...bearer(ENVIRONMENT_TOKEN), ...(init.headers as Record<string, string> | undefined) },
      }),
  };
  running.push(service);
  return service;
}

const tsv = (from: number, size: number) =>
  `key\ten\tru\n${Array.from({ length: size }, (_, at) => `k${from + at}\tThe ice is ${from + at} metres thick\tТолщина льда ${from + at} метров`).join("\n")}\n`;

/** Makes a document of units, by an upload. */
async function upload({ request }: Running, id: string, text: string): Promise<Response> {
  await request("/api/v1/collections", sending("POST", { id: "c", title: "C" }));
  return request(`/api/v1/collections/c/documents?id=${id}&filename=a.tsv`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: text,
  });
}

const lookUp = async ({ request }: Running, text: string): Promise<unknown[]> => {
  const response = await request("/api/v1/lookup", sending("POST", { source: "en", segments: [{ text }] }));
  return ((await response.json()) as { results: [{ matches: unknown[] }] }).results[0].matches;
};

test("an upload is written by another thread, and the next lookup of anybody finds it", async () => {
  const service = await started();
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  // More than a query would wait for.
  const made = await upload(service, "d", tsv(1, 2500));
  clearInterval(turning);
  expect(made.status).toBe(201);
  expect(made.headers.get("location")).toBe("/api/v1/documents/d");
  expect(turns).toBeGreaterThan(50);
  expect(await lookUp(service, "The ice is 2499 metres thick")).toMatchObject([
    { score: 100, document: "d" },
    ...Array.from({ length: 4 }, () => ({ document: "d" })),
  ]);
  expect(service.reported).toEqual([]);
});

test("what this thread writes is found by the other ones, and the other way round", async () => {
  const service = await started();
  await upload(service, "d", tsv(1, 3));
  const { request } = service;
  const { items } = (await (await request("/api/v1/documents/d/units")).json()) as {
    items: { id: string; version: number }[];
  };
  const [unit] = items;
  const patch = sending(
    "PATCH",
    { variants: { en: { content: ["A seal rests"] } } },
    { "if-match": `"v${unit?.version}"` },
  );
  const edited = await request(`/api/v1/units/${unit?.id}`, patch);
  expect(edited.status).toBe(200);
  expect(await lookUp(service, "A seal rests")).toMatchObject([{ score: 100 }]);
  const found = await request("/api/v1/concordance?q=seal");
  expect(await found.json()).toMatchObject({ total: 1 });
  const exported = await request("/api/v1/documents/d/export?format=csv");
  expect(await exported.text()).toContain("A seal rests");
});

test("problems of another thread are answered as those of this one, in the reader's language", async () => {
  const { request } = await started();
  for (const language of LANGUAGES) {
    const response = await request("/api/v1/documents/none/export", {
      headers: { "accept-language": language, "x-request-id": `r-${language}` },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    const body = (await response.json()) as { title: string; request: string };
    expect(body.title).toBe(messages(language).t("problems:not-found.title"));
    expect(body.request).toBe(`r-${language}`);
  }
});

test("writers of one document in several threads come one after the other", async () => {
  const service = await started();
  await upload(service, "d", tsv(1, 200));
  const turn = await service.threads.lock("d");
  let isDone = false;
  const removed = service.request("/api/v1/documents/d", { method: "DELETE" }).then((response) => {
    isDone = true;
    return response.status;
  });
  await service.request("/api/v1/documents/d/export?format=csv");
  expect(isDone).toBe(false);
  turn();
  expect(await removed).toBe(200);
});

test("a progress of another thread comes line by line", async () => {
  const { request } = await started();
  const response = await request(
    "/api/v1/analyse",
    sending("POST", { source: "en", segments: ["a ship", "a seal"] }, { accept: "application/x-ndjson" }),
  );
  const lines = (await response.text()).trim().split("\n");
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object)[0])).toEqual(["done", "result"]);
});

test("when damage is found, no thread writes any more", async () => {
  const service = await started();
  await upload(service, "d", tsv(1, 3));
  const damage = { check: "SQLITE_CORRUPT", detail: "a page is wrong" };
  service.storage.stopWriting(damage);
  service.threads.stopWriting(damage);
  expect((await upload(service, "e", tsv(1, 3))).status).toBe(503);
  const exported = await service.request("/api/v1/documents/d/export?format=csv");
  expect(exported.status).toBe(200);
});
