import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "./paths.ts";
import { settingsFolder, type Variables, writePrivately } from "./settings.ts";

const keptSchema = z.strictObject({ server: z.string() });

const pathOf = (env: Variables): string => join(settingsFolder(env), "server.json");

/**
 * Address of the server to which the person signed in last; `undefined` when there is none, or no settings folder.
 *
 * @throws {Failure} `keys-damaged` (65)
 */
export async function keptServer(env: Variables): Promise<string | undefined> {
  if (!hasSettings(env)) return undefined;
  const path = pathOf(env);
  const bytes = await readIfThere(path, path);
  if (bytes === undefined) return undefined;
  try {
    return keptSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).server;
  } catch {
    throw new Failure(EXIT.badData, "keys-damaged", { path });
  }
}

/** Makes a server the one of later commands; `undefined`: none. */
export async function keepServer(env: Variables, server: string | undefined): Promise<void> {
  const path = pathOf(env);
  if (server === undefined) return rm(path, { force: true });
  await writePrivately(path, { server });
}

/** A command that needs no settings works where there is no place for them. */
function hasSettings(env: Variables): boolean {
  try {
    settingsFolder(env);
    return true;
  } catch {
    return false;
  }
}
