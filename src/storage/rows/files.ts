import { cut, gathered, ownBytes, sha256, streamOf } from "../../domain/bytes.ts";
import type { Statement, Storage } from "../port.ts";

/** Most bytes in one row: D1 accepts no value over 2 MB. */
const PART_BYTES = 1_000_000;

/** A file to keep: its hash, and the statements that write it. */
export interface KeptFile {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
  readonly statements: readonly Statement[];
}

/** Compresses the bytes of a file for storage. The statements do not write a content again that is already stored. */
export async function keepFile(bytes: Uint8Array): Promise<KeptFile> {
  const hash = await sha256(bytes);
  const stream = streamOf(cut(ownBytes(bytes))).pipeThrough(new CompressionStream("gzip"));
  const compressed = await gathered(stream, Math.ceil(bytes.length / 8));
  const statements: Statement[] = [];
  for (let part = 0; part * PART_BYTES < compressed.length; part += 1) {
    statements.push({
      sql: "INSERT INTO file_part (hash, part, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
      params: [hash, part, compressed.slice(part * PART_BYTES, (part + 1) * PART_BYTES)],
    });
  }
  return { hash, statements };
}

/** The uncompressed bytes of a kept file; `undefined` when no file has this hash (SHA-256, hexadecimal). */
export async function readFile(storage: Storage, hash: string): Promise<Uint8Array | undefined> {
  const parts = await storage.all<{ bytes: Uint8Array }>(
    "SELECT bytes FROM file_part WHERE hash = ?1 ORDER BY part",
    hash,
  );
  if (parts.length === 0) return undefined;
  const compressed = new Blob(parts.map(({ bytes }) => ownBytes(bytes)));
  return gathered(compressed.stream().pipeThrough(new DecompressionStream("gzip")), compressed.size * 4);
}
