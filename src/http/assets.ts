import { withoutCoding } from "./compression.ts";
import type { RequestIn } from "./environment.ts";

/** Answers with a file of the built pages; `undefined` when no file has the request's path. */
export async function assetFor(c: RequestIn): Promise<Response | undefined> {
  const found = await c.var.dependencies.assets?.(asStored(c.req.raw));
  // Workers answers assets with immutable headers; a new response makes them mutable.
  return found && new Response(found.body, found);
}

/** Removes content codings from the tags in `If-None-Match`, because the stored files have tags without them. */
function asStored(request: Request): Request {
  const held = request.headers.get("if-none-match");
  if (held === null || !held.includes("+")) return request;
  const headers = new Headers(request.headers);
  const tags = held.split(",").map((tag) => withoutCoding(tag.trim()));
  headers.set("if-none-match", tags.join(", "));
  return new Request(request.url, { method: request.method, headers });
}
