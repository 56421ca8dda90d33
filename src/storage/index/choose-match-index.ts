import type { Storage } from "../port.ts";
import { ftsMatchIndex } from "./match-index-fts.ts";
import { residentMatchIndex } from "./match-index-resident.ts";
import type { MatchIndex } from "./match-index.ts";

/** The index that suits the engine: in memory on Node, where a process lives long; in tables on D1, where it does not. */
export const matchIndex = (storage: Storage): MatchIndex =>
  storage.engine === "d1" ? ftsMatchIndex(storage) : residentMatchIndex(storage);
