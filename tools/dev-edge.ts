import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { getPlatformProxy } from "wrangler";
import { firstLink } from "../src/services/access/first-sign-in-link.ts";
import { createContext, type Context } from "../src/services/context.ts";
import { seedStore } from "../src/services/documents/seed-store.ts";
import { type D1, d1Storage } from "../src/storage/d1.ts";
import { ftsMatchIndex } from "../src/storage/index/match-index-fts.ts";
import { readFolder } from "../src/node/read-folder.ts";
import { ensurePages, PAGES } from "../src/node/built-pages.ts";
import { writeDictionaries } from "./dictionary-assets.ts";
import { ended, ROOT, startWrangler } from "./wrangler.ts";

/**
 * `npm run dev:edge`: the service in workerd with a local D1, migrated and seeded. Settings as for
 * `npm start`: PORT, POLYNYA_TOKEN, POLYNYA_SEED, POLYNYA_OIDC. The database is kept where wrangler keeps it, or in the
 * folder of `--persist-to`.
 */
const port = process.env["PORT"] ?? "8787";
const { values } = parseArgs({ options: { "persist-to": { type: "string" } } });
const folder = values["persist-to"] === undefined ? undefined : resolve(values["persist-to"]);
const persistTo = folder === undefined ? [] : ["--persist-to", folder];
const address = `http://127.0.0.1:${port}`;

// Wrangler wants the folder of the built pages to be there, be it empty.
mkdirSync(PAGES, { recursive: true });
await ensurePages();
writeDictionaries(PAGES);
const migration = startWrangler(["d1", "migrations", "apply", "DB", "--local", ...persistTo], "pipe");
let said = "";
migration.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
if ((await ended(migration)) !== 0) {
  console.error(said);
  process.exit(1);
}
await prepare();

const token = process.env["POLYNYA_TOKEN"] || randomBytes(32).toString("base64url");
const providers = Object.entries(process.env).flatMap(([name, value]) =>
  name.startsWith("POLYNYA_OIDC") ? ["--var", `${name}:${value ?? ""}`] : [],
);
const server = startWrangler([
  "dev",
  "--local",
  "--ip",
  "127.0.0.1",
  "--port",
  port,
  "--var",
  `POLYNYA_TOKEN:${token}`,
  ...providers,
  ...persistTo,
]);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
process.exit(await ended(server));

/** Fills an empty store through the same services as on Node, over the binding that the worker will have. */
async function prepare(): Promise<void> {
  const { env, dispose } = await getPlatformProxy<{ DB: D1 }>({
    configPath: join(ROOT, "wrangler.toml"),
    // Wrangler itself keeps its stores in a folder by the version of their layout.
    ...(folder === undefined ? {} : { persist: { path: join(folder, "v3") } }),
  });
  const storage = d1Storage(env.DB);
  const context: Context = createContext({ storage, index: ftsMatchIndex(storage), now: () => new Date() });
  if (process.env["POLYNYA_SEED"] !== "off" && (await seedStore(context, readFolder(join(ROOT, "tm"))))) {
    console.log("The empty store was filled with the seminar from tm/ (POLYNYA_SEED=off starts empty).");
  }
  const link = await firstLink(context);
  if (link !== undefined) console.log(`Sign in, once and within the hour: ${address}/sign-in/${link}`);
  await dispose();
}
