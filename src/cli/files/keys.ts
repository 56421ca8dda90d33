import { join } from "node:path";
import { z } from "zod";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "./paths.ts";
import { settingsFolder, type Variables, writePrivately } from "./settings.ts";

/** Keys by origin (`https://tm.example:8443`). A key is sent to its own origin only. */
const keysSchema = z.record(z.string(), z.string());

async function readKeys(env: Variables): Promise<Map<string, string>> {
  const path = join(settingsFolder(env), "keys.json");
  const bytes = await readIfThere(path, path);
  if (bytes === undefined) return new Map();
  try {
    return new Map(Object.entries(keysSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))));
  } catch {
    throw new Failure(EXIT.badData, "keys-damaged", { path });
  }
}

export async function keyFor(env: Variables, origin: string): Promise<string | undefined> {
  return (await readKeys(env)).get(origin);
}

/** Stores a key, or removes it when there is none. Only the owner can read the file. */
export async function keepKey(env: Variables, origin: string, key: string | undefined): Promise<string> {
  const keys = await readKeys(env);
  if (key === undefined) keys.delete(origin);
  else keys.set(origin, key);
  const path = join(settingsFolder(env), "keys.json");
  await writePrivately(path, Object.fromEntries(keys));
  return path;
}
