import type { DeclaredOperation } from "../../../src/http/openapi.ts";
import { PROBLEM_STATUS } from "../../../src/http/problem-status.ts";
import { isRecord, type JsonSchema, misfits, type Schemas } from "./json-schema.ts";
import type { Pool, Request } from "./requests.ts";

interface Declared {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** An answer, with its body read. */
export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly text: string;
}

/** Reads the body of an answer as text. */
export async function readAnswer(response: Response): Promise<Answer> {
  const type = response.headers.get("content-type")?.split(";")[0]?.trim();
  return { status: response.status, type, text: await response.text() };
}

/** Says what is wrong with an answer: its status, its type, its body, or that it is there at all. */
export function faultsOf(
  { status, type, text }: Answer,
  { faults }: Request,
  { operation }: DeclaredOperation,
  schemas: Schemas,
): string[] {
  if (status >= 500) return [`${status} ${text.slice(0, 300)}`];
  if (status >= 400) {
    const declared = (operation.responses as Readonly<Record<string, Declared>>)["4XX"]?.content ?? {};
    if (type !== undefined && type in declared && type === "application/json") return [];
    return problemFaults(status, type, text, schemas);
  }
  if (faults.length > 0) return [`${status} although ${faults[0]}`];
  const responses = operation.responses as Readonly<Record<string, Declared>>;
  const declared = responses[String(status)];
  if (declared === undefined) return [`${status} is not declared`];
  const content = declared.content;
  if (content === undefined) return text === "" ? [] : [`${status} has a body, and none is declared`];
  const media = type === undefined ? undefined : content[type];
  if (media === undefined) return [`${type} is not declared`];
  if (type === "application/x-ndjson") {
    // The status is sent before it is known whether something was made.
    const result = [declared, responses["201"]].find((one) => one?.content?.["application/json"]);
    return lineFaults(text, result?.content?.["application/json"]?.schema, schemas);
  }
  return type === "application/json" ? jsonFaults(text, media.schema, schemas) : [];
}

function problemFaults(status: number, type: string | undefined, text: string, schemas: Schemas): string[] {
  if (type !== "application/problem+json") return [`${status} ${type} is no problem`];
  const body: unknown = JSON.parse(text);
  const code = isRecord(body) ? String(body["code"]) : "";
  if (!Object.hasOwn(PROBLEM_STATUS, code)) return [`“${code}” is no code of a problem`];
  if (isRecord(body) && body["status"] !== status)
    return [`${status}, and the problem says ${String(body["status"])}`];
  // A problem may have more members (RFC 9457 §3.2).
  return misfits(body, { $ref: "#/components/schemas/Problem" }, schemas);
}

function jsonFaults(text: string, schema: JsonSchema, schemas: Schemas): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [`no JSON: ${text.slice(0, 100)}`];
  }
  return misfits(value, schema, schemas, true);
}

/** The last line of long work holds its result, or the problem in which it ended. */
function lineFaults(text: string, schema: JsonSchema | undefined, schemas: Schemas): string[] {
  const last: unknown = JSON.parse(text.trimEnd().split("\n").at(-1) ?? "null");
  if (isRecord(last) && isRecord(last["problem"])) {
    const { status } = last["problem"];
    return typeof status === "number" && status < 500
      ? []
      : [`a line with ${JSON.stringify(last).slice(0, 300)}`];
  }
  if (!isRecord(last) || schema === undefined) return [`the last line is ${text.slice(-100)}`];
  return misfits(last["result"], schema, schemas, true);
}

/** Kinds of things in lists, by the last name of the path of an operation. */
const KIND_OF_LIST: Readonly<Record<string, string>> = {
  collections: "collection",
  comments: "comment",
  concepts: "concept",
  documents: "document",
  findings: "finding",
  imports: "import",
  people: "person",
  proposals: "proposal",
  questions: "question",
  tokens: "token",
  units: "unit",
  webhooks: "webhook",
};

const KINDS = new Set([...Object.values(KIND_OF_LIST), "namespace", "next"]);

/** How many things of a kind are remembered. */
const REMEMBERED = 60;

/** Forgets the things in a path that leads nowhere. */
export function forget(path: string, pool: Pool): void {
  const names = new Set(path.split("?")[0]?.split("/").map(decodeURIComponent));
  for (const [kind, seen] of pool)
    if (kind !== "namespace")
      pool.set(
        kind,
        seen.filter((id) => !names.has(id)),
      );
}

/** Remembers ids that an answer names, so that later requests are about real things. */
export function learn({ status, type, text }: Answer, path: string, pool: Pool): void {
  if (status >= 300 || type !== "application/json") return;
  const kind = KIND_OF_LIST[path.split("/").at(-1) ?? ""];
  const remember = (what: string, value: unknown): void => {
    if (typeof value !== "string" || value === "") return;
    const seen = pool.get(what) ?? [];
    if (!seen.includes(value)) pool.set(what, [...seen, value].slice(-REMEMBERED));
  };
  const walk = (value: unknown, depth: number): void => {
    if (depth > 6) return;
    if (Array.isArray(value)) for (const part of value.slice(0, 50)) walk(part, depth + 1);
    if (!isRecord(value)) return;
    if (kind !== undefined) remember(kind, value["id"]);
    for (const [name, part] of Object.entries(value)) {
      if (KINDS.has(name)) remember(name, part);
      else if (name === "version" && typeof part === "string") remember("version", `@${part}`);
      walk(part, depth + 1);
    }
  };
  walk(JSON.parse(text), 0);
}
