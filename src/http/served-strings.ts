import { type ServedStrings, servedStrings, type StringsContext } from "../services/strings/serve-strings.ts";
import { JSON_IN_UTF8, matchesETag, respondCached } from "./caching.ts";
import type { Compressor } from "./compression.ts";
import { earlyAnswer, type PlainAnswer } from "./early-answer.ts";
import { EXPOSED_HEADERS } from "./exposed-headers.ts";
import type { RequestIn } from "./environment.ts";
import type { AccessEntry } from "./access-log.ts";
import type { Metrics } from "./metrics.ts";

/** Headers of published strings: any page may read them. Their language depends only on the address. */
export const OPEN = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };

/** Strings of a version never change; the live ones are asked for again each time. */
const cacheControlOf = (forever: boolean) => (forever ? "public, max-age=31536000, immutable" : "no-cache");

export const namespaceOf = (file: string): string => file.replace(/\.json$/u, "");

/** Says in which language and script strings are, and whether they were converted. */
const headersOf = ({ tag, converted }: ServedStrings): Record<string, string> => ({
  "content-language": tag,
  ...(converted ? { [CONVERTED]: "true" } : {}),
});

/** Header of Chinese strings that are not in the script in which they were published. */
export const CONVERTED = "polynya-converted";

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
    contentType: JSON_IN_UTF8,
    cacheControl: cacheControlOf(forever),
    etag: `"${found.version}"`,
    headers: { ...OPEN, ...headersOf(found) },
  });
}

interface StringsDependencies {
  readonly context: StringsContext;
  readonly compressor: Compressor;
  readonly metrics: Metrics;
  readonly accessLog?: ((entry: AccessEntry) => void) | undefined;
}

/**
 * Answers a request for published strings; `undefined` for every other request, and where there are no such strings.
 * It is not a promise for an address that cannot be one of strings.
 */
export type StringsApp = (
  request: Request,
  address?: () => string,
) => Promise<Response | undefined> | undefined;

/** Routes as the whole interface names them. */
const ROUTES = { live: "/locales/{language}/{file}", version: "/locales/{version}/{language}/{file}" };

/** Languages and namespaces may be written with escapes. */
const ADDRESS = /^https?:\/\/[^/]*\/locales\/(?:@([0-9a-f]+)\/)?([^/?#]+)\/([^?#]+)\.json(?:[?#]|$)/u;

/**
 * The part of the interface that websites use on every visit, alone and without the framework: it answers before the
 * whole interface is loaded, at a fraction of its cost, and as the whole interface would.
 */
export function createStringsApp({
  context,
  compressor,
  metrics,
  accessLog,
}: StringsDependencies): StringsApp {
  const answer = async (
    request: Request,
    address: (() => string) | undefined,
    [, version, language = "", namespace = ""]: RegExpExecArray,
  ): Promise<Response | undefined> => {
    const started = performance.now();
    let found: ServedStrings | undefined;
    try {
      found = await servedStrings(context, decodeURIComponent(language), decodeURIComponent(namespace), {
        version,
      });
    } catch {
      // What went wrong is told by the whole interface, and so is every problem.
    }
    if (found === undefined) return undefined;
    const response = await earlyAnswer(request, answerOf(request, found, version !== undefined), compressor);
    const route = version === undefined ? ROUTES.live : ROUTES.version;
    const answered = {
      method: request.method,
      route,
      status: response.status,
      seconds: (performance.now() - started) / 1000,
    };
    metrics.answered(answered);
    accessLog?.({
      ...answered,
      time: new Date(),
      request: response.headers.get("x-request-id") ?? "",
      path: new URL(request.url).pathname,
      address: address?.() ?? "",
    });
    return response;
  };
  return (request, client) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const address = ADDRESS.exec(request.url);
    // What a request asks for beside its address is read by the whole interface.
    if (address !== null && /[?&]convert\b/u.test(request.url)) return undefined;
    return address === null ? undefined : answer(request, client, address);
  };
}

/** The answer of `respondStrings` before what the whole interface adds to it. */
function answerOf(request: Request, found: ServedStrings, forever: boolean): PlainAnswer {
  const etag = `"${found.version}"`;
  const headers = {
    ...OPEN,
    ...(request.headers.has("origin") ? { "access-control-expose-headers": EXPOSED_HEADERS.join(",") } : {}),
    ...headersOf(found),
    "cache-control": cacheControlOf(forever),
  };
  if (matchesETag(request.headers.get("if-none-match") ?? undefined, etag))
    return { status: 304, headers, body: null, etag };
  return { status: 200, headers: { ...headers, "content-type": JSON_IN_UTF8 }, body: found.body, etag };
}
