import { checkLedger, type Migration, UNFINISHED_MOVE } from "../migrate.ts";
import type { Storage } from "../port.ts";
import { numberingOf } from "./numbering.ts";
import type { StoreTable } from "./store-tables.ts";

/**
 * True when a store has exactly the migrations of this program.
 *
 * @throws {StorageError} `unfit` when it has others
 */
export async function isOfThisVersion(storage: Storage, migrations: readonly Migration[]): Promise<boolean> {
  const applied = await storage.all<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM migration",
  );
  return checkLedger(applied, migrations).length === 0;
}

/** What tells a store from others, and from itself at another time: how far it has numbered its rows. */
export async function stateOf(source: Storage, tables: readonly StoreTable[]): Promise<string> {
  const counters = await source.all("SELECT name, next FROM counter ORDER BY name");
  return JSON.stringify({ counters, numbering: [...(await numberingOf(source, tables))] });
}

/** Stands among the migrations of the target, so that no service starts over it. Its checksum names the source. */
export const markOfMove = (source: string): Migration => ({
  name: UNFINISHED_MOVE,
  checksum: source,
  sql: "SELECT 1",
});

/** The source of an unfinished move into a store; `undefined` when there is none. */
export async function unfinishedMove(storage: Storage): Promise<string | undefined> {
  const [row] = await storage
    .all<{ checksum: string }>("SELECT checksum FROM migration WHERE name = ?1", UNFINISHED_MOVE)
    // A database without a table of migrations is empty.
    .catch(() => []);
  return row?.checksum;
}

/** Lets services start over the target. */
export const finishMove = async (target: Storage): Promise<void> => {
  await target.batch([{ sql: "DELETE FROM migration WHERE name = ?1", params: [UNFINISHED_MOVE] }]);
};
