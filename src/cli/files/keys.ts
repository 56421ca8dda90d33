import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere, reasonOf, writeAtomically } from "./paths.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Keys by the origin that they are for (`https://tm.example:8443`): a key is never sent anywhere else. */
const keysSchema = z.record(z.string(), z.string());

/** The user's folder of settings (XDG Base Directory; `APPDATA` on Windows). */
function settingsFolder(env: Environment): string {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? "";
  const base = env["XDG_CONFIG_HOME"] || env["APPDATA"] || (home === "" ? "" : join(home, ".config"));
  if (base === "") throw new Failure(EXIT.usage, "no-home");
  return join(base, "polynya");
}

async function readKeys(env: Environment): Promise<Map<string, string>> {
  const path = join(settingsFolder(env), "keys.json");
  const bytes = await readIfThere(path, path);
  if (bytes === undefined) return new Map();
  try {
    return new Map(Object.entries(keysSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))));
  } catch {
    throw new Failure(EXIT.badData, "keys-damaged", { path });
  }
}

export async function keyFor(env: Environment, origin: string): Promise<string | undefined> {
  return (await readKeys(env)).get(origin);
}

/** Keeps a key, or forgets the one that there is. The file is readable by its owner alone. */
export async function keepKey(env: Environment, origin: string, key: string | undefined): Promise<string> {
  const keys = await readKeys(env);
  if (key === undefined) keys.delete(origin);
  else keys.set(origin, key);
  const folder = settingsFolder(env);
  const path = join(folder, "keys.json");
  const text = `${JSON.stringify(Object.fromEntries(keys), undefined, 2)}\n`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeAtomically(path, new TextEncoder().encode(text), 0o600);
    await chmod(path, 0o600);
  } catch (error) {
    throw new Failure(EXIT.inputOutput, "not-written", { path, reason: reasonOf(error) });
  }
  return path;
}
