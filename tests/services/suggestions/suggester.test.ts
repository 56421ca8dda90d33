import { test } from "vitest";
import { createContext } from "../../../src/services/context.ts";
import { matchIndex } from "../../../src/storage/index/choose-match-index.ts";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { suggestionJourney } from "./suggestion-journey.ts";

test("a model is set, asked, counted and removed", async () => {
  const storage = openSqlite(":memory:");
  const now = () => new Date("2026-11-29T09:00:00Z");
  await suggestionJourney(createContext({ storage, index: matchIndex(storage), now }));
});
