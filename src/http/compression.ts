import type { MiddlewareHandler } from "hono";
import { weightedItems } from "../messages/weighted-items.ts";
import type { HttpEnvironment } from "./environment.ts";

/** Content codings (RFC 9110 §8.4.1, RFC 8878 for zstd). */
export type Coding = "br" | "gzip" | "zstd";

/** Compresses answers with what the runtime has. */
export interface Compressor {
  /** Supported codings, the best first. */
  readonly codings: readonly Coding[];
  /** The runtime itself compresses what `encode` leaves, so nobody here knows its length. */
  readonly byRuntime?: boolean;
  /**
   * Compresses the bytes; returns them unchanged if the runtime itself compresses according to `Content-Encoding`.
   *
   * @param etag ETag of the bytes, if they have one: it serves as a cache key
   */
  readonly encode: (
    coding: Coding,
    bytes: Uint8Array<ArrayBuffer>,
    etag: string | null,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** The same for a body that is too large to be held. */
  readonly encodeStream?: (coding: Coding, body: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>;
}

/** A body of at least this declared size, in bytes, is compressed while it is sent. */
const LARGE = 1024 * 1024;

/** Smallest text that is compressed, in bytes: for a smaller one compression costs more than it saves. */
export const LEAST = 1024;

/** Media types of text. NDJSON is left out: lines of progress must not wait for the compressor. */
const TEXT =
  /^(?:text\/|image\/svg\+xml|application\/(?!x-ndjson)(?:[\w.-]+\+)?(?:json|xml|javascript|x-tbx)\b)/iu;

/** Whether answers of a media type are compressed. */
export const isText = (contentType: string): boolean => TEXT.test(contentType);

/** Compresses text for clients that accept a coding. The coding is added to a strong ETag: `"5f1c+br"`. */
export function compressed(compressor: Compressor | undefined): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    await next();
    if (compressor === undefined) return;
    const { headers } = c.res;
    if (c.res.status === 304) {
      const etag = headers.get("etag");
      const held = heldVariant(c.req.header("if-none-match"), etag);
      if (held !== undefined) headers.set("etag", held);
      // RFC 9110 §15.4.5: a 304 varies like the 200 that it stands for.
      headers.append("vary", "Accept-Encoding");
      return;
    }
    if (headers.has("content-encoding")) return;
    if (!isText(headers.get("content-type") ?? "")) return;
    if (headers.get("cache-control")?.includes("no-transform")) return;
    headers.append("vary", "Accept-Encoding");
    const coding = chosenCoding(c.req.header("accept-encoding"), compressor.codings);
    const length = Number(headers.get("content-length") ?? LEAST);
    if (coding === undefined || length < LEAST) return;
    // The body is touched last, because Node's server sends an untouched one without a stream.
    if (c.res.body === null) return;
    const { status } = c.res;
    const etag = headers.get("etag");
    let isCompressed = true;
    let sent: BodyInit;
    if (length >= LARGE && compressor.encodeStream !== undefined)
      sent = compressor.encodeStream(coding, c.res.body);
    else {
      const bytes = new Uint8Array(await c.res.arrayBuffer());
      isCompressed = bytes.byteLength >= LEAST;
      sent = isCompressed ? await compressor.encode(coding, bytes, etag) : bytes;
    }
    const renewed = new Headers(headers);
    renewed.delete("content-length");
    if (isCompressed) renewed.set("content-encoding", coding);
    if (isCompressed && etag !== null) renewed.set("etag", withCoding(etag, coding));
    // Otherwise Hono would overwrite the new headers with those of the previous answer.
    c.res = undefined;
    c.res = new Response(sent, { status, headers: renewed });
  };
}

/** Adds the coding to the end of an ETag. */
export const withCoding = (tag: string, coding: Coding): string => tag.replace(/"$/u, `+${coding}"`);

/** Removes the coding from the end of an ETag. */
export const withoutCoding = (tag: string): string => tag.replace(/\+(?:br|gzip|zstd)"$/u, '"');

/** The tag in `If-None-Match` that names the same content in any coding. */
export function heldVariant(header: string | undefined, etag: string | null): string | undefined {
  return header
    ?.split(",")
    .map((tag) => tag.trim())
    .find((tag) => withoutCoding(tag) === etag);
}

/** The coding that a client prefers (RFC 9110 §12.5.3). If it has no preference, the one that compresses best. */
export function chosenCoding(header: string | undefined, codings: readonly Coding[]): Coding | undefined {
  if (header === undefined) return undefined;
  const weights = new Map(weightedItems(header));
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const best = Math.max(...codings.map(weightOf));
  // Some clients prefer uncompressed text.
  if (best <= 0 || best < (weights.get("identity") ?? 0)) return undefined;
  return codings.find((coding) => weightOf(coding) === best);
}
