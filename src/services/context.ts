import { Problem } from "../domain/problem.ts";
import type { MatchIndex } from "../storage/index/match-index.ts";
import type { Storage } from "../storage/port.ts";
import type { CurrentGlossary } from "./glossary/current-glossary.ts";
import type { RepeatedNumbers } from "./units/repeated-units.ts";

/** What every service works with; `createContext` makes it. */
export interface Context {
  readonly storage: Storage;
  readonly index: MatchIndex;
  readonly now: () => Date;
  readonly memory: ContextMemory;
}

/** What services remember between requests, to save work. Nothing is wrong when it is empty. */
export interface ContextMemory {
  /** The last write that waits for each document, by document id. */
  readonly documentQueues: Map<string, Promise<unknown>>;
  /** The glossary that was loaded last. */
  glossary: Promise<CurrentGlossary> | undefined;
  /** By number of the document; the one that was asked for last stands last. */
  readonly repeatedUnits: Map<number, RepeatedNumbers>;
  /** Hashes of the secrets that were valid last, by secret: see `authenticate`. */
  readonly secretHashes: Map<string, string>;
  /** Bodies of published strings by their version, which is a hash of the body: see `servedStrings`. */
  readonly publishedBodies: Map<string, Uint8Array<ArrayBuffer>>;
}

/** A context over a store that remembers nothing yet. */
export const createContext = (parts: Omit<Context, "memory">): Context => ({
  ...parts,
  memory: {
    documentQueues: new Map(),
    glossary: undefined,
    repeatedUnits: new Map(),
    secretHashes: new Map(),
    publishedBodies: new Map(),
  },
});

/** A cursor that this list never gave: nothing can be listed from there on. */
export const wrongCursor = (field: "after" | "before"): Problem =>
  new Problem("invalid-fields", {}, { field });

/** Who asks. Permissions are checked before a service is called; the binding to a collection inside it. */
export interface Actor {
  readonly name: string;
  /** Set when the token is bound to one collection: all others do not exist for it. */
  readonly collection?: string;
}
