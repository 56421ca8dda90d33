import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere, reasonOf, writeAtomically } from "./paths.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Keys by origin (`https://tm.example:8443`). A key is sent to its own origin only. */
const keysSchema = z.record(z.string(), z.string());

/** The user's settings folder (XDG Base Directory; `APPDATA` on Windows). */
function settingsFolder(env: Variables): string {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? "";
  const base = env["XDG_CONFIG_HOME"] || env["APPDATA"] || (home === "" ? "" : join(home, ".config"));
  if (base === "") throw new Failure(EXIT.usage, "no-home");
  return join(base, "polynya");
}

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
