import { Hono } from "hono";
import type { Storage } from "../storage/port.ts";
import { type ServedStrings, servedStrings, type StringsContext } from "../services/strings/serve-strings.ts";
import { respondCached } from "./caching.ts";
import { compressed, type Compressor } from "./compression.ts";
import { forAnyOrigin } from "./cross-origin.ts";
import type { HttpEnvironment, RequestIn } from "./environment.ts";
import type { Metrics } from "./metrics.ts";
import { requestId } from "./request-id.ts";
import { secureHeaders } from "./security.ts";

/** Headers of published strings: any page may read them. Their language depends only on the address. */
export const OPEN = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };

export const namespaceOf = (file: string): string => file.replace(/\.json$/u, "");

/**
 * Answers with published strings; `undefined` where there are none.
 *
 * @param forever whether the address names a version, whose strings never change
 */
export async function respondStrings(
  c: RequestIn,
  found: ServedStrings | undefined,
  forever: boolean,
): Promise<Response | undefined> {
  if (found === undefined) return undefined;
  return respondCached(c, found.body, {
    contentType: "application/json; charset=utf-8",
    cacheControl: forever ? "public, max-age=31536000, immutable" : "no-cache",
    etag: `"${found.version}"`,
    headers: { ...OPEN, "content-language": found.language },
  });
}

interface StringsDependencies {
  readonly storage: Storage;
  readonly compressor: Compressor;
  readonly metrics: Metrics;
}

/** Answers a request for published strings; `undefined` for every other request, and where there are no such strings. */
export type StringsApp = (request: Request) => Promise<Response | undefined>;

/**
 * The part of the interface that websites use on every visit, alone: it answers before the whole interface is loaded,
 * and as the whole interface would.
 */
export function createStringsApp({ storage, compressor, metrics }: StringsDependencies): StringsApp {
  const context: StringsContext = { storage, memory: { publishedBodies: new Map() } };
  const app = new Hono<HttpEnvironment>();
  app.use(async (c, next) => {
    const started = performance.now();
    const request = requestId(c.req.header("x-request-id"));
    await next();
    c.res.headers.set("x-request-id", request);
    if (c.res.status < 400)
      metrics.answered(c.req.method, c.res.status, (performance.now() - started) / 1000);
  });
  app.use(compressed(compressor));
  app.use(secureHeaders);
  app.use(forAnyOrigin);
  app.get("/locales/:version{@[0-9a-f]+}/:language/:file{.+\\.json}", async (c) => {
    const { version, language, file } = c.req.param();
    const found = await servedStrings(context, language, namespaceOf(file), version.slice(1));
    return (await respondStrings(c, found, true)) ?? c.notFound();
  });
  app.get("/locales/:language/:file{.+\\.json}", async (c) => {
    const { language, file } = c.req.param();
    const found = await servedStrings(context, language, namespaceOf(file));
    return (await respondStrings(c, found, false)) ?? c.notFound();
  });
  return async (request) => {
    if (!/^https?:\/\/[^/]*\/locales\//u.test(request.url)) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const response = await app.fetch(request);
    // What went wrong, and every problem, is told by the whole interface.
    return response.status < 400 ? response : undefined;
  };
}
