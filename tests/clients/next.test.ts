import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ask, type RunningServer, startServer } from "../faults/server.ts";
import { freePort } from "../free-port.ts";
import { workFolder } from "./programs.ts";

/** Next with what it needs, which is no dependency. `.ci/run` installs it in a folder of its own. */
const tools = process.env["NEXT_TOOLS"] ?? "";
const program = join(tools, "node_modules/next/dist/bin/next");
const note = existsSync(program) ? "" : " (skipped: NEXT_TOOLS names no folder with next)";
const SAMPLES = join(import.meta.dirname, "../../docs/samples");

describe.skipIf(!existsSync(program))(`the sample of a website on Next${note}`, () => {
  let polynya: RunningServer;
  let next: ChildProcess;
  let folder: string;
  let site: string;

  beforeAll(async () => {
    polynya = await startServer(join(workFolder(), "store.db"), { POLYNYA_PAGES: "off" });
    const post = async (path: string, body: unknown, type = "application/octet-stream") => {
      const init = { method: "POST", headers: { "content-type": type }, body: JSON.stringify(body) };
      const answer = await ask(polynya.url, `/api/v1/${path}`, init);
      expect([path, answer.ok]).toEqual([path, true]);
    };
    await post("collections", { id: "web", title: "Web" }, "application/json");
    const query = "id=site&namespace=site&filename=site.json&format=i18next&source=ru";
    const strings = { home: "Главная", ships_one: "{{count}} судно", ships_many: "{{count}} судов" };
    await post(`collections/web/documents?${query}`, strings);
    await post("strings/site/publish", {}, "application/json");

    // Next takes its packages from the folders above.
    folder = mkdtempSync(join(tools, "site-"));
    cpSync(join(SAMPLES, "next"), folder, { recursive: true });
    cpSync(join(SAMPLES, "published-strings.ts"), join(folder, "published-strings.ts"));
    const port = await freePort();
    site = `http://127.0.0.1:${port}`;
    next = spawn(process.execPath, [program, "dev", "-p", String(port), "-H", "127.0.0.1"], {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", POLYNYA_LOCALES: `${polynya.url}/locales` },
      stdio: "ignore",
    });
    await vi.waitFor(() => fetch(site, { redirect: "manual" }), { timeout: 120_000, interval: 500 });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => next?.once("close", resolve));
    next?.kill("SIGTERM");
    await ended;
    await polynya?.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it.each([
    ["ru,en;q=0.5", "", "/ru"],
    ["de, zh-CN;q=0.9, ru;q=0", "", "/zh"],
    ["de", "", "/en"],
    ["ru", "language=zh", "/zh"],
    ["ru", "language=xx", "/ru"],
  ])("leads a reader of %s, cookie %s, to %s", async (language, cookie, to) => {
    const headers = { "accept-language": language, cookie };
    const answer = await fetch(site, { redirect: "manual", headers });
    expect([answer.status, new URL(answer.headers.get("location") ?? "", site).pathname]).toEqual([307, to]);
  });

  it("renders on the server, in the language of the address", async () => {
    const answer = await fetch(`${site}/ru`);
    const page = await answer.text();
    expect(page).toMatch(/<html[^>]* lang="ru"/u);
    expect(page).toContain("<h1>Главная</h1><p>5 судов</p>");
  });
});
