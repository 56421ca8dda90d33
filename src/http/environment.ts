import type { Context as RequestContext } from "hono";
import type { Principal } from "../services/access/roles.ts";
import type { Actor, Context } from "../services/context.ts";
import type { Messages } from "../messages/messages.ts";
import type { Compressor } from "./compression.ts";
import type { Limiter } from "./limiter.ts";
import type { StoreCopy } from "../storage/port.ts";
import type { Metrics } from "./metrics.ts";
import type { OpenApiDocument } from "./openapi.ts";

/** What an entry gives to the application. */
export interface Dependencies {
  readonly context: Context;
  /** `POLYNYA_TOKEN`: an administrator's token for scripts and containers. */
  readonly environmentToken?: string;
  /** Where a request comes from, for the limit on failed sign-ins. Never from a header that clients may set. */
  readonly address: (c: RequestContext<HttpEnvironment>) => string;
  /** Compresses answers. */
  readonly compressor?: Compressor;
  /** Origins of other websites whose pages may use the interface, with a token. */
  readonly origins?: readonly string[];
  /** The built pages: answers `undefined` for what is not among them. */
  readonly assets?: (request: Request) => Promise<Response | undefined>;
  /** A consistent copy of the whole store as a file, where the engine can make one. */
  readonly backup?: () => Promise<StoreCopy>;
  /** Records an error that no bad input explains. */
  readonly report: (error: unknown, request: string) => void;
  /** True while the process wants no new requests. */
  readonly stopping?: () => boolean;
}

/** What belongs to one request, under `c.var`. */
export interface HttpEnvironment {
  Variables: {
    dependencies: Dependencies;
    context: Context;
    limiter: Limiter;
    metrics: Metrics;
    api: () => OpenApiDocument;
    /** Id of the request, in the answer's `X-Request-Id` and in the log. */
    request: string;
    messages: Messages;
    /** Who asks; absent in public operations. */
    principal: Principal;
    /** The same in the services' terms. */
    actor: Actor;
    /** The body as it came, where the operation takes one. */
    body: Uint8Array<ArrayBuffer>;
  };
}

export type RequestIn = RequestContext<HttpEnvironment>;
