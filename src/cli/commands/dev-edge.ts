import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { firstLink } from "../../services/access/sessions.ts";
import { seed } from "../../services/seed.ts";
import { type D1, d1Storage } from "../../storage/d1.ts";
import { ftsMatchIndex } from "../../storage/match-index-fts.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const WRANGLER = join(ROOT, "node_modules", "wrangler", "bin", "wrangler.js");

/** Runs the service in workerd over a local D1, migrated and seeded: `npm run dev:edge`, for development. */
export const devEdge: Command = {
  usage: "",
  arguments: [0, 0],
  options: { port: { argument: "N" }, empty: {} },
  run: async (job) => {
    if (!existsSync(WRANGLER)) throw new Failure(EXIT.failed, "no-wrangler");
    const migrated = await wrangler(job, ["d1", "migrations", "apply", "DB", "--local"]);
    if (migrated !== 0) throw new Failure(EXIT.failed, "not-migrated");
    const port = job.number("port", 1, 65_535) ?? 8787;
    const link = await prepare(!job.flag("empty"));
    if (link !== undefined) job.say("talk.sign-in", { link: `http://127.0.0.1:${port}/sign-in/${link}` });
    const code = await wrangler(job, ["dev", "--local", "--port", String(port)]);
    return code === 0 ? EXIT.done : EXIT.failed;
  },
};

/** Fills the local D1 through the same services as everywhere; gives the first sign-in link. */
async function prepare(seeded: boolean): Promise<string | undefined> {
  const { getPlatformProxy } = await import("wrangler");
  const proxy = await getPlatformProxy<{ DB: D1 }>({ configPath: join(ROOT, "wrangler.toml") });
  try {
    const storage = d1Storage(proxy.env.DB);
    const context = { storage, index: ftsMatchIndex(storage), now: () => new Date() };
    if (seeded) await seed(context, seedFiles());
    return await firstLink(context);
  } finally {
    await proxy.dispose();
  }
}

function seedFiles(): Map<string, Uint8Array> {
  const folder = join(ROOT, "tm");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join("/"), new Uint8Array(readFileSync(path))];
    }),
  );
}

async function wrangler({ world }: Job, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  const stop = (): void => void child.kill("SIGTERM");
  world.signal.addEventListener("abort", stop, { once: true });
  process.once("SIGTERM", stop);
  const [code] = (await once(child, "exit")) as [number | null];
  process.off("SIGTERM", stop);
  return code ?? 1;
}
