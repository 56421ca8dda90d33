import { createContext } from "../../../src/services/context.ts";
import { ftsMatchIndex } from "../../../src/storage/index/match-index-fts.ts";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { undoCases } from "./undo-cases.ts";

undoCases("SQLite", async () => {
  const storage = openSqlite(":memory:");
  return createContext({ storage, index: ftsMatchIndex(storage), now: () => new Date() });
});
