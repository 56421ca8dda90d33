import { createHash } from "node:crypto";
import { extname } from "node:path";
import { isForPrograms } from "../http/program-paths.ts";
import { readFolder } from "./read-folder.ts";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves the files of a folder from memory. Addresses without an extension belong to the pages and are answered with
 * `index.html`, as `not_found_handling` does on Workers.
 */
export function staticFiles(folder: string): (request: Request) => Promise<Response | undefined> {
  const files = new Map(
    [...readFolder(folder)].map(([path, bytes]) => {
      const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
      return [path, { bytes: new Uint8Array(bytes), etag: `"${hash}"` }];
    }),
  );
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (isForPrograms(pathname)) return undefined;
    const wanted = pathname.slice(1);
    const path = extname(wanted) === "" ? "index.html" : wanted;
    const file = files.get(path);
    if (file === undefined) return undefined;
    const headers = {
      etag: file.etag,
      "content-type": MEDIA_TYPES[extname(path)] ?? "application/octet-stream",
      // The names of files in `assets` contain a hash of the content.
      "cache-control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    };
    if (request.headers.get("if-none-match") === file.etag)
      return new Response(null, { status: 304, headers });
    return new Response(file.bytes, { headers });
  };
}
