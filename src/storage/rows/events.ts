import type { EventKind } from "../../domain/event.ts";
import { idList, isAmong } from "./among.ts";
import { presentName } from "./people.ts";
import type { Statement, Storage } from "../port.ts";

/** Something that happened. The numbers are the order of the commits. */
export interface StoredEvent {
  readonly n: number;
  readonly kind: EventKind;
  /** `null`: the glossary, which all collections share. */
  readonly collection: string | null;
  /** Present name of the person, or the name when it happened. */
  readonly author: string;
  /** Id of the person or program; `null`: only the name is known. */
  readonly person: string | null;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Number of the import, id of the concept, or namespace. */
  readonly about: string;
  /** Of the concept. */
  readonly version: number | null;
  /** Id of the document of an import. */
  readonly document: string | null;
  /** Counts of an import as JSON. */
  readonly counts: string | null;
  /** Number of the proposal that an import belongs to, or that it undid. */
  readonly proposal: number | null;
  /** Number of the proposal by which a program wrote it, or that a program took back. */
  readonly ofProgram: number | null;
  /** Number of the import that this one continues. */
  readonly partOf: number | null;
  /** Number of the import that this one undid. */
  readonly undoes: number | null;
  /** Number of the import: of `import.*`, and of concepts since they have imports. */
  readonly import: number | null;
}

export const insertEvent = (
  event: Pick<StoredEvent, "kind" | "collection" | "author" | "time" | "about"> & {
    readonly person?: string;
  },
): Statement => ({
  sql: "INSERT INTO event (kind, collection, author, person, time, about) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  params: [event.kind, event.collection, event.author, event.person ?? null, event.time, event.about],
});

export interface EventFilter {
  /** Number of the event after which to start. */
  readonly after: number;
  readonly limit: number;
  /** Empty: all. */
  readonly kinds: readonly string[];
  /** Ids; events of other collections are left out. `undefined`: all collections. */
  readonly collections: readonly string[] | undefined;
}

/** Events in the order of the commits. */
export const eventsAfter = (storage: Storage, filter: EventFilter): Promise<StoredEvent[]> =>
  storage.all<StoredEvent>(
    `SELECT event.n, event.kind, event.collection, ${presentName("event")} AS author, event.person, event.time, about, event.version,
       import.document_id AS document, import.counts, COALESCE(import.proposal, undone.proposal) AS proposal,
       import.proposal AS "ofProgram", import.part_of AS "partOf", import.undoes, import.n AS import
     FROM event
     LEFT JOIN concept_change ON event.kind LIKE 'concept.%' AND concept_change.concept = event.about
       AND concept_change.version = event.version
     LEFT JOIN import ON import.n = CASE WHEN event.kind LIKE 'import.%' OR event.kind = 'units.returned' THEN CAST(about AS BIGINT)
       ELSE concept_change.import END
     LEFT JOIN import AS undone ON undone.n = import.undoes
     WHERE event.n > ?1 AND (?2 = '[]' OR event.kind IN (SELECT atom FROM json_each(?2)))
       AND (event.collection IS NULL OR ${isAmong("event.collection", 3)})
     ORDER BY event.n LIMIT ?4`,
    filter.after,
    JSON.stringify(filter.kinds),
    idList(filter.collections),
    filter.limit,
  );

/** Number of the newest event; 0 when nothing has happened. */
export async function lastEvent(storage: Storage): Promise<number> {
  const [row] = await storage.all<{ n: number | null }>("SELECT max(n) AS n FROM event");
  return row?.n ?? 0;
}

export const eventId = (n: number): string => `e${n.toString(36)}`;

/** The number from an event's id; `undefined` when the text is no such id. */
export const eventNumber = (id: string): number | undefined =>
  /^e[0-9a-z]{1,10}$/u.test(id) ? Number.parseInt(id.slice(1), 36) : undefined;
