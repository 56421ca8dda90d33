import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import Database from "better-sqlite3";
import { describePages, type HurtPage } from "./hurt-rows.ts";
import type { Damage } from "../port.ts";
import {
  type PageRecord,
  readRecord,
  scrubDamage,
  recordHurt,
  recordKnown,
  recordStamp,
} from "./page-record.ts";
import { DamagedLog, readLog } from "./write-ahead-log.ts";

/** What a scrub has found. */
export interface Scrub {
  /** Pages of the store's file. */
  readonly pages: number;
  /** Pages of them that were recorded by this scrub, because nothing was known of them. */
  readonly recorded: number;
  /** Whether the record itself could be read; a damaged one says nothing, and is made anew. */
  readonly record: PageRecord["state"];
  /** The damaged pages, and what they hold. */
  readonly hurt: readonly HurtPage[];
  /** Damage of the write-ahead log. */
  readonly log?: string;
}

export interface ScrubOptions {
  /** Called between two slices: waits, so that others get the disk. */
  readonly pause?: () => Promise<void>;
}

/** Pages in one slice. */
const SLICE = 256;
/** Time to wait for the write lock, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Reads a whole store, compares each page with the record of what was written, and records the damage that it finds.
 * Services may read and write the store meanwhile; they wait only while a page is read again that looks damaged.
 *
 * To be run in a process that has the store not open otherwise: when a process closes any file descriptor of a file, it
 * loses the locks that SQLite holds on it (sqlite.org/howtocorrupt.html#posix_close_bug).
 *
 * @throws {Error} when the file cannot be read, or is no store
 */
export async function scrubStore(path: string, { pause }: ScrubOptions = {}): Promise<Scrub> {
  const file = openSync(path, "r");
  const connections = connect(path);
  try {
    return await scrub({ path, file, database: connections?.database, size: pageSize(file) }, pause);
  } finally {
    // In this order: see above.
    connections?.close();
    closeSync(file);
  }
}

/** @returns `undefined` when SQLite cannot read the schema: then no service can have the store open */
function connect(path: string): { readonly database: Database.Database; close(): void } | undefined {
  const database = new Database(path, { fileMustExist: true, timeout: PATIENCE });
  // The last connection that closes moves the log into the store, unless it may only read.
  const last = new Database(path, { fileMustExist: true, readonly: true });
  const close = () => {
    database.close();
    last.close();
  };
  try {
    for (const connection of [last, database]) {
      connection.pragma("trusted_schema = OFF");
      connection.prepare("SELECT count(*) FROM sqlite_schema").get();
    }
    database.pragma("wal_autocheckpoint = 0");
    return { database, close };
  } catch (error) {
    close();
    if (error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|ERROR)/u.test(error.code))
      return undefined;
    throw error;
  }
}

/** The damage for which a service stops writing; `undefined` when nothing is lost. */
export function damageOfScrub({ hurt, log }: Scrub): Damage | undefined {
  const lost = hurt.filter(({ holds }) => holds !== "free").map(({ page }) => page);
  if (lost.length > 0) return scrubDamage(lost);
  return log === undefined ? undefined : { check: "scrub", detail: log };
}

interface Opened {
  readonly path: string;
  readonly file: number;
  readonly database: Database.Database | undefined;
  /** Bytes of a page. */
  readonly size: number;
}

async function scrub(opened: Opened, pause: ScrubOptions["pause"]): Promise<Scrub> {
  const { path, file, database, size } = opened;
  const hurt: number[] = [];
  let recorded = 0;
  let record = readRecord(path);
  const atStart = record.state;
  let stamp = recordStamp(path);
  let first = 1;
  for (; first <= pagesOf(opened); first += SLICE) {
    if (recordStamp(path) !== stamp) {
      stamp = recordStamp(path);
      record = readRecord(path);
    }
    const slice = readPages(file, first, SLICE, size);
    const odd = slice.filter((page) => !isExpected(record, page));
    if (odd.length > 0) {
      const judged = withLock(database, () => judge(opened, odd));
      recorded += judged.recorded;
      hurt.push(...judged.hurt);
    }
    await pause?.();
  }
  const described = describePages(database, hurt, (page) => readPage(file, page, size));
  const log = withLock(database, () => {
    keep(opened, described);
    return damageOfLog(opened);
  });
  return {
    pages: pagesOf(opened),
    recorded,
    record: atStart,
    hurt: described,
    ...(log === undefined ? {} : { log }),
  };
}

/** Records damage, so that the next start knows of it. A damaged free page is as good as another. */
function keep(opened: Opened, hurt: readonly HurtPage[]): void {
  // A page may have been written again meanwhile.
  const still = new Set(judge(opened, hurt).hurt);
  const pages = hurt.filter(({ page }) => still.has(page));
  const lost = pages.filter(({ holds }) => holds !== "free").map(({ page }) => page);
  const free = pages.filter(({ holds }) => holds === "free");
  if (lost.length > 0) recordHurt(opened.path, lost);
  if (free.length > 0)
    recordKnown(
      opened.path,
      free.flatMap(({ page }) => readPages(opened.file, page, 1, opened.size)),
    );
}

/** Reads pages again that are not as expected, while nobody writes. */
function judge(
  { path, file, size }: Opened,
  odd: readonly Pick<Read, "page">[],
): { recorded: number; hurt: number[] } {
  const record = readRecord(path);
  const hurt: number[] = [];
  const unknown: Read[] = [];
  for (const { page } of odd) {
    const [read] = readPages(file, page, 1, size);
    if (read === undefined || isExpected(record, read)) continue;
    if (record.known.has(page) || record.possible.has(page)) hurt.push(page);
    else unknown.push(read);
  }
  if (unknown.length > 0) recordKnown(path, unknown);
  return { recorded: unknown.length, hurt };
}

const isExpected = ({ known, possible }: PageRecord, { page, crc }: Read): boolean =>
  known.get(page) === crc || possible.get(page)?.includes(crc) === true;

interface Read {
  readonly page: number;
  readonly crc: number;
}

function readPages(file: number, first: number, count: number, size: number): Read[] {
  const bytes = Buffer.alloc(count * size);
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, (first - 1) * size + length);
    if (read === 0) break;
    length += read;
  }
  return Array.from({ length: Math.floor(length / size) }, (_, at) => ({
    page: first + at,
    crc: crc32(bytes.subarray(at * size, (at + 1) * size)),
  }));
}

function readPage(file: number, page: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  readSync(file, bytes, 0, size, (page - 1) * size);
  return bytes;
}

/** Bytes of a page, from the header of the file. */
function pageSize(file: number): number {
  const header = Buffer.alloc(100);
  readSync(file, header, 0, 100, 0);
  const told = header.readUInt16BE(16);
  return told === 1 ? 65_536 : told;
}

const pagesOf = ({ file, size }: Opened): number => Math.floor(fstatSync(file).size / size);

function damageOfLog({ path, database }: Opened): string | undefined {
  if (database === undefined) return undefined;
  const other = new Database(database.name, { fileMustExist: true });
  try {
    const [state] = other.pragma("wal_checkpoint(NOOP)") as { log: number; checkpointed: number }[];
    if (state !== undefined) readLog(path, state.checkpointed + 1, state.log);
    return undefined;
  } catch (error) {
    if (error instanceof DamagedLog) return error.message;
    throw error;
  } finally {
    other.close();
  }
}

/** Runs work while no connection writes or makes a checkpoint. On a file system without writing nobody does. */
function withLock<Result>(database: Database.Database | undefined, work: () => Result): Result {
  if (database === undefined) return work();
  try {
    database.exec("BEGIN IMMEDIATE");
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_READONLY")) return work();
    throw error;
  }
  try {
    return work();
  } finally {
    database.exec("ROLLBACK");
  }
}
