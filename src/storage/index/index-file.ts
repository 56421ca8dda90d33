import { randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { crc32 } from "node:zlib";
import type { OpenSnapshot, Snapshots } from "./match-index-resident.ts";

/** Path of the index file of a store, from the path of the store's database file. */
export const indexPath = (database: string): string => `${database}.index`;

const MAGIC = Buffer.from("polynya index 1\n", "latin1");
/** Bytes of the tail: length and checksum of the description before it, and the magic. */
const TAIL = 8 + MAGIC.length;
/** Bytes that one call reads or writes. */
const PIECE = 1 << 24;

interface Description {
  readonly node: string;
  readonly state: unknown;
  readonly parts: readonly { readonly length: number; readonly crc: number }[];
}

/** A copy depends on Node's Unicode tables, which fold the texts, and on the machine's byte order. */
const MACHINE = `${process.version} ${process.arch}`;

/**
 * The copy of a store's index in the file `STORE.index`: parts of bytes, then their description with checksums. Users
 * may delete the file at any time. A copy is ignored when it is incomplete or damaged, or when another program wrote it.
 *
 * @param database path of the store's database file
 */
export function indexFile(database: string): Snapshots {
  const path = indexPath(database);
  return {
    open: () => openIndex(path),
    write(state, parts) {
      const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
      try {
        // The copy contains texts, so it gets the same file permissions as the store.
        const file = openSync(temporary, "wx", statSync(database).mode & 0o777);
        try {
          writeIndex(file, state, parts);
        } finally {
          closeSync(file);
        }
        renameSync(temporary, path);
        return true;
      } catch {
        // The disk is full, or this process may not write there. Then the next start reads the rows.
        rmSync(temporary, { force: true });
        return false;
      }
    },
  };
}

function writeIndex(file: number, state: unknown, parts: readonly Uint8Array[]): void {
  const sums = parts.map((part) => {
    let crc = 0;
    for (let at = 0; at < part.length; at += PIECE) {
      const piece = part.subarray(at, at + PIECE);
      crc = crc32(piece, crc);
      writeAll(file, piece);
    }
    return { length: part.length, crc };
  });
  const description: Description = { node: MACHINE, state, parts: sums };
  const json = Buffer.from(JSON.stringify(description), "utf8");
  const tail = Buffer.alloc(TAIL);
  tail.writeUInt32LE(json.length, 0);
  tail.writeUInt32LE(crc32(json), 4);
  MAGIC.copy(tail, 8);
  writeAll(file, json);
  writeAll(file, tail);
  fsyncSync(file);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function openIndex(path: string): OpenSnapshot | undefined {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return undefined;
  }
  const close = () => closeSync(file);
  try {
    const description = describe(file);
    if (description === undefined) {
      close();
      return undefined;
    }
    let next = 0;
    let place = 0;
    return {
      state: description.state,
      close,
      fill(part) {
        const expected = description.parts[next];
        next += 1;
        if (expected?.length !== part.length) throw new Error("the index has another part here");
        let crc = 0;
        for (let at = 0; at < part.length; at += PIECE) {
          const piece = part.subarray(at, at + PIECE);
          readAll(file, piece, place + at);
          crc = crc32(piece, crc);
        }
        place += part.length;
        if (crc !== expected.crc) throw new Error("the index is damaged");
      },
    };
  } catch {
    close();
    return undefined;
  }
}

/** @throws when the file cannot be read to its end */
function describe(file: number): Description | undefined {
  const { size } = fstatSync(file);
  if (size < TAIL) return undefined;
  const tail = Buffer.alloc(TAIL);
  readAll(file, tail, size - TAIL);
  const length = tail.readUInt32LE(0);
  if (!tail.subarray(8).equals(MAGIC) || length > size - TAIL) return undefined;
  const json = Buffer.alloc(length);
  readAll(file, json, size - TAIL - length);
  if (crc32(json) !== tail.readUInt32LE(4)) return undefined;
  // The checksum is right, so `writeIndex` wrote this JSON. Anybody else who could write it could change the store too.
  const description = JSON.parse(json.toString("utf8")) as Description;
  const whole = description.parts.reduce((sum, part) => sum + part.length, length + TAIL);
  return description.node === MACHINE && whole === size ? description : undefined;
}

function readAll(file: number, into: Uint8Array, position: number): void {
  for (let at = 0; at < into.length;) {
    const read = readSync(file, into, at, into.length - at, position + at);
    if (read === 0) throw new Error("the index is cut short");
    at += read;
  }
}
