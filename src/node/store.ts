import { openPostgres } from "../storage/postgres.ts";
import { type Damage, isPostgres, type Storage, type StoreCopy } from "../storage/port.ts";
import { readMigrations } from "../storage/read-migrations.ts";
import { copyStore, joinSqlite, openSqlite, type SqliteStorage } from "../storage/sqlite.ts";

/** The store of the service on Node: a file of SQLite, or a database of PostgreSQL. */
export interface ServiceStore extends Storage {
  /** Path of the file that is open, or address of the database. Another thread joins it there. */
  readonly address: string;
  damage(): Damage | undefined;
  /** Refuses writing from now on, because another connection has found damage. */
  stopWriting(damage: Damage): void;
  /** A copy of the whole store. PostgreSQL has its own programs for that. */
  readonly copy?: () => Promise<StoreCopy>;
  close(): Promise<void>;
}

/** Connections of a thread: for its requests, and for what one request asks at the same time. */
const CONNECTIONS_OF_A_THREAD = 3;

/**
 * Opens the store and migrates it.
 *
 * @param address path of a file, or `postgres://…`
 * @param onDamage called once when damage of a file is found
 * @throws {StorageError} `unfit`, `lost`
 */
export async function openStore(address: string, onDamage: (damage: Damage) => void): Promise<ServiceStore> {
  if (isPostgres(address)) return ofPostgres(address, { migrations: readMigrations("migrations-postgres") });
  return ofSqlite(openSqlite(address, undefined, onDamage));
}

/**
 * Opens another connection to a store that this process has open, for another thread.
 *
 * @param damage that is known already
 */
export async function joinStore(
  address: string,
  onDamage: (damage: Damage) => void,
  damage: Damage | undefined,
): Promise<ServiceStore> {
  if (isPostgres(address)) {
    return ofPostgres(address, { migrations: [], connections: CONNECTIONS_OF_A_THREAD });
  }
  return ofSqlite(joinSqlite(address, onDamage, damage));
}

/** Everything of the port stays as the engine has it. */
const ofSqlite = (storage: SqliteStorage): ServiceStore => ({
  ...storage,
  address: storage.path,
  copy: () => copyStore(storage),
  close: () => Promise.resolve(storage.close()),
});

async function ofPostgres(
  address: string,
  options: Parameters<typeof openPostgres>[1],
): Promise<ServiceStore> {
  const storage = await openPostgres(address, options);
  return {
    ...storage,
    address,
    // The server takes care of its files.
    damage: () => undefined,
    stopWriting: () => undefined,
  };
}
