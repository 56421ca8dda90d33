import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll } from "vitest";
import type { Environment } from "../../src/worker.ts";

/** Bindings that the configuration of the tests adds to those of the worker. */
export const environment = env as Environment & {
  readonly MIGRATIONS: D1Migration[];
  readonly POLYNYA_TOKEN: string;
};

beforeAll(async () => {
  await applyD1Migrations(environment.DB, environment.MIGRATIONS);
});
