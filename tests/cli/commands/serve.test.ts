import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const LAUNCHER = join(import.meta.dirname, "../../../src/cli/polynya.js");

/** Starts the service by a command and waits until it says where it is. */
async function started(folder: string, args: readonly string[]) {
  const child = spawn(process.execPath, [LAUNCHER, ...args, "--port", "0"], {
    cwd: folder,
    env: {
      ...process.env,
      TMPDIR: folder,
      POLYNYA_DB: "",
      POLYNYA_TOKEN: "",
      POLYNYA_SEED: "",
      PORT: "",
      HOST: "",
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/u.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.on("exit", () => reject(new Error(output)));
  });
  return { address, ended, child };
}

test("the demonstration is seeded, and leaves nothing behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-serve-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { address, ended, child } = await started(folder, ["demo"]);
  const strings = await fetch(`${address}/locales/zh/site.json`);
  expect([strings.status, await strings.text()]).toEqual([200, expect.stringMatching(/\p{Script=Han}/u)]);
  const stores = (): string[] => readdirSync(folder).filter((name) => name.startsWith("polynya-demo-"));
  expect(stores()).toHaveLength(1);
  child.kill("SIGTERM");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(stores()).toEqual([]);
});

test("an empty service keeps its store where it is told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-serve-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { address, ended, child } = await started(folder, ["serve", "--empty", "--database", "own/store.db"]);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(readdirSync(join(folder, "own"))).toContain("store.db");
});
