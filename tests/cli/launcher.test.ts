import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const LAUNCHER = join(import.meta.dirname, "../../src/cli/polynya.js");
/** Makes a Node believe that it is an old one; the Node that it starts is not affected. */
const OLD = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.0.0"}})`;

const launch = (args: readonly string[], env: Record<string, string> = {}, flags: readonly string[] = []) =>
  spawnSync(process.execPath, [...flags, LAUNCHER, ...args], {
    encoding: "utf8",
    env: { ...process.env, LANG: "en", LC_ALL: "", ...env },
    timeout: 100_000,
  });

describe("the launcher", () => {
  test("runs the program on a Node that can", () => {
    const { status, stdout } = launch(["--version"]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^polynya \d+\.\d+\.\d+\n$/u)]);
  });

  test("on an old Node starts the Node from npm and passes its exit code on", () => {
    expect(launch(["--version"], {}, ["--import", OLD]).stdout).toMatch(/^polynya/u);
    expect(launch(["frobnicate"], {}, ["--import", OLD]).status).toBe(2);
  });

  test("says so in three languages when there is none", () => {
    const { status, stderr, stdout } = launch(["--version"], { POLYNYA_RESTARTED: "1" }, ["--import", OLD]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/needs Node 22\.18.*нужен Node 22\.18.*需要 Node 22\.18/su);
  });

  test("a pipe that closes early is no failure", () => {
    const command = `"${process.execPath}" "${LAUNCHER}" --help | head -n 1; echo "\${PIPESTATUS[0]}"`;
    expect(spawnSync("bash", ["-c", command], { encoding: "utf8" }).stdout).toMatch(/^Polynya[^\n]*\n0\n$/u);
  });
});
