import { randomBytes } from "node:crypto";
import { constants, lstatSync, realpathSync } from "node:fs";
import { mkdir, open, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { EXIT, Failure } from "../exit-codes.ts";

/** Names of devices on Windows, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/iu;

/**
 * The absolute path for a relative one from a configuration or a server. It stays inside the folder on every system:
 * no `..`, no drive, no device, no symbolic link on the way.
 *
 * @throws {Failure} `path-outside` (65)
 */
export function pathInside(folder: string, path: string): string {
  const refuse = (reason: string): Failure => new Failure(EXIT.badData, "path-outside", { path, reason });
  const parts = path.split(/[/\\]/u);
  for (const part of parts) {
    if (part === "" || part === "." || part === "..") throw refuse(part === "" ? "/" : part);
    if (/[\u0000-\u001F\u007F:*?"<>|]/u.test(part) || /[. ]$/u.test(part) || DEVICE.test(part))
      throw refuse(part);
  }
  const root = realpathSync(folder);
  let at = root;
  for (const part of parts) {
    at = join(at, part);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) throw refuse(part);
  }
  return at;
}

/**
 * The shortest name of a file that a person typed: relative with `/` inside the folder, else absolute. A person may
 * name any file, a configuration or a server may not.
 */
export function shortestPath(folder: string, typed: string): string {
  const root = realpathSync(folder);
  const absolute = resolve(root, typed);
  const path = relative(root, absolute);
  return isAbsolute(path) || path === ".." || path.startsWith(`..${sep}`)
    ? absolute
    : path.split(sep).join("/");
}

/**
 * Replaces a file whole or not at all: a temporary file beside it is written and synced, then renamed.
 *
 * @throws {Failure} `path-outside` (65), `not-written` (74)
 */
export async function writeInside(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = pathInside(folder, path);
  try {
    await mkdir(dirname(target), { recursive: true });
    // The folder may have become a link since the first check.
    pathInside(folder, path);
    await writeAtomically(target, bytes);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.inputOutput, "not-written", { path, reason: reasonOf(error) });
  }
}

/**
 * Writes a file that a person named, anywhere: whole or not at all, but for what is no plain file (`/dev/null`, a pipe).
 * A link stays a link; the file that it leads to is replaced.
 *
 * @throws {Failure} `not-written` (74)
 */
export async function writeTyped(folder: string, typed: string, bytes: Uint8Array): Promise<void> {
  const path = resolve(folder, typed);
  try {
    const there = await stat(path).catch(() => undefined);
    if (there !== undefined && !there.isFile()) return await writeFile(path, bytes);
    await mkdir(dirname(path), { recursive: true });
    await writeAtomically(there === undefined ? path : realpathSync(path), bytes);
  } catch (error) {
    throw new Failure(EXIT.inputOutput, "not-written", { path: typed, reason: reasonOf(error) });
  }
}

/** Writes, syncs and renames; the old file is there until the new one is complete. */
export async function writeAtomically(target: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  const old = await stat(target).catch(() => undefined);
  const file = await open(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
    mode ?? (old === undefined ? 0o666 : old.mode & 0o777),
  );
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    await file.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(target));
}

/** Syncs the folder, which makes the rename durable. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * The bytes of a file, `undefined` when there is none.
 *
 * @throws {Failure} `path-outside` (65), `not-read` (74)
 */
export async function readInside(folder: string, path: string): Promise<Uint8Array | undefined> {
  return readIfThere(pathInside(folder, path), path);
}

export async function readIfThere(absolute: string, shown: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(absolute));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Failure(EXIT.inputOutput, "not-read", { path: shown, reason: reasonOf(error) });
  }
}

const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

export const reasonOf = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.message : String(error));
