import { chmod, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EXIT, Failure } from "../exit-codes.ts";
import { reasonOf, writeAtomically } from "./paths.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** The user's settings folder (XDG Base Directory; `APPDATA` on Windows). @throws {Failure} `no-home` (2) */
export function settingsFolder(env: Variables): string {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? "";
  const base = env["XDG_CONFIG_HOME"] || env["APPDATA"] || (home === "" ? "" : join(home, ".config"));
  if (base === "") throw new Failure(EXIT.usage, "no-home");
  return join(base, "polynya");
}

/** Writes a file of the settings, which only its owner can read. @throws {Failure} `not-written` (74) */
export async function writePrivately(path: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeAtomically(path, new TextEncoder().encode(text), 0o600);
    await chmod(path, 0o600);
  } catch (error) {
    throw new Failure(EXIT.inputOutput, "not-written", { path, reason: reasonOf(error) });
  }
}
