import { htmlLanguage } from "../../domain/language.ts";
import type { ProblemCode } from "../../domain/problem.ts";
import { createStore } from "../store.ts";
import { language } from "../i18n.ts";

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

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly form?: FormData;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** An address under the interface; ids are put in by the template, encoded. */
export const api = (parts: TemplateStringsArray, ...ids: readonly string[]): string =>
  `/api/v1${parts.reduce((whole, part, at) => whole + encodeURIComponent(ids[at - 1] ?? "") + part)}`;

/**
 * Sends a request as this browser's session.
 *
 * @throws {ApiProblem} when the server refuses
 * @throws {ConnectionLost} when it can't be reached
 */
export async function request<Answer>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const response = await answered(method, path, options, "application/json");
  if (response.status === 204) return undefined as Answer;
  const body: unknown = await reach(() => response.json());
  return body as Answer;
}

/** Sends a request that the server did not refuse. */
async function answered(
  method: string,
  path: string,
  options: RequestOptions,
  accept: string,
): Promise<Response> {
  const { query, json, form, ifMatch, signal } = options;
  const headers: Record<string, string> = {
    accept,
    "accept-language": htmlLanguage(language.get()),
  };
  if (json !== undefined) headers["content-type"] = "application/json";
  if (ifMatch !== undefined) headers["if-match"] = ifMatch;
  const init: RequestInit = {
    method,
    headers,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: form }),
    ...(signal === undefined ? {} : { signal }),
  };
  const response = await reach(() => fetch(withQuery(path, query), init));
  if (!response.ok) throw refused(await response.json().catch(() => undefined), response.status);
  return response;
}

/**
 * As `request`, for work that takes long: tells how much of it is done.
 *
 * @throws {ApiProblem}
 * @throws {ConnectionLost}
 */
export async function longRequest<Answer>(
  method: string,
  path: string,
  options: RequestOptions,
  progress: (done: number, of: number) => void,
): Promise<Answer> {
  const response = await answered(method, path, options, "application/x-ndjson");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const part = await reach(async () => reader?.read());
    text += part?.value ?? "";
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const told = JSON.parse(line) as Told<Answer>;
      if ("done" in told) progress(told.done, told.of);
      else if ("result" in told) return told.result;
      else throw new ApiProblem(told.problem);
    }
    if (part === undefined || part.done) break;
  }
  // The answer broke off.
  connected.set(false);
  throw new ConnectionLost();
}

/** A line of the answer to a long request. */
type Told<Answer> =
  | { readonly done: number; readonly of: number }
  | { readonly result: Answer }
  | { readonly problem: ProblemBody };

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

function refused(body: unknown, status: number): ApiProblem {
  const known = typeof body === "object" && body !== null && "code" in body;
  if (status === 401) signedOut.set(true);
  return new ApiProblem(
    known
      ? (body as ProblemBody)
      : { code: "internal", status, title: String(status), detail: "", advice: "" },
  );
}

/**
 * Sends a file and tells how much of it has left, 0 … 1. (`fetch` can't tell.)
 *
 * @throws {ApiProblem}
 * @throws {ConnectionLost}
 */
export function upload<Answer>(
  path: string,
  query: Query,
  file: Blob,
  onProgress: (share: number) => void,
  headers: Readonly<Record<string, string>> = {},
  method: "POST" | "PUT" = "POST",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(method, withQuery(path, query));
    sending.responseType = "json";
    sending.setRequestHeader("content-type", "application/octet-stream");
    sending.setRequestHeader("accept-language", htmlLanguage(language.get()));
    for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
    sending.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    sending.addEventListener("error", () => {
      connected.set(false);
      reject(new ConnectionLost());
    });
    sending.addEventListener("load", () => {
      connected.set(true);
      const ok = sending.status >= 200 && sending.status < 300;
      if (ok) resolve(sending.response as Answer);
      else reject(refused(sending.response, sending.status));
    });
    sending.send(file);
  });
}
