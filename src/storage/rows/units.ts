import { type Language, LANGUAGES } from "../../domain/language.ts";
import { type List, listOf } from "../../domain/list.ts";
import { type Content, plainText, tidy } from "../../domain/segment.ts";
import type { Note, Unit, Variant } from "../../domain/unit.ts";
import { keptValues } from "../kept-values.ts";
import { mapRows, type Statement, type Storage } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { jsonParts } from "./json-parts.ts";

/** A row of the table `unit`; JSON columns are text. */
export interface UnitRow {
  readonly n: number;
  readonly document: number;
  readonly position: number;
  readonly key: string;
  readonly version: number;
  readonly notes: string | null;
  readonly context: string | null;
  readonly en: string | null;
  readonly ru: string | null;
  readonly zh: string | null;
}

/** A unit with its number. `version` grows with every change of any part of the unit. */
export interface StoredUnit extends Unit {
  readonly n: number;
  readonly version: number;
}

/** Place of a unit in its document. */
export interface UnitPlace {
  /** Number of the unit. */
  readonly n: number;
  readonly order: number;
}

/** Compares the places of two units of a document: negative when `a` comes first. */
export const comparePlaces = (a: UnitPlace, b: UnitPlace): number => a.order - b.order || a.n - b.n;

const COLUMNS = "n, document, position, key, version, notes, context, en, ru, zh";

export const unitId = (n: number): string => `u${n.toString(36)}`;

/** The number from a unit id; `undefined` when the text is no unit id. */
export function unitNumber(id: string): number | undefined {
  if (!/^u[0-9a-z]{1,10}$/u.test(id)) return undefined;
  return Number.parseInt(id.slice(1), 36);
}

/** A variant as its column stores it. Content without codes becomes a plain string, because most segments have no codes. */
export function packVariant(variant: Variant): Record<string, unknown> {
  const { content, ...rest } = variant;
  const [only = ""] = content;
  return { content: content.length < 2 && typeof only === "string" ? only : content, ...rest };
}

/** A variant as its column stores it: see `packVariant`. */
type PackedVariant = Omit<Variant, "content"> & { readonly content: string | Content };

const variantOf = ({ content, ...rest }: PackedVariant): Variant => ({
  ...rest,
  content: typeof content === "string" ? tidy([content]) : content,
});

/** A variant from the JSON text of its column. */
export const unpackVariant = (json: string): Variant => variantOf(JSON.parse(json) as PackedVariant);

const toUnit = (row: Omit<UnitRow, "document">, document: string): StoredUnit => ({
  ...unpackUnit(row),
  document,
});

/** A unit from its row. It has no document, because rows in the history have none. */
export function unpackUnit(row: Omit<UnitRow, "document">): Omit<StoredUnit, "document"> {
  const variants: { [language in Language]?: Variant } = {};
  for (const language of LANGUAGES) {
    const json = row[language];
    if (json !== null) variants[language] = unpackVariant(json);
  }
  return {
    n: row.n,
    id: unitId(row.n),
    order: row.position,
    key: row.key,
    version: row.version,
    notes: row.notes === null ? [] : (JSON.parse(row.notes) as Note[]),
    ...(row.context === null ? {} : { context: row.context }),
    variants,
  };
}

/** The unit as a list in the order of `COLUMNS` without its document, for `json_each`. */
function packed(unit: StoredUnit): unknown[] {
  const variant = (language: Language) => {
    const found = unit.variants[language];
    return found === undefined ? null : packVariant(found);
  };
  return [
    unit.n,
    unit.order,
    unit.key,
    unit.version,
    unit.notes.length === 0 ? null : unit.notes,
    unit.context ?? null,
    variant("en"),
    variant("ru"),
    variant("zh"),
  ];
}

export const insertUnits = (document: number, units: readonly StoredUnit[]): Statement[] =>
  jsonParts(units.map(packed)).map((json) => ({
    sql: `INSERT INTO unit (document, n, position, key, version, notes, context, en, ru, zh)
          SELECT CAST(?1 AS BIGINT), CAST(value->>0 AS BIGINT), CAST(value->>1 AS BIGINT), value->>2, CAST(value->>3 AS BIGINT),
                 value->>4, value->>5, value->>6, value->>7, value->>8
          FROM json_each(?2)`,
    params: [document, json],
  }));

/** Writes changed units without their place. Writing the place would write its index too: see `moveUnits`. */
export const updateUnits = (units: readonly StoredUnit[]): Statement[] =>
  jsonParts(units.map(packed)).map((json) => ({
    sql: `UPDATE unit SET version = CAST(given.value->>3 AS BIGINT), notes = given.value->>4, context = given.value->>5,
                          en = given.value->>6, ru = given.value->>7, zh = given.value->>8
          FROM json_each(?1) AS given WHERE unit.n = CAST(given.value->>0 AS BIGINT)`,
    params: [json],
  }));

/** Writes the places of units in their document. */
export const moveUnits = (units: readonly StoredUnit[]): Statement[] =>
  jsonParts(units.map(({ n, order }) => [n, order])).map((json) => ({
    sql: `UPDATE unit SET position = CAST(given.value->>1 AS BIGINT)
          FROM json_each(?1) AS given WHERE unit.n = CAST(given.value->>0 AS BIGINT)`,
    params: [json],
  }));

/** Frees the keys of units that get others, so that no two units have the same key at any moment: see `renameUnits`. */
export const freeKeys = (units: readonly StoredUnit[]): Statement[] =>
  jsonParts(units.map(({ n }) => n)).map((json) => ({
    sql: `UPDATE unit SET key = CAST(?2 AS TEXT) || CAST(n AS TEXT)
          WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))`,
    params: [json, "\u0001"],
  }));

/** Writes the keys of units. */
export const renameUnits = (units: readonly StoredUnit[]): Statement[] =>
  jsonParts(units.map(({ n, key }) => [n, key])).map((json) => ({
    sql: `UPDATE unit SET key = given.value->>1
          FROM json_each(?1) AS given WHERE unit.n = CAST(given.value->>0 AS BIGINT)`,
    params: [json],
  }));

export const deleteUnits = (units: readonly StoredUnit[]): Statement[] =>
  jsonParts(units.map(({ n }) => n)).map((json) => ({
    sql: "DELETE FROM unit WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))",
    params: [json],
  }));

/** A row as one JSON text. Its columns with JSON are put in as they are. */
const rowText = (row: UnitRow): string =>
  `[${row.n},${row.position},${row.version},${JSON.stringify(row.key)},${JSON.stringify(row.context)},${row.notes},${row.en},${row.ru},${row.zh}]`;

/** The unit of a text of `rowText`. */
function unitOfText(text: string, document: string): StoredUnit {
  const [n, order, version, key, context, notes, ...packed] = JSON.parse(text) as [
    n: number,
    order: number,
    version: number,
    key: string,
    context: string | null,
    notes: Note[] | null,
    en: PackedVariant | null,
    ru: PackedVariant | null,
    zh: PackedVariant | null,
  ];
  const variants: { [language in Language]?: Variant } = {};
  for (const [at, language] of LANGUAGES.entries()) {
    const variant = packed[at];
    if (variant !== null && variant !== undefined) variants[language] = variantOf(variant);
  }
  return {
    n,
    id: unitId(n),
    document,
    order,
    key,
    version,
    notes: notes ?? [],
    ...(context === null ? {} : { context }),
    variants,
  };
}

/** Units that need not all be in memory. */
export interface UnitList extends List<StoredUnit> {
  /** Frees what they take. No unit may be asked for after it. */
  close(): void;
}

/**
 * All units of a document of any size, in order, as they were at one moment.
 *
 * @param inMemory UTF-16 units of rows that stay in memory
 */
export async function openUnits(
  storage: Storage,
  document: { n: number; id: string },
  inMemory?: number,
): Promise<UnitList> {
  const rows = keptValues(storage, inMemory);
  try {
    await mapRows(
      storage,
      (row: UnitRow) => void rows.put([rowText(row)]),
      `SELECT ${COLUMNS} FROM unit WHERE document = ?1 ORDER BY position, n`,
      document.n,
    );
  } catch (error) {
    rows.close();
    throw error;
  }
  const list = listOf(rows.length, (index) => unitOfText(String(rows.take(index)[0]), document.id));
  return { ...list, close: () => rows.close() };
}

/** All units of a document, in order. */
export async function unitsOf(storage: Storage, document: { n: number; id: string }): Promise<StoredUnit[]> {
  return mapRows(
    storage,
    (row: UnitRow) => toUnit(row, document.id),
    `SELECT ${COLUMNS} FROM unit WHERE document = ?1 ORDER BY position, n`,
    document.n,
  );
}

/**
 * Units of a document with one of these keys or numbers, and its last unit, in order. They are enough to compare some
 * units with a document of any size.
 */
export async function unitsNamed(
  storage: Storage,
  document: { n: number; id: string },
  keys: readonly string[],
  numbers: readonly number[],
): Promise<StoredUnit[]> {
  const found = new Map<number, StoredUnit>();
  const take = async (condition: string, ...params: string[]): Promise<void> => {
    const rows = await storage.all<UnitRow>(
      `SELECT ${COLUMNS} FROM unit WHERE document = ?1 AND ${condition}`,
      document.n,
      ...params,
    );
    for (const row of rows) found.set(row.n, toUnit(row, document.id));
  };
  for (const json of jsonParts(keys)) await take("key IN (SELECT atom FROM json_each(?2))", json);
  for (const json of jsonParts(numbers))
    await take("n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?2))", json);
  await take("n = (SELECT n FROM unit WHERE document = ?1 ORDER BY position DESC, n DESC LIMIT 1)");
  return [...found.values()].toSorted(comparePlaces);
}

/** The keys of a document's units, in order. */
export async function keysOf(storage: Storage, document: number): Promise<string[]> {
  const rows = await storage.all<{ key: string }>(
    "SELECT key FROM unit WHERE document = ?1 ORDER BY position, n",
    document,
  );
  return rows.map(({ key }) => key);
}

/** Numbers of all units of a collection. */
export async function unitNumbersOf(storage: Storage, collection: string): Promise<number[]> {
  const rows = await storage.all<{ n: number }>(
    "SELECT unit.n FROM unit JOIN document ON document.n = unit.document WHERE document.collection = ?1 ORDER BY unit.n",
    collection,
  );
  return rows.map(({ n }) => n);
}

/** True when the store has a unit. */
export async function hasUnits(storage: Storage): Promise<boolean> {
  return (await storage.all("SELECT 1 FROM unit LIMIT 1")).length > 0;
}

/** At most `limit` units of a document in order, after the given place. */
export async function unitsAfter(
  storage: Storage,
  document: { n: number; id: string },
  after: UnitPlace,
  limit: number,
): Promise<StoredUnit[]> {
  const rows = await storage.all<UnitRow>(
    `SELECT ${COLUMNS} FROM unit WHERE document = ?1 AND (position, n) > (?2, ?3) ORDER BY position, n LIMIT ?4`,
    document.n,
    after.order,
    after.n,
    limit,
  );
  return rows.map((row) => toUnit(row, document.id));
}

/** Units by number, with the ids of their document and collection, in no particular order. Unknown numbers are left out. */
export async function unitsByNumber(
  storage: Storage,
  numbers: readonly number[],
): Promise<(StoredUnit & { readonly collection: string })[]> {
  type Row = UnitRow & { document_id: string; collection: string };
  const rows: Row[] = [];
  for (const json of jsonParts(numbers)) {
    rows.push(
      ...(await storage.all<Row>(
        `SELECT ${COLUMNS.replaceAll(/\w+/gu, "unit.$&")}, document.id AS document_id, document.collection
         FROM json_each(?1) AS wanted JOIN unit ON unit.n = CAST(wanted.atom AS BIGINT) JOIN document ON document.n = unit.document`,
        json,
      )),
    );
  }
  return rows.map((row) => ({ ...toUnit(row, row.document_id), collection: row.collection }));
}

/**
 * Plain texts by language of the newest units, at most `limit` units, newest first. Texts in state `initial` are left
 * out.
 *
 * @param collections ids; `undefined`: all collections
 */
export async function newestTexts(
  storage: Storage,
  collections: readonly string[] | undefined,
  limit: number,
): Promise<{ readonly [language in Language]?: string }[]> {
  const rows = await storage.all<{ en: string | null; ru: string | null; zh: string | null }>(
    `SELECT unit.en, unit.ru, unit.zh FROM unit JOIN document ON document.n = unit.document
     WHERE ${isAmong("document.collection", 1)} ORDER BY unit.n DESC LIMIT ?2`,
    idList(collections),
    limit,
  );
  return rows.map((row) => {
    const texts: { [language in Language]?: string } = {};
    for (const language of LANGUAGES) {
      const json = row[language];
      const variant = json === null ? undefined : unpackVariant(json);
      if (variant && variant.state !== "initial") texts[language] = plainText(variant.content);
    }
    return texts;
  });
}
