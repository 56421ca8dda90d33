import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import { mapRows, type Statement, type Storage } from "../port.ts";
import { jsonParts } from "./json-parts.ts";
import { packVariant, type StoredUnit, type UnitRow, unpackUnit, unpackVariant } from "./units.ts";

/** What one import replaced in one unit. */
export interface Change {
  readonly unit: number;
  readonly import: number;
  /** Version of the unit after the change. */
  readonly version: number;
  /** True when the import created the unit or restored it, so that it replaced nothing. */
  readonly creates: boolean;
  /** Replaced variants; `null` for a language that the unit did not have, absent for a language that did not change. */
  readonly before: { readonly [language in Language]?: Variant | null };
  /** The unit before the change, when it was deleted or when key, notes, context or order changed. */
  readonly whole?: Omit<StoredUnit, "document">;
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
    ...(row.whole === null ? {} : { whole: unpackUnit(JSON.parse(row.whole) as Omit<UnitRow, "document">) }),
  };
}

/** True when key, order, context and notes are equal. */
const sameFrame = (a: StoredUnit, b: StoredUnit): boolean =>
  a.key === b.key &&
  a.order === b.order &&
  a.context === b.context &&
  JSON.stringify(a.notes) === JSON.stringify(b.notes);

/** The history row of a unit that import `n` changes from `before` to `after`. At least one of them is needed. */
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

/** @param changes rows from `changeBetween` */
export const insertChanges = (changes: readonly unknown[][]): Statement[] =>
  jsonParts(changes).map((json) => ({
    sql: `INSERT INTO change (unit, import, version, en, ru, zh, whole)
          SELECT CAST(value->>0 AS BIGINT), CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT), value->>3, value->>4, value->>5, value->>6
          FROM json_each(?1)`,
    params: [json],
  }));

/** All changes of one unit, oldest first. */
export async function changesOfUnit(storage: Storage, unit: number): Promise<Change[]> {
  const rows = await storage.all<ChangeRow>(
    "SELECT unit, import, version, en, ru, zh, whole FROM change WHERE unit = ?1 ORDER BY import",
    unit,
  );
  return rows.map(toChange);
}

/** All changes of these units by imports with numbers above `after`; for each unit oldest first. */
export async function changesOfUnits(
  storage: Storage,
  units: readonly number[],
  after = 0,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const json of jsonParts(units)) {
    const rows = await storage.all<ChangeRow>(
      `SELECT unit, import, version, en, ru, zh, whole FROM change
       WHERE unit IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) AND import > ?2 ORDER BY unit, import`,
      json,
      after,
    );
    changes.push(...rows.map(toChange));
  }
  return changes;
}

/**
 * Tells of an import whether units of the document have had other keys since. A file that came before that has its
 * sentences at other places.
 */
export async function renamedSince(storage: Storage, document: number): Promise<(n: number) => boolean> {
  const frames = await storage.all<{ unit: number; import: number; was: string; key: string }>(
    `SELECT change.unit AS unit, change.import AS import, json_extract(change.whole, '$.key') AS was, unit.key AS key
     FROM unit JOIN change ON change.unit = unit.n
     WHERE unit.document = ?1 AND change.whole IS NOT NULL ORDER BY change.unit, change.import`,
    document,
  );
  // Imports from `from` on and before `to` know a unit under another key.
  const spans = new Map<string, { readonly from: number; readonly to: number }>();
  let last = { unit: -1, import: 0 };
  for (const frame of frames) {
    const from = last.unit === frame.unit ? last.import : 0;
    if (frame.was !== frame.key) spans.set(`${from} ${frame.import}`, { from, to: frame.import });
    last = frame;
  }
  return (n) => [...spans.values()].some(({ from, to }) => from <= n && n < to);
}

/** A text that a later write replaced; `null` where the unit had no text. */
export interface ReplacedVariant {
  readonly unit: number;
  readonly variant: Variant | null;
  /** True when an undo replaced it. */
  readonly byUndo: boolean;
}

/**
 * All replaced texts in one language of those units of a document that had a confirmed text (`reviewed`, `final`) once;
 * for each unit oldest first.
 */
export async function replacedVariants(
  storage: Storage,
  document: number,
  language: Language,
): Promise<ReplacedVariant[]> {
  return mapRows(
    storage,
    ({ unit, variant, kind }: { unit: number; variant: string; kind: string }) => ({
      unit,
      variant: variant === "null" ? null : unpackVariant(variant),
      byUndo: kind === "undo",
    }),
    `SELECT change.unit AS unit, change.${language} AS variant, import.kind AS kind
     FROM unit JOIN change ON change.unit = unit.n JOIN import ON import.n = change.import
     WHERE unit.document = ?1 AND change.${language} IS NOT NULL AND EXISTS (
       SELECT 1 FROM change AS confirmed
       WHERE confirmed.unit = unit.n AND json_extract(confirmed.${language}, '$.state') IN ('reviewed', 'final'))
     ORDER BY change.unit, change.import`,
    document,
  );
}
