import { MIGRATION_NAMES } from "./migration-names.ts";
import { type Storage, StorageError } from "./port.ts";

export interface Migration {
  /** `0001_store.sql` */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL, hexadecimal. */
  readonly checksum: string;
}

/** Where each engine's migrations are noted by name: by our own migrator, or by wrangler. */
const LEDGERS: Readonly<Record<Storage["engine"], string>> = { sqlite: "migration", d1: "d1_migrations" };

/**
 * Names of this program's migrations that a store still lacks: until they are applied, requests may fail.
 *
 * @throws when the store has never been migrated or cannot be read
 */
export async function pendingMigrations(storage: Storage): Promise<string[]> {
  const rows = await storage.all<{ name: string }>(`SELECT name FROM ${LEDGERS[storage.engine]}`);
  const applied = new Set(rows.map(({ name }) => name));
  return MIGRATION_NAMES.filter((name) => !applied.has(name));
}

/**
 * Compares what a database says was applied with the migrations of this installation.
 *
 * @returns the migrations that are still to be applied, in order
 * @throws {StorageError} `unfit` when an applied one was changed, is unknown here (the database is
 *   newer than the program), or would come before one that is applied already
 */
export function checkLedger(
  applied: readonly { name: string; checksum: string }[],
  migrations: readonly Migration[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
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
