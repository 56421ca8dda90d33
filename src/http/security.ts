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

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  // Not `no-referrer`: that would take the Origin from our own forms.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Headers that every answer carries unless its handler has set its own; nothing is cached unless a handler says so. */
export const secureHeaders: MiddlewareHandler<HttpEnvironment> = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  if (isEncrypted(c)) c.res.headers.set("strict-transport-security", "max-age=31536000");
};

/**
 * Whether the client speaks TLS, to us or to a proxy before us. Believing the header is safe: it can
 * only make cookies and answers stricter, and only for the client that sent it.
 */
export const isEncrypted = (c: RequestIn) =>
  c.req.url.startsWith("https:") || c.req.header("x-forwarded-proto") === "https";

/**
 * Refuses a request that a foreign page may have sent with the browser's own credentials. Browsers say
 * where a request comes from (`Sec-Fetch-Site`, `Origin`). A request without these headers does not come from a
 * browser, so it must not bring a cookie.
 *
 * @throws {Problem} `forbidden`
 */
export function refuseForeignOrigin(c: RequestIn): void {
  const site = c.req.header("sec-fetch-site");
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  const own = site === undefined ? hostOf(c.req.header("origin")) === host : site === "same-origin";
  if (!own) throw new Problem("forbidden");
}

/** Whether a browser sent it: no page can leave these headers out. */
export const isFromBrowser = (c: RequestIn) =>
  c.req.header("sec-fetch-site") !== undefined || c.req.header("origin") !== undefined;

/** Content types that a form of a foreign page can send without asking first; multipart is for uploads. */
const SIMPLE_TYPES = /^(?:text\/plain|application\/x-www-form-urlencoded)\b/iu;

/** @throws {Problem} `unsupported-format` */
export function refuseSimpleContent(c: RequestIn): void {
  const type = c.req.header("content-type");
  const length = c.req.header("content-length");
  // On Node even a DELETE without a body has a stream. The headers say whether there is a body.
  const hasBody =
    c.req.raw.body !== null &&
    (length === undefined
      ? type !== undefined || c.req.header("transfer-encoding") !== undefined
      : length !== "0");
  if (hasBody && (type === undefined || SIMPLE_TYPES.test(type))) throw new Problem("unsupported-format");
}

function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;
}
