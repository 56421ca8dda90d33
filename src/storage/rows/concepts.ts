import type { Concept } from "../../domain/concept.ts";
import type { ImportKind } from "../../domain/import.ts";
import { type Statement, type Storage, violates } from "../port.ts";
import { presentName } from "./people.ts";
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

/** A row of the table `concept`. */
export interface ConceptRow {
  data: string;
  version: number;
  time: string;
  author: string;
}

export const toStoredConcept = ({ data, version, time, author }: ConceptRow): StoredConcept => ({
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

/** Replaces what is said of the glossary as a whole in import `n`. It goes after `writeConcepts`. */
export const updateGlossaryAbout = (n: number, about: GlossaryAbout): Statement[] => [
  {
    sql: "INSERT INTO glossary_change (revision, import, before) SELECT revision, ?1, about FROM glossary",
    params: [n],
  },
  { sql: "UPDATE glossary SET about = ?1", params: [JSON.stringify(about)] },
];

/** What import `n` replaced of the glossary as a whole, and with what; `undefined` when it did not touch that. */
export async function aboutChangeOf(
  storage: Storage,
  n: number,
): Promise<{ readonly before: GlossaryAbout; readonly after: GlossaryAbout } | undefined> {
  const [row] = await storage.all<{ before: string; after: string }>(
    `SELECT change.before, coalesce(
       (SELECT later.before FROM glossary_change AS later WHERE later.revision > change.revision
        ORDER BY later.revision LIMIT 1),
       (SELECT about FROM glossary)) AS after
     FROM glossary_change AS change WHERE change.import = ?1`,
    n,
  );
  if (row === undefined) return undefined;
  return { before: JSON.parse(row.before) as GlossaryAbout, after: JSON.parse(row.after) as GlossaryAbout };
}

/** The whole glossary, in the order of ids. */
export async function allConcepts(storage: Storage): Promise<StoredConcept[]> {
  return (await storage.all<ConceptRow>("SELECT data, version, time, author FROM concept ORDER BY id")).map(
    toStoredConcept,
  );
}

export async function findConcept(storage: Storage, id: string): Promise<StoredConcept | undefined> {
  const [row] = await storage.all<ConceptRow>(
    "SELECT data, version, time, author FROM concept WHERE id = ?1",
    id,
  );
  return row && toStoredConcept(row);
}

/** Concepts with these ids, by id. Ids without a concept are left out. */
export async function conceptsNamed(
  storage: Storage,
  ids: readonly string[],
): Promise<Map<string, StoredConcept>> {
  const found = new Map<string, StoredConcept>();
  for (const json of jsonParts(ids)) {
    const rows = await storage.all<ConceptRow & { id: string }>(
      "SELECT id, data, version, time, author FROM concept WHERE id IN (SELECT atom FROM json_each(?1))",
      json,
    );
    for (const row of rows) found.set(row.id, toStoredConcept(row));
  }
  return found;
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
  /** Id of the concept that a removed one is merged into. */
  readonly successor?: string;
}

/** Who writes concepts, when, and in which import. */
export interface ConceptStamp {
  readonly time: string;
  readonly author: string;
  readonly person?: string;
  readonly import: number;
}

/**
 * Writes concepts with their history, after the row of their import. Each version of a concept can be written once, so the batch fails
 * (`isStaleConcept`) when somebody else has changed one of the concepts since it was read.
 */
export function writeConcepts(writes: readonly ConceptWrite[], stamp: ConceptStamp): Statement[] {
  const changes = writes.map(({ id, version, before, concept, successor }) => [
    id,
    version,
    before === undefined ? null : JSON.stringify(before.concept),
    concept === undefined ? 1 : 0,
    successor ?? null,
  ]);
  const kept = writes.flatMap(({ id, version, concept }) =>
    concept ? [[id, version, JSON.stringify(concept)]] : [],
  );
  const removed = writes.flatMap(({ id, concept }) => (concept ? [] : [id]));
  return [
    { sql: "UPDATE glossary SET revision = revision + 1" },
    ...jsonParts(changes).map((json) => ({
      sql: `INSERT INTO concept_change (concept, version, before, removed, successor, time, author, import)
            SELECT value->>0, CAST(value->>1 AS BIGINT), value->>2, CAST(value->>3 AS BIGINT), value->>4, ?2, ?3, ?4
            FROM json_each(?1)`,
      params: [json, stamp.time, stamp.author, stamp.import],
    })),
    ...jsonParts(changes.map(([id, version, , removed]) => [id, version, removed])).map((json) => ({
      sql: `INSERT INTO event (kind, author, person, time, about, version)
            SELECT CASE CAST(value->>2 AS BIGINT) WHEN 1 THEN 'concept.removed' ELSE 'concept.saved' END, ?3, ?4, ?2, value->>0,
                   CAST(value->>1 AS BIGINT)
            FROM json_each(?1)`,
      params: [json, stamp.time, stamp.author, stamp.person ?? null],
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
  /** Id of the person or program. */
  readonly person?: string;
  /** Number of the import; absent for changes from before the glossary had imports. */
  readonly import?: number;
  /** Id of the concept that it was merged into. */
  readonly successor?: string;
  /** True for a change by an undo. */
  readonly isUndo: boolean;
}

/** All changes of a concept, oldest first. */
export async function changesOfConcept(storage: Storage, id: string): Promise<ConceptChange[]> {
  const rows = await storage.all<{
    version: number;
    before: string | null;
    removed: number;
    time: string;
    author: string;
    person: string | null;
    import: number | null;
    successor: string | null;
    kind: ImportKind | null;
  }>(
    `SELECT version, before, removed, change.time, coalesce(${presentName("import")}, change.author) AS author, import.person,
       change.import, successor, kind
     FROM concept_change AS change LEFT JOIN import ON import.n = change.import
     WHERE change.concept = ?1 ORDER BY version`,
    id,
  );
  return rows.map(({ before, person, removed, import: n, successor, kind, ...rest }) => ({
    ...rest,
    ...(person === null ? {} : { person }),
    isUndo: kind === "undo",
    removed: removed === 1,
    ...(before === null ? {} : { before: JSON.parse(before) as Concept }),
    ...(n === null ? {} : { import: n }),
    ...(successor === null ? {} : { successor }),
  }));
}

/** A concept before and after one import. */
export interface ImportedConcept {
  readonly id: string;
  /** Absent when the import made the concept. */
  readonly before?: Concept;
  /** Absent when the import removed the concept. */
  readonly after?: Concept;
}

/** What import `n` did to these concepts, in the order of the ids. */
export async function conceptsOfImport(
  storage: Storage,
  n: number,
  ids: readonly string[],
): Promise<ImportedConcept[]> {
  const found = new Map<string, ImportedConcept>();
  for (const json of jsonParts(ids)) {
    const rows = await storage.all<{ concept: string; before: string | null; after: string | null }>(
      `SELECT change.concept, change.before, CASE change.removed WHEN 0 THEN coalesce(
         (SELECT later.before FROM concept_change AS later
          WHERE later.concept = change.concept AND later.version > change.version ORDER BY later.version LIMIT 1),
         (SELECT data FROM concept WHERE id = change.concept)) END AS after
       FROM concept_change AS change WHERE change.concept IN (SELECT atom FROM json_each(?1)) AND change.import = ?2`,
      json,
      n,
    );
    for (const { concept, before, after } of rows)
      found.set(concept, {
        id: concept,
        ...(before === null ? {} : { before: JSON.parse(before) as Concept }),
        ...(after === null ? {} : { after: JSON.parse(after) as Concept }),
      });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
