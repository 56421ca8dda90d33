import { withoutCoding } from "./compression.ts";
import type { RequestIn } from "./environment.ts";

/** The file of the built pages that a request asks for; `undefined` when it is none of them. */
export async function assetFor(c: RequestIn): Promise<Response | undefined> {
  const found = await c.var.dependencies.assets?.(asStored(c.req.raw));
  // Assets of Workers come with headers that can't be changed.
  return found && new Response(found.body, found);
}

/** Files know their own ETags, without the coding that an answer came in. */
function asStored(request: Request): Request {
  const held = request.headers.get("if-none-match");
  if (held === null || !held.includes("+")) return request;
  const headers = new Headers(request.headers);
  const tags = held.split(",").map((tag) => withoutCoding(tag.trim()));
  headers.set("if-none-match", tags.join(", "));
  return new Request(request.url, { method: request.method, headers });
}
