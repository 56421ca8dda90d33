import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Real files of other people, which lie beside the project and are no part of it. */
export const DATA = join(import.meta.dirname, "../../../shared/data/xliff");
export const hasData = existsSync(DATA);
/** For `describe.skipIf`: what the skipped tests say of themselves. */
export const DATA_NOTE = hasData ? "" : " (skipped: ../shared/data/xliff is not here)";

export interface DataFile {
  /** Path below `DATA`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All files below a folder of the data whose name matches; none where the data is absent. */
export function dataFiles(folder: string, name: RegExp): DataFile[] {
  if (!hasData) return [];
  return readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ name: path.slice(DATA.length + 1), bytes: new Uint8Array(readFileSync(path)) }));
}

export const XLIFF_FILES = /\.(xlf|xliff|sdlxliff|mqxliff|mxliff)$/iu;
