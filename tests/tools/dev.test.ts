import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

/** `npm run dev` as a process. */

const ROOT = resolve(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "polynya-dev-"));
let said = "";
let address = "";
const child = spawn(process.execPath, [join(ROOT, "tools", "dev.ts")], {
  env: { ...process.env, PORT: "0", POLYNYA_DB: join(folder, "dev.db"), POLYNYA_SEED: "off" },
});
for (const stream of [child.stdout, child.stderr])
  stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
const ended = new Promise<number | null>((done) => child.once("close", done));

beforeAll(async () => {
  await vi.waitFor(() => expect(said).toMatch(/is at http/u), { timeout: 110_000, interval: 50 });
  address = /is at (http:\/\/[\d.:]+)/u.exec(said)?.[1] ?? "";
});
afterAll(async () => {
  child.kill("SIGKILL");
  await ended;
  rmSync(folder, { recursive: true });
});

const get = (path: string, accept = "*/*") => fetch(`${address}${path}`, { headers: { accept } });

test("pages and service have one address, and the link to sign in goes there", async () => {
  // The link is printed a moment after the address.
  await vi.waitFor(() => expect(said).toContain(`Sign in, once and within the hour: ${address}/sign-in/`));
  expect(await (await get("/healthz")).json()).toBeTypeOf("object");
  expect((await get("/api/v1/collections")).status).toBe(401);
  expect((await get("/main.tsx")).headers.get("content-type")).toContain("javascript");
});

test.each(["/", "/documents/anything"])(
  "%s is the page, with its scripts as the browser reads them",
  async (path) => {
    const page = await (await get(path, "text/html")).text();
    const [, script = ""] = /<script type="module" src="([^"]*main\.tsx)"/u.exec(page) ?? [];
    const { pathname } = new URL(script, `${address}${path}`);
    expect((await get(pathname)).headers.get("content-type")).toContain("javascript");
    expect(page).toContain("/@vite/client");
  },
);

test("scripts are as a browser takes them: no JSON attribute, and components that can be replaced", async () => {
  const texts = await (await get("/i18n.ts")).text();
  expect(texts).toContain("web.json");
  expect(texts).not.toMatch(/type:\s*"json"/u);
  expect(await (await get("/shell/app.tsx")).text()).toContain("import.meta.hot.accept");
});

test("an unknown address of the service stays a problem for a program", async () => {
  const answer = await get("/api/v1/nothing", "application/json");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    404,
    expect.stringContaining("problem+json"),
  ]);
});

test("stops the service and itself when told to", async () => {
  child.kill("SIGTERM");
  await ended;
  await expect(get("/healthz")).rejects.toThrow();
});
