import type { App } from "./http/app.ts";
import type { Compressor } from "./http/compression.ts";
import type { Dependencies } from "./http/environment.ts";
import type { Assets } from "./http/dictionaries-from-assets.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { isForPrograms } from "./http/program-paths.ts";
import { isOfTerms } from "./http/terms-address.ts";
import type { TermsApp } from "./http/served-terms.ts";
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
  /** Names of the providers by which people sign in; more variables say more of each. */
  readonly POLYNYA_OIDC?: string;
}

/** What is kept between the requests for one database. */
interface Kept {
  readonly storage: Storage;
  readonly metrics: Metrics;
  readonly strings: StringsApp;
  terms: Promise<TermsApp> | undefined;
  whole: Whole | undefined;
}

interface Whole {
  readonly app: App;
  /** Tells the webhooks that are due what has happened. */
  readonly deliver: () => Promise<void>;
}

/** What the runtime gives to each request. */
interface Execution {
  /** Keeps the worker running until the promise is settled. */
  waitUntil(promise: Promise<unknown>): void;
}

const kept = new WeakMap<D1, Kept>();

/** The runtime compresses the body according to its header. */
const compressor: Compressor = {
  codings: ["br", "gzip"],
  byRuntime: true,
  encode: (_, bytes) => Promise.resolve(bytes),
  encodeStream: (_, body) => body,
};

export default {
  async fetch(request: Request, environment: Environment, execution?: Execution): Promise<Response> {
    const found = keptFor(environment);
    // Websites ask for their strings on every visit; they do not wait for the rest to be evaluated.
    const strings = await found.strings(request);
    if (strings !== undefined) return strings;
    // Nor do the readers of the public glossary.
    const terms = isOfTerms(request) ? await (await (found.terms ??= termsApp(found)))(request) : undefined;
    if (terms !== undefined) return terms;
    const { app, deliver } = (found.whole ??= await build(environment, found));
    const response = await app.fetch(request);
    // A write may have something to tell; the client does not wait for it.
    if (request.method !== "GET" && request.method !== "HEAD") execution?.waitUntil(deliver());
    return response;
  },
  /** Called every minute: webhooks that have to be tried again. */
  async scheduled(_: unknown, environment: Environment): Promise<void> {
    const found = keptFor(environment);
    await (found.whole ??= await build(environment, found)).deliver();
  },
};

function keptFor(environment: Environment): Kept {
  const known = kept.get(environment.DB);
  if (known !== undefined) return known;
  const storage = d1Storage(environment.DB);
  const metrics = createMetrics();
  const context = { storage, memory: { publishedBodies: new Map<string, Uint8Array<ArrayBuffer>>() } };
  const strings = createStringsApp({ context, compressor, metrics });
  const made: Kept = { storage, metrics, strings, terms: undefined, whole: undefined };
  kept.set(environment.DB, made);
  return made;
}

/** The public glossary, without the engines. */
async function termsApp({ storage, metrics }: Kept): Promise<TermsApp> {
  const { createTermsApp } = await import("./http/served-terms.ts");
  return createTermsApp({ context: { storage, memory: { publicGlossary: {} } }, compressor, metrics });
}

async function build(environment: Environment, found: Kept): Promise<Whole> {
  const { ASSETS, POLYNYA_TOKEN, POLYNYA_ORIGINS } = environment;
  // Evaluated at the first request that needs them: the schemas and the engines.
  const [
    { createApp },
    { createContext },
    { parseOrigins },
    { SHORTEST_ENVIRONMENT_TOKEN },
    { ftsMatchIndex },
    { loadDictionaries },
    { deliverPending },
    { sendByFetch },
    { readProviders },
    { createProviders },
  ] = await Promise.all([
    import("./http/app.ts"),
    import("./services/context.ts"),
    import("./http/cross-origin.ts"),
    import("./services/access/authenticate.ts"),
    import("./storage/index/match-index-fts.ts"),
    import("./http/dictionaries-from-assets.ts"),
    import("./services/webhooks/deliver-pending.ts"),
    import("./services/webhooks/send-webhook.ts"),
    import("./services/identities/provider-settings.ts"),
    import("./services/identities/providers.ts"),
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
    providers: createProviders(readProviders(environment), () => new Date()),
    compressor,
    metrics,
    // Cloudflare sets this header; a client can't.
    address: (c) => c.req.header("cf-connecting-ip") ?? "",
    ...(ASSETS ? { assets: (request: Request) => fromAssets(ASSETS, request) } : {}),
    report: (error, request) => console.error(`request ${request}:`, error),
  };
  const deliver = () =>
    deliverPending(dependencies.context, sendByFetch, []).then(
      () => undefined,
      (error: unknown) => console.error("webhooks could not be delivered:", error),
    );
  return { app: createApp(dependencies), deliver };
}

async function fromAssets(assets: Assets, request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (isForPrograms(pathname)) return undefined;
  const response = await assets.fetch(request);
  return response.status === 404 ? undefined : response;
}
