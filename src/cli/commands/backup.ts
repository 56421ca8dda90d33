import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import Database from "better-sqlite3";
import { indexPath } from "../../storage/index/index-file.ts";
import type { Command, Job } from "../command.ts";
import { databasePath, type Examined, examine } from "../files/database.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { pathInside, reasonOf, relativeInside } from "../files/paths.ts";

const DATABASE = { database: { argument: "FILE" } } as const;

/** Copies the store while the service runs (SQLite's online backup), and checks the copy before it gets its name. */
export const backup: Command = {
  usage: "FILE",
  arguments: [1, 1],
  options: { ...DATABASE, force: { short: "f" }, "dry-run": { short: "n" } },
  run: async (job) => {
    const path = relativeInside(job.world.folder, job.args[0] ?? "");
    const target = pathInside(job.world.folder, path);
    const source = databasePath(job);
    if (!existsSync(source)) throw new Failure(EXIT.notFound, "no-file", { path: source });
    refuseToReplace(job, target, path);
    if (job.flag("dry-run")) {
      job.print({ from: source, to: path }, () => "");
      job.say("talk.dry-run");
      return EXIT.done;
    }
    const examined = await replacing(target, async (temporary) => {
      const database = new Database(source, { readonly: true, fileMustExist: true });
      try {
        await database.backup(temporary);
      } finally {
        database.close();
      }
    });
    job.print(examined, () => "");
    job.say("talk.backed-up", { path, units: examined.units, imports: examined.imports });
    return EXIT.done;
  },
};

/** Puts a backup in the place of the store. The service has to be stopped; the old store stays beside it. */
export const restore: Command = {
  usage: "FILE",
  arguments: [1, 1],
  options: { ...DATABASE, force: { short: "f" }, "dry-run": { short: "n" } },
  run: async (job) => {
    const from = resolve(job.world.folder, job.args[0] ?? "");
    const target = databasePath(job);
    const sound = checked(from);
    refuseToReplace(job, target, target);
    if (job.flag("dry-run")) {
      job.print({ from, to: target, units: sound.units }, () => "");
      job.say("talk.dry-run");
      return EXIT.done;
    }
    const old = existsSync(target) ? `${target}.before-restore-${Date.now()}` : undefined;
    const examined = await replacing(target, async (temporary) => copyFile(from, temporary), old);
    job.print({ ...examined, old }, () => "");
    job.say("talk.restored", { path: target, units: examined.units, imports: examined.imports });
    return EXIT.done;
  },
};

/** Reads a backup, or the store, from end to end. */
export const verify: Command = {
  usage: "[FILE]",
  arguments: [0, 1],
  options: DATABASE,
  run: async (job) => {
    const [named] = job.args;
    const examined = examine(named === undefined ? databasePath(job) : resolve(job.world.folder, named));
    job.print(examined, () => "");
    if (examined.damage.length > 0) throw damaged(examined);
    job.say("talk.sound", { path: examined.path, units: examined.units, imports: examined.imports });
    return EXIT.done;
  },
};

function refuseToReplace(job: Job, target: string, path: string): void {
  if (existsSync(target) && !job.flag("force")) throw new Failure(EXIT.conflicts, "file-there", { path });
}

const damaged = ({ path, damage }: Examined): Failure =>
  new Failure(EXIT.badData, "damaged", { path, reason: damage.slice(0, 3).join("; ") });

function checked(path: string): Examined {
  const examined = examine(path);
  if (examined.damage.length > 0) throw damaged(examined);
  return examined;
}

/** Makes a store under another name, checks it, and only then lets it take its place. */
async function replacing(
  target: string,
  make: (temporary: string) => Promise<unknown>,
  keepOldAs?: string,
): Promise<Examined> {
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await make(temporary);
    const { path: _path, ...examined } = checked(temporary);
    const file = await open(temporary, "r+");
    await file.sync();
    await file.close();
    if (keepOldAs !== undefined) {
      await rename(target, keepOldAs);
      // The log belongs to the old file and would be replayed into the new one.
      for (const end of ["-wal", "-shm"]) {
        if (existsSync(target + end)) await rename(target + end, keepOldAs + end);
      }
    }
    // A copy of what the old file said.
    await rm(indexPath(target), { force: true });
    await rename(temporary, target);
    return { path: target, ...examined };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.inputOutput, "not-written", { path: target, reason: reasonOf(error) });
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) await rm(temporary + end, { force: true });
  }
}
