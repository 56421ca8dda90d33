import { existsSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { type Actor, type Context, createContext } from "../../services/context.ts";
import { ftsMatchIndex } from "../../storage/index/match-index-fts.ts";
import { isPostgres } from "../../storage/port.ts";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";

/** Naming a store means the store of this machine. */
export const isLocal = (invocation: Invocation): boolean =>
  invocation.flag("local") || invocation.value("database") !== undefined;

/**
 * Opens the store of this machine's service, which may be running, without asking the service. Whoever may write the
 * file may do so. The store is not migrated: that is the service's own work.
 *
 * @param work gets the store's services, and the person as the operating system knows them
 * @throws {Failure} `no-file` (6)
 */
export async function withLocalStore<Result>(
  { environment, value }: Invocation,
  work: (context: Context, actor: Actor) => Promise<Result>,
): Promise<Result> {
  const named = value("database") ?? (environment.env["POLYNYA_DB"] || join("data", "polynya.db"));
  const storage = isPostgres(named)
    ? await openDatabase(named)
    : await openFile(resolve(environment.folder, named));
  try {
    const index = ftsMatchIndex(storage);
    const context = createContext({ storage, index, now: () => new Date() });
    return await work(context, { name: `${userInfo().username}@${hostname()}` });
  } finally {
    await storage.close();
  }
}

async function openDatabase(address: string) {
  const { openPostgres } = await import("../../storage/postgres.ts");
  return openPostgres(address, { migrations: [], connections: 1 });
}

async function openFile(path: string) {
  if (!existsSync(path)) throw new Failure(EXIT.notFound, "no-file", { path });
  const { joinSqlite } = await import("../../storage/sqlite.ts");
  return joinSqlite(path, () => undefined);
}
