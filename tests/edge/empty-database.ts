import { applyD1Migrations, reset } from "cloudflare:test";
import { d1Storage } from "../../src/storage/d1.ts";
import type { Storage } from "../../src/storage/port.ts";
import { environment } from "./setup.ts";

/** Now and then `reset` leaves a database as it was, seen about once in 300 calls. */
const ATTEMPTS = 5;

/** The database of the worker, empty, with all migrations. */
export async function emptyDatabase(): Promise<Storage> {
  for (let attempt = 1; ; attempt += 1) {
    await reset();
    await applyD1Migrations(environment.DB, environment.MIGRATIONS);
    const storage = d1Storage(environment.DB);
    const left = await storage.all("SELECT id FROM collection LIMIT 1");
    if (left.length === 0) return storage;
    if (attempt === ATTEMPTS) throw new Error("the database could not be emptied");
  }
}
