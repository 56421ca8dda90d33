import { applyD1Migrations, reset } from "cloudflare:test";
import { createContext } from "../../src/services/context.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { undoCases } from "../services/imports/undo-cases.ts";
import { environment } from "./setup.ts";

undoCases("D1", async () => {
  await reset();
  await applyD1Migrations(environment.DB, environment.MIGRATIONS);
  const storage = d1Storage(environment.DB);
  return createContext({ storage, index: ftsMatchIndex(storage), now: () => new Date() });
});
