import { chosenCoding, type Compressor, heldVariant, isText, LEAST, withCoding } from "./compression.ts";
import { requestId } from "./request-id.ts";
import { isEncrypted, SECURITY_HEADERS, STRICT_TRANSPORT } from "./security.ts";

/** An answer before the headers that every answer has. */
export interface PlainAnswer {
  readonly status: 200 | 301 | 304 | 404 | 410;
  readonly headers: Readonly<Record<string, string>>;
  /** Text; `null` for an answer without a body. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** ETag of the body before it is compressed. */
  readonly etag?: string;
}

/** The answer with all that the whole interface adds to it: security headers, compression and the request's id. */
export async function earlyAnswer(
  request: Request,
  { status, headers: own, body, etag }: PlainAnswer,
  compressor: Compressor,
): Promise<Response> {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    ...(isEncrypted(request) ? STRICT_TRANSPORT : {}),
    ...own,
    "x-request-id": requestId(header("x-request-id")),
    ...(etag === undefined ? {} : { etag }),
  };
  const compressible = body !== null && isText(own["content-type"] ?? "");
  if (compressible || status === 304)
    headers["vary"] = [own["vary"], "Accept-Encoding"].filter(Boolean).join(", ");
  if (status === 304 && etag !== undefined)
    headers["etag"] = heldVariant(header("if-none-match"), etag) ?? etag;
  if (body === null) return new Response(null, { status, headers });
  const coding =
    !compressible || body.byteLength < LEAST
      ? undefined
      : chosenCoding(header("accept-encoding"), compressor.codings);
  let sent = body;
  if (coding !== undefined) {
    headers["content-encoding"] = coding;
    if (etag !== undefined) headers["etag"] = withCoding(etag, coding);
    sent = await compressor.encode(coding, body, etag ?? null);
  }
  if (request.method !== "HEAD") return new Response(sent, { status, headers });
  if (coding === undefined || !compressor.byRuntime) headers["content-length"] = String(sent.byteLength);
  return new Response(null, { status, headers });
}
