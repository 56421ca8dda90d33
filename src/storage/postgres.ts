import pg from "pg";
import { checkLedger, type Migration } from "./migrate.ts";
import { type Constraint, type Param, type Statement, type Storage, StorageError } from "./port.ts";
import { type PostgresConstraints, postgresError } from "./postgres-errors.ts";
import { fromPostgres, toPostgres } from "./postgres-text.ts";

export interface PostgresStorage extends Storage {
  readonly engine: "postgres";
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** Most connections of this process. */
  readonly connections?: number;
  /** Migrations to apply; an empty list when another process has applied them. */
  readonly migrations: readonly Migration[];
}

/** With fewer, one long read would hold the others. */
const CONNECTIONS = 8;
/** Oldest PostgreSQL that the tests run on. */
const OLDEST = 15;
/** So often a batch is run when others write the same rows at the same time. */
const ATTEMPTS = 12;
/** Any number that no other program uses for its lock. */
const MIGRATION_LOCK = 7_065_697_909;

/**
 * Opens a database of PostgreSQL and migrates it.
 *
 * @param url `postgres://user:password@host:port/database`
 * @throws {StorageError} `unfit` when this program cannot work with the database; `lost` when there is no connection
 */
export async function openPostgres(
  url: string,
  { migrations, connections = CONNECTIONS }: PostgresOptions,
): Promise<PostgresStorage> {
  const constraints = await prepareDatabase(url, migrations);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "polynya",
    max: connections,
    pipeline: true,
    types: TYPES,
  });
  // A connection that ends while nobody uses it is replaced at the next query.
  pool.on("error", () => undefined);
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw postgresError(error, constraints);
    }
  };
  const all = <Row>(sql: string, ...params: readonly Param[]): Promise<Row[]> =>
    guarded(async () => (await pool.query(toQuery({ sql, params }))).rows as Row[]);
  return {
    engine: "postgres",
    all,
    batch: (statements) => {
      const queries = Array.from(statements, toQuery);
      return guarded(() => afterCollisions(() => inTransaction(pool, queries)));
    },
    async size() {
      const [row] = await all<{ bytes: number }>("SELECT pg_database_size(current_database()) AS bytes");
      return row?.bytes ?? 0;
    },
    async version() {
      const [row] = await all<{ snapshot: string }>("SELECT pg_current_snapshot()::text AS snapshot");
      return row?.snapshot ?? "";
    },
    close: () => pool.end(),
  };
}

/** A value of SQLite for each value of PostgreSQL: integers are numbers, a boolean is 0 or 1. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number;
    if (oid === pg.types.builtins.TEXT) return fromPostgres;
    if (oid === pg.types.builtins.BOOL) return (value: string) => (value === "t" ? 1 : 0);
    return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
  },
};

interface Query {
  readonly text: string;
  readonly values: Param[];
}

const toQuery = ({ sql, params = [] }: Statement): Query => ({
  text: numbered(sql),
  values: params.map(toPostgres),
});

/** Statements as PostgreSQL numbers their parameters. There are some hundred different ones. */
const translated = new Map<string, string>();

/** Replaces `?1` by `$1`, outside quotation marks. */
function numbered(sql: string): string {
  const known = translated.get(sql);
  if (known !== undefined) return known;
  const text = sql.replaceAll(/'[^']*'|"[^"]*"|\?(\d+)/gu, (whole, number: string | undefined) =>
    number === undefined ? whole : `$${number}`,
  );
  translated.set(sql, text);
  return text;
}

/**
 * Runs queries in one transaction, as if no other ran at the same time: a batch of SQLite promises that. The queries
 * are sent without waiting for each other's answers.
 */
async function inTransaction(pool: pg.Pool, queries: readonly Query[]): Promise<unknown[][]> {
  if (queries.length === 0) return [];
  const [only] = queries;
  if (queries.length === 1 && only !== undefined) return [(await pool.query(only)).rows];
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
    const answers = await Promise.allSettled([begun, ...queries.map((query) => client.query(query))]);
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    await client.query("COMMIT");
    return answers.slice(1).map((answer) => (answer.status === "fulfilled" ? answer.value.rows : []));
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error(String(cause));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Does work again when PostgreSQL ended it because of other work at the same time. */
async function afterCollisions<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isCollision =
        error instanceof pg.DatabaseError && (error.code === "40001" || error.code === "40P01");
      if (!isCollision || attempt === ATTEMPTS) throw error;
      const pause = Math.random() * Math.min(2 ** attempt, 200);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/**
 * Checks the database, applies migrations and reads the names of its constraints.
 *
 * @throws {StorageError} as `openPostgres`
 */
async function prepareDatabase(url: string, migrations: readonly Migration[]): Promise<PostgresConstraints> {
  const client = new pg.Client({ connectionString: url, application_name: "polynya", types: TYPES });
  try {
    await client.connect();
    await refuseUnfit(client);
    if (migrations.length > 0) await applyMigrations(client, migrations);
    return await constraintsOf(client);
  } catch (error) {
    throw postgresError(error, new Map());
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; folds: number }>(
    `SELECT CAST(current_setting('server_version_num') AS BIGINT) / 10000 AS version,
            current_setting('server_encoding') AS encoding, lower('ПОЛЫНЬЯ') = 'полынья' AS folds`,
  );
  const [found] = rows;
  if (found === undefined) return;
  if (found.version < OLDEST) {
    throw new StorageError("unfit", `PostgreSQL ${found.version} is too old; ${OLDEST} or newer is needed`);
  }
  if (found.encoding !== "UTF8") {
    throw new StorageError("unfit", `its encoding is ${found.encoding}; UTF8 is needed`);
  }
  if (found.folds === 0) {
    throw new StorageError(
      "unfit",
      "its locale cannot fold Cyrillic letters; make the database with a locale such as C.UTF-8",
    );
  }
}

/** Two processes that start at the same time apply them one after the other. */
async function applyMigrations(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied TEXT NOT NULL)",
    );
    const applied = await client.query<{ name: string; checksum: string }>(
      "SELECT name, checksum FROM migration",
    );
    for (const { name, checksum, sql } of checkLedger(applied.rows, migrations)) {
      await client.query(sql);
      await client.query("INSERT INTO migration (name, checksum, applied) VALUES ($1, $2, $3)", [
        name,
        checksum,
        new Date().toISOString(),
      ]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function constraintsOf(client: pg.Client): Promise<PostgresConstraints> {
  const { rows } = await client.query<{ name: string; table: string; columns: string[] }>(
    `SELECT broken.conname AS name, broken.conrelid::regclass::text AS "table",
            array_agg(part.attname::text ORDER BY part.attnum) AS columns
     FROM pg_constraint AS broken
     JOIN pg_attribute AS part ON part.attrelid = broken.conrelid AND part.attnum = ANY (broken.conkey)
     WHERE broken.contype IN ('u', 'p') AND broken.connamespace = current_schema()::regnamespace
     GROUP BY 1, 2`,
  );
  return new Map(
    rows.map(({ name, table, columns }): [string, Pick<Constraint, "table" | "columns">] => [
      name,
      { table, columns },
    ]),
  );
}
