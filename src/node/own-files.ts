import { existsSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Folder of this installation: the nearest one above with a package.json, from the sources and from the package. */
export const ROOT = packageFolder(import.meta.dirname);

/**
 * Address of a program beside another: `index-thread.ts` in the sources, `index-thread.js` in the package, where the
 * service is one file.
 *
 * @param module address of the module that starts it
 * @param name without extension
 */
export function programBeside(module: string, name: string): URL {
  const path = fileURLToPath(module);
  return pathToFileURL(join(dirname(path), name + extname(path)));
}

function packageFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || folder === dirname(folder)) return folder;
  }
}
