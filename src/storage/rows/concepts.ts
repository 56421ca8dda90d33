import type { Concept } from "../../domain/concept.ts";
import { type Statement, type Storage, violates } from "../port.ts";
import { jsonParts } from "./json-parts.ts";

/** A concept with its version and its last change. */
export interface StoredConcept {
  readonly concept: Concept;
  /** Grows with every change. Continues to grow when a deleted concept is created again. */
  readonly version: number;
  /** Time (ISO 8601, UTC) and author of the last change. */
  readonly time: string;
  readonly author: string;
}

interface Row {
  data: string;
  version: number;
  time: string;
  author: string;
}

const toStored = ({ data, version, time, author }: Row): StoredConcept => ({
  concept: JSON.parse(data) as Concept,
  version,
  time,
  author,
});

/** The revision of the glossary. It grows with every change of a concept. */
export async function glossaryRevision(storage: Storage): Promise<number> {
  const [row] = await storage.all<{ revision: number }>("SELECT revision FROM glossary");
  return row?.revision ?? 0;
}

/** Parts of a glossary file that describe the whole glossary. */
export interface GlossaryAbout {
  readonly title?: string;
  readonly header?: string;
  readonly back?: string;
}

export async function glossaryAbout(storage: Storage): Promise<GlossaryAbout> {
  const [row] = await storage.all<{ about: string }>("SELECT about FROM glossary");
  return JSON.parse(row?.about ?? "{}") as GlossaryAbout;
}

export const updateGlossaryAbout = (about: GlossaryAbout): Statement => ({
  sql: "UPDATE glossary SET about = ?1",
  params: [JSON.stringify(about)],
});

/** The whole glossary, in the order of ids. */
export async function allConcepts(storage: Storage): Promise<StoredConcept[]> {
  return (await storage.all<Row>("SELECT data, version, time, author FROM concept ORDER BY id")).map(
    toStored,
  );
}

export async function findConcept(storage: Storage, id: string): Promise<StoredConcept | undefined> {
  const [row] = await storage.all<Row>("SELECT data, version, time, author FROM concept WHERE id = ?1", id);
  return row && toStored(row);
}

/**
 * The version that the next change of each concept gets, by id. Versions before a deletion count too. A concept without
 * history has no entry.
 */
export async function nextVersions(storage: Storage, ids: readonly string[]): Promise<Map<string, number>> {
  const next = new Map<string, number>();
  for (const json of jsonParts(ids)) {
    const rows = await storage.all<{ concept: string; version: number }>(
      `SELECT concept, max(version) AS version FROM concept_change
       WHERE concept IN (SELECT atom FROM json_each(?1)) GROUP BY concept`,
      json,
    );
    for (const { concept, version } of rows) next.set(concept, version + 1);
  }
  return next;
}

/** One change of the glossary. Without `concept` it removes the concept. */
export interface ConceptWrite {
  readonly id: string;
  readonly concept?: Concept;
  readonly version: number;
  /** The replaced concept, as it was read. */
  readonly before?: StoredConcept;
}

/**
 * Writes concepts with their history. Each version of a concept can be written once, so the batch fails
 * (`isStaleConcept`) when somebody else has changed one of the concepts since it was read.
 */
export function writeConcepts(
  writes: readonly ConceptWrite[],
  stamp: { readonly time: string; readonly author: string },
): Statement[] {
  const changes = writes.map(({ id, version, before, concept }) => [
    id,
    version,
    before === undefined ? null : JSON.stringify(before.concept),
    concept === undefined ? 1 : 0,
  ]);
  const kept = writes.flatMap(({ id, version, concept }) =>
    concept ? [[id, version, JSON.stringify(concept)]] : [],
  );
  const removed = writes.flatMap(({ id, concept }) => (concept ? [] : [id]));
  return [
    { sql: "UPDATE glossary SET revision = revision + 1" },
    ...jsonParts(changes).map((json) => ({
      sql: `INSERT INTO concept_change (concept, version, before, removed, time, author)
            SELECT value->>0, CAST(value->>1 AS BIGINT), value->>2, CAST(value->>3 AS BIGINT), ?2, ?3 FROM json_each(?1)`,
      params: [json, stamp.time, stamp.author],
    })),
    ...jsonParts(changes.map(([id, version, , removed]) => [id, version, removed])).map((json) => ({
      sql: `INSERT INTO event (kind, author, time, about, version)
            SELECT CASE CAST(value->>2 AS BIGINT) WHEN 1 THEN 'concept.removed' ELSE 'concept.saved' END, ?3, ?2, value->>0,
                   CAST(value->>1 AS BIGINT)
            FROM json_each(?1)`,
      params: [json, stamp.time, stamp.author],
    })),
    ...jsonParts(kept).map((json) => ({
      sql: `INSERT INTO concept (id, version, data, time, author)
            SELECT value->>0, CAST(value->>1 AS BIGINT), value->>2, ?2, ?3 FROM json_each(?1) WHERE true
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, data = excluded.data, time = excluded.time, author = excluded.author`,
      params: [json, stamp.time, stamp.author],
    })),
    ...jsonParts(removed).map((json) => ({
      sql: "DELETE FROM concept WHERE id IN (SELECT atom FROM json_each(?1))",
      params: [json],
    })),
  ];
}

/** True when a batch failed because somebody else changed one of the concepts first. */
export const isStaleConcept = (error: unknown): boolean => violates(error, "concept_change", "version");

export interface ConceptChange {
  readonly version: number;
  readonly before?: Concept;
  readonly removed: boolean;
  readonly time: string;
  readonly author: string;
}

/** All changes of a concept, oldest first. */
export async function changesOfConcept(storage: Storage, id: string): Promise<ConceptChange[]> {
  const rows = await storage.all<{
    version: number;
    before: string | null;
    removed: number;
    time: string;
    author: string;
  }>(
    "SELECT version, before, removed, time, author FROM concept_change WHERE concept = ?1 ORDER BY version",
    id,
  );
  return rows.map(({ before, removed, ...rest }) => ({
    ...rest,
    removed: removed === 1,
    ...(before === null ? {} : { before: JSON.parse(before) as Concept }),
  }));
}

export interface Comment {
  readonly text: string;
  readonly time: string;
  readonly author: string;
}

/** Comments on a concept, oldest first. */
export async function commentsOf(storage: Storage, concept: string): Promise<Comment[]> {
  return storage.all<Comment>(
    "SELECT text, time, author FROM concept_comment WHERE concept = ?1 ORDER BY n",
    concept,
  );
}

export const insertComment = (concept: string, comment: Comment): Statement => ({
  sql: "INSERT INTO concept_comment (concept, text, time, author) VALUES (?1, ?2, ?3, ?4)",
  params: [concept, comment.text, comment.time, comment.author],
});
