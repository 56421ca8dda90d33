import { createRequire } from "node:module";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type BetterSqlite3 from "better-sqlite3";

/**
 * Loaded into a service before its own modules: changes what the service does, to prove that the drill notices. The
 * name of the bug is in `SEEDED_BUG`.
 */
const bug = process.env["SEEDED_BUG"];
let requests = 0;

/** Lets a bug see each request first; it says whether it has answered. */
function before(answered: (request: IncomingMessage, response: ServerResponse) => boolean): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    const [request, response] = args as [IncomingMessage, ServerResponse];
    if (event === "request" && answered(request, response)) return true;
    return Reflect.apply(emit, this, [event, ...args]) as boolean;
  } as typeof emit;
}

const confirm = (response: ServerResponse): true => {
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
  return true;
};

const BUGS: Readonly<Record<string, () => void>> = {
  /** A push is confirmed and not done. */
  "early-answer": () =>
    before(
      ({ url = "" }, response) => url.includes("/push") && (requests += 1) % 5 === 0 && confirm(response),
    ),
  /** An edit is confirmed and not done. */
  "lost-edit": () =>
    before(({ method }, response) => method === "PATCH" && (requests += 1) % 5 === 0 && confirm(response)),
  /** The key that makes a push safe to repeat is not heard. */
  twice: () =>
    before(({ rawHeaders }) => {
      const at = rawHeaders.findIndex((name) => name.toLowerCase() === "idempotency-key");
      if (at >= 0) rawHeaders.splice(at, 2);
      return false;
    }),
  /** A batch is no transaction. */
  "half-write": () => {
    const require = createRequire(import.meta.url);
    const Database = require("better-sqlite3") as typeof BetterSqlite3;
    Database.prototype.transaction = function (work: (...args: unknown[]) => unknown) {
      return Object.assign((...args: unknown[]) => work(...args), {
        immediate: work,
        deferred: work,
        exclusive: work,
      });
    } as unknown as BetterSqlite3.Database["transaction"];
  },
  /** Large work is done on the thread that answers. */
  blocked: () =>
    before(({ url = "" }) => {
      if (url.includes("/analyse")) for (const end = Date.now() + 6000; Date.now() < end;);
      return false;
    }),
  /** Slow headers are waited for. */
  patient: () => {
    const listen = Server.prototype.listen;
    Server.prototype.listen = function (this: Server, ...args: Parameters<Server["listen"]>) {
      this.headersTimeout = 0;
      this.requestTimeout = 0;
      return listen.apply(this, args);
    } as typeof listen;
  },
};

if (bug !== undefined) BUGS[bug]?.();
