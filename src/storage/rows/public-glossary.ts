import type { Concept } from "../../domain/concept.ts";
import type { Statement, Storage } from "../port.ts";
import { type ConceptRow, toStoredConcept, type StoredConcept } from "./concepts.ts";
import { jsonParts } from "./json-parts.ts";

/** What is said of the public glossary as a whole: in its pages, its files and citations. */
export interface PublicAbout {
  readonly title?: string;
  readonly publisher?: string;
  /** Address of the licence under which everybody may use it. */
  readonly licence?: string;
}

/** What an administrator has made public. */
export interface PublicParts {
  readonly about: PublicAbout;
  /** The concepts of all domains. */
  readonly everything: boolean;
  /** Domains whose concepts are public; the empty name: concepts without a domain. */
  readonly domains: readonly string[];
  /** Ids of the collections whose sentences may be shown. */
  readonly collections: readonly string[];
  /** Ids of single documents whose sentences may be shown. */
  readonly documents: readonly string[];
}

type Kind = "glossary" | "domain" | "collection" | "document";

export async function publicParts(storage: Storage): Promise<PublicParts> {
  const [[row], parts] = await Promise.all([
    storage.all<{ about: string }>("SELECT about FROM public_glossary"),
    storage.all<{ kind: Kind; id: string }>(
      `SELECT public_part.kind, coalesce(document.id, public_part.id) AS id FROM public_part
       LEFT JOIN document ON public_part.kind = 'document' AND document.n = CASE public_part.kind WHEN 'document' THEN CAST(public_part.id AS BIGINT) END
       WHERE public_part.kind <> 'document' OR document.n IS NOT NULL ORDER BY 1, 2`,
    ),
  ]);
  const idsOf = (kind: Kind) => parts.flatMap((part) => (part.kind === kind ? [part.id] : []));
  return {
    about: JSON.parse(row?.about ?? "{}") as PublicAbout,
    everything: idsOf("glossary").length > 0,
    domains: idsOf("domain"),
    collections: idsOf("collection"),
    documents: idsOf("document"),
  };
}

/**
 * Replaces all that is public.
 *
 * @param parts with `documents` as numbers
 */
export function replacePublicParts(
  parts: Omit<PublicParts, "documents"> & { readonly documents: readonly number[] },
): Statement[] {
  const rows: (readonly [Kind, string])[] = [
    ...(parts.everything ? [["glossary", ""] as const] : []),
    ...parts.domains.map((id) => ["domain", id] as const),
    ...parts.collections.map((id) => ["collection", id] as const),
    ...parts.documents.map((n) => ["document", String(n)] as const),
  ];
  return [
    {
      sql: "UPDATE public_glossary SET revision = revision + 1, about = ?1",
      params: [JSON.stringify(parts.about)],
    },
    { sql: "DELETE FROM public_part" },
    ...jsonParts(rows).map((json) => ({
      sql: "INSERT INTO public_part (kind, id) SELECT DISTINCT value->>0, value->>1 FROM json_each(?1)",
      params: [json],
    })),
  ];
}

/** A deleted collection is no longer public, and neither is a new one with its id. */
export const forgetPublicCollection = (id: string): Statement => ({
  sql: "DELETE FROM public_part WHERE kind = 'collection' AND id = ?1",
  params: [id],
});

/** Documents whose sentences may be shown. */
const PUBLIC_DOCUMENT = `(document.collection IN (SELECT id FROM public_part WHERE kind = 'collection')
  OR document.n IN (SELECT CAST(id AS BIGINT) FROM public_part WHERE kind = 'document'))`;

/** Approved concepts that an administrator has made public. No other query may feed a public page. */
const PUBLIC_CONCEPT = `json_extract(data, '$.status') = 'approved' AND (
  EXISTS (SELECT 1 FROM public_part WHERE kind = 'glossary')
  OR coalesce(json_extract(data, '$.domain'), '') IN (SELECT id FROM public_part WHERE kind = 'domain'))`;

/** Two equal stamps mean that the same is public. */
export interface PublicStamp {
  /** Of the concepts. */
  readonly concepts: string;
  /** Of the documents whose sentences may be shown. */
  readonly documents: string;
}

export async function publicStamp(storage: Storage): Promise<PublicStamp> {
  const [row] = await storage.all<{ concepts: string; documents: string }>(
    `SELECT (SELECT revision FROM glossary) || '.' || (SELECT revision FROM public_glossary) AS concepts,
       (SELECT count(*) || '.' || coalesce(sum(revision), 0) || '.' || coalesce(max(n), 0)
        FROM document WHERE ${PUBLIC_DOCUMENT}) AS documents`,
  );
  return row ?? { concepts: "", documents: "" };
}

/** All public concepts, in the order of ids. */
export async function publicConcepts(storage: Storage): Promise<StoredConcept[]> {
  const rows = await storage.all<ConceptRow>(
    `SELECT data, version, time, author FROM concept WHERE ${PUBLIC_CONCEPT} ORDER BY id`,
  );
  return rows.map(toStoredConcept);
}

/** The public ones among these concepts. */
export async function publicConceptsNamed(
  storage: Storage,
  ids: readonly string[],
): Promise<StoredConcept[]> {
  const rows = await storage.all<ConceptRow>(
    `SELECT data, version, time, author FROM concept
     WHERE id IN (SELECT atom FROM json_each(?1)) AND ${PUBLIC_CONCEPT} ORDER BY id`,
    JSON.stringify(ids),
  );
  return rows.map(toStoredConcept);
}

/** The public ones among the concepts that a concept names in its relations, and among those that name it. */
export async function publicConceptsAround(
  storage: Storage,
  { id, relations = [] }: Concept,
): Promise<StoredConcept[]> {
  const rows = await storage.all<ConceptRow>(
    `SELECT data, version, time, author FROM concept
     WHERE id <> ?1 AND ${PUBLIC_CONCEPT} AND (id IN (SELECT atom FROM json_each(?2))
       OR data LIKE '%"relations":%' AND EXISTS (
         SELECT 1 FROM json_each(json_extract(data, '$.relations')) AS relation
         WHERE json_extract(relation.value, '$.concept') = ?1))
     ORDER BY id`,
    id,
    JSON.stringify(relations.map(({ concept }) => concept)),
  );
  return rows.map(toStoredConcept);
}

/**
 * What became of a concept that is no longer there, if it would be public as it was last.
 *
 * @returns `target` of a merge, or `null` for a deletion; `undefined` for all other concepts
 */
export async function removedPublicConcept(
  storage: Storage,
  id: string,
): Promise<{ readonly target: string | null } | undefined> {
  const [row] = await storage.all<{ target: string | null }>(
    `SELECT successor AS target
     FROM (SELECT successor, removed, before AS data FROM concept_change WHERE concept = ?1
           ORDER BY version DESC LIMIT 1) AS last
     WHERE removed = 1 AND data IS NOT NULL AND ${PUBLIC_CONCEPT}`,
    id,
  );
  return row;
}

/** The units among these that stand in public documents, newest first, at most `limit`. */
export async function publicUnits(
  storage: Storage,
  numbers: readonly number[],
  limit: number,
): Promise<PublicUnit[]> {
  return storage.all<PublicUnit>(
    `SELECT unit.n, unit.en, unit.ru, unit.zh, document.title, collection.title AS "collection"
     FROM json_each(?1) AS wanted JOIN unit ON unit.n = CAST(wanted.atom AS BIGINT)
     JOIN document ON document.n = unit.document JOIN collection ON collection.id = document.collection
     WHERE ${PUBLIC_DOCUMENT} ORDER BY unit.n DESC LIMIT ?2`,
    JSON.stringify(numbers),
    limit,
  );
}

/** A unit of a public document. Variants are the JSON text of their columns. */
export interface PublicUnit {
  readonly n: number;
  readonly en: string | null;
  readonly ru: string | null;
  readonly zh: string | null;
  /** Titles of the document and of its collection. */
  readonly title: string;
  readonly collection: string;
}

/** Numbers of the remembered units for a concept; `undefined` if they were found in another state of the store. */
export async function rememberedSentences(
  storage: Storage,
  concept: string,
  stamp: string,
): Promise<number[] | undefined> {
  const [row] = await storage.all<{ units: string }>(
    "SELECT units FROM public_sentence WHERE concept = ?1 AND stamp = ?2",
    concept,
    stamp,
  );
  return row && (JSON.parse(row.units) as number[]);
}

export const rememberSentences = (concept: string, stamp: string, units: readonly number[]): Statement => ({
  sql: `INSERT INTO public_sentence (concept, stamp, units) VALUES (?1, ?2, ?3)
        ON CONFLICT (concept) DO UPDATE SET stamp = excluded.stamp, units = excluded.units`,
  params: [concept, stamp, JSON.stringify(units)],
});
