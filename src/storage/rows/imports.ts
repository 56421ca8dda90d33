import type { ImportKind } from "../../domain/import.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { Draft, Variant } from "../../domain/unit.ts";
import { jsonParts, packVariant, type StoredUnit, type UnitRow, unpackVariant } from "./units.ts";
import { type Statement, type Storage, violates } from "../port.ts";

export const RESULTS = ["created", "changed", "same", "conflict", "rejected", "removed"] as const;
export type Result = (typeof RESULTS)[number];
export type Counts = Readonly<Record<Result, number>>;

/** What became of one unit. */
export interface ReportEntry {
  /** Absent when the unit does not exist here. */
  readonly unit?: string;
  readonly key: string;
  readonly result: Result;
  readonly language?: Language;
  /** Line of the unit in the file that was sent. */
  readonly line?: number;
  /** Why it was rejected or is a conflict. */
  readonly problem?: ProblemData;
  /** What deserves a look though it was taken. */
  readonly warnings?: readonly ProblemData[];
  /** Of a conflict: the common ancestor, what was sent, what is stored. */
  readonly base?: Draft;
  readonly mine?: Draft;
  readonly theirs?: Variant;
}

/** Every write to units belongs to one. */
export interface Import {
  readonly n: number;
  readonly kind: ImportKind;
  readonly document: number;
  readonly documentId: string;
  readonly collection: string;
  readonly author: string;
  readonly time: string;
  /** Hash of the bytes that came in. */
  readonly file?: string;
  readonly filename?: string;
  readonly format?: string;
  readonly formatVersion?: string;
  readonly source?: Language;
  readonly target?: Language;
  readonly counts: Counts;
  readonly undoes?: number;
  readonly undoneBy?: number;
}

interface Row {
  n: number;
  kind: ImportKind;
  document: number;
  document_id: string;
  collection: string;
  author: string;
  time: string;
  file: string | null;
  filename: string | null;
  format: string | null;
  format_version: string | null;
  source: Language | null;
  target: Language | null;
  counts: string;
  undoes: number | null;
  undone_by: number | null;
}

const COLUMNS =
  "n, kind, document, document_id, collection, author, time, file, filename, format, format_version, source, target, counts, undoes, undone_by";

const toImport = (row: Row): Import => ({
  n: row.n,
  kind: row.kind,
  document: row.document,
  documentId: row.document_id,
  collection: row.collection,
  author: row.author,
  time: row.time,
  ...(row.file === null ? {} : { file: row.file }),
  ...(row.filename === null ? {} : { filename: row.filename }),
  ...(row.format === null ? {} : { format: row.format }),
  ...(row.format_version === null ? {} : { formatVersion: row.format_version }),
  ...(row.source === null ? {} : { source: row.source }),
  ...(row.target === null ? {} : { target: row.target }),
  counts: JSON.parse(row.counts) as Counts,
  ...(row.undoes === null ? {} : { undoes: row.undoes }),
  ...(row.undone_by === null ? {} : { undoneBy: row.undone_by }),
});

export const importId = (n: number): string => `i${n.toString(36)}`;

/** `undefined` for what is no import id. */
export function importNumber(id: string): number | undefined {
  if (!/^i[0-9a-z]{1,10}$/u.test(id)) return undefined;
  return Number.parseInt(id.slice(1), 36);
}

export async function findImport(storage: Storage, n: number): Promise<Import | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM import WHERE n = ?1`, n);
  return row && toImport(row);
}

/** Newest first, older than `before`. */
export async function importsBefore(
  storage: Storage,
  filter: { before: number; limit: number; document: number | undefined; collection: string | undefined },
): Promise<Import[]> {
  // A document has few of all imports, and an index of its own.
  const ofDocument = filter.document === undefined ? "?2 IS NULL" : "document = ?2";
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM import
     WHERE n < ?1 AND ${ofDocument} AND (?3 IS NULL OR collection = ?3) ORDER BY n DESC LIMIT ?4`,
    filter.before,
    filter.document ?? null,
    filter.collection ?? null,
    filter.limit,
  );
  return rows.map(toImport);
}

/** The imports of a document that brought a file and were not undone, newest first. */
export async function importsWithFile(
  storage: Storage,
  document: number,
): Promise<(Import & { file: string })[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM import
     WHERE document = ?1 AND file IS NOT NULL AND undone_by IS NULL ORDER BY n DESC LIMIT 100`,
    document,
  );
  return rows.map((row) => ({ ...toImport(row), file: row.file ?? "" }));
}

/**
 * For each of some documents the first import that brought a file and was not undone, by number of the document. Its
 * target, if it has none, is that of the newest import in the same format and from the same source.
 */
export async function firstFiles(
  storage: Storage,
  documents: readonly number[],
): Promise<Map<number, Import>> {
  const rows = await storage.all<Row>(
    `WITH first AS (
       SELECT min(n) AS n FROM import
       WHERE document IN (SELECT value FROM json_each(?1)) AND file IS NOT NULL AND undone_by IS NULL
       GROUP BY document)
     SELECT i.n, kind, document, document_id, collection, author, time, file, filename, format, format_version, source,
       coalesce(target, (
         SELECT later.target FROM import AS later
         WHERE later.document = i.document AND later.format = i.format AND later.source = i.source
           AND later.file IS NOT NULL AND later.target IS NOT NULL AND later.undone_by IS NULL
         ORDER BY later.n DESC LIMIT 1)) AS target,
       counts, undoes, undone_by
     FROM import AS i JOIN first ON first.n = i.n`,
    JSON.stringify(documents),
  );
  return new Map(rows.map((row) => [row.document, toImport(row)]));
}

/** What one author wrote on one day in one way. */
export interface DayOfWrites {
  /** ISO 8601 date, UTC. */
  readonly day: string;
  readonly author: string;
  readonly kind: ImportKind;
  readonly writes: number;
  /** Units. */
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
}

/** Writes from one day up to before another; what was undone, and undoing, is left out. */
export async function writesByDay(
  storage: Storage,
  scope: { readonly collection?: string; readonly document?: number },
  from: string,
  before: string,
): Promise<DayOfWrites[]> {
  return storage.all<DayOfWrites>(
    `SELECT substr(time, 1, 10) AS day, author, kind, count(*) AS writes, sum(counts->>'$.created') AS created,
            sum(counts->>'$.changed') AS changed, sum(counts->>'$.removed') AS removed
     FROM import
     WHERE time >= ?1 AND time < ?2 AND (?3 IS NULL OR collection = ?3) AND (?4 IS NULL OR document = ?4)
       AND undone_by IS NULL AND kind <> 'undo'
     GROUP BY 1, author, kind ORDER BY 1, author, kind`,
    from,
    before,
    scope.collection ?? null,
    scope.document ?? null,
  );
}

/** Number of the newest import of a document, 0 when there is none. */
export async function lastImport(storage: Storage, document: number): Promise<number> {
  const [row] = await storage.all<{ n: number | null }>(
    "SELECT max(n) AS n FROM import WHERE document = ?1",
    document,
  );
  return row?.n ?? 0;
}

export async function readReport(storage: Storage, n: number): Promise<ReportEntry[]> {
  const parts = await storage.all<{ units: string }>(
    "SELECT units FROM import_report WHERE import = ?1 ORDER BY part",
    n,
  );
  return parts.flatMap(({ units }) => JSON.parse(units) as ReportEntry[]);
}

export const insertImport = (entry: Import): Statement => ({
  sql: `INSERT INTO import (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, NULL)`,
  params: [
    entry.n,
    entry.kind,
    entry.document,
    entry.documentId,
    entry.collection,
    entry.author,
    entry.time,
    entry.file ?? null,
    entry.filename ?? null,
    entry.format ?? null,
    entry.formatVersion ?? null,
    entry.source ?? null,
    entry.target ?? null,
    JSON.stringify(entry.counts),
    entry.undoes ?? null,
  ],
});

export const insertReport = (n: number, report: readonly ReportEntry[]): Statement[] =>
  jsonParts(report).map((units, part) => ({
    sql: "INSERT INTO import_report (import, part, units) VALUES (?1, ?2, ?3)",
    params: [n, part, units],
  }));

/** Fails (`isUndoneAlready`) when it was undone already: `kind` is NOT NULL. */
export const markUndone = (n: number, by: number): Statement => ({
  sql: `UPDATE import SET undone_by = ?2, kind = CASE WHEN undone_by IS NULL THEN kind END WHERE n = ?1`,
  params: [n, by],
});

/** True when a batch failed because the import was undone meanwhile. */
export const isUndoneAlready = (error: unknown): boolean => violates(error, "import", "kind");

/** What one import replaced in one unit. `null` for a language that was not there before. */
export interface Change {
  readonly unit: number;
  readonly import: number;
  /** The unit's version after it. */
  readonly version: number;
  /** It made the unit, or put it back: there was nothing to replace. */
  readonly creates: boolean;
  readonly before: { readonly [language in Language]?: Variant | null };
  /** The unit as it was, when it was deleted or something besides its variants changed. */
  readonly whole?: Omit<UnitRow, "document">;
}

interface ChangeRow {
  unit: number;
  import: number;
  version: number;
  en: string | null;
  ru: string | null;
  zh: string | null;
  whole: string | null;
}

function toChange(row: ChangeRow): Change {
  const before: { [language in Language]?: Variant | null } = {};
  for (const language of LANGUAGES) {
    const json = row[language];
    if (json !== null) before[language] = json === "null" ? null : unpackVariant(json);
  }
  return {
    unit: row.unit,
    import: row.import,
    version: row.version,
    creates: row.whole === null && Object.keys(before).length === 0,
    before,
    ...(row.whole === null ? {} : { whole: JSON.parse(row.whole) as Omit<UnitRow, "document"> }),
  };
}

/** Equal in all but the variants. */
const sameFrame = (a: StoredUnit, b: StoredUnit): boolean =>
  a.order === b.order && a.context === b.context && JSON.stringify(a.notes) === JSON.stringify(b.notes);

/** The history row of a unit that goes from `before` to `after`. */
export function changeBetween(
  n: number,
  before: StoredUnit | undefined,
  after: StoredUnit | undefined,
): unknown[] {
  const unit = after ?? before;
  if (unit === undefined) throw new Error("a change needs a unit before or after it");
  const replaced = LANGUAGES.map((language) => {
    if (before === undefined || after === undefined) return null;
    const [was, is] = [before.variants[language], after.variants[language]];
    if (was?.version === is?.version) return null;
    return JSON.stringify(was === undefined ? null : packVariant(was));
  });
  const whole =
    before !== undefined && (after === undefined || !sameFrame(before, after)) ? rowOf(before) : null;
  return [unit.n, n, after?.version ?? unit.version + 1, ...replaced, whole];
}

function rowOf(unit: StoredUnit): Omit<UnitRow, "document"> {
  const json = (language: Language) => {
    const variant = unit.variants[language];
    return variant === undefined ? null : JSON.stringify(packVariant(variant));
  };
  return {
    n: unit.n,
    position: unit.order,
    key: unit.key,
    version: unit.version,
    notes: unit.notes.length === 0 ? null : JSON.stringify(unit.notes),
    context: unit.context ?? null,
    en: json("en"),
    ru: json("ru"),
    zh: json("zh"),
  };
}

export const insertChanges = (changes: readonly unknown[][]): Statement[] =>
  jsonParts(changes).map((json) => ({
    sql: `INSERT INTO change (unit, import, version, en, ru, zh, whole)
          SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 FROM json_each(?1)`,
    params: [json],
  }));

/** Everything that happened to one unit, oldest first. */
export async function changesOfUnit(storage: Storage, unit: number): Promise<Change[]> {
  const rows = await storage.all<ChangeRow>(
    "SELECT unit, import, version, en, ru, zh, whole FROM change WHERE unit = ?1 ORDER BY import",
    unit,
  );
  return rows.map(toChange);
}

/** Everything that happened to some units after an import, oldest first. */
export async function changesOfUnits(
  storage: Storage,
  units: readonly number[],
  after = 0,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const json of jsonParts(units)) {
    const rows = await storage.all<ChangeRow>(
      `SELECT unit, import, version, en, ru, zh, whole FROM change
       WHERE unit IN (SELECT value FROM json_each(?1)) AND import > ?2 ORDER BY unit, import`,
      json,
      after,
    );
    changes.push(...rows.map(toChange));
  }
  return changes;
}
