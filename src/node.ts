import { createHash } from "node:crypto";
import { extname, join, resolve } from "node:path";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { readFolder } from "./cli/folder.ts";
import { createApp } from "./http/app.ts";
import { SHORTEST_ENVIRONMENT_TOKEN } from "./services/access/authenticate.ts";
import { firstLink } from "./services/access/sessions.ts";
import type { Context } from "./services/context.ts";
import { seed } from "./services/seed.ts";
import { ftsMatchIndex } from "./storage/match-index-fts.ts";
import { StorageError } from "./storage/storage.ts";

/** The service as one Node process over one SQLite file. Settings come from the environment (see README). */

const OLDEST_NODE = [22, 18] as const;
const ROOT = resolve(import.meta.dirname, "..");
/** Time that open requests get to end after SIGTERM, in milliseconds. */
const GRACE = 10_000;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(
    `Node ${OLDEST_NODE.join(".")} or newer is needed, this is ${process.versions.node}. “npm ci && npm start” brings its own.`,
  );
}
// Only now: on an older Node the native module would end the process without a word.
const { openSqlite } = await import("./storage/sqlite.ts");

const settings = readSettings(process.env);
const storage = open(settings.database);
const context: Context = { storage, index: ftsMatchIndex(storage), now: () => new Date() };
if (settings.seed && (await seed(context, readFolder(join(ROOT, "tm"))))) {
  console.log("The empty store was filled with the seminar from tm/ (POLYNYA_SEED=off starts empty).");
}

let stopping = false;
const app = createApp({
  context,
  ...(settings.token === undefined ? {} : { environmentToken: settings.token }),
  address: (c) =>
    (settings.addressHeader === undefined ? undefined : c.req.header(settings.addressHeader)) ??
    getConnInfo(c).remote.address ??
    "",
  assets: staticFiles(join(ROOT, "dist", "web")),
  report: (error, request) => console.error(`${new Date().toISOString()} request ${request}:`, error),
  stopping: () => stopping,
});

const server = serve({ fetch: app.fetch, port: settings.port, hostname: settings.host }, ({ port }) => {
  void greet(port);
});
server.on("error", (error) => fail(`The address can't be listened on: ${error.message}`));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);

async function greet(port: number): Promise<void> {
  const everywhere = settings.host === "0.0.0.0" || settings.host === "::";
  const host = everywhere ? "127.0.0.1" : settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  const address = `http://${host}:${port}`;
  console.log(`Polynya is at ${address} (interface: ${address}/docs)`);
  const link = await firstLink(context);
  if (link !== undefined) console.log(`Sign in, once and within the hour: ${address}/sign-in/${link}`);
}

/** Ends when the open requests have ended, or after the grace period. */
function stop(): void {
  stopping = true;
  const end = () => {
    storage.close();
    process.exit(0);
  };
  server.close(end);
  if ("closeIdleConnections" in server) server.closeIdleConnections();
  setTimeout(end, GRACE).unref();
}

interface Settings {
  readonly port: number;
  readonly host: string;
  readonly database: string;
  readonly token: string | undefined;
  readonly seed: boolean;
  readonly addressHeader: string | undefined;
}

function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const port = Number(environment["PORT"] ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail("PORT has to be a number from 0 to 65535.");
  const token = environment["POLYNYA_TOKEN"] || undefined;
  if (token !== undefined && token.length < SHORTEST_ENVIRONMENT_TOKEN) {
    fail(`POLYNYA_TOKEN has to have at least ${SHORTEST_ENVIRONMENT_TOKEN} characters.`);
  }
  return {
    port,
    host: environment["HOST"] || "127.0.0.1",
    database: resolve(environment["POLYNYA_DB"] || join("data", "polynya.db")),
    token,
    seed: environment["POLYNYA_SEED"] !== "off",
    addressHeader: environment["POLYNYA_ADDRESS_HEADER"] || undefined,
  };
}

function open(path: string) {
  try {
    return openSqlite(path);
  } catch (error) {
    if (error instanceof StorageError) return fail(`The store ${path} can't be opened: ${error.detail}`);
    throw error;
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

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
 * The built pages, held in memory. Addresses inside the pages, which have no extension, are answered
 * with the start page, as `not_found_handling` does on Workers.
 */
function staticFiles(folder: string): (request: Request) => Promise<Response | undefined> {
  const files = readFolder(folder);
  const tags = new Map(
    [...files].map(([path, bytes]) => [
      path,
      `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`,
    ]),
  );
  return async (request) => {
    const { pathname } = new URL(request.url);
    const inside = !pathname.startsWith("/api/") && !pathname.startsWith("/locales/");
    const wanted = pathname.slice(1);
    const path =
      wanted === "" || (inside && extname(wanted) === "" && !files.has(wanted)) ? "index.html" : wanted;
    const bytes = files.get(path);
    const etag = tags.get(path);
    if (bytes === undefined || etag === undefined) return undefined;
    const headers = {
      etag,
      "content-type": MEDIA_TYPES[extname(path)] ?? "application/octet-stream",
      // Vite puts the hash of the content into the names of what it builds.
      "cache-control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    };
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
    return new Response(new Uint8Array(bytes), { headers });
  };
}
