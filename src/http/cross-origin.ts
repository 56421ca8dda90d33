import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpEnvironment } from "./environment.ts";
import { EXPOSED_HEADERS } from "./exposed-headers.ts";

/** Requests from pages of other websites (CORS). They may send a token, but never the session's cookie. */

/** Seconds for which a browser caches a preflight: one day. */
const MAX_AGE = 86_400;

const REQUEST_HEADERS = [
  "Accept-Language",
  "Authorization",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "X-Request-Id",
];

/** Lets pages of any website read published strings and, with a token, report missing keys. */
export const forAnyOrigin: MiddlewareHandler<HttpEnvironment> = onlyFromPages(
  cors({
    origin: "*",
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: REQUEST_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: MAX_AGE,
  }),
);

/** Lets pages of the given websites (`POLYNYA_ORIGINS`) use the interface. */
export function forOrigins(origins: readonly string[]): MiddlewareHandler<HttpEnvironment> {
  const allowed = new Set(origins);
  return onlyFromPages(
    cors({
      origin: (origin) => (allowed.has(origin) ? origin : null),
      allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      allowHeaders: REQUEST_HEADERS,
      exposeHeaders: EXPOSED_HEADERS,
      maxAge: MAX_AGE,
    }),
  );
}

/** Applies CORS only to requests with `Origin`: programs other than browsers do not send it. */
function onlyFromPages(allow: MiddlewareHandler): MiddlewareHandler<HttpEnvironment> {
  return (c, next) => (c.req.header("origin") === undefined ? next() : allow(c, next));
}

/**
 * Parses a list of origins, separated by commas or white space.
 *
 * @throws {Error} for an item that is not an origin, such as `https://example.org/path` or `*`
 */
export function parseOrigins(setting: string | undefined): string[] {
  const origins = (setting ?? "").split(/[\s,]+/u).filter((origin) => origin !== "");
  const wrong = origins.find((origin) => URL.parse(origin)?.origin !== origin);
  if (wrong !== undefined)
    throw new Error(`POLYNYA_ORIGINS: “${wrong}” is no origin such as https://example.org`);
  return origins;
}
