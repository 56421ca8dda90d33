import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, describe, expect, test } from "vitest";
import { agentJourney, connected } from "../mcp/journey.ts";
import { fillStore } from "../mcp/store.ts";

/** Starts the Node entry as a process, as `npm start` does. */

const ENTRY = resolve(import.meta.dirname, "..", "..", "src", "start.js");
const TOKEN = "token-of-the-node-entry-tests";
const folder = mkdtempSync(join(tmpdir(), "polynya-node-"));
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

function run(
  environment: Record<string, string>,
  flags: readonly string[] = [],
  command: readonly string[] = [ENTRY],
): Run {
  const child = spawn(process.execPath, [...flags, ...command], {
    env: { PATH: process.env["PATH"], PORT: "0", POLYNYA_TOKEN: TOKEN, POLYNYA_SEED: "off", ...environment },
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((done) => {
    child.once("close", (code) => {
      running.delete(child);
      done(code);
    });
  });
  return { child, said: () => said, ended };
}

/** Waits until the process has printed something. */
async function heard(started: Run, what: RegExp): Promise<RegExpExecArray> {
  for (let waited = 0; waited < 100_000; waited += 25) {
    const found = what.exec(started.said());
    if (found) return found;
    if (started.child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`never said ${what}: ${started.said()}`);
}

const addressOf = async (started: Run) => (await heard(started, /is at (http:\/\/[\d.:]+)/u))[1] ?? "";

test("starts, lets the first person sign in by a link, keeps acknowledged writes, and stops on SIGTERM", async () => {
  const database = join(folder, "new", "polynya.db");
  const first = run({ POLYNYA_DB: database });
  const address = await addressOf(first);
  const [, link = ""] = await heard(first, /(http:\S+\/sign-in\/pll_\S+)/u);
  expect((await fetch(link)).status).toBe(200);
  const secret = link.split("/").at(-1) ?? "";
  const entered = await fetch(`${address}/sign-in`, {
    method: "POST",
    headers: { origin: address },
    body: new URLSearchParams({ secret }),
    redirect: "manual",
  });
  expect(entered.status).toBe(303);
  const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  expect(await (await fetch(`${address}/api/v1/me`, { headers: { cookie } })).json()).toMatchObject({
    role: "admin",
  });
  const made = await fetch(`${address}/api/v1/collections`, {
    method: "POST",
    headers: { cookie, origin: address, "content-type": "application/json" },
    body: JSON.stringify({ id: "kept", title: "Сохранено" }),
  });
  expect(made.status).toBe(201);
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);

  const second = run({ POLYNYA_DB: database });
  const again = await addressOf(second);
  expect(second.said()).not.toContain("/sign-in/");
  const kept = await fetch(`${again}/api/v1/collections/kept`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(await kept.json()).toMatchObject({ title: "Сохранено" });
  second.child.kill("SIGINT");
  expect(await second.ended).toBe(0);
});

test("fills an empty store from tm/, once", async () => {
  const database = join(folder, "seeded.db");
  for (const filled of [true, false]) {
    const started = run({ POLYNYA_DB: database, POLYNYA_SEED: "" });
    const address = await addressOf(started);
    expect(started.said().includes("was filled")).toBe(filled);
    const strings = await fetch(`${address}/locales/ru/site.json`);
    expect(strings.status).toBe(200);
    started.child.kill("SIGTERM");
    await started.ended;
  }
});

test("answers 413 to an endless chunked body, and goes on working", async () => {
  const started = run({ POLYNYA_DB: join(folder, "chunked.db") });
  const address = await addressOf(started);
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  const closed = new Promise((done) => socket.once("close", done));
  socket.on("error", () => undefined);
  socket.write(
    `POST /api/v1/collections HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${TOKEN}\r\n` +
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
  );
  const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
  let sent = 0;
  while (!socket.destroyed && !answer.includes("413") && sent < 4000) {
    const isTaken = socket.write(chunk);
    sent += 1;
    if (isTaken) continue;
    await new Promise<void>((done) => {
      for (const event of ["drain", "data", "close"]) socket.once(event, done);
    });
  }
  expect(answer).toContain("HTTP/1.1 413");
  expect(sent).toBeLessThan(4000);
  socket.destroy();
  await closed;
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  started.child.kill("SIGTERM");
  await started.ended;
});

test("with the access log an agent does its whole work, and the log's end ends nothing", async () => {
  const started = run({ POLYNYA_DB: join(folder, "logged.db"), POLYNYA_ACCESS_LOG: "json" });
  const address = await addressOf(started);
  await fillStore((path, init) => fetch(address + path, init), TOKEN);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", address), { requestInit: { headers } });
  await agentJourney(await connected(transport));
  const lines = started.said().match(/^\{.*\}$/gmu) ?? [];
  const logged = lines.map((line) => JSON.parse(line) as { route: string; address: string; status: number });
  expect(logged.map(({ route }) => route)).toEqual(expect.arrayContaining(["/mcp", "/api/v1/brief"]));
  expect(new Set(logged.map((line) => line.address))).toEqual(new Set(["127.0.0.1"]));
  expect(logged.filter(({ status }) => status >= 500)).toEqual([]);
  started.child.stdout?.destroy();
  for (let asked = 0; asked < 3; asked++) expect((await fetch(`${address}/healthz`)).status).toBe(200);
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
}, 180_000);

test.each([
  ["a port that is none", { PORT: "eighty" }, "PORT"],
  ["a token that could be guessed", { POLYNYA_TOKEN: "short" }, "POLYNYA_TOKEN"],
  ["a provider without its address", { POLYNYA_OIDC: "house" }, "POLYNYA_OIDC_HOUSE_ISSUER"],
])("refuses %s with one clear line", async (_, environment, named) => {
  const started = run({ POLYNYA_DB: join(folder, "refused.db"), ...(environment as Record<string, string>) });
  expect(await started.ended).toBe(1);
  expect(started.said().trim().split("\n")).toHaveLength(1);
  expect(started.said()).toContain(named);
});

test("refuses a file that is no store, with one clear line", async () => {
  const path = join(folder, "letter.txt");
  writeFileSync(path, "Уважаемые коллеги!\n".repeat(1000));
  const started = run({ POLYNYA_DB: path });
  expect(await started.ended).toBe(1);
  expect(started.said()).toMatch(/letter\.txt can't be opened: /u);
  expect(started.said()).not.toContain("    at ");
});

const CLI = resolve(import.meta.dirname, "..", "..", "src", "cli", "polynya.js");

describe.runIf(process.platform === "linux")("the settings of memory", () => {
  const settingsOf = ({ child }: Run) => {
    const read = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, "utf8").split("\0");
    return {
      ofCLibrary: read("environ")
        .filter((one) => one.startsWith("MALLOC_"))
        .toSorted(),
      ofV8: read("cmdline").filter((one) => one.includes("semi-space")),
    };
  };

  test.each([
    ["npm start", [ENTRY]],
    ["polynya serve", [CLI, "serve", "--empty"]],
    ["polynya demo", [CLI, "demo"]],
  ])("are there for “%s”, in the same process", async (_, command) => {
    const started = run({ POLYNYA_DB: join(folder, "memory.db"), TMPDIR: folder }, [], command);
    await addressOf(started);
    expect(settingsOf(started)).toEqual({
      ofCLibrary: ["MALLOC_ARENA_MAX=1", "MALLOC_MMAP_THRESHOLD_=65536", "MALLOC_TRIM_THRESHOLD_=131072"],
      ofV8: ["--max-semi-space-size=4"],
    });
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith("polynya-demo-"))).toEqual([]);
  });

  test("are left to those who have set their own", async () => {
    const started = run({ POLYNYA_DB: join(folder, "memory.db"), MALLOC_ARENA_MAX: "2" });
    await addressOf(started);
    expect(settingsOf(started)).toEqual({ ofCLibrary: ["MALLOC_ARENA_MAX=2"], ofV8: [] });
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
  });
});

test("refuses an address that another process listens on", async () => {
  const first = run({ POLYNYA_DB: join(folder, "one.db") });
  const { port } = new URL(await addressOf(first));
  const second = run({ POLYNYA_DB: join(folder, "two.db"), PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain("can't be listened on");
  first.child.kill("SIGTERM");
  await first.ended;
});

/** Makes this Node report an old version. The Node that it starts reports its real version. */
const OLD = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})`;

test("a Node that is too old ends with exit code 1 and a clear message before it loads anything", async () => {
  const started = run({ POLYNYA_RESTARTED: "1" }, ["--import", OLD]);
  expect(await started.ended).toBe(1);
  expect(started.said()).toContain("Node 22.18 or newer; this is 20.20.2");
});

test("a Node that is too old starts the service with the Node from npm, and stops it on SIGTERM", async () => {
  const started = run({ POLYNYA_DB: join(folder, "restarted.db") }, ["--import", OLD]);
  const address = await addressOf(started);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});
