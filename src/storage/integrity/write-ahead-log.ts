import { closeSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { crc32 } from "node:zlib";

/** Path of SQLite's write-ahead log. Unlike the store itself, it may be opened beside SQLite: it carries no locks. */
const logPath = (database: string): string => `${database}-wal`;

/** One page that the log holds. */
export interface LoggedPage {
  /** Number of the page, from 1. */
  readonly page: number;
  /** CRC-32 of its bytes. */
  readonly crc: number;
}

/** A frame of the log is not as SQLite wrote it. */
export class DamagedLog extends Error {}

const HEADER = 32;
const FRAME_HEADER = 24;
/** First four bytes of a log whose checksums are over little-endian words; one more: big-endian words. */
const LITTLE_ENDIAN = 0x377f0682;
/** Frames that one call reads. */
const PIECE = 256;

/**
 * Reads frames of the write-ahead log of a store (sqlite.org/fileformat2.html#walformat) and compares their checksums.
 * SQLite itself compares them only when it recovers the log.
 *
 * @param from number of the first frame, from 1
 * @param to number of the last frame
 * @returns the pages in the order of the frames; a page may come several times
 * @throws {DamagedLog} when a frame is damaged
 */
export function readLog(database: string, from: number, to: number): LoggedPage[] {
  if (to < from) return [];
  const file = openSync(logPath(database), "r");
  try {
    return readFrames(file, from, to);
  } finally {
    closeSync(file);
  }
}

function readFrames(file: number, from: number, to: number): LoggedPage[] {
  const header = readAt(file, 0, HEADER);
  const magic = header.readUInt32BE(0);
  const isLittle = magic === LITTLE_ENDIAN;
  if (!isLittle && magic !== LITTLE_ENDIAN + 1) throw new DamagedLog("the header of the log is damaged");
  const salts = header.subarray(16, 24);
  const length = FRAME_HEADER + header.readUInt32BE(8);
  // The checksum goes on from frame to frame.
  const before = from === 1 ? header.subarray(24) : readAt(file, HEADER + (from - 2) * length + 16, 8);
  const sum: Checksum = [before.readUInt32BE(0) | 0, before.readUInt32BE(4) | 0];
  const pages: LoggedPage[] = [];
  for (let first = from; first <= to; first += PIECE) {
    const count = Math.min(PIECE, to - first + 1);
    const piece = readAt(file, HEADER + (first - 1) * length, count * length);
    const words = wordsOf(piece, isLittle);
    for (let at = 0; at < piece.length; at += length) {
      addTo(sum, words, at / 4, at / 4 + 2);
      addTo(sum, words, (at + FRAME_HEADER) / 4, (at + length) / 4);
      const isSound =
        piece.readInt32BE(at + 16) === sum[0] &&
        piece.readInt32BE(at + 20) === sum[1] &&
        piece.compare(salts, 0, 8, at + 8, at + 16) === 0;
      const page = piece.readUInt32BE(at);
      if (!isSound) throw new DamagedLog(`frame ${first + at / length} of the log (page ${page}) is damaged`);
      pages.push({ page, crc: crc32(piece.subarray(at + FRAME_HEADER, at + length)) });
    }
  }
  return pages;
}

type Checksum = [number, number];

/** Adds words to the checksum of SQLite's log: two sums of 32 bits over pairs of words. */
function addTo(sum: Checksum, words: Int32Array, from: number, to: number): void {
  let [a, b] = sum;
  for (let at = from; at < to; at += 2) {
    a = (a + (words[at] ?? 0) + b) | 0;
    b = (b + (words[at + 1] ?? 0) + a) | 0;
  }
  sum[0] = a;
  sum[1] = b;
}

/** The words of a piece of the log, in the order that its header names. */
function wordsOf(bytes: Buffer, isLittle: boolean): Int32Array {
  const isOwnOrder = isLittle === (endianness() === "LE");
  const ordered = isOwnOrder ? bytes : Buffer.from(bytes).swap32();
  return new Int32Array(ordered.buffer, ordered.byteOffset, ordered.length / 4);
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length;) {
    const read = readSync(file, bytes, at, length - at, position + at);
    if (read === 0) throw new DamagedLog("the log is cut short");
    at += read;
  }
  return bytes;
}
