import type { IncomingMessage } from "node:http";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { ROOT } from "./own-files.ts";
import { readFolder } from "./read-folder.ts";
import { ensurePages, PAGES } from "./built-pages.ts";
import { staticFiles } from "./static-files.ts";
import { ACCESS_LOGS, accessLine, type AccessEntry, type AccessLog } from "../http/access-log.ts";
import { createApp } from "../http/app.ts";
import { createMetrics } from "../http/metrics.ts";
import { createStringsApp } from "../http/served-strings.ts";
import { parseOrigins } from "../http/cross-origin.ts";
import { nodeCompressor } from "./compressor.ts";
import { type Proxies, readProxies } from "./proxies.ts";
import { nodeModelCaller } from "./model-caller.ts";
import { nodeWebhookSender } from "./webhook-sender.ts";
import { SHORTEST_ENVIRONMENT_TOKEN } from "../services/access/authenticate.ts";
import { firstLink } from "../services/access/first-sign-in-link.ts";
import { createContext, type Context } from "../services/context.ts";
import { type Provider, readProviders } from "../services/identities/provider-settings.ts";
import { createProviders } from "../services/identities/providers.ts";
import { seedStore } from "../services/documents/seed-store.ts";
import { deliverPending } from "../services/webhooks/deliver-pending.ts";
import { openStore } from "./store.ts";
import { serviceThreads } from "./threads/service-threads.ts";
import { nightlyScrub, type TimeOfDay, timeOfDay } from "./nightly-scrub.ts";
import { damageOfScrub } from "../storage/integrity/scrub.ts";
import { type Damage, isPostgres, shownAddress, StorageError, WRITE_PROTECTED } from "../storage/port.ts";

/**
 * The service as one Node process, over a file of SQLite or a database of PostgreSQL. Settings come from environment
 * variables (see README).
 */

/** Time for open requests to end after SIGTERM, in milliseconds. */
const GRACE = 10_000;
/** Time for the headers of a request to arrive, in milliseconds. */
const HEADERS_TIMEOUT = 10_000;
/** How often webhooks are delivered, in milliseconds. */
const DELIVER_EVERY = 2000;
/** How often that time is checked, in milliseconds. */
const CHECK_CONNECTIONS = 2000;
/** With fewer threads one person's long work could hold another's. */
const FEWEST_THREADS = 3;
/** Memory of a thread that is enough for the largest file, in MB. */
const MEMORY = 2048;
/** Growth of a heap between two collections of all garbage, in percent. Less growth costs more processor time. */
const HEAP_GROWTH = 25;
const RESTORE =
  "“polynya restore BACKUP” puts a backup in its place, while the service is stopped, and keeps the old file beside it.";

// Without this V8 lets the heap of a thread grow to four times what is in use before it collects all garbage.
setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
const settings = readSettings(process.env);
/** Set when there are threads. */
let stopThreadsWriting: (damage: Damage) => void = () => undefined;
const storage = await open(settings.database);
const metrics = createMetrics();
const threads = serviceThreads({
  times: metrics,
  storage,
  threads: settings.threads,
  megabytes: settings.memory,
  report: (error) => console.error(`${new Date().toISOString()} a thread has ended:`, error),
  onDamage: (damage) => console.error(adviceOn(settings.database, damage)),
});
const { index, lock, heavyWork } = threads;
stopThreadsWriting = threads.stopWriting;
const context: Context = createContext({ storage, index, lock, now: () => new Date() });
if (
  storage.damage() === undefined &&
  settings.seed &&
  (await seedStore(context, readFolder(join(ROOT, "tm"))))
) {
  console.log("The empty store was filled with the seminar from tm/ (POLYNYA_SEED=off starts empty).");
}

if (settings.pages) {
  // Without the build tools the service runs without pages.
  await ensurePages().catch((error: unknown) => console.error("The pages could not be built:", error));
}

if (storage.engine === "sqlite" && settings.scrub !== undefined && storage.damage() === undefined) {
  nightlyScrub({
    path: settings.database,
    time: settings.scrub,
    onScrub(found) {
      const damage = damageOfScrub(found);
      console.log(`${new Date().toISOString()} Scrub: ${found.pages} pages, ${found.hurt.length} damaged.`);
      if (damage === undefined || storage.damage() !== undefined) return;
      storage.stopWriting(damage);
      threads.stopWriting(damage);
      console.error(adviceOn(settings.database, damage));
    },
    report: (error) => console.error(`${new Date().toISOString()} the nightly scrub:`, error),
  });
}

// Who reads the log may leave, as a pipe that ends. The service goes on without a log.
process.stdout.on("error", () => undefined);
let stopping = false;
const compressor = nodeCompressor();
const accessLog =
  settings.accessLog === "off"
    ? undefined
    : (entry: AccessEntry) => void process.stdout.write(accessLine(settings.accessLog, entry) ?? "");
const strings = createStringsApp({ context, compressor, metrics, accessLog });
const webhooks = { send: nodeWebhookSender(settings.webhookHosts), allowed: settings.webhookHosts };
const model = { call: nodeModelCaller(settings.modelHosts), allowed: settings.modelHosts };
const { proxies } = settings;
const app = createApp({
  context,
  ...(settings.token === undefined ? {} : { environmentToken: settings.token }),
  address: (c) => clientAddress(getConnInfo(c).remote.address ?? "", (name) => c.req.header(name)),
  ...(settings.pages ? { assets: staticFiles(PAGES) } : {}),
  compressor,
  metrics,
  heavyWork,
  origins: settings.origins,
  webhooks,
  model,
  providers: createProviders(settings.providers, context.now),
  report: (error, request) => console.error(`${new Date().toISOString()} request ${request}:`, error),
  stopping: () => stopping,
  processState: () => {
    const { user, system } = process.cpuUsage();
    return { process: process.memoryUsage.rss(), processor: (user + system) / 1e6 };
  },
  ...(accessLog === undefined ? {} : { accessLog }),
  ...(settings.telemetry ? { telemetry: await loadTelemetry() } : {}),
  ...(storage.copy === undefined ? {} : { backup: storage.copy }),
});

const server = serve(
  {
    // Websites ask for their strings on every visit, so these take a short way.
    fetch: (request, env) => {
      const answered = strings(request, () =>
        clientAddress(
          env.incoming.socket.remoteAddress ?? "",
          (name) => request.headers.get(name) ?? undefined,
        ),
      );
      if (answered === undefined) return app.fetch(request, env);
      return answered.then((response) => response ?? app.fetch(request, env));
    },
    port: settings.port,
    hostname: settings.host,
    // A client that sends headers slowly could otherwise occupy all connections.
    serverOptions: { headersTimeout: HEADERS_TIMEOUT, connectionsCheckingInterval: CHECK_CONNECTIONS },
  },
  ({ port }) => {
    void greet(port);
  },
);
// Before the service sees the request.
server.prependListener("request", (request: IncomingMessage) => proxies.clean(request));
server.on("error", (error) => fail(`The address can't be listened on: ${error.message}`));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
void deliverWebhooks();

/** Delivers what is due, again and again, until the service stops. */
async function deliverWebhooks(): Promise<void> {
  if (stopping) return;
  const failed = (error: unknown) =>
    console.error(`${new Date().toISOString()} webhooks could not be delivered:`, error);
  if (storage.damage() === undefined)
    await deliverPending(context, webhooks.send, webhooks.allowed).catch(failed);
  setTimeout(() => void deliverWebhooks(), DELIVER_EVERY).unref();
}

/** Address of a client: as its proxy names it, else that of the connection. */
function clientAddress(remote: string, header: (name: string) => string | undefined): string {
  const named = settings.addressHeader === undefined ? undefined : header(settings.addressHeader);
  return named ?? (settings.namesProxies ? proxies.client(remote, header("x-forwarded-for")) : remote);
}

async function greet(port: number): Promise<void> {
  const everywhere = settings.host === "0.0.0.0" || settings.host === "::";
  const host = everywhere ? "127.0.0.1" : settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  const address = `http://${host}:${port}`;
  console.log(`Polynya is at ${address} (interface: ${address}/docs)`);
  const link = storage.damage() === undefined ? await firstLink(context) : undefined;
  // What only some requests need is loaded before the first of them comes, while there are file descriptors.
  await loadServices().catch((error: unknown) =>
    console.error("Parts of the service cannot be loaded:", error),
  );
  // Loading starts now, before the first request needs the index.
  if (storage.damage() === undefined) index.load().catch(() => undefined);
  threads.warmUp();
  if (link !== undefined) console.log(`Sign in, once and within the hour: ${address}/sign-in/${link}`);
}

const loadServices = () =>
  Promise.all([
    import("../services/alignment/align-texts.ts"),
    import("../services/alignment/review-alignment.ts"),
    import("../services/alignment/save-alignment.ts"),
    import("../services/documents/create-document.ts"),
    import("../services/exchange/pull.ts"),
    import("../services/exchange/push.ts"),
  ]);

/** Stops the service after the open requests have ended, or after the grace period. */
function stop(): void {
  stopping = true;
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    const close = () => {
      void storage.close().finally(() => process.exit(0));
    };
    // If saving the index fails, only the next start takes longer.
    const save = storage.damage() === undefined ? index.save().catch(() => undefined) : Promise.resolve();
    void save.then(() => threads.close()).then(close, close);
  };
  server.close(end);
  if ("closeIdleConnections" in server) {
    // A connection becomes idle after its answer, so idle ones are closed again and again.
    setInterval(() => server.closeIdleConnections(), 50);
    server.closeIdleConnections();
  }
  setTimeout(end, GRACE).unref();
}

interface Settings {
  readonly port: number;
  readonly host: string;
  readonly database: string;
  readonly token: string | undefined;
  readonly seed: boolean;
  /** Whether the pages are built and served. */
  readonly pages: boolean;
  /** When the store is compared with its checksums every night. */
  readonly scrub: TimeOfDay | undefined;
  readonly addressHeader: string | undefined;
  readonly proxies: Proxies;
  /** Whether somebody named the proxies; else only what can make answers stricter is taken from this machine. */
  readonly namesProxies: boolean;
  readonly origins: readonly string[];
  /** Hosts inside the own network that webhooks may call. */
  readonly webhookHosts: readonly string[];
  /** Hosts inside the own network that may have the model for suggestions. */
  readonly modelHosts: readonly string[];
  /** Providers by which people may sign in. */
  readonly providers: readonly Provider[];
  /** Most threads for heavy requests. */
  readonly threads: number;
  /** Memory of such a thread, in MB. */
  readonly memory: number;
  readonly accessLog: AccessLog;
  /** Whether OpenTelemetry is told of requests. */
  readonly telemetry: boolean;
}

function hostsIn(setting = ""): string[] {
  return setting.split(/[\s,]+/u).filter((host) => host !== "");
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
    database: storeAddress(environment["POLYNYA_DB"]),
    token,
    seed: environment["POLYNYA_SEED"] !== "off",
    pages: environment["POLYNYA_PAGES"] !== "off",
    scrub: readScrub(environment["POLYNYA_SCRUB"] || "03:30"),
    addressHeader: environment["POLYNYA_ADDRESS_HEADER"] || undefined,
    proxies: proxiesOf(environment),
    namesProxies: Boolean(environment["POLYNYA_PROXIES"]),
    origins: readOrigins(environment["POLYNYA_ORIGINS"]),
    webhookHosts: hostsIn(environment["POLYNYA_WEBHOOK_HOSTS"]),
    modelHosts: hostsIn(environment["POLYNYA_MODEL_HOSTS"]),
    providers: providersIn(environment),
    threads: readNumber(
      environment,
      "POLYNYA_THREADS",
      [1, 64],
      Math.max(FEWEST_THREADS, availableParallelism()),
    ),
    memory: readNumber(environment, "POLYNYA_MEMORY", [64, 65_536], MEMORY),
    accessLog:
      ACCESS_LOGS.find((name) => name === (environment["POLYNYA_ACCESS_LOG"] || "off")) ??
      fail("POLYNYA_ACCESS_LOG has to be off, text or json."),
    telemetry: readTelemetry(environment["POLYNYA_TELEMETRY"] || "off"),
  };
}

function readNumber(
  environment: NodeJS.ProcessEnv,
  name: string,
  [least, most]: readonly [number, number],
  usual: number,
): number {
  const number = Number(environment[name] || usual);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  return fail(`${name} has to be a number from ${least} to ${most}.`);
}

function readTelemetry(setting: string): boolean {
  if (setting === "on" || setting === "off") return setting === "on";
  return fail("POLYNYA_TELEMETRY has to be on or off.");
}

/** What few want is loaded for them alone. */
async function loadTelemetry() {
  const { telemetry } = await import("./telemetry.ts");
  return telemetry().catch((error: unknown) =>
    fail(`POLYNYA_TELEMETRY needs @hono/otel: npm install --no-save @hono/otel (${String(error)})`),
  );
}

function readScrub(setting: string): TimeOfDay | undefined {
  if (setting === "off") return undefined;
  return timeOfDay(setting) ?? fail("POLYNYA_SCRUB has to be a time such as 03:30, or off.");
}

function providersIn(environment: NodeJS.ProcessEnv): Provider[] {
  try {
    return readProviders(environment);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function proxiesOf(environment: NodeJS.ProcessEnv): Proxies {
  try {
    return readProxies(
      environment["POLYNYA_PROXIES"] || "127.0.0.0/8 ::1",
      environment["POLYNYA_ADDRESS_HEADER"] || undefined,
    );
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function readOrigins(setting: string | undefined): readonly string[] {
  try {
    return parseOrigins(setting);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** Path of a file, or address of a database; an address that nothing here can open is refused. */
function storeAddress(setting: string | undefined): string {
  const given = setting || join("data", "polynya.db");
  if (isPostgres(given)) return given;
  const [, scheme] = /^([a-z][a-z\d+.-]+):\/\//iu.exec(given) ?? [];
  if (scheme === undefined) return resolve(given);
  return fail(`POLYNYA_DB is the path of a file or begins with postgres://; “${scheme}://” is not known.`);
}

async function open(path: string) {
  try {
    return await openStore(path, (damage) => {
      console.error(adviceOn(path, damage));
      stopThreadsWriting(damage);
    });
  } catch (error) {
    if (error instanceof StorageError) {
      const advice = isPostgres(path) ? "" : ` ${RESTORE}`;
      return fail(`The store ${shownAddress(path)} can't be opened: ${error.detail}.${advice}`);
    }
    throw error;
  }
}

function adviceOn(path: string, { check, detail }: Damage): string {
  const time = new Date().toISOString();
  if (check === WRITE_PROTECTED) {
    return (
      `${time} The store ${path} is write-protected (${detail}). It is read, and nothing is written. ` +
      "Make the file and its folder writable, then start the service again."
    );
  }
  return (
    `${time} The store ${path} is damaged (${check}: ${detail}). ` +
    `From now on nothing is written, and what can still be read is read. ${RESTORE} ` +
    "Without a backup, export what can be read before anything else is tried."
  );
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
