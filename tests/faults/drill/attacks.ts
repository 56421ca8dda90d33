import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { ask, type RunningServer, startServer } from "../server.ts";
import { type DrillOptions, inFolder, json, type Outcome, type Part, quantile, sleep } from "./part.ts";

/** Longest wait of others, in milliseconds. */
const LONGEST_WAIT = { short: 5000, long: 1000 };

/** Attacks that are tried even if their time is over. */
const FEWEST = 3;

/** Inputs that were found to hold everybody, and their kind: deep, long, many, alike. */
const ATTACKS: readonly (readonly [name: string, path: string, body: () => unknown])[] = [
  [
    "one unit with 40,000 notes",
    "/analyse",
    () => xliff(`<notes>${"<note>n</note>".repeat(40_000)}</notes>`),
  ],
  [
    "100,000 nested groups",
    "/collections/c/documents?filename=a.xlf",
    () => `<xliff version="2.1">${"<group>".repeat(100_000)}`,
  ],
  ["long texts of few words", "/analyse", () => ({ source: "en", target: "ru", texts: texts(100, 6000) })],
  [
    "a hundred long segments, low threshold",
    "/lookup",
    () => ({
      source: "ru",
      targets: ["en"],
      threshold: 0.3,
      segments: texts(100, 2500).map((text) => ({ text })),
    }),
  ],
  [
    "one word 24,000 times",
    "/check",
    () => ({ units: [{ en: "icebreaker", ru: "ледокол ".repeat(24_000) }] }),
  ],
  ["one term 38,000 times", "/check", () => ({ units: [{ en: "x", zh: "北极理事会".repeat(38_000) }] })],
  [
    "20,000 equal sentences",
    "/align",
    () => ({
      texts: { en: Array.from({ length: 20_000 }, () => "a"), ru: Array.from({ length: 20_000 }, () => "б") },
    }),
  ],
  [
    "100,000 keys",
    "/collections/c/documents?format=i18next&source=ru",
    () => Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, "лёд"])),
  ],
  [
    "a pattern that backtracks",
    "/replacements",
    () => ({
      find: { text: "(a+)+$", mode: "pattern" },
      replace: "b",
      scope: { collections: ["c"] },
      dryRun: true,
    }),
  ],
];

const xliff = (inner: string) =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru"><file id="f"><unit id="u">${inner}<segment><source>Ice</source></segment></unit></file></xliff>`;

const texts = (count: number, length: number) =>
  Array.from({ length: count }, (_, at) => `${at} ${"ice sea ".repeat(length / 8)}`);

/** Sends inputs that are made to hold the service, and watches how long others wait. */
export const attacks: Part = {
  name: "attacks",
  share: 3,
  run: (options) => inFolder((folder) => attack(folder, options)),
};

async function attack(folder: string, { seconds, isShort, environment }: DrillOptions): Promise<Outcome> {
  const server = await startServer(join(folder, "store.db"), environment);
  await ask(server.url, "/api/v1/collections", json({ id: "c", title: "C" }));
  const faults: string[] = [];
  const waits: number[] = [];
  const statuses: Record<string, number> = {};
  const limit = isShort ? LONGEST_WAIT.short : LONGEST_WAIT.long;
  const end = Date.now() + seconds * 1000;
  let longest = "";
  do {
    for (const [at, [name, path, body]] of ATTACKS.entries()) {
      if (at >= FEWEST && Date.now() >= end) break;
      const content = body();
      const isText = typeof content === "string";
      const init = isText
        ? { method: "POST", headers: { "content-type": "application/octet-stream" }, body: content }
        : json(content);
      const answered = ask(server.url, `/api/v1${path}`, init);
      const { status, waited } = await watch(server, answered);
      statuses[`${Math.floor(status / 100)}xx`] = (statuses[`${Math.floor(status / 100)}xx`] ?? 0) + 1;
      if (status === 500 || status === 0) faults.push(`${name}: answered with ${status}`);
      const most = Math.max(...waited);
      if (most > limit) faults.push(`${name}: others waited for ${Math.round(most)} ms`);
      if (most > Math.max(0, ...waits)) longest = name;
      waits.push(...waited);
    }
  } while (Date.now() < end);
  await server.kill("SIGTERM");
  return {
    figures: {
      attacks: Object.values(statuses).reduce((sum, count) => sum + count, 0),
      ...statuses,
      "healthz p99 ms": Math.round(quantile(waits, 0.99)),
      "healthz max ms": Math.round(Math.max(...waits)),
      "longest wait by": longest,
    },
    faults,
  };
}

/** Asks for the health of the service until an answer is there. */
async function watch(
  server: RunningServer,
  answered: Promise<Response>,
): Promise<{ status: number; waited: number[] }> {
  const waited: number[] = [];
  const seen: { status?: number } = {};
  const answer = answered.then(async (response) => {
    await response.arrayBuffer();
    return response.status;
  });
  void answer.then(
    (found) => (seen.status = found),
    () => (seen.status = 0),
  );
  do {
    const start = performance.now();
    // No answer at all is the longest wait.
    const isWell = await fetch(`${server.url}/healthz`).then(
      async (health) => (await health.arrayBuffer()).byteLength > 0,
      () => false,
    );
    waited.push(isWell ? performance.now() - start : Infinity);
    await sleep(20);
  } while (seen.status === undefined);
  return { status: seen.status, waited };
}

const SLOW = 200;
/** The service closes a connection whose headers take 10 s, and looks every 2 s. */
const CLOSED_AFTER = 20_000;

/** Opens connections that send their headers letter by letter, and watches that others are answered. */
export const slowClients: Part = {
  name: "slow clients",
  share: 1,
  run: (options) => inFolder((folder) => beSlow(folder, options)),
};

async function beSlow(folder: string, { environment }: DrillOptions): Promise<Outcome> {
  const server = await startServer(join(folder, "store.db"), environment);
  const { port, hostname } = new URL(server.url);
  const start = performance.now();
  const open = new Set<Socket>();
  for (let at = 0; at < SLOW; at += 1) {
    const socket = connect(Number(port), hostname);
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
    socket.write("GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: ");
  }
  const waited: number[] = [];
  while (open.size > 0 && performance.now() - start < CLOSED_AFTER) {
    for (const socket of open) if (!socket.destroyed) socket.write("a");
    const asked = performance.now();
    await (await fetch(`${server.url}/healthz`)).arrayBuffer();
    waited.push(performance.now() - asked);
    await sleep(500);
  }
  const faults = open.size === 0 ? [] : [`${open.size} of ${SLOW} slow connections are still open`];
  const took = (performance.now() - start) / 1000;
  for (const socket of open) socket.destroy();
  await server.kill("SIGTERM");
  return {
    figures: {
      connections: SLOW,
      "closed after s": Math.round(took),
      "healthz max ms": Math.round(Math.max(...waited)),
    },
    faults,
  };
}
