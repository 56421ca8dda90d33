import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll } from "vitest";
import type { Environment } from "../../src/worker.ts";

/** What the configuration of the tests adds to the worker's own bindings. */
export const environment = env as Environment & {
  readonly MIGRATIONS: D1Migration[];
  readonly POLYNYA_TOKEN: string;
};

beforeAll(async () => {
  await applyD1Migrations(environment.DB, environment.MIGRATIONS);
});
