import { deflateSync, inflateSync } from "fflate";
import { Problem } from "../../domain/problem.ts";
import { crc32 } from "./crc32.ts";

/** Most entries of one archive. */
const MOST_ENTRIES = 5000;
/** Deflate makes at most 1,032 bytes of one. */
const LARGEST_RATIO = 1032;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;

/** One file of an archive, as its central directory states it (APPNOTE 6.3.10, §4.3.12). */
interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  /** Offset of the local header. */
  readonly offset: number;
  /** Place of the record in the central directory. */
  readonly record: { readonly start: number; readonly end: number };
}

/** A ZIP file, open for reading. */
export interface Archive {
  /** Names of the files, in the order of the archive. */
  readonly names: readonly string[];
  /**
   * Bytes of one file; `undefined` if there is none of this name.
   *
   * @throws {Problem} the problem for a damaged archive; `archive-too-large`; `document-encrypted`
   */
  read(name: string): Uint8Array | undefined;
  /**
   * The archive with other bytes in some files. All else is copied: order, names, dates, and the compressed bytes of
   * the other files. Without replacements it is the very same array.
   */
  replace(replacements: ReadonlyMap<string, Uint8Array>): Uint8Array;
}

/**
 * Opens a ZIP file by its central directory.
 *
 * @param limit largest size of all files that are read, in unpacked bytes
 * @param damaged makes the problem for a file that is no sound archive
 * @throws {Problem} of `damaged`; `archive-too-large` for too many files
 */
export function openArchive(bytes: Uint8Array, limit: number, damaged: () => Problem): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === undefined) throw damaged();
  const entries = directory(bytes, view, end, limit, damaged);
  let produced = 0;
  const counted = new Set<string>();
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      if ((entry.flags & ENCRYPTED) !== 0) throw new Problem("document-encrypted");
      // A part may be read again to be changed; that holds no more in memory.
      if (!counted.has(name)) produced += entry.size;
      counted.add(name);
      if (produced > limit) throw tooMuch(limit);
      return unpacked(entry, packed(bytes, view, entry, damaged), damaged);
    },
    replace: (replacements) => rewrite(bytes, view, [...entries.values()], end, replacements),
  };
}

const tooMuch = (limit: number): Problem =>
  new Problem("archive-too-large", { megabytes: Math.max(1, Math.floor(limit / 1024 ** 2)) });

/** Offset of the end record: the last one whose comment ends with the file. */
function endRecord(view: DataView): number | undefined {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at -= 1) {
    if (view.getUint32(at, true) === END && at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength)
      return at;
  }
  return undefined;
}

function directory(
  bytes: Uint8Array,
  view: DataView,
  end: number,
  limit: number,
  damaged: () => Problem,
): Map<string, Entry> {
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw tooMuch(limit);
  const decoder = new TextDecoder();
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (at + CENTRAL_SIZE > end || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const nameEnd = at + CENTRAL_SIZE + (nameSize ?? 0);
    const entry: Entry = {
      name: decoder.decode(bytes.subarray(at + CENTRAL_SIZE, nameEnd)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      record: { start: at, end: nameEnd + (extraSize ?? 0) + (commentSize ?? 0) },
    };
    // With two files of the same name, two programs could show different texts for one document.
    if (entry.record.end > end || entries.has(entry.name)) throw damaged();
    entries.set(entry.name, entry);
    at = entry.record.end;
  }
  return entries;
}

/** The compressed bytes of an entry. Its local header has to name the same file. */
function packed(bytes: Uint8Array, view: DataView, entry: Entry, damaged: () => Problem): Uint8Array {
  const { offset, compressed, record } = entry;
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged();
  const nameSize = view.getUint16(offset + 26, true);
  const start = offset + LOCAL_SIZE + nameSize + view.getUint16(offset + 28, true);
  const named = bytes.subarray(offset + LOCAL_SIZE, offset + LOCAL_SIZE + nameSize);
  const listed = bytes.subarray(record.start + CENTRAL_SIZE, record.start + CENTRAL_SIZE + nameSize);
  if (nameSize !== view.getUint16(record.start + 28, true) || named.some((byte, at) => byte !== listed[at]))
    throw damaged();
  if (start + compressed > bytes.length) throw damaged();
  return bytes.subarray(start, start + compressed);
}

/** Unpacks an entry. The size is bounded by what the archive states, and has to be the stated one. */
function unpacked(entry: Entry, data: Uint8Array, damaged: () => Problem): Uint8Array {
  const { method, size, crc } = entry;
  let whole = data;
  if (method === DEFLATED) {
    if (size > data.length * LARGEST_RATIO + LARGEST_RATIO) throw damaged();
    try {
      whole = inflateSync(data, { out: new Uint8Array(size) });
    } catch {
      throw damaged();
    }
  } else if (method !== STORED) throw damaged();
  if (whole.length !== size || crc32(whole) !== crc) throw damaged();
  return whole;
}

function rewrite(
  bytes: Uint8Array,
  view: DataView,
  entries: readonly Entry[],
  end: number,
  replacements: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  if (entries.every(({ name }) => !replacements.has(name))) return bytes;
  const directoryStart = view.getUint32(end + 16, true);
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  const moved = new Map<Entry, { readonly offset: number; readonly record: Uint8Array }>();
  const pieces: Uint8Array[] = [];
  let length = 0;
  const add = (piece: Uint8Array) => {
    pieces.push(piece);
    length += piece.length;
  };
  add(bytes.subarray(0, inOrder[0]?.offset ?? directoryStart));
  for (const [at, entry] of inOrder.entries()) {
    const replacement = replacements.get(entry.name);
    const record = bytes.slice(entry.record.start, entry.record.end);
    const offset = length;
    if (replacement === undefined)
      add(bytes.subarray(entry.offset, inOrder[at + 1]?.offset ?? directoryStart));
    else {
      const data = entry.method === STORED ? replacement : deflateSync(replacement, { level: 6 });
      const sizes = { crc: crc32(replacement), compressed: data.length, size: replacement.length };
      add(localHeader(bytes, view, entry, sizes));
      add(data);
      stateSizes(new DataView(record.buffer), 8, sizes, entry.flags);
    }
    new DataView(record.buffer).setUint32(42, offset, true);
    moved.set(entry, { offset, record });
  }
  const start = length;
  for (const entry of entries) add(moved.get(entry)?.record ?? new Uint8Array());
  const size = length - start;
  // What stands between the directory and the end record, and the comment after it, stays.
  const lastRecord = Math.max(...entries.map(({ record }) => record.end));
  add(bytes.subarray(lastRecord, end));
  const tail = bytes.slice(end);
  new DataView(tail.buffer).setUint32(12, size, true);
  new DataView(tail.buffer).setUint32(16, start, true);
  add(tail);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

interface Sizes {
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
}

/** The local header of an entry with other sizes. They stand in the header now, so none follow the data. */
function localHeader(bytes: Uint8Array, view: DataView, entry: Entry, sizes: Sizes): Uint8Array {
  const { offset } = entry;
  const extra = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const header = bytes.slice(offset, extra);
  stateSizes(new DataView(header.buffer), 6, sizes, entry.flags);
  return header;
}

/** Writes flags, checksum and sizes; they stand 2 bytes later in the directory than in a local header. */
function stateSizes(view: DataView, flagsAt: number, { crc, compressed, size }: Sizes, flags: number): void {
  view.setUint16(flagsAt, flags & ~SIZES_FOLLOW, true);
  view.setUint32(flagsAt + 8, crc, true);
  view.setUint32(flagsAt + 12, compressed, true);
  view.setUint32(flagsAt + 16, size, true);
}
