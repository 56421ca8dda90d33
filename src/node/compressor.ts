import { promisify } from "node:util";
import { Duplex, type Transform } from "node:stream";
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  zstdCompress,
} from "node:zlib";
import type { Coding, Compressor } from "../http/compression.ts";

/** Size of the cache of compressed answers, in bytes. */
const KEPT = 16 * 1024 * 1024;

/** Brotli above level 5 takes much more time and saves little on texts of some kilobytes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const ENCODERS: Readonly<Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes) => promisify(gzip)(bytes),
  zstd: (bytes) => promisify(zstdCompress)(bytes),
};

const STREAMS: Readonly<Record<Coding, () => Transform>> = {
  br: () => createBrotliCompress(BROTLI),
  gzip: () => createGzip(),
  zstd: () => createZstdCompress(),
};

/** ETags that are a hash of the content: the same tag means the same bytes at any address. */
const CONTENT_HASH = /^"[0-9a-f]{32,}"$/u;

/** Compresses with Node's zlib, outside the main thread, and caches answers with a content hash as their ETag. */
export function nodeCompressor(): Compressor {
  // The least recently used entry is first: each use moves an entry to the end.
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let size = 0;
  const keep = (key: string, bytes: Uint8Array<ArrayBuffer>) => {
    if (bytes.byteLength > KEPT / 8 || kept.has(key)) return;
    kept.set(key, bytes);
    size += bytes.byteLength;
    for (const [oldest, { byteLength }] of kept) {
      if (size <= KEPT) break;
      kept.delete(oldest);
      size -= byteLength;
    }
  };
  return {
    codings: ["br", "zstd", "gzip"],
    async encode(coding, bytes, etag) {
      const key = etag !== null && CONTENT_HASH.test(etag) ? `${coding} ${etag}` : undefined;
      const known = key === undefined ? undefined : kept.get(key);
      if (key !== undefined && known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const encoded = new Uint8Array(await ENCODERS[coding](bytes));
      if (key !== undefined) keep(key, encoded);
      return encoded;
    },
    encodeStream(coding, body) {
      const { readable, writable } = Duplex.toWeb(STREAMS[coding]());
      // Node's own types of streams differ from those of the web in details.
      return body.pipeThrough({ readable: readable as ReadableStream<Uint8Array>, writable });
    },
  };
}
