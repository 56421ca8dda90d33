import { randomBytes } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { indexPath } from "../../storage/index/index-file.ts";
import { recordPath } from "../../storage/integrity/page-record.ts";
import type { Command, Invocation } from "../command.ts";
import { databasePath, type Examined, examine } from "../files/database.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { reasonOf, shortestPath } from "../files/paths.ts";

const DATABASE = { database: { argument: "FILE" } } as const;

/** Stands for standard output. */
const OUTPUT = "-";

/**
 * Copies the store while the service runs (SQLite's online backup), and checks the copy before it gets its name, or
 * before its first byte goes to standard output.
 */
export const backup: Command = {
  usage: "FILE|-",
  arguments: [1, 1],
  options: { ...DATABASE, force: { short: "f" }, "dry-run": { short: "n" } },
  run: async (invocation) => {
    const { folder, outIsTerminal } = invocation.environment;
    const [named = ""] = invocation.args;
    const source = databasePath(invocation);
    if (!existsSync(source)) throw new Failure(EXIT.notFound, "no-file", { path: source });
    if (named === OUTPUT && outIsTerminal) throw new Failure(EXIT.usage, "output-is-terminal");
    const target = resolve(folder, named);
    const path = named === OUTPUT ? OUTPUT : shortestPath(folder, target);
    if (named !== OUTPUT) refuseToReplace(invocation, target, path);
    if (invocation.flag("dry-run")) {
      invocation.print({ from: source, to: path }, () => "");
      invocation.say("talk.dry-run");
      return EXIT.done;
    }
    const { backUpFile } = await import("../../storage/sqlite.ts");
    const make = (temporary: string) => backUpFile(source, temporary);
    const examined = named === OUTPUT ? await sent(invocation, make) : await replacing(target, make);
    if (named !== OUTPUT) invocation.print(examined, () => "");
    invocation.say("talk.backed-up", { path, units: examined.units, imports: examined.imports });
    return EXIT.done;
  },
};

/** Makes a copy in the temporary folder, checks it, and writes it to standard output. */
async function sent(invocation: Invocation, make: (temporary: string) => Promise<void>): Promise<Examined> {
  const temporary = await mkdtemp(join(tmpdir(), "polynya-backup-"));
  try {
    const copy = join(temporary, "copy.db");
    await make(copy);
    const examined = await checked(copy);
    await invocation.environment.outAll(createReadStream(copy));
    return examined;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.inputOutput, "not-written", { path: OUTPUT, reason: reasonOf(error) });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Replaces the store by a backup; the old store stays beside the new one. Refused while a service has the store open:
 * the service would go on writing into the old file.
 */
export const restore: Command = {
  usage: "FILE",
  arguments: [1, 1],
  options: { ...DATABASE, force: { short: "f" }, "dry-run": { short: "n" } },
  run: async (invocation) => {
    const from = resolve(invocation.environment.folder, invocation.args[0] ?? "");
    const target = databasePath(invocation);
    const sound = await checked(from);
    refuseToReplace(invocation, target, target);
    const { isInUse } = await import("../../storage/sqlite-examination.ts");
    if (existsSync(target) && isInUse(target)) throw new Failure(EXIT.conflicts, "in-use", { path: target });
    if (invocation.flag("dry-run")) {
      invocation.print({ from, to: target, units: sound.units }, () => "");
      invocation.say("talk.dry-run");
      return EXIT.done;
    }
    const old = existsSync(target) ? `${target}.before-restore-${Date.now()}` : undefined;
    const examined = await replacing(target, async (temporary) => copyFile(from, temporary), old);
    invocation.print({ ...examined, old }, () => "");
    invocation.say("talk.restored", { path: target, units: examined.units, imports: examined.imports });
    return EXIT.done;
  },
};

/** Reads a backup or the store from end to end and checks it. */
export const verify: Command = {
  usage: "[FILE]",
  arguments: [0, 1],
  options: DATABASE,
  run: async (invocation) => {
    const [named] = invocation.args;
    const examined = await examine(
      named === undefined ? databasePath(invocation) : resolve(invocation.environment.folder, named),
    );
    invocation.print(examined, () => "");
    if (examined.damage.length > 0) throw damaged(examined);
    invocation.say("talk.sound", { path: examined.path, units: examined.units, imports: examined.imports });
    return EXIT.done;
  },
};

function refuseToReplace(invocation: Invocation, target: string, path: string): void {
  if (existsSync(target) && !invocation.flag("force"))
    throw new Failure(EXIT.conflicts, "file-there", { path });
}

const damaged = ({ path, damage }: Examined): Failure =>
  new Failure(EXIT.badData, "damaged", { path, reason: damage.slice(0, 3).join("; ") });

async function checked(path: string): Promise<Examined> {
  const examined = await examine(path);
  if (examined.damage.length > 0) throw damaged(examined);
  return examined;
}

/** Writes a store under a temporary name, checks it, and then renames it. */
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
    const { path: _path, ...examined } = await checked(temporary);
    const file = await open(temporary, "r+");
    await file.sync();
    await file.close();
    if (keepOldAs !== undefined) {
      await rename(target, keepOldAs);
      // SQLite would replay the old file's log into the new file.
      for (const end of ["-wal", "-shm"]) {
        if (existsSync(target + end)) await rename(target + end, keepOldAs + end);
      }
    }
    // The copy of the index and the record of the pages belong to the old file.
    for (const path of [indexPath(target), recordPath(target)]) await rm(path, { force: true });
    await rename(temporary, target);
    return { path: target, ...examined };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.inputOutput, "not-written", { path: target, reason: reasonOf(error) });
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) await rm(temporary + end, { force: true });
  }
}
