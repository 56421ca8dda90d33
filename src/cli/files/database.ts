import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import type { Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { reasonOf } from "./paths.ts";

/** The store of this machine: `--database`, `POLYNYA_DB`, or where `npm start` puts it. */
export function databasePath(job: Job): string {
  const { env, folder } = job.world;
  return resolve(folder, job.value("database") ?? (env["POLYNYA_DB"] || join("data", "polynya.db")));
}

export interface Examination {
  readonly path: string;
  readonly sqlite: string;
  /** What `integrity_check` and `foreign_key_check` found; empty when all is well. */
  readonly damage: readonly string[];
  readonly units: number;
  readonly imports: number;
}

/**
 * Reads a whole store and checks it; changes nothing.
 *
 * @throws {Failure} `no-file` (6), `not-a-store` (65)
 */
export function examine(path: string): Examination {
  if (!existsSync(path)) throw new Failure(EXIT.notFound, "no-file", { path });
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    const sqlite = String(database.prepare("SELECT sqlite_version()").pluck().get());
    const integrity = database.prepare("PRAGMA integrity_check(20)").pluck().all().map(String);
    const orphans = database.prepare("PRAGMA foreign_key_check").all().length;
    const count = (table: string): number =>
      Number(database?.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
    return {
      path,
      sqlite,
      damage: [
        ...integrity.filter((line) => line !== "ok"),
        ...(orphans === 0 ? [] : [`foreign_key_check: ${orphans}`]),
      ],
      units: count("unit"),
      imports: count("import"),
    };
  } catch (error) {
    throw new Failure(EXIT.badData, "not-a-store", { path, reason: reasonOf(error) });
  } finally {
    database?.close();
  }
}
