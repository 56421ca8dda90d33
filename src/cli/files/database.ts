import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Examination, examineStore } from "../../storage/sqlite-examination.ts";
import type { Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { reasonOf } from "./paths.ts";

/** The store of this machine: `--database`, `POLYNYA_DB`, or where `npm start` puts it. */
export function databasePath(job: Job): string {
  const { env, folder } = job.world;
  return resolve(folder, job.value("database") ?? (env["POLYNYA_DB"] || join("data", "polynya.db")));
}

/** A store's file with what an examination of it found. */
export interface Examined extends Examination {
  readonly path: string;
}

/**
 * Reads a whole store and checks it; changes nothing.
 *
 * @throws {Failure} `no-file` (6), `not-a-store` (65)
 */
export function examine(path: string): Examined {
  if (!existsSync(path)) throw new Failure(EXIT.notFound, "no-file", { path });
  try {
    return { path, ...examineStore(path) };
  } catch (error) {
    throw new Failure(EXIT.badData, "not-a-store", { path, reason: reasonOf(error) });
  }
}
