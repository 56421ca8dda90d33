import { Problem } from "../domain/problem.ts";
import type { MatchIndex } from "../storage/index/match-index.ts";
import type { Storage } from "../storage/port.ts";
import { inflateDictionaries } from "../terminology/dictionaries.ts";
import { documentLock } from "./imports/document-lock.ts";
import type { AssignmentCounts } from "./assignments/progress.ts";
import type { CurrentGlossary } from "./glossary/current-glossary.ts";
import type { PublicGlossaryMemory } from "./public-glossary/public-index-now.ts";
import type { RepeatedNumbers } from "./units/repeated-units.ts";

/** Store, index and clock for all services; made by `createContext`. */
export interface Context {
  readonly storage: Storage;
  readonly index: MatchIndex;
  readonly now: () => Date;
  readonly lock: DocumentLock;
  /**
   * Waits until the engines have their data: the dictionaries of `terminology`, the core vocabulary of `alignment`, the
   * profiles of languages. A service calls it before it uses terms, checks, aligns, or reads a file.
   *
   * @throws {Problem} `dictionaries-unavailable`
   */
  readonly loadDictionaries: () => Promise<void>;
  readonly memory: ContextMemory;
}

/**
 * Waits until it is this writer's turn to write to a document.
 *
 * @param document id of the document
 * @returns a function that ends the turn
 */
export type DocumentLock = (document: string) => Promise<() => void>;

/** Data that services remember between requests to save work. It may be empty at any time. */
export interface ContextMemory {
  /** The glossary that was loaded last. */
  glossary: Promise<CurrentGlossary> | undefined;
  /** Repeated units by number of the document, in order of last use. */
  readonly repeatedUnits: Map<number, RepeatedNumbers>;
  /** What is counted for assignments, by number: see `countsOf`. */
  readonly assignments: Map<number, AssignmentCounts>;
  /** Hashes of valid secrets, by secret: see `authenticate`. */
  readonly secretHashes: Map<string, string>;
  /** Bodies of published strings by their version, which is a hash of the body: see `servedStrings`. */
  readonly publishedBodies: Map<string, Uint8Array<ArrayBuffer>>;
  /** The public concepts that were loaded last: see `publicIndexNow`. */
  readonly publicGlossary: PublicGlossaryMemory;
}

/** Parts of a context that have defaults. */
type OwnParts = "lock" | "loadDictionaries";

/**
 * Makes a context with an empty memory. Without a lock of its own, it has one for this thread. Without a way to load
 * the dictionaries, they are part of the program.
 */
export const createContext = ({
  lock = documentLock(),
  loadDictionaries = inflateDictionaries,
  ...parts
}: Omit<Context, "memory" | OwnParts> & Partial<Pick<Context, OwnParts>>): Context => ({
  ...parts,
  lock,
  loadDictionaries,
  memory: {
    glossary: undefined,
    repeatedUnits: new Map(),
    assignments: new Map(),
    secretHashes: new Map(),
    publishedBodies: new Map(),
    publicGlossary: {},
  },
});

/** The problem for a cursor that this list has never returned. */
export const wrongCursor = (field: "after" | "before"): Problem =>
  new Problem("invalid-fields", {}, { field });

/** The place where a page of a list begins whose cursor counts its items, from 0. @throws {Problem} `invalid-fields` */
export function startOfPage(after: string | undefined): number {
  const start = after === undefined ? 0 : Number(after);
  if (!Number.isSafeInteger(start) || start < 0) throw wrongCursor("after");
  return start;
}

/** `limit` of a list that is wanted whole. */
export const WHOLE_LIST = 2 ** 31 - 2;

/**
 * The caller of a service. That the caller may do it at all is checked before the call; that the collections are among
 * the caller's, in the service.
 */
export interface Actor {
  readonly name: string;
  /** Id of the person or program; absent: the service itself, the command line over a store, the environment's token. */
  readonly person?: string;
  /** Ids of the collections in which the actor may do it; absent: all collections. */
  readonly collections?: readonly string[];
}
