import { createContext } from "../../src/services/context.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { undoCases } from "../services/imports/undo-cases.ts";
import { emptyDatabase } from "./empty-database.ts";

undoCases("D1", async () => {
  const storage = await emptyDatabase();
  return createContext({ storage, index: ftsMatchIndex(storage), now: () => new Date() });
});
