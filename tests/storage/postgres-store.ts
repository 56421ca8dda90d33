import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openPostgres, type PostgresStorage } from "../../src/storage/postgres.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";

const MIGRATIONS = readMigrations("migrations-postgres");

/** Address of a new, empty schema on the tests' server. */
export async function emptySchema(): Promise<string> {
  const server = inject("postgres");
  if (server === undefined) throw new Error("the project `postgres` starts a server; this test is not in it");
  const name = `t${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE SCHEMA ${name}`);
  await client.end();
  const url = new URL(server);
  url.searchParams.set("options", `-c search_path=${name}`);
  return url.href;
}

/** A new, empty store. */
export const emptyStore = async (): Promise<PostgresStorage> =>
  openPostgres(await emptySchema(), { migrations: MIGRATIONS, connections: 4 });
