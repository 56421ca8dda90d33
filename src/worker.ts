import type { App } from "./http/app.ts";
import type { Compressor } from "./http/compression.ts";
import type { Dependencies } from "./http/environment.ts";
import type { Assets } from "./http/dictionaries-from-assets.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { isForPrograms } from "./http/program-paths.ts";
import { createStringsApp, type StringsApp } from "./http/served-strings.ts";
import { type D1, d1Storage } from "./storage/d1.ts";
import type { Storage } from "./storage/port.ts";

/** The service on Cloudflare Workers over D1. */
export interface Environment {
  readonly DB: D1;
  readonly ASSETS?: Assets;
  readonly POLYNYA_TOKEN?: string;
  /** Origins of other websites that may use the interface. */
  readonly POLYNYA_ORIGINS?: string;
}

/** What is kept between the requests for one database. */
interface Kept {
  readonly storage: Storage;
  readonly metrics: Metrics;
  readonly strings: StringsApp;
  whole: App | undefined;
}

const kept = new WeakMap<D1, Kept>();

/** The runtime compresses the body according to its header. */
const compressor: Compressor = {
  codings: ["br", "gzip"],
  encode: (_, bytes) => Promise.resolve(bytes),
};

export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    let found = kept.get(environment.DB);
    if (found === undefined) {
      const storage = d1Storage(environment.DB);
      const metrics = createMetrics();
      const context = { storage, memory: { publishedBodies: new Map<string, Uint8Array<ArrayBuffer>>() } };
      const strings = createStringsApp({ context, compressor, metrics });
      kept.set(environment.DB, (found = { storage, metrics, strings, whole: undefined }));
    }
    // Websites ask for their strings on every visit; they do not wait for the rest to be evaluated.
    const strings = await found.strings(request);
    if (strings !== undefined) return strings;
    found.whole ??= await build(environment, found);
    return found.whole.fetch(request);
  },
};

async function build({ ASSETS, POLYNYA_TOKEN, POLYNYA_ORIGINS }: Environment, found: Kept): Promise<App> {
  // Evaluated at the first request that needs them: the schemas and the engines.
  const [
    { createApp },
    { createContext },
    { parseOrigins },
    { SHORTEST_ENVIRONMENT_TOKEN },
    { ftsMatchIndex },
    { loadDictionaries },
  ] = await Promise.all([
    import("./http/app.ts"),
    import("./services/context.ts"),
    import("./http/cross-origin.ts"),
    import("./services/access/authenticate.ts"),
    import("./storage/index/match-index-fts.ts"),
    import("./http/dictionaries-from-assets.ts"),
  ]);
  if (POLYNYA_TOKEN && POLYNYA_TOKEN.length < SHORTEST_ENVIRONMENT_TOKEN) {
    throw new Error(`POLYNYA_TOKEN has to have at least ${SHORTEST_ENVIRONMENT_TOKEN} characters`);
  }
  const { storage, metrics } = found;
  const dependencies: Dependencies = {
    context: createContext({
      storage,
      index: ftsMatchIndex(storage),
      now: () => new Date(),
      loadDictionaries: () => loadDictionaries(ASSETS),
    }),
    ...(POLYNYA_TOKEN ? { environmentToken: POLYNYA_TOKEN } : {}),
    origins: parseOrigins(POLYNYA_ORIGINS),
    compressor,
    metrics,
    // Cloudflare sets this header; a client can't.
    address: (c) => c.req.header("cf-connecting-ip") ?? "",
    ...(ASSETS ? { assets: (request: Request) => fromAssets(ASSETS, request) } : {}),
    report: (error, request) => console.error(`request ${request}:`, error),
  };
  return createApp(dependencies);
}

async function fromAssets(assets: Assets, request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (isForPrograms(pathname)) return undefined;
  const response = await assets.fetch(request);
  return response.status === 404 ? undefined : response;
}
