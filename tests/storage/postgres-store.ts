import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openPostgres, type PostgresStorage } from "../../src/storage/postgres.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";

const MIGRATIONS = readMigrations("migrations-postgres");

/** Address of a new, empty schema on the tests' server. */
export async function emptySchema(): Promise<string> {
  return addressOf(await newSchema());
}

/** A new, empty store. */
export const emptyStore = async (): Promise<PostgresStorage> => openAt(await emptySchema());

const openAt = (url: string): Promise<PostgresStorage> =>
  openPostgres(url, { migrations: MIGRATIONS, connections: 4 });

/** A schema whose tables are made, and the statements that bring it back to what it was then. */
interface MadeSchema {
  readonly url: string;
  readonly emptying: string;
  uses: number;
}

/** After so many tests what they deleted slows a schema down. */
const MOST_USES = 40;

/** Schemas of this worker that no test uses. Making one takes ten times as long as emptying it. */
const free: MadeSchema[] = [];
/** What the running test borrowed; absent between tests. */
let borrowed: { readonly schema: MadeSchema; readonly store: PostgresStorage }[] | undefined;

/** Stores made from now on until `giveBack` are borrowed: their schemas serve later tests. */
export function beginBorrowing(): void {
  borrowed = [];
}

/** An empty store, in a schema that an earlier test may have used. One made outside a test is a new one. */
export async function borrowStore(): Promise<PostgresStorage> {
  if (borrowed === undefined) return emptyStore();
  const schema = free.pop() ?? (await makeSchema());
  const store = await openAt(schema.url);
  borrowed.push({ schema, store });
  return store;
}

/** Closes the stores of the test that ended, and empties their schemas. */
export async function giveBack(): Promise<void> {
  const ended = borrowed ?? [];
  borrowed = undefined;
  for (const { schema, store } of ended) {
    // A test may have closed its store itself.
    await store.close().catch(() => undefined);
    schema.uses += 1;
    if (schema.uses === MOST_USES) continue;
    await run(schema.emptying);
    free.push(schema);
  }
}

async function makeSchema(): Promise<MadeSchema> {
  const name = await newSchema();
  const url = addressOf(name);
  await (await openAt(url)).close();
  const { rows: tables } = await run<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = '${name}'`,
  );
  const statements = ["SET session_replication_role = replica"];
  for (const table of tables) {
    const full = `${name}."${table.name}"`;
    const { rows } = await run<{ rows: string | null }>(`SELECT json_agg(t)::text AS rows FROM ${full} t`);
    const first = rows[0]?.rows ?? null;
    statements.push(`DELETE FROM ${full}`);
    if (first !== null) {
      statements.push(
        `INSERT INTO ${full} SELECT * FROM json_populate_recordset(NULL::${full}, ${pg.escapeLiteral(first)})`,
      );
    }
  }
  const { rows: sequences } = await run<{ name: string; last: string | null; start: string }>(
    `SELECT sequencename AS name, last_value AS last, start_value AS start FROM pg_sequences WHERE schemaname = '${name}'`,
  );
  for (const { name: sequence, last, start } of sequences) {
    statements.push(`SELECT setval('${name}."${sequence}"', ${last ?? start}, ${last !== null})`);
  }
  return { url, emptying: [...statements, "RESET session_replication_role"].join(";\n"), uses: 0 };
}

async function newSchema(): Promise<string> {
  const name = `t${randomUUID().replaceAll("-", "")}`;
  await run(`CREATE SCHEMA ${name}`);
  return name;
}

function addressOf(schema: string): string {
  const url = new URL(server());
  url.searchParams.set("options", `-c search_path=${schema}`);
  return url.href;
}

function server(): string {
  const address = inject("postgres");
  if (address === undefined)
    throw new Error("the project `postgres` starts a server; this test is not in it");
  return address;
}

let connection: Promise<pg.Client> | undefined;

/** Runs a statement, or several without parameters, over a connection that this worker keeps. */
async function run<Row extends pg.QueryResultRow>(sql: string): Promise<pg.QueryResult<Row>> {
  connection ??= (async () => {
    const client = new pg.Client({ connectionString: server() });
    // The server ends with the tests, before this connection.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  })();
  return (await connection).query<Row>(sql);
}
