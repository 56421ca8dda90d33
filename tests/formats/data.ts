import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Our own small files, one rule each. They are part of the project. */
const FIXTURES = join(import.meta.dirname, "../fixtures");
/** Real files of other people. They are stored beside the project and do not belong to it. */
export const DATA = join(import.meta.dirname, "../../../shared/data/xliff");
export const hasData = existsSync(DATA);
/** For `describe.skipIf`: says why the tests were skipped. */
export const DATA_NOTE = hasData ? "" : " (skipped: ../shared/data/xliff is not here)";

export interface DataFile {
  /** Path below the folder of the fixtures or of the data. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All files in a folder of the fixtures with a matching name. */
export const fixtureFiles = (folder: string, name: RegExp): DataFile[] => filesBelow(FIXTURES, folder, name);

/** All files in a folder of the data with a matching name; empty if the data is absent. */
export const dataFiles = (folder: string, name: RegExp): DataFile[] =>
  hasData ? filesBelow(DATA, folder, name) : [];

function filesBelow(root: string, folder: string, name: RegExp): DataFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ name: path.slice(root.length + 1), bytes: new Uint8Array(readFileSync(path)) }));
}

export const XLIFF_FILES = /\.(xlf|xliff|sdlxliff|mqxliff|mxliff)$/iu;
