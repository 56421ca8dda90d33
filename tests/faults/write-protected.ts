import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder that this process cannot write to. */
export interface ProtectedFolder {
  readonly path: string;
  /** Makes it writable again and deletes it. */
  remove(): void;
}

/**
 * Copies files into a folder and protects it from writing: by permissions, or for root, who has all permissions, by a
 * read-only mount.
 *
 * @returns `undefined` where this machine allows neither
 */
export function protectedFolder(path: string, files: readonly string[]): ProtectedFolder | undefined {
  mkdirSync(path, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  if (isRoot && run("mount", "-t", "tmpfs", "-o", "size=64m", "polynya-test", path) !== 0) return undefined;
  for (const file of files) copyFileSync(file, join(path, file.slice(file.lastIndexOf("/") + 1)));
  if (isRoot) {
    if (run("mount", "-o", "remount,ro", path) !== 0) throw new Error("the folder cannot be made read-only");
    return {
      path,
      remove: () => {
        if (run("umount", "-l", path) !== 0) throw new Error(`${path} cannot be unmounted`);
        rmSync(path, { recursive: true, force: true });
      },
    };
  }
  for (const name of readdirSync(path)) chmodSync(join(path, name), 0o444);
  chmodSync(path, 0o555);
  return {
    path,
    remove: () => {
      chmodSync(path, 0o755);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

const run = (command: string, ...args: readonly string[]): number | null => spawnSync(command, args).status;
