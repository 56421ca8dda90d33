import { createContext } from "./services/context.ts";
import { type App, createApp } from "./http/app.ts";
import { parseOrigins } from "./http/cross-origin.ts";
import { isForPrograms } from "./http/program-paths.ts";
import { SHORTEST_ENVIRONMENT_TOKEN } from "./services/access/authenticate.ts";
import { type D1, d1Storage } from "./storage/d1.ts";
import { ftsMatchIndex } from "./storage/index/match-index-fts.ts";

/** The service on Cloudflare Workers over D1. */
export interface Environment {
  readonly DB: D1;
  readonly ASSETS?: { fetch(request: Request): Promise<Response> };
  readonly POLYNYA_TOKEN?: string;
  /** Origins of other websites that may use the interface. */
  readonly POLYNYA_ORIGINS?: string;
}

const apps = new WeakMap<D1, App>();

export default {
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    let app = apps.get(environment.DB);
    if (app === undefined) apps.set(environment.DB, (app = build(environment)));
    return app.fetch(request);
  },
};

function build({ DB, ASSETS, POLYNYA_TOKEN, POLYNYA_ORIGINS }: Environment): App {
  if (POLYNYA_TOKEN && POLYNYA_TOKEN.length < SHORTEST_ENVIRONMENT_TOKEN) {
    throw new Error(`POLYNYA_TOKEN has to have at least ${SHORTEST_ENVIRONMENT_TOKEN} characters`);
  }
  const storage = d1Storage(DB);
  return createApp({
    context: createContext({ storage, index: ftsMatchIndex(storage), now: () => new Date() }),
    ...(POLYNYA_TOKEN ? { environmentToken: POLYNYA_TOKEN } : {}),
    origins: parseOrigins(POLYNYA_ORIGINS),
    // The runtime compresses the body according to its header.
    compressor: { codings: ["br", "gzip"], encode: (_, bytes) => Promise.resolve(bytes) },
    // Cloudflare sets this header; a client can't.
    address: (c) => c.req.header("cf-connecting-ip") ?? "",
    ...(ASSETS ? { assets: (request: Request) => fromAssets(ASSETS, request) } : {}),
    report: (error, request) => console.error(`request ${request}:`, error),
  });
}

async function fromAssets(
  assets: NonNullable<Environment["ASSETS"]>,
  request: Request,
): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (isForPrograms(pathname)) return undefined;
  const response = await assets.fetch(request);
  return response.status === 404 ? undefined : response;
}
