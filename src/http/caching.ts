import type { TypedResponse } from "hono";
import type { JSONParsed } from "hono/utils/types";
import { cut, sha256, streamOf } from "../domain/bytes.ts";
import { withoutCoding } from "./compression.ts";
import type { RequestIn } from "./environment.ts";

/** A strong ETag (RFC 9110 §8.8.3): two ETags are equal if and only if the bytes are equal. */
export async function strongETag(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return `"${(await sha256(bytes)).slice(0, 32)}"`;
}

/** Whether `If-None-Match` contains the ETag, by the weak comparison of RFC 9110 §13.1.2. */
export function matchesETag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((tag) => {
    const name = tag.trim();
    return name === "*" || withoutCoding(name.replace(/^W\//u, "")) === etag;
  });
}

/** The media type of a file in pieces, with a charset if the file is UTF-8 text. */
export function mediaTypeOf(mediaType: string, pieces: Iterable<Uint8Array>): string {
  if (!mediaType.startsWith("text/")) return mediaType;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const piece of pieces) decoder.decode(piece, { stream: true });
    decoder.decode();
    return `${mediaType}; charset=utf-8`;
  } catch {
    // An exported file keeps the encoding of its import, which is not known here.
    return mediaType;
  }
}

export interface Cached {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** ETag of the bytes, if the caller already knows it. */
  readonly etag?: string;
}

/** Media type of JSON. */
export const JSON_IN_UTF8 = "application/json; charset=utf-8";

/** Size of a large body, in bytes. */
const LARGE = 1024 * 1024;

/** A large body as a stream of pieces: a response in one piece would be copied whole several times on its way. */
const inPieces = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> =>
  bytes.byteLength <= LARGE ? bytes : streamOf(cut(bytes));

/** A file that need not be in memory as a whole. */
interface Pieces extends Iterable<Uint8Array> {
  readonly byteLength: number;
  /** Is called once no piece is needed any more. */
  close(): void;
}

/** Answers with a file in pieces and its ETag, or with 304 if the client already has it. */
export function respondPieces(
  c: RequestIn,
  pieces: Pieces,
  { contentType, cacheControl, headers = {}, etag }: Cached & { readonly etag: string },
): Response {
  const common = { ...headers, etag, "cache-control": cacheControl };
  if (matchesETag(c.req.header("if-none-match"), etag)) {
    pieces.close();
    return c.body(null, 304, common);
  }
  // With the length a client knows a file that broke off from a whole one.
  const length = String(pieces.byteLength);
  const body = streamOf(copies(pieces), () => pieces.close());
  return c.body(body, 200, { ...common, "content-type": contentType, "content-length": length });
}

/** Pieces that may be moved to another thread. */
function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array<ArrayBuffer>> {
  for (const piece of pieces) yield piece.slice();
}

/** Answers with bytes and their ETag, or with 304 if the client already has them. */
export async function respondCached(
  c: RequestIn,
  body: string | Uint8Array<ArrayBuffer>,
  { contentType, cacheControl, headers = {}, etag }: Cached,
): Promise<Response> {
  const bytesOf = () => (typeof body === "string" ? new TextEncoder().encode(body) : body);
  const tag = etag ?? (await strongETag(bytesOf()));
  const common = { ...headers, etag: tag, "cache-control": cacheControl };
  if (matchesETag(c.req.header("if-none-match"), tag)) return c.body(null, 304, common);
  return c.body(inPieces(bytesOf()), 200, { ...common, "content-type": contentType });
}

/** Answers with JSON and its ETag. By default only the client itself may cache the answer, and must revalidate it. */
export async function respondJson<Value>(
  c: RequestIn,
  value: Value,
  options: Partial<Cached> = {},
): Promise<TypedResponse<JSONParsed<Value>, 200, "json">> {
  const response = await respondCached(c, JSON.stringify(value), {
    contentType: JSON_IN_UTF8,
    cacheControl: "private, no-cache",
    ...options,
  });
  // A 304 has no body: the client uses its cached answer, so the type stays the same.
  return response as Response & TypedResponse<JSONParsed<Value>, 200, "json">;
}
