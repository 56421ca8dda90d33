import { MIGRATION_NAMES, POSTGRES_MIGRATION_NAMES } from "./migration-names.ts";
import { type Storage, StorageError } from "./port.ts";

export interface Migration {
  /** `0001_store.sql` */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL, hexadecimal. */
  readonly checksum: string;
}

/** The table that lists the applied migrations. wrangler writes it for D1, our own migrators for the others. */
const LEDGERS: Readonly<Record<Storage["engine"], string>> = {
  sqlite: "migration",
  d1: "d1_migrations",
  postgres: "migration",
};

/** Stands in the list of migrations while `polynya move` fills a store. No service starts over such a store. */
export const UNFINISHED_MOVE = "9999_unfinished_move";

/**
 * Names of this program's migrations that a store does not have yet. Requests may fail until they are applied.
 *
 * @throws when the store has never been migrated or cannot be read
 */
export async function pendingMigrations(storage: Storage): Promise<string[]> {
  const rows = await storage.all<{ name: string }>(`SELECT name FROM ${LEDGERS[storage.engine]}`);
  const applied = new Set(rows.map(({ name }) => name));
  const names = storage.engine === "postgres" ? POSTGRES_MIGRATION_NAMES : MIGRATION_NAMES;
  return names.filter((name) => !applied.has(name));
}

/**
 * Compares the applied migrations of a database with the migrations of this installation.
 *
 * @returns the migrations that must still be applied, in order
 * @throws {StorageError} `unfit` when an applied migration was changed, when this program does not know it (the
 *   database is newer than the program), or when a migration to apply comes before an applied one
 */
export function checkLedger(
  applied: readonly { name: string; checksum: string }[],
  migrations: readonly Migration[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
    if (migration === undefined && name === UNFINISHED_MOVE) {
      throw new StorageError("unfit", "a move into it is not finished: give the same “polynya move” again");
    }
    if (migration === undefined) {
      throw new StorageError(
        "unfit",
        `the database has migration ${name}, which this program does not know: it is older`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new StorageError("unfit", `migration ${name} was changed after it had been applied`);
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  const pending = migrations.filter(({ name }) => !done.has(name));
  const last = [...done].sort().at(-1) ?? "";
  const early = pending.find(({ name }) => name < last);
  if (early)
    throw new StorageError("unfit", `migration ${early.name} comes before ${last}, which is applied already`);
  return pending;
}
