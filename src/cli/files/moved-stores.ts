import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { sha256 } from "../../domain/bytes.ts";
import type { Migration } from "../../storage/migrate.ts";
import { dumpForD1, statementsOf } from "../../storage/move/d1-dump.ts";
import { emptyTables, type Heard, isNew } from "../../storage/move/move-rows.ts";
import type { ScratchStore } from "../../storage/move/scratch-store.ts";
import type { StoreTable } from "../../storage/move/store-tables.ts";
import { isOfThisVersion, markOfMove, stateOf, unfinishedMove } from "../../storage/move/unfinished-move.ts";
import { isPostgres, shownAddress, type Storage, StorageError } from "../../storage/port.ts";
import { readMigrations } from "../../storage/read-migrations.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { reasonOf, shortestPath } from "./paths.ts";

/** A store that is open, for the time of a move. */
export interface OpenStore {
  readonly storage: Storage;
  close(): Promise<void>;
}

/** Where a store is: a file of SQLite, a database of PostgreSQL, or a file of SQL from or for D1. */
export interface Place {
  readonly kind: "sqlite" | "postgres" | "d1";
  /** Absolute path or `postgres://…`. */
  readonly address: string;
  /** As it may stand in a message. */
  readonly shown: string;
}

export function placeOf(folder: string, typed: string): Place {
  if (isPostgres(typed)) return { kind: "postgres", address: typed, shown: shownAddress(typed) };
  const address = resolve(folder, typed);
  return {
    kind: typed.toLowerCase().endsWith(".sql") ? "d1" : "sqlite",
    address,
    shown: shortestPath(folder, address),
  };
}

const migrationsOf = ({ kind }: Place): readonly Migration[] =>
  readMigrations(kind === "postgres" ? "migrations-postgres" : "migrations");

/**
 * Opens the store to move from. It is not migrated and not written.
 *
 * @param tables of this program, for a dump of D1
 * @throws {Failure} `no-file` (6), `move-in-use` (4), `move-source-version` (65)
 */
export async function openSource(place: Place, tables: readonly StoreTable[]): Promise<OpenStore> {
  const { kind, address, shown } = place;
  if (kind === "d1") return await openDump(place, tables);
  if (kind === "sqlite") {
    if (!existsSync(address)) throw new Failure(EXIT.notFound, "no-file", { path: shown });
    const { isInUse } = await import("../../storage/sqlite-examination.ts");
    if (isInUse(address)) throw new Failure(EXIT.conflicts, "move-in-use", { path: shown });
  }
  const opened = await told(place, () => openPlace(place, []));
  try {
    if (await told(place, () => isOfThisVersion(opened.storage, migrationsOf(place)))) return opened;
    throw new Failure(EXIT.badData, "move-source-version", { path: shown });
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Names a source and its state. The target keeps it until the move is finished. */
export const fingerprintOf = async (source: Storage, tables: readonly StoreTable[]): Promise<string> =>
  sha256(await stateOf(source, tables));

/**
 * Opens the store to move into, and marks it: until `finishMove` no service starts over it. A store where a move from
 * the same source was cut off is opened again.
 *
 * @throws {Failure} `move-target-used` (4), `move-source-changed` (4)
 */
export async function openTarget(
  place: Place,
  tables: readonly StoreTable[],
  fingerprint: string,
): Promise<OpenStore> {
  const migrations = migrationsOf(place);
  const mark = markOfMove(fingerprint);
  const begun = await told(place, () => markOf(place));
  if (begun !== undefined) {
    if (begun !== fingerprint)
      throw new Failure(EXIT.conflicts, "move-source-changed", { path: place.shown });
    return told(place, () => openPlace(place, [...migrations, mark]));
  }
  const fresh = await told(place, () => openPlace(place, migrations));
  try {
    if (!(await isNew(fresh.storage)))
      throw new Failure(EXIT.conflicts, "move-target-used", { path: place.shown });
    await emptyTables(fresh.storage, tables);
  } finally {
    await fresh.close();
  }
  return told(place, () => openPlace(place, [...migrations, mark]));
}

/** The fingerprint of the source of an unfinished move into a store. */
async function markOf(place: Place): Promise<string | undefined> {
  if (place.kind === "sqlite" && !existsSync(place.address)) return undefined;
  const opened = await openPlace(place, []);
  try {
    return await unfinishedMove(opened.storage);
  } finally {
    await opened.close();
  }
}

/**
 * Writes the rows of a store as SQL for D1. The file gets its name when it is whole.
 *
 * @throws {Failure} `not-written` (74)
 */
export async function writeDump(
  { address, shown }: Place,
  source: Storage,
  tables: readonly StoreTable[],
  heard: Heard,
): Promise<void> {
  const temporary = `${address}.tmp`;
  try {
    await pipeline(dumpForD1(source, tables, heard), createWriteStream(temporary, { mode: 0o600 }));
    await rename(temporary, address);
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.inputOutput, "not-written", { path: shown, reason: reasonOf(error) });
  }
}

/**
 * Reads a dump of D1 into a file of its own, which is gone when it is closed.
 *
 * @throws {Failure} `no-file` (6), `move-source-version`, `move-dump` (65)
 */
async function openDump(place: Place, tables: readonly StoreTable[]): Promise<OpenStore> {
  const { address, shown } = place;
  if (!existsSync(address)) throw new Failure(EXIT.notFound, "no-file", { path: shown });
  const opened = await scratchStore();
  const { readDump } = await import("../../storage/move/scratch-store.ts");
  try {
    if (await readDump(opened, tables, statementsOf(createReadStream(address, "utf8")))) return opened;
    throw new Failure(EXIT.badData, "move-source-version", { path: shown });
  } catch (error) {
    await opened.close();
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.badData, "move-dump", { path: shown, reason: reasonOf(error) });
  }
}

/** Runs a dump that was just written, to compare what D1 will have with the source. */
export async function runDump({ address }: Place): Promise<OpenStore> {
  const opened = await scratchStore();
  try {
    for await (const sql of statementsOf(createReadStream(address, "utf8"))) opened.run(sql);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** An empty store in the temporary folder. */
async function scratchStore(): Promise<OpenStore & ScratchStore> {
  const folder = await mkdtemp(join(tmpdir(), "polynya-move-"));
  const { openScratch } = await import("../../storage/move/scratch-store.ts");
  const scratch = openScratch(join(folder, "dump.db"));
  return {
    ...scratch,
    close: async () => {
      scratch.storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param migrations to apply; none for a store that stays as it is */
async function openPlace({ kind, address }: Place, migrations: readonly Migration[]): Promise<OpenStore> {
  if (kind === "postgres") {
    const { openPostgres } = await import("../../storage/postgres.ts");
    const storage = await openPostgres(address, { migrations, connections: 2 });
    return { storage, close: () => storage.close() };
  }
  const { joinSqlite, openSqlite } = await import("../../storage/sqlite.ts");
  const storage =
    migrations.length === 0 ? joinSqlite(address, () => undefined) : openSqlite(address, migrations);
  return { storage, close: async () => storage.close() };
}

/**
 * Does work on a store, and tells what its engine refuses with the name of the store.
 *
 * @throws {Failure} `move-store` (74)
 */
export async function told<Result>({ shown }: Place, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new Failure(EXIT.inputOutput, "move-store", { path: shown, reason: error.detail });
  }
}
