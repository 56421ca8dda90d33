import { expect, test } from "vitest";
import { createContext } from "../../src/services/context.ts";
import { loadDictionaries } from "../../src/http/dictionaries-from-assets.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { walk } from "../services/glossary/undo-glossary-walk.ts";
import { undoCases } from "../services/imports/undo-cases.ts";
import { emptyDatabase } from "./empty-database.ts";
import { environment } from "./setup.ts";

const context = async () => {
  const storage = await emptyDatabase();
  return createContext({
    storage,
    index: ftsMatchIndex(storage),
    now: () => new Date(),
    loadDictionaries: () => loadDictionaries(environment.ASSETS),
  });
};

undoCases("D1", context);

test("undos of glossary writes leave what a simple model says", async () => {
  expect((await walk(await context(), 1, 60)).undone).toBeGreaterThan(5);
});
