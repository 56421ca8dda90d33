import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { getPlatformProxy } from "wrangler";
import { ended, startWrangler } from "../../tools/wrangler.ts";
import type { D1 } from "../../src/storage/d1.ts";

/** A local D1 in workerd with its migrations applied. It reports rows and time itself. */
export async function openD1(folder: string): Promise<{ database: D1; dispose: () => Promise<void> }> {
  const config = join(folder, "wrangler.toml");
  writeFileSync(
    config,
    [
      'name = "bench"',
      'compatibility_date = "2026-10-20"',
      "[[d1_databases]]",
      'binding = "DB"',
      'database_name = "bench"',
      'database_id = "00000000-0000-0000-0000-000000000000"',
      `migrations_dir = ${JSON.stringify(join(import.meta.dirname, "../../src/storage/migrations"))}`,
    ].join("\n"),
  );
  const applied = startWrangler(
    ["d1", "migrations", "apply", "DB", "--local", "--config", config, "--persist-to", join(folder, "d1")],
    "pipe",
  );
  applied.stdout?.resume();
  if ((await ended(applied)) !== 0) throw new Error("the migrations could not be applied");
  const { env, dispose } = await getPlatformProxy<{ DB: D1 }>({
    configPath: config,
    persist: { path: join(folder, "d1", "v3") },
  });
  return { database: env.DB, dispose };
}
