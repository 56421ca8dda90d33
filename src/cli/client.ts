import { z } from "zod";
import { EXIT, exitOfStatus, Failure, type ServerProblem } from "./exit-codes.ts";
import type { Environment } from "./environment.ts";

/** Larger answers are refused: our server sends none. */
const MAX_ANSWER = 512 * 1024 * 1024;
/** Longest wait that a server can ask for, in seconds. */
const MAX_WAIT = 60;
/** 408: the server was too busy to read the request in time. */
const RETRIED: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export interface ClientOptions {
  readonly server: URL;
  readonly key: string | undefined;
  /** A token was there that must not be sent to this server. */
  readonly withheld: boolean;
  /** Of the talk: problems come back in it. */
  readonly language: string;
  readonly retries: number;
  /** For one attempt, in milliseconds. */
  readonly timeout: number;
  /** Largest answer that is read, in bytes. */
  readonly largestAnswer?: number;
  readonly say: (key: string, params: Readonly<Record<string, string | number>>) => void;
}

/** A list is several parameters of the same name. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface Call {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | FormData | object;
  /** True when sending it twice does what sending it once does: it may be sent again. */
  readonly repeatable?: boolean;
  /** Is told how much of long work is done. The timeout then begins anew with every line of the answer. */
  readonly progress?: (done: number, of: number) => void;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface Client {
  readonly server: URL;
  /** @throws {Failure} for every status but 2xx and 304, and when no answer comes */
  send(method: string, path: string, call?: Call): Promise<Answer>;
  /** As `send`; the answer's JSON in the shape that is expected. */
  json<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    call?: Call,
  ): Promise<z.output<Schema>>;
}

/**
 * A path of the API. Ids are escaped, so that none can lead to another path.
 *
 * @throws {Failure} `id-invalid` (2) for an empty one, and for `.` and `..`, which no escape keeps in its place
 */
export function api(strings: TemplateStringsArray, ...ids: readonly string[]): string {
  const parts = ids.map((id) => {
    if (/^\.{0,2}$/u.test(id)) throw new Failure(EXIT.usage, "id-invalid", { id });
    return encodeURIComponent(id.toWellFormed());
  });
  return `/api/v1${String.raw({ raw: strings }, ...parts)}`;
}

/**
 * A client of one server. It repeats what may be repeated when the server is busy or the network fails, never
 * follows a redirect (which could carry the key to another host), and reads every answer to its end before
 * anything is done with it.
 */
export function createClient(environment: Environment, options: ClientOptions): Client {
  const send = async (method: string, path: string, call: Call = {}): Promise<Answer> => {
    const repeatable = call.repeatable ?? (method === "GET" || method === "PUT" || method === "DELETE");
    const attempts = repeatable ? options.retries + 1 : 1;
    for (let attempt = 1; ; attempt++) {
      const last = attempt >= attempts;
      let answer: Answer | undefined;
      try {
        answer = await once(environment, options, method, path, call);
      } catch (error) {
        if (environment.signal.aborted) throw new Failure(EXIT.interrupted, "interrupted");
        if (error instanceof Failure || last) throw asFailure(error, options.server);
      }
      if (answer !== undefined && (last || !isPassing(answer))) return accepted(answer, options);
      const seconds = waitFor(answer?.headers.get("retry-after") ?? null, attempt);
      options.say("retrying", { seconds: Math.ceil(seconds), attempt, of: attempts - 1 });
      await environment.wait(seconds * 1000);
    }
  };
  return {
    server: options.server,
    send,
    json: async (schema, method, path, call) => {
      const { bytes } = await send(method, path, call);
      const parsed = schema.safeParse(parseJson(bytes));
      if (!parsed.success)
        throw new Failure(EXIT.failed, "not-understood", { server: options.server.origin });
      return parsed.data;
    },
  };
}

/** Whether the same request may be answered later. A token that was refused too often stays wrong. */
const isPassing = ({ status, headers, bytes }: Answer): boolean =>
  RETRIED.has(status) && problemOf(headers, bytes)?.code !== "too-many-requests";

async function once(
  environment: Environment,
  { server, key, language, timeout, largestAnswer = MAX_ANSWER }: ClientOptions,
  method: string,
  path: string,
  { query = {}, headers = {}, body, progress }: Call,
): Promise<Answer> {
  const url = new URL(server);
  url.pathname = server.pathname.replace(/\/$/u, "") + path;
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of [value].flat()) url.searchParams.append(name, String(each));
  }
  const isFile = body instanceof Uint8Array;
  // `fetch` sets the type of a form, because it chooses the boundary.
  const isForm = body instanceof FormData;
  const contentType =
    body === undefined || isForm ? undefined : isFile ? "application/octet-stream" : "application/json";
  const encoded = isFile ? new Uint8Array(body) : isForm ? body : JSON.stringify(body);
  const patience = new AbortController();
  const late = () => patience.abort(new DOMException("no answer in time", "TimeoutError"));
  const timer = setTimeout(late, timeout);
  try {
    const response = await environment.fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.any([environment.signal, patience.signal]),
      headers: {
        accept: progress === undefined ? "application/json, */*" : `${LINES}, application/json`,
        "accept-language": language,
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(contentType === undefined ? {} : { "content-type": contentType }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: encoded }),
    });
    if (progress !== undefined && response.headers.get("content-type")?.startsWith(LINES) === true) {
      return await readLines(response, largestAnswer, (done, of) => {
        timer.refresh();
        progress(done, of);
      });
    }
    return {
      status: response.status,
      headers: response.headers,
      bytes: await readAll(response, largestAnswer),
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Media type of an answer with lines of progress. */
const LINES = "application/x-ndjson";

/** Reads lines of progress and then the result or the problem, as if it had come alone. */
async function readLines(
  response: Response,
  most: number,
  progress: (done: number, of: number) => void,
): Promise<Answer> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > most) throw new Failure(EXIT.failed, "answer-too-large");
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      const line = lineSchema.parse(JSON.parse(text.slice(0, end)));
      text = text.slice(end + 1);
      if (line.done !== undefined && line.of !== undefined) progress(line.done, line.of);
      const answer = line.result ?? line.problem;
      if (answer === undefined) continue;
      return {
        status: line.problem?.status ?? response.status,
        headers: new Headers({ "content-type": "application/json" }),
        bytes: new TextEncoder().encode(JSON.stringify(answer)),
      };
    }
  }
  throw new Error("the answer broke off");
}

const lineSchema = z.looseObject({
  done: z.number().optional(),
  of: z.number().optional(),
  result: z.unknown().optional(),
  problem: z.looseObject({ status: z.int() }).optional(),
});

/** Reads a whole answer. Leaving the loop over its parts closes the connection. */
async function readAll(response: Response, most: number): Promise<Uint8Array> {
  if (Number(response.headers.get("content-length") ?? 0) > most) {
    await response.body?.cancel();
    throw new Failure(EXIT.failed, "answer-too-large");
  }
  // An answer of chunks does not tell its length, and may have no end.
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) throw new Failure(EXIT.failed, "answer-too-large");
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

function accepted(answer: Answer, { server, key, withheld }: ClientOptions): Answer {
  const { status, headers, bytes } = answer;
  if ((status >= 200 && status < 300) || status === 304) return answer;
  if (status >= 300 && status < 400) {
    throw new Failure(EXIT.failed, "redirected", {
      server: server.origin,
      location: headers.get("location") ?? "?",
    });
  }
  const problem = problemOf(headers, bytes);
  const why = status !== 401 || key !== undefined ? "refused" : withheld ? "token-withheld" : "key-needed";
  throw new Failure(exitOfStatus(status), why, { status, server: server.origin }, problem);
}

const problemSchema = z.looseObject({
  code: z.string().optional(),
  title: z.string(),
  detail: z.string().optional(),
  advice: z.string().optional(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

function problemOf(headers: Headers, bytes: Uint8Array): ServerProblem | undefined {
  if (!headers.get("content-type")?.includes("json")) return undefined;
  const parsed = problemSchema.safeParse(parseJson(bytes));
  return parsed.success ? (parsed.data as ServerProblem) : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function asFailure(error: unknown, server: URL): Failure {
  if (error instanceof Failure) return error;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  const reason = code ?? (cause instanceof Error ? cause.message : String(cause));
  return new Failure(EXIT.unreachable, "unreachable", { server: server.origin, reason });
}

/**
 * Seconds to wait before the next attempt: what the server says (RFC 9110 §10.2.3: seconds or a date), within
 * reason, or else twice as long each time, with chance so that clients do not come back all at once.
 */
export function waitFor(
  retryAfter: string | null,
  attempt: number,
  now = Date.now(),
  chance = Math.random(),
): number {
  const told = retryAfter?.trim() ?? "";
  const seconds = /^\d+$/u.test(told) ? Number(told) : (Date.parse(told) - now) / 1000;
  if (told !== "" && !Number.isNaN(seconds)) return Math.min(MAX_WAIT, Math.max(0, seconds));
  return Math.min(MAX_WAIT, 2 ** (attempt - 1) * (0.5 + chance / 2));
}
