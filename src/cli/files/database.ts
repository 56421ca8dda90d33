import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { isPostgres } from "../../storage/port.ts";
import type { Examination } from "../../storage/sqlite-examination.ts";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { reasonOf } from "./paths.ts";

/**
 * Path of the store: `--database`, else `POLYNYA_DB`, else that of `npm start`.
 *
 * @throws {Failure} `no-file-of-postgres` (2) when the store is a database of PostgreSQL
 */
export function databasePath(invocation: Invocation): string {
  const { env, folder } = invocation.environment;
  const named = invocation.value("database") ?? (env["POLYNYA_DB"] || join("data", "polynya.db"));
  if (isPostgres(named)) throw new Failure(EXIT.usage, "no-file-of-postgres");
  return resolve(folder, named);
}

/** The file of a store, and the result of its examination. */
export interface Examined extends Examination {
  readonly path: string;
}

/**
 * Reads a whole store and checks it; changes nothing.
 *
 * @throws {Failure} `no-file` (6), `not-a-store` (65)
 */
export async function examine(path: string): Promise<Examined> {
  if (!existsSync(path)) throw new Failure(EXIT.notFound, "no-file", { path });
  const { examineStore } = await import("../../storage/sqlite-examination.ts");
  try {
    return { path, ...examineStore(path) };
  } catch (error) {
    throw new Failure(EXIT.badData, "not-a-store", { path, reason: reasonOf(error) });
  }
}
