import type { MiddlewareHandler } from "hono";
import { Problem } from "../domain/problem.ts";
import type { HttpEnvironment, RequestIn } from "./environment.ts";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Security headers of every answer whose handler does not set them. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  // Not `no-referrer`, because our own forms would then be sent without an Origin.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Sets the security headers that the handler has not set. Answers are not cached unless a handler allows it. */
export const secureHeaders: MiddlewareHandler<HttpEnvironment> = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const name in SECURITY_HEADERS)
    if (!headers.has(name)) headers.set(name, SECURITY_HEADERS[name] ?? "");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (isEncrypted(c.req.raw))
    for (const [name, value] of Object.entries(STRICT_TRANSPORT)) headers.set(name, value);
};

/** For answers over TLS. */
export const STRICT_TRANSPORT = { "strict-transport-security": "max-age=31536000" };

/**
 * Whether the client uses TLS, to us or to a proxy in front of us. It is safe to trust the header: it can only make
 * cookies and answers stricter, and only for the client that sent it.
 */
export const isEncrypted = ({ url, headers }: Request): boolean =>
  url.startsWith("https:") || headers.get("x-forwarded-proto") === "https";

/**
 * Refuses a request if a page of another site may have sent it with the browser's stored credentials. Browsers say
 * where a request comes from (`Sec-Fetch-Site`, `Origin`). A request without these headers is not from a browser and
 * may not use a cookie, so it is refused too.
 *
 * @throws {Problem} `forbidden`
 */
export function refuseForeignOrigin(c: RequestIn): void {
  const site = c.req.header("sec-fetch-site");
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  const own = site === undefined ? hostOf(c.req.header("origin")) === host : site === "same-origin";
  if (!own) throw new Problem("forbidden");
}

/** Whether a browser sent the request: a page can't remove these headers. */
export const isFromBrowser = (c: RequestIn) =>
  c.req.header("sec-fetch-site") !== undefined || c.req.header("origin") !== undefined;

/** Content types that a page of another site can send without a preflight. Multipart is allowed, for uploads. */
const SIMPLE_TYPES = /^(?:text\/plain|application\/x-www-form-urlencoded)\b/iu;

/**
 * Refuses a body of a type that a form of another site could send.
 *
 * @throws {Problem} `unsupported-format`
 */
export function refuseSimpleContent(c: RequestIn): void {
  const type = c.req.header("content-type");
  const length = c.req.header("content-length");
  // On Node a request without a body has a stream too, so the headers decide whether there is a body.
  const hasBody =
    length === undefined
      ? (type !== undefined || c.req.header("transfer-encoding") !== undefined) && c.req.raw.body !== null
      : length !== "0";
  if (hasBody && (type === undefined || SIMPLE_TYPES.test(type))) throw new Problem("unsupported-format");
}

function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;
}
