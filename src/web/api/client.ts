import { hc } from "hono/client";
import type { JSONValue } from "hono/utils/types";
import type { ProblemCode } from "../../domain/problem.ts";
import type { App } from "../../http/app.ts";
import { htmlLanguage } from "../../domain/language.ts";
import { type FetchedFile, fileNameOf } from "../downloading.ts";
import { language } from "../i18n.ts";
import { createStore } from "../store.ts";

/** A problem as the server words it (RFC 9457). */
export interface ProblemBody {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}

/** The server refused. */
export class ApiProblem extends Error {
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.title);
    this.name = "ApiProblem";
    this.body = body;
  }
}

/** The server could not be reached. */
export class ConnectionLost extends Error {}

/** Whether the last request reached the server. */
export const connected = createStore(true);
/** Set when the server says that nobody is signed in any more. */
export const signedOut = createStore(false);

/** Empty parameters are left out: an empty field of a form asks for nothing. */
function buildSearchParams(query: Readonly<Record<string, string | string[]>>): URLSearchParams {
  const given = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return new URLSearchParams(given.filter(([, value]) => value !== undefined && value !== ""));
}

/**
 * The service's own contract, one function per operation. Path parameters have to be encoded (see `encoded`). Calls
 * throw `ApiProblem` when the server refuses and `ConnectionLost` when it can't be reached.
 */
export const client = hc<App>("/", {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => send(input, init, "application/json"),
  buildSearchParams,
});

/** Path parameters as the client needs them: it puts them into the address as they are. */
export function encoded<const Params extends Readonly<Record<string, string>>>(params: Params) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, encodeURIComponent(value)]),
  ) as { [Name in keyof Params]: string };
}

/** Parameters without those that are `undefined`. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<Values>;
}

type OptionalKeys<Values> = {
  [Key in keyof Values]-?: undefined extends Values[Key] ? Key : never;
}[keyof Values];

type Given<Values> = Omit<Values, OptionalKeys<Values>> & {
  [Key in OptionalKeys<Values>]?: Exclude<Values[Key], undefined>;
};

/** A switch of the query, left out while it is off. */
export const flag = (on: boolean | undefined): "true" | undefined => (on === true ? "true" : undefined);

/** Further options of a call: what may interrupt it, and the version that it expects. */
export const options = (
  signal: AbortSignal | undefined,
  version?: number,
): { init?: RequestInit; headers: Record<string, string> } => ({
  ...(signal === undefined ? {} : { init: { signal } }),
  headers: version === undefined ? {} : { "if-match": `"v${version}"` },
});

/** The JSON of an answer. @throws {ConnectionLost} when the answer breaks off */
export async function body<Value>(sent: Promise<{ json(): Promise<Value> }>): Promise<Received<Value>> {
  const response = await sent;
  // What JSON holds is never `undefined`, which hono's types do not say.
  return (await reach(() => response.json())) as Received<Value>;
}

/** A field that may be absent is never there as `undefined`. Values of any shape stay as they are. */
type Received<Value> = JSONValue extends Value ? Value : ReceivedParts<Value>;
type ReceivedParts<Value> = Value extends object
  ? { [Key in keyof Value]: Received<Exclude<Value[Key], undefined>> }
  : Value;

/**
 * A file of the server. Making it may take long.
 *
 * @throws {ApiProblem}
 * @throws {ConnectionLost}
 */
export async function fetchFile(address: string): Promise<FetchedFile> {
  const response = await send(address, { method: "GET" }, "*/*", false);
  const { headers } = response;
  return {
    content: await reach(() => response.blob()),
    name: fileNameOf(headers.get("content-disposition")),
    warnings: Number(headers.get("polynya-warnings") ?? 0),
  };
}

/** Sends a request as this browser's session, in the reader's language. `isShort`: see `fetchPatiently`. */
async function send(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  accept: string,
  isShort = ["GET", "PATCH"].includes(init?.method ?? "GET"),
): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("accept", accept);
  headers.set("accept-language", htmlLanguage(language.get()));
  const response = await reach(() => fetchPatiently(input, { ...init, headers }, isShort));
  if (!response.ok) throw refused(await response.json().catch(() => undefined), response.status);
  return response;
}

/** Seconds without an answer after which the server counts as lost. */
const PATIENCE = 10;

/**
 * `fetch` that notices a server that hangs. Reading and saving one thing is short work: without an answer in
 * time the request is given up. Other work may take long: it goes on, as long as the server answers at all.
 *
 * Only seconds in which the page could have heard an answer are counted: a page that is busy itself gets its timers
 * before its answers.
 *
 * @throws {ConnectionLost} when a short request has no answer in time
 */
async function fetchPatiently(
  input: RequestInfo | URL,
  init: RequestInit,
  isShort: boolean,
): Promise<Response> {
  const giveUp = new AbortController();
  let waited = 0;
  const timer = setInterval(() => {
    waited += 1;
    if (waited % PATIENCE !== 0) return;
    if (isShort) giveUp.abort(new ConnectionLost());
    else void probe();
  }, 1000);
  const signals = [giveUp.signal, ...(init.signal ? [init.signal] : [])];
  try {
    return await fetch(input, { ...init, signal: AbortSignal.any(signals) });
  } finally {
    clearInterval(timer);
  }
}

/** Asks whether the server answers at all. */
async function probe(): Promise<void> {
  await reach(() => fetch("/healthz", { signal: AbortSignal.timeout(PATIENCE * 1000) })).catch(
    () => undefined,
  );
}

/**
 * Calls back once the server answers again, after a request that did not reach it. That may have been seen already.
 *
 * @returns what ends the waiting
 */
export function onceConnected(act: () => void): () => void {
  if (connected.get()) {
    act();
    return () => undefined;
  }
  const stop = connected.watch(() => {
    if (!connected.get()) return;
    stop();
    act();
  });
  return stop;
}

async function reach<Value>(attempt: () => Promise<Value>): Promise<Value> {
  try {
    const value = await attempt();
    connected.set(true);
    return value;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    connected.set(false);
    throw new ConnectionLost();
  }
}

function refused(told: unknown, status: number): ApiProblem {
  if (status === 401) signedOut.set(true);
  return new ApiProblem(
    isProblem(told) ? told : { code: "internal", status, title: String(status), detail: "", advice: "" },
  );
}

/** Our own server sends all members of a problem or none. */
const isProblem = (told: unknown): told is ProblemBody =>
  typeof told === "object" && told !== null && "code" in told;

/** `fetch` for a call whose work takes long: tells how much of it is done (see `http/long-work.ts`). */
export const reportingProgress =
  (progress: (done: number, of: number) => void) =>
  async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const response = await send(input, init, LINES);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const take = lineReader(progress);
    for (;;) {
      const part = await reach(async () => reader?.read());
      const result = take(part?.value ?? "");
      if (result !== undefined) return result;
      if (part === undefined || part.done) break;
    }
    // The answer broke off.
    connected.set(false);
    throw new ConnectionLost();
  };

/** Media type of an answer with lines of progress (see `http/long-work.ts`). */
const LINES = "application/x-ndjson";

/**
 * Takes the text of such an answer as it comes.
 *
 * @returns a function that gives the result once it is there
 * @throws {ApiProblem} when the work has failed
 */
function lineReader(progress: (done: number, of: number) => void) {
  let text = "";
  return (more: string): Response | undefined => {
    text += more;
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const told = JSON.parse(line) as ProgressLine;
      if ("done" in told) progress(told.done, told.of);
      else if ("result" in told) return Response.json(told.result);
      else throw new ApiProblem(told.problem);
    }
    return undefined;
  };
}

/** A line of the answer to a long request. */
type ProgressLine =
  | { readonly done: number; readonly of: number }
  | { readonly result: unknown }
  | { readonly problem: ProblemBody };

/** A file above this size, in bytes, takes the server so long that a person wants to see how far it is. */
const LONG = 1024 * 1024;

export interface UploadProgress {
  /** How much of the file has left, 0 … 1. */
  readonly sent: (share: number) => void;
  /** How much of a large file the server has taken in. Absent for a call that has no lines of progress. */
  readonly done?: (done: number, of: number) => void;
}

/** `fetch` for a call that sends a file. (The real `fetch` can't tell how much of it has left.) */
export const uploading =
  (file: Blob, { sent, done }: UploadProgress) =>
  (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open(init?.method ?? "POST", input instanceof Request ? input.url : input);
      sending.responseType = "text";
      for (const [name, value] of new Headers(init?.headers)) sending.setRequestHeader(name, value);
      sending.setRequestHeader("content-type", "application/octet-stream");
      sending.setRequestHeader("accept-language", htmlLanguage(language.get()));
      sending.upload.addEventListener("progress", ({ loaded, total }) =>
        sent(total === 0 ? 0 : loaded / total),
      );
      const take = done !== undefined && file.size > LONG ? lineReader(done) : undefined;
      if (take !== undefined) {
        sending.setRequestHeader("accept", `${LINES}, application/json`);
        let taken = 0;
        const read = (): void => {
          if (!isLines(sending)) return;
          const more = sending.responseText.slice(taken);
          taken = sending.responseText.length;
          try {
            const result = take(more);
            if (result !== undefined) resolve(result);
          } catch (error) {
            reject(error);
          }
        };
        sending.addEventListener("progress", read);
        sending.addEventListener("load", read);
      }
      sending.addEventListener("error", () => {
        connected.set(false);
        reject(new ConnectionLost());
      });
      sending.addEventListener("load", () => {
        connected.set(true);
        // The result of lines has been read; without it the answer broke off.
        if (isLines(sending)) return reject(new ConnectionLost());
        const answer = new Response(sending.responseText, { status: sending.status });
        if (answer.ok) resolve(answer);
        else
          void answer.json().then(
            (told: unknown) => reject(refused(told, answer.status)),
            () => reject(refused(undefined, answer.status)),
          );
      });
      sending.send(file);
    });

const isLines = (sending: XMLHttpRequest): boolean =>
  sending.getResponseHeader("content-type")?.startsWith(LINES) === true;
