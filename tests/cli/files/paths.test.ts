import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeAtomically, writeInside } from "../../../src/cli/files/paths.ts";

const SIZE = 400_000;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "polynya-files-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("a file is whole whenever its writer is killed", async () => {
  const path = join(folder(), "file");
  await writeAtomically(path, new Uint8Array(SIZE).fill(0x61));
  const files = new URL("../../../src/cli/files/paths.ts", import.meta.url).href;
  const writer = `
    import { writeAtomically } from ${JSON.stringify(files)};
    console.log("ready");
    for (let at = 0; ; at++) {
      await writeAtomically(${JSON.stringify(path)}, new Uint8Array(${SIZE}).fill(0x61 + (at % 26)));
    }`;
  for (let round = 0; round < 5; round++) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", writer]);
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const started = new Promise<boolean>((resolve) => child.stdout.once("data", () => resolve(true)));
    expect(await Promise.race([started, ended])).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 7 * round));
    child.kill("SIGKILL");
    await ended;
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(SIZE);
    expect(new Set(bytes).size).toBe(1);
  }
});

test("a file keeps its permissions", async () => {
  const root = folder();
  await writeAtomically(join(root, "secret"), new Uint8Array([1]), 0o600);
  await writeInside(root, "secret", new Uint8Array([2]));
  expect(statSync(join(root, "secret")).mode & 0o777).toBe(0o600);
});
