import type { Context as RequestContext, MiddlewareHandler } from "hono";
import type { Principal } from "../services/access/principal.ts";
import type { Permission } from "../services/access/roles.ts";
import type { Actor, Context } from "../services/context.ts";
import type { Providers } from "../services/identities/providers.ts";
import type { ModelAccess } from "../services/suggestions/suggest.ts";
import type { SendWebhook } from "../services/webhooks/send-webhook.ts";
import type { Messages } from "../messages/messages.ts";
import type { AccessEntry } from "./access-log.ts";
import type { Compressor } from "./compression.ts";
import type { ForwardedRequest, HeavyWork } from "./heavy-work.ts";
import type { Limiters } from "./limiter.ts";
import type { StoreCopy } from "../storage/port.ts";
import type { Metrics } from "./metrics.ts";
import type { OpenApiDocument } from "./openapi.ts";

/** What the entry points (Node and Worker) pass to the application. */
export interface Dependencies {
  readonly context: Context;
  /** `POLYNYA_TOKEN`: an administrator's token for scripts and containers. */
  readonly environmentToken?: string;
  /**
   * Client's address, for the limit on failed sign-ins and the log. It must not come from a header that clients can
   * set. It is found once for each request of a client; requests inside it are given it.
   */
  readonly address: (c: RequestContext<HttpEnvironment>) => string;
  readonly compressor?: Compressor;
  /** Other threads for heavy requests. Absent where there is only one, as on Workers. */
  readonly heavyWork?: HeavyWork;
  /** Origins of other websites whose pages may use the interface, with a token. */
  readonly origins?: readonly string[];
  /** Serves the built pages: answers `undefined` for any other path. */
  readonly assets?: (request: Request) => Promise<Response | undefined>;
  /** Makes a consistent copy of the whole store as a file. Absent if the engine cannot make one. */
  readonly backup?: () => Promise<StoreCopy>;
  /** How webhooks are sent, and the hosts inside the own network that may be called. Without it, by `fetch`. */
  readonly webhooks?: { readonly send: SendWebhook; readonly allowed: readonly string[] };
  /** How the model that suggests translations is reached. Without it, by `fetch`. */
  readonly model?: ModelAccess;
  /** Providers by which people may sign in. */
  readonly providers?: Providers;
  /** Records an unexpected error, which bad input does not explain. */
  readonly report: (error: unknown, request: string) => void;
  /** Counters that the entry point has begun. */
  readonly metrics?: Metrics;
  /** Takes each answered request. */
  readonly accessLog?: (entry: AccessEntry) => void;
  /** Tells a tracing system of each request. */
  readonly telemetry?: MiddlewareHandler<HttpEnvironment>;
  /** True while the process is shutting down and should get no new requests. */
  readonly stopping?: () => boolean;
  /** Memory and processor time of this process. Workers do not tell them. */
  readonly processState?: () => { readonly process: number; readonly processor: number };
}

/** Data of one request, under `c.var`. */
export interface HttpEnvironment {
  /** Set by another thread or by an outer request, never by a client. */
  Bindings: { readonly forwarded?: ForwardedRequest };
  Variables: {
    dependencies: Dependencies;
    context: Context;
    limiters: Limiters;
    metrics: Metrics;
    api: () => OpenApiDocument;
    /** Answers another request inside this one, in the name of the same caller. */
    answer: (request: Request, forwarded: ForwardedRequest) => Promise<Response>;
    /** Id of the request. The answer's `X-Request-Id` and the log have it. */
    request: string;
    /** Address of the client. */
    address: string;
    messages: Messages;
    /** The signed-in caller; absent in public operations. */
    principal: Principal;
    /** Whether the caller also has another permission, in every collection that this request may reach. */
    may: (permission: Permission) => boolean;
    /** The caller as the services know it. */
    actor: Actor;
    /** The raw body, if the operation takes one. */
    body: Uint8Array<ArrayBuffer>;
  };
}

export type RequestIn = RequestContext<HttpEnvironment>;
