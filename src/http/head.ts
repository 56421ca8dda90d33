import type { MiddlewareHandler } from "hono";
import type { Compressor } from "./compression.ts";
import type { HttpEnvironment } from "./environment.ts";

/** Gives the answer to HEAD the length of the body that GET would have (RFC 9110 §8.6). */
export function measured(compressor: Compressor | undefined): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    await next();
    if (c.req.method !== "HEAD" || c.res.body === null) return;
    if (compressor?.byRuntime && c.res.headers.has("content-encoding")) return;
    const { status, body } = c.res;
    const headers = new Headers(c.res.headers);
    if (headers.has("content-length")) {
      // A body that nobody takes would hold its file, and the thread that makes it, for ever.
      await body.cancel();
    } else {
      let length = 0;
      for await (const piece of body) length += piece.byteLength;
      headers.set("content-length", String(length));
    }
    // Otherwise Hono would overwrite the new headers with those of the previous answer.
    c.res = undefined;
    c.res = new Response(null, { status, headers });
  };
}
