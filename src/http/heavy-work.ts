import type { Principal } from "../services/access/principal.ts";
import { Problem } from "../domain/problem.ts";
import type { RequestIn } from "./environment.ts";

/** A request whose caller is known and whose body is read, as data for another thread. */
export interface ForwardedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly principal: Principal;
  /** Address of the client that sent the outer request: this one has no connection. */
  readonly address: string;
  /** Absent for an operation that takes none. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

export interface HeavyControl {
  /** Aborted when the client has left. */
  readonly signal: AbortSignal;
  /** Seconds after which the work is stopped. */
  readonly seconds: number;
}

/** Answers heavy requests outside the thread that answers all others. On Workers there is no such place. */
export interface HeavyWork {
  /**
   * @param person whose queue the request stands in
   * @param read reads the request; called once the queue has a place for it
   * @throws {Problem} `queue-full`, `overloaded`, `time-limit`, `memory-limit`, `work-interrupted`; what `read` throws
   */
  answer(person: string, control: HeavyControl, read: () => Promise<ForwardedRequest>): Promise<Response>;
  /** Requests and threads at this moment. */
  load?(): HeavyLoad;
}

export interface HeavyLoad {
  readonly waiting: number;
  readonly running: number;
  readonly threads: number;
}

/**
 * Which requests of an operation are heavy: all of them, or those for which this is true. It gets the JSON of the body,
 * or nothing for other bodies; a body above `SMALL_BODY` is always heavy.
 */
export type Heavy = true | ((body: unknown) => boolean);

/** Size of a body up to which reading it is light work, in bytes. */
export const SMALL_BODY = 16 * 1024;

/** Seconds that one request may work: for those who read, and for those who write. */
const TIME_LIMITS = { read: 120, write: 600 };

/**
 * Answers a request on another thread.
 *
 * @param read reads the body, if the operation takes one
 */
export function forward(
  c: RequestIn,
  work: HeavyWork,
  read: (() => Promise<Uint8Array<ArrayBuffer>>) | undefined,
  permission: string,
): Promise<Response> {
  const { principal, address, request } = c.var;
  const control = {
    signal: c.req.raw.signal,
    seconds: TIME_LIMITS[permission === "read" ? "read" : "write"],
  };
  return work.answer(principal.person ?? principal.name, control, async () => {
    const headers = new Headers(c.req.raw.headers);
    headers.set("x-request-id", request);
    const { method, url } = c.req;
    return { method, url, headers: [...headers], principal, address, body: await read?.() };
  });
}

/** The request as another thread has forwarded it; `undefined` for a request of a client. */
export const forwarded = (c: RequestIn): ForwardedRequest | undefined =>
  // Without bindings Hono has none, whatever its type says.
  (c.env as RequestIn["env"] | undefined)?.forwarded;

/** The body of a forwarded request. @throws {Problem} `bad-request` if there is none */
export function forwardedBody({ body }: ForwardedRequest): Uint8Array<ArrayBuffer> {
  if (body === undefined) throw new Problem("bad-request");
  return body;
}
