import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./environment.ts";

/** Content codings (RFC 9110 §8.4.1, RFC 8878 for zstd). */
export type Coding = "br" | "gzip" | "zstd";

/** Compresses answers with what the runtime has. */
export interface Compressor {
  /** The best one first. */
  readonly codings: readonly Coding[];
  /**
   * The bytes in a coding; or as they are, where the runtime itself encodes what `Content-Encoding` names.
   *
   * @param etag of the bytes, where they have one: the same tag may stand for the same bytes again
   */
  readonly encode: (
    coding: Coding,
    bytes: Uint8Array<ArrayBuffer>,
    etag: string | null,
  ) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes of text below which compressing costs more than it saves. */
const LEAST = 1024;

/** Text of any kind. Lines that tell of progress are not held back to be compressed. */
const TEXT =
  /^(?:text\/|image\/svg\+xml|application\/(?!x-ndjson)(?:[\w.-]+\+)?(?:json|xml|javascript|x-tbx)\b)/iu;

/** Compresses texts for clients that want it. A strong ETag then names the coding, too: `"5f1c+br"`. */
export function compressed(compressor: Compressor | undefined): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    await next();
    if (compressor === undefined) return;
    if (c.res.status === 304) {
      const held = heldVariant(c.req.header("if-none-match"), c.res.headers.get("etag"));
      if (held !== undefined) c.res.headers.set("etag", held);
      return;
    }
    const { headers } = c.res;
    if (c.res.body === null || headers.has("content-encoding")) return;
    if (!TEXT.test(headers.get("content-type") ?? "")) return;
    if (headers.get("cache-control")?.includes("no-transform")) return;
    headers.append("vary", "Accept-Encoding");
    const coding = chosenCoding(c.req.header("accept-encoding"), compressor.codings);
    if (coding === undefined || Number(headers.get("content-length") ?? LEAST) < LEAST) return;
    const { status } = c.res;
    const bytes = new Uint8Array(await c.res.arrayBuffer());
    const isLarge = bytes.byteLength >= LEAST;
    const etag = headers.get("etag");
    const sent = isLarge ? await compressor.encode(coding, bytes, etag) : bytes;
    const renewed = new Headers(headers);
    renewed.delete("content-length");
    if (isLarge) renewed.set("content-encoding", coding);
    if (isLarge && etag !== null) renewed.set("etag", etag.replace(/"$/u, `+${coding}"`));
    // Hono would put the headers of the answer before over those of the new one.
    c.res = undefined;
    c.res = new Response(sent, { status, headers: renewed });
  };
}

/** An entity tag without the coding that stands at its end. */
export const withoutCoding = (tag: string): string => tag.replace(/\+(?:br|gzip|zstd)"$/u, '"');

/** The tag of those that a client holds which stands for the same content. */
function heldVariant(header: string | undefined, etag: string | null): string | undefined {
  return header
    ?.split(",")
    .map((tag) => tag.trim())
    .find((tag) => withoutCoding(tag) === etag);
}

/** The coding that a client likes best (RFC 9110 §12.5.3); of equals the one that compresses best. */
export function chosenCoding(header: string | undefined, codings: readonly Coding[]): Coding | undefined {
  if (header === undefined) return undefined;
  const weights = new Map(
    header.split(",").map((part) => {
      const [name = "", weight] = part.split(";", 2);
      return [name.trim().toLowerCase(), Number(/^\s*q=([\d.]+)\s*$/iu.exec(weight ?? "q=1")?.[1] ?? 0)];
    }),
  );
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const best = Math.max(...codings.map(weightOf));
  // Whoever prefers the text as it is gets it so.
  if (best <= 0 || best < (weights.get("identity") ?? 0)) return undefined;
  return codings.find((coding) => weightOf(coding) === best);
}
