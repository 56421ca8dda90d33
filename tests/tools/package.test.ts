import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { freePort } from "../free-port.ts";
import { packageManifest, stagePackage } from "../../tools/package.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Bytes of the unpacked package. */
const MOST = 6_000_000;
const folder = mkdtempSync(join(tmpdir(), "polynya-package-"));
/** The folder of a user, where nothing is installed but the package from its tarball. */
const home = join(folder, "home");
const modules = join(home, "node_modules");
let packed: { readonly filename: string; readonly unpackedSize: number };

beforeAll(async () => {
  const staged = join(folder, "staged");
  mkdirSync(staged);
  await stagePackage(staged);
  const project = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  writeFileSync(join(staged, "package.json"), JSON.stringify(packageManifest(project)));
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`;
  const npm = spawnSync("npm", ["pack", "--json", "--offline", "--pack-destination", folder], {
    cwd: staged,
    encoding: "utf8",
    env: { ...process.env, PATH },
  });
  [packed] = JSON.parse(npm.stdout);
  const installed = join(modules, "polynya");
  mkdirSync(installed, { recursive: true });
  // As npm unpacks it; what it needs beside it comes later, from here instead of a registry.
  spawnSync("tar", ["-xzf", join(folder, packed.filename), "-C", installed, "--strip-components=1"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const launcher = join(modules, "polynya", "dist", "polynya.js");
const environment = { PATH: process.env["PATH"], HOME: home, LANG: "en" };
const polynya = (...args: readonly string[]) =>
  spawnSync(process.execPath, [launcher, ...args], { cwd: home, encoding: "utf8", env: environment });

test("the package is small and names only what it needs", () => {
  expect(packed.unpackedSize).toBeLessThanOrEqual(MOST);
  const manifest = JSON.parse(readFileSync(join(modules, "polynya", "package.json"), "utf8"));
  expect(manifest).not.toHaveProperty("private");
  expect(manifest).not.toHaveProperty("devDependencies");
  expect(Object.keys(manifest.dependencies)).toEqual(["dictionary-en", "dictionary-en-gb", "dictionary-ru"]);
  expect(Object.keys(manifest.optionalDependencies)).toEqual(["better-sqlite3"]);
});

test("the command line runs without any other package, and says what needs one", () => {
  expect(polynya("--version").stdout).toMatch(/^polynya \d/u);
  expect(polynya("completion", "bash").stdout).toContain("complete -o filenames");
  expect(polynya("backup", "--help").stdout).toContain("polynya backup");
  expect(polynya("collections", "--retries", "0", "--server", "http://127.0.0.1:1").status).toBe(7);
  writeFileSync(join(home, "store.db"), "");
  const { status, stderr } = polynya("verify", "store.db");
  expect([status, stderr]).toEqual([1, expect.stringContaining("npm install better-sqlite3")]);
});

test("the service runs from the package, with pages, dictionaries and threads", async () => {
  for (const name of [
    "better-sqlite3",
    "node-addon-api",
    "dictionary-en",
    "dictionary-en-gb",
    "dictionary-ru",
  ])
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  const port = await freePort();
  const server = `http://127.0.0.1:${port}`;
  const service = spawn(process.execPath, [launcher, "serve", "--port", String(port)], {
    cwd: home,
    env: environment,
  });
  onTestFinished(() => void service.kill("SIGKILL"));
  let said = "";
  for (const stream of [service.stdout, service.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said).toContain("Sign in");

  expect(await (await fetch(server)).text()).toContain("<!doctype html>");
  const at = ["--server", server];
  expect(polynya("login", "--local", ...at)).toMatchObject({ status: 0 });
  expect(
    polynya("lookup", "Семинар поддержан Фондом", "--source", "ru", "--threshold", "0.3", ...at).stdout,
  ).toContain("en");
  expect(polynya("grep", "совет", ...at).stdout).toContain("Арктический совет");
  const talk = join(modules, "polynya", "tm", "documents", "arkhangelsk-2023.en.docx");
  expect(polynya("import", talk, "--collection", "seminars", "--id", "talk", ...at).stdout).toContain(
    "created",
  );
  expect(
    polynya(
      "export",
      "talk",
      "--source",
      "en",
      "--target",
      "ru",
      "--untranslated",
      "source",
      "--output",
      "-",
      ...at,
    ).stdout,
  ).toMatch(/^PK/u);
  expect(polynya("align", talk, talk.replace(".en.", ".ru."), ...at).status).toBe(0);
  expect(polynya("backup", "-").stdout).toMatch(/^SQLite format 3/u);
  service.kill("SIGTERM");
  await expect.poll(() => service.exitCode).toBe(0);
  expect(said).not.toMatch(/error/iu);
});
