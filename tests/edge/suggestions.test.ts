import { test } from "vitest";
import { createContext } from "../../src/services/context.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { suggestionJourney } from "../services/suggestions/suggestion-journey.ts";
import { environment } from "./setup.ts";

test("on D1 a model is set, asked, counted and removed", async () => {
  const storage = d1Storage(environment.DB);
  const now = () => new Date("2026-11-29T09:00:00Z");
  const loadDictionaries = async () => undefined;
  await suggestionJourney(createContext({ storage, index: ftsMatchIndex(storage), now, loadDictionaries }));
});
