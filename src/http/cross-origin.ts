import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpEnvironment } from "./environment.ts";

/** Requests by pages of other websites (CORS). They bring a token or nothing: the session's cookie stays at home. */

/** A preflight is asked again after a day. */
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
const ANSWER_HEADERS = [
  "Content-Disposition",
  "Content-Language",
  "ETag",
  "Idempotency-Replayed",
  "Location",
  "Polynya-Base",
  "Polynya-Warnings",
  "Retry-After",
  "X-Request-Id",
];

/** Published strings are for everybody; missing keys are sent with a token. */
export const forAnyOrigin: MiddlewareHandler<HttpEnvironment> = onlyFromPages(
  cors({
    origin: "*",
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: REQUEST_HEADERS,
    exposeHeaders: ANSWER_HEADERS,
    maxAge: MAX_AGE,
  }),
);

/** The interface is for the websites that an administrator has named (`POLYNYA_ORIGINS`). */
export function forOrigins(origins: readonly string[]): MiddlewareHandler<HttpEnvironment> {
  const allowed = new Set(origins);
  return onlyFromPages(
    cors({
      origin: (origin) => (allowed.has(origin) ? origin : null),
      allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      allowHeaders: REQUEST_HEADERS,
      exposeHeaders: ANSWER_HEADERS,
      maxAge: MAX_AGE,
    }),
  );
}

/** Programs send no `Origin`: for them nothing changes. */
function onlyFromPages(allow: MiddlewareHandler): MiddlewareHandler<HttpEnvironment> {
  return (c, next) => (c.req.header("origin") === undefined ? next() : allow(c, next));
}

/**
 * The origins in a setting, divided by commas or white space.
 *
 * @throws {Error} naming what is no origin, as `https://example.org/path` or `*`
 */
export function parseOrigins(setting: string | undefined): string[] {
  const origins = (setting ?? "").split(/[\s,]+/u).filter((origin) => origin !== "");
  const wrong = origins.find((origin) => URL.parse(origin)?.origin !== origin);
  if (wrong !== undefined)
    throw new Error(`POLYNYA_ORIGINS: “${wrong}” is no origin such as https://example.org`);
  return origins;
}
