import type Database from "better-sqlite3";

/** What a damaged page holds. */
export interface HurtPage {
  readonly page: number;
  /**
   * `rows` of a table; `index`, which can be made anew from the rows; `free`: nothing is lost; `inner`: a page that
   * leads to others; `unknown`: SQLite no longer finds what the page belongs to.
   */
  readonly holds: "rows" | "index" | "free" | "inner" | "unknown";
  /** Name of the table or index. */
  readonly name?: string;
  /** Primary keys of the rows, as far as they can be read. */
  readonly keys: readonly (readonly Value[])[];
}

export type Value = number | string;

interface Place {
  readonly name: string;
  readonly path: string;
  readonly pagetype: string;
}

/**
 * Says what damaged pages hold.
 *
 * @param database `undefined` when SQLite cannot read the schema
 * @param bytesOf the bytes of a page, as they are in the file
 */
export function describePages(
  database: Database.Database | undefined,
  pages: readonly number[],
  bytesOf: (page: number) => Buffer,
): HurtPage[] {
  if (database === undefined) return pages.map((page) => ({ page, holds: "unknown", keys: [] }));
  if (pages.length === 0) return [];
  const places = placesOf(database);
  const free = freePages(bytesOf);
  return pages.map((page): HurtPage => {
    if (free.has(page)) return { page, holds: "free", keys: [] };
    const place = places.get(page);
    if (place === undefined) return { page, holds: page === 1 ? "inner" : "unknown", keys: [] };
    const { name } = place;
    const table = tableOf(database, name);
    if (table === undefined) return { page, holds: "index", name, keys: [] };
    if (place.pagetype === "internal") return { page, holds: "inner", name, keys: [] };
    return { page, holds: "rows", name, keys: keysOn(place, table, { page, places, bytesOf }) };
  });
}

/** The place of each page, as far as SQLite finds it. */
function placesOf(database: Database.Database): Map<number, Place> {
  const places = new Map<number, Place>();
  const names = attempt(() =>
    database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE rootpage > 0").pluck().all(),
  );
  for (const name of ["sqlite_schema", ...(names ?? [])]) {
    const rows = database
      .prepare<[string], Place & { pageno: number }>(
        "SELECT pageno, name, path, pagetype FROM dbstat WHERE name = ?",
      )
      .iterate(name);
    // Behind a damaged page there may be no way on.
    attempt(() => {
      for (const { pageno, ...place } of rows) places.set(pageno, place);
    });
  }
  return places;
}

/** The pages that hold nothing: lists of free pages, and the pages in them. */
function freePages(bytesOf: (page: number) => Buffer): ReadonlySet<number> {
  const free = new Set<number>();
  let trunk = bytesOf(1).readUInt32BE(32);
  while (trunk !== 0 && !free.has(trunk)) {
    free.add(trunk);
    const bytes = attempt(() => bytesOf(trunk));
    if (bytes === undefined) break;
    const count = Math.min(bytes.readUInt32BE(4), bytes.length / 4 - 2);
    for (let at = 0; at < count; at += 1) free.add(bytes.readUInt32BE(8 + at * 4));
    trunk = bytes.readUInt32BE(0);
  }
  return free;
}

interface Table {
  readonly isWithoutRowid: boolean;
  /** Number of columns in the primary key. */
  readonly keyLength: number;
}

function tableOf(database: Database.Database, name: string): Table | undefined {
  if (name === "sqlite_schema") return { isWithoutRowid: false, keyLength: 1 };
  const found = database
    .prepare<[string], { type: string; wr: number }>(
      "SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ?",
    )
    .get(name);
  if (found === undefined) return undefined;
  const keyLength = Number(
    database.prepare("SELECT count(*) FROM pragma_table_info(?) WHERE pk > 0").pluck().get(name),
  );
  return { isWithoutRowid: found.wr === 1, keyLength };
}

interface Pages {
  readonly page: number;
  readonly places: ReadonlyMap<number, Place>;
  readonly bytesOf: (page: number) => Buffer;
}

/** Keys of the rows on a leaf, or of the one row that goes on in an overflow page. */
function keysOn(place: Place, table: Table, { page, places, bytesOf }: Pages): Value[][] {
  if (place.pagetype !== "overflow") return keysOfLeaf(bytesOf(page), page, table);
  // dbstat names an overflow page by its leaf, the number of the cell in three hexadecimal digits, and a number.
  const [leafPath = "", cell = ""] = /^(.*\/)([0-9a-f]+)\+/u.exec(place.path)?.slice(1) ?? [];
  for (const [leaf, { name, path }] of places) {
    if (name !== place.name || path !== leafPath) continue;
    const key = keysOfLeaf(bytesOf(leaf), leaf, table)[Number.parseInt(cell, 16)];
    return key === undefined ? [] : [key];
  }
  return [];
}

const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;

/** Reads the keys of a leaf (sqlite.org/fileformat2.html#b_tree_pages). A damaged page may give few or none. */
function keysOfLeaf(bytes: Buffer, page: number, { isWithoutRowid, keyLength }: Table): Value[][] {
  const start = page === 1 ? 100 : 0;
  if (bytes[start] !== (isWithoutRowid ? INDEX_LEAF : TABLE_LEAF)) return [];
  const count = Math.min(bytes.readUInt16BE(start + 3), bytes.length / 4);
  const keys: Value[][] = [];
  for (let cell = 0; cell < count; cell += 1) {
    const key = attempt(() => {
      const at = bytes.readUInt16BE(start + 8 + cell * 2);
      const [, afterLength] = varint(bytes, at);
      if (isWithoutRowid) return recordStart(bytes, afterLength, keyLength);
      return [varint(bytes, afterLength)[0]];
    });
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

/** A number of 1 to 9 bytes, and the place behind it. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let length = 0; length < 8; length += 1) {
    const byte = bytes.readUInt8(at + length);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + length + 1];
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9];
}

/** The first columns of a record (sqlite.org/fileformat2.html#record_format). */
function recordStart(bytes: Buffer, start: number, columns: number): Value[] {
  const [headerLength, first] = varint(bytes, start);
  let header = first;
  let body = start + headerLength;
  return Array.from({ length: columns }, () => {
    const [type, next] = varint(bytes, header);
    header = next;
    const [value, length] = valueAt(bytes, body, type);
    body += length;
    return value;
  });
}

const INTEGER_SIZES = [0, 1, 2, 3, 4, 6, 8];

function valueAt(bytes: Buffer, at: number, type: number): [value: Value, length: number] {
  const size = INTEGER_SIZES[type];
  if (size === 8) return [Number(bytes.readBigInt64BE(at)), 8];
  if (size !== undefined) return [size === 0 ? 0 : bytes.readIntBE(at, size), size];
  if (type === 8 || type === 9) return [type - 8, 0];
  if (type === 7) return [bytes.readDoubleBE(at), 8];
  const length = Math.floor((type - 12) / 2);
  if (length < 0 || at + length > bytes.length) throw new RangeError("the value ends on another page");
  return [bytes.toString("utf8", at, at + length), length];
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
