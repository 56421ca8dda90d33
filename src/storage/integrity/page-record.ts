import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { crc32 } from "node:zlib";
import type { Damage } from "../port.ts";
import type { LoggedPage } from "./write-ahead-log.ts";

/**
 * The record of a store's pages: the file `STORE.pages` says with which bytes each page of the store was written. It is
 * a list of entries, each with its own checksum, to which is only added; from time to time it is written anew. Whoever
 * adds to it holds SQLite's write lock.
 */
export const recordPath = (database: string): string => `${database}.pages`;

const MAGIC = Buffer.from("polynya pages 1\n", "latin1");
/** Bytes before an entry: kind, number of pages, checksum of the pages, checksum of these three. */
const ENTRY_HEADER = 16;
/** Bytes of a page in an entry: its number and its CRC-32. */
const ITEM = 8;
/** Pages in one entry of a record that is written anew. */
const PAGES_OF_ENTRY = 4096;
/** A record may be this many bytes longer than twice its shortest form. */
const SLACK = 1 << 16;

/** Kinds of entries. */
const KIND = {
  /** The pages have these bytes. */
  known: 1,
  /** A checkpoint will write these pages, in this order. */
  intended: 2,
  /** The checkpoint has written as many of the intended pages as the number of its one item says. */
  done: 3,
  /** A scrub has found that these pages are damaged. */
  hurt: 4,
} as const;
type Kind = (typeof KIND)[keyof typeof KIND];

/** What a record says. */
export interface PageRecord {
  /** CRC-32 of a page; `undefined` for a page that was never recorded. */
  readonly known: ReadonlyMap<number, number>;
  /** Further bytes that a page may have, because it is unknown how far a checkpoint has come. */
  readonly possible: ReadonlyMap<number, readonly number[]>;
  /** Pages that a scrub found damaged. */
  readonly hurt: readonly number[];
  /** `damaged`: the record itself is damaged, so that it says nothing about the store. */
  readonly state: "sound" | "absent" | "damaged";
}

const EMPTY = { known: new Map<number, number>(), possible: new Map<number, number[]>(), hurt: [] };

/** Reads the record of a store. */
export function readRecord(database: string): PageRecord {
  const path = recordPath(database);
  if (!existsSync(path)) return { ...EMPTY, state: "absent" };
  const parsed = parse(readFileSync(path));
  return parsed === undefined
    ? { ...EMPTY, state: "damaged" }
    : { ...replay(parsed.entries), state: "sound" };
}

/** Changes with every entry that is added. */
export const recordStamp = (database: string): string => {
  const found = statSync(recordPath(database), { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.size}`;
};

/** Pages that a scrub found damaged, of a record that may be absent. */
export const hurtPages = (database: string): readonly number[] => readRecord(database).hurt;

/** The damage that a scrub has found. */
export const scrubDamage = (pages: readonly number[]): Damage => ({
  check: "scrub",
  detail: `pages ${pages.slice(0, 20).join(", ")}${pages.length > 20 ? ", …" : ""} are not as they were written`,
});

/** Forgets all pages. The next scrub records them as they are then. */
export const removeRecord = (database: string): void => rmSync(recordPath(database), { force: true });

export const recordKnown = (database: string, pages: readonly LoggedPage[]): void =>
  append(database, KIND.known, pages);

export const recordHurt = (database: string, pages: readonly number[]): void =>
  append(
    database,
    KIND.hurt,
    pages.map((page) => ({ page, crc: 0 })),
  );

/**
 * Records which pages a checkpoint will write, and brings that to the disk.
 *
 * @returns a function to call after the checkpoint with the number of pages that it wrote, counted from the first
 */
export function recordIntended(database: string, pages: readonly LoggedPage[]): (written: number) => void {
  append(database, KIND.intended, pages);
  return (written) => append(database, KIND.done, [{ page: written, crc: 0 }], false);
}

interface Entry {
  readonly kind: number;
  readonly pages: readonly LoggedPage[];
}

/** @returns the entries and where the last whole one ends; `undefined` when an entry before the last is damaged */
function parse(bytes: Buffer): { entries: Entry[]; end: number } | undefined {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC.subarray(0, bytes.length))) return undefined;
  if (bytes.length < MAGIC.length) return { entries: [], end: 0 };
  const entries: Entry[] = [];
  let at = MAGIC.length;
  while (at < bytes.length) {
    const entry = parseEntry(bytes, at);
    if (entry === undefined) {
      // A process that was killed leaves a part of its entry. Nothing can stand behind that.
      const isTorn = bytes.length - at < ENTRY_HEADER || reachesEnd(bytes, at) || isZero(bytes.subarray(at));
      return isTorn ? { entries, end: at } : undefined;
    }
    entries.push(entry);
    at += ENTRY_HEADER + entry.pages.length * ITEM;
  }
  return { entries, end: at };
}

function parseEntry(bytes: Buffer, at: number): Entry | undefined {
  if (!hasSoundHeader(bytes, at)) return undefined;
  const kind = bytes.readUInt32LE(at);
  const count = bytes.readUInt32LE(at + 4);
  const body = bytes.subarray(at + ENTRY_HEADER, at + ENTRY_HEADER + count * ITEM);
  if (body.length < count * ITEM || crc32(body) !== bytes.readUInt32LE(at + 8)) return undefined;
  const pages = Array.from({ length: count }, (_, item) => ({
    page: body.readUInt32LE(item * ITEM),
    crc: body.readUInt32LE(item * ITEM + 4),
  }));
  return { kind, pages };
}

const hasSoundHeader = (bytes: Buffer, at: number): boolean =>
  bytes.length - at >= ENTRY_HEADER && crc32(bytes.subarray(at, at + 12)) === bytes.readUInt32LE(at + 12);

const reachesEnd = (bytes: Buffer, at: number): boolean =>
  hasSoundHeader(bytes, at) && at + ENTRY_HEADER + bytes.readUInt32LE(at + 4) * ITEM >= bytes.length;

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

function replay(entries: readonly Entry[]): Omit<PageRecord, "state"> {
  const known = new Map<number, number>();
  const possible = new Map<number, number[]>();
  const hurt = new Set<number>();
  let intended: readonly LoggedPage[] = [];
  const write = ({ page, crc }: LoggedPage): void => {
    known.set(page, crc);
    possible.delete(page);
    hurt.delete(page);
  };
  const settle = (): void => {
    // The process was killed: each of the intended pages may be written or not.
    for (const { page, crc } of intended) possible.set(page, [...(possible.get(page) ?? []), crc]);
    intended = [];
  };
  for (const { kind, pages } of entries) {
    if (kind === KIND.done) {
      for (const page of intended.slice(0, pages[0]?.page ?? 0)) write(page);
      intended = [];
      continue;
    }
    settle();
    if (kind === KIND.known) for (const page of pages) write(page);
    else if (kind === KIND.intended) intended = pages;
    else for (const { page } of pages) hurt.add(page);
  }
  settle();
  return { known, possible, hurt: [...hurt] };
}

/** Where the last whole entry of a record ends, as far as this process knows. */
const ends = new Map<string, { readonly inode: number; readonly end: number }>();

function append(database: string, kind: Kind, pages: readonly LoggedPage[], isDurable = true): void {
  const path = recordPath(database);
  const found = statSync(path, { throwIfNoEntry: false });
  const last = ends.get(path);
  let end = 0;
  if (found !== undefined) {
    const isKnown = last?.inode === found.ino && last.end === found.size;
    end = isKnown ? found.size : endOf(path, database);
  }
  const mode = statSync(database, { throwIfNoEntry: false })?.mode ?? 0o600;
  const file = openSync(path, existsSync(path) ? "r+" : "w", mode & 0o666);
  try {
    if (found !== undefined && found.size > end) ftruncateSync(file, end);
    const bytes = entryBytes(kind, pages);
    const all = end === 0 ? Buffer.concat([MAGIC, bytes]) : bytes;
    writeAll(file, all, end);
    if (isDurable) fsyncSync(file);
    end += all.length;
  } finally {
    closeSync(file);
  }
  ends.set(path, { inode: statSync(path).ino, end });
  if (kind === KIND.done && end > SLACK) shorten(database, end);
}

/** Finds the end of a record that another process has written to. A damaged record starts anew. */
function endOf(path: string, database: string): number {
  const parsed = parse(readFileSync(path));
  if (parsed !== undefined) return parsed.end;
  removeRecord(database);
  return 0;
}

/** Writes a record anew that is much longer than needed. */
function shorten(database: string, length: number): void {
  const path = recordPath(database);
  const { known, possible, hurt, state } = readRecord(database);
  if (state !== "sound" || possible.size > 0) return;
  if (length < 2 * known.size * ITEM + SLACK) return;
  const pages = [...known].map(([page, crc]) => ({ page, crc }));
  const parts: Buffer[] = [MAGIC];
  for (let at = 0; at < pages.length; at += PAGES_OF_ENTRY)
    parts.push(entryBytes(KIND.known, pages.slice(at, at + PAGES_OF_ENTRY)));
  if (hurt.length > 0)
    parts.push(
      entryBytes(
        KIND.hurt,
        hurt.map((page) => ({ page, crc: 0 })),
      ),
    );
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = openSync(temporary, "wx", statSync(path).mode & 0o777);
    try {
      writeAll(file, Buffer.concat(parts), 0);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch {
    // The longer record is as good.
    rmSync(temporary, { force: true });
  }
}

function entryBytes(kind: Kind, pages: readonly LoggedPage[]): Buffer {
  const bytes = Buffer.alloc(ENTRY_HEADER + pages.length * ITEM);
  for (const [at, { page, crc }] of pages.entries()) {
    bytes.writeUInt32LE(page, ENTRY_HEADER + at * ITEM);
    bytes.writeUInt32LE(crc, ENTRY_HEADER + at * ITEM + 4);
  }
  bytes.writeUInt32LE(kind, 0);
  bytes.writeUInt32LE(pages.length, 4);
  bytes.writeUInt32LE(crc32(bytes.subarray(ENTRY_HEADER)), 8);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 12)), 12);
  return bytes;
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at);
}
