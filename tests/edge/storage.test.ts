import { applyD1Migrations, reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { d1Storage } from "../../src/storage/d1.ts";
import { pendingMigrations } from "../../src/storage/migrate.ts";
import { MIGRATION_NAMES } from "../../src/storage/migration-names.ts";
import { storageContract } from "../storage/contract.ts";
import { emptyDatabase } from "./empty-database.ts";
import { environment } from "./setup.ts";

test("names the migrations that a database does not have, and is not ready until it has them", async () => {
  const storage = d1Storage(environment.DB);
  const readyz = () => exports.default.fetch("http://polynya.test/readyz");
  for (const applied of [1, 2, 3, environment.MIGRATIONS.length]) {
    await reset();
    await applyD1Migrations(environment.DB, environment.MIGRATIONS.slice(0, applied));
    expect(await pendingMigrations(storage)).toEqual(MIGRATION_NAMES.slice(applied));
    expect((await readyz()).status).toBe(applied === MIGRATION_NAMES.length ? 200 : 503);
  }
});

storageContract("D1", emptyDatabase);
