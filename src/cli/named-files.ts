import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { guessFormat } from "../formats/registry.ts";
import { CONFIG_FILE } from "./config.ts";
import { EXIT, Failure } from "./exit-codes.ts";
import { readIfThere } from "./files.ts";

/** So many files are taken at once. */
export const MOST_FILES = 10_000;

export interface NamedFile {
  /** As it was typed, or below what was typed. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The file that was named, or all that hold texts below the folder that was, in the order of their names;
 * `undefined` where there is neither.
 *
 * @throws {Failure} `not-read` (74), `files-many` (2)
 */
export async function namedFiles(folder: string, typed: string): Promise<NamedFile[] | undefined> {
  const absolute = resolve(folder, typed);
  const isFolder = await stat(absolute).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const bytes = await readIfThere(absolute, typed);
    return bytes === undefined ? undefined : [{ name: typed, bytes }];
  }
  const files: NamedFile[] = [];
  for (const path of await pathsBelow(absolute, typed)) {
    const bytes = await readIfThere(resolve(folder, path), path);
    // What lies in a folder beside the files that are meant is left out, as our own are.
    if (bytes === undefined || !holdsTexts(bytes, path)) continue;
    files.push({ name: path, bytes });
    if (files.length > MOST_FILES) throw new Failure(EXIT.usage, "files-many", { limit: MOST_FILES });
  }
  return files;
}

async function pathsBelow(absolute: string, shown: string): Promise<string[]> {
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => !name.startsWith(".") && name !== CONFIG_FILE)
    .filter((entry) => entry.isFile())
    .map((entry) => join(shown, entry.parentPath.slice(absolute.length), entry.name))
    .filter((path) => !/(?:^|[/\\])(?:node_modules|\.git|\.polynya)[/\\]/u.test(path))
    .toSorted();
}

function holdsTexts(bytes: Uint8Array, path: string): boolean {
  try {
    return guessFormat(bytes, basename(path)) !== "tbx";
  } catch {
    return false;
  }
}
