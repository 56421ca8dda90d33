import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readFolder } from "../../src/node/read-folder.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { type DictionariesAsset, holdAll } from "../../src/http/dictionaries-from-assets.ts";
import { dictionariesAsset } from "../../tools/dictionary-assets.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { asJson, type Readings, readingsOf } from "./readings.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The files of `tm/`, texts by path. */
    readonly seedFiles: Readonly<Record<string, string>>;
    /** Results of Node with SQLite for these files. */
    readonly readOnNode: Readings;
  }
}

/** Runs on Node before the tests in workerd, because those tests cannot read files or run Node. */
export default async function readOnNode({ provide }: TestProject): Promise<void> {
  // Vitest resolves modules for workerd here too.
  holdAll(JSON.parse(dictionariesAsset().text) as DictionariesAsset);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const folder = readFolder(join(import.meta.dirname, "..", "..", "tm"));
  const files = Object.fromEntries([...folder].map(([path, bytes]) => [path, decoder.decode(bytes)]));
  const storage = openSqlite(":memory:");
  provide("seedFiles", files);
  provide("readOnNode", asJson(await readingsOf({ storage, index: residentMatchIndex(storage) }, files)));
  storage.close();
}
