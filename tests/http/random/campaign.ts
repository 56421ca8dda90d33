import fc from "fast-check";
import { operationsOf, type DeclaredOperation, type OpenApiDocument } from "../../../src/http/openapi.ts";
import { type Answer, faultsOf, forget, learn, readAnswer } from "./answers.ts";
import type { Schemas } from "./json-schema.ts";
import { type DrawnRequest, type Pool, requestTo, written } from "./requests.ts";

export interface Campaign {
  readonly document: OpenApiDocument;
  readonly seed: number;
  /** How many requests; every operation gets the same number, give or take one. */
  readonly count: number;
  readonly send: (path: string, init: RequestInit) => Promise<Response>;
  /** Operations that are left out. */
  readonly without?: (declared: DeclaredOperation) => boolean;
  /** False ends the campaign early. */
  readonly goesOn?: () => boolean;
}

export interface CampaignResult {
  readonly sent: number;
  /** How many answers each operation gave with which status, as `GET /healthz 200`. */
  readonly answers: ReadonlyMap<string, number>;
  /** What was wrong, one line each with the request. */
  readonly faults: readonly string[];
}

/** Of ten requests seven fit their schema and three do not, mostly. */
const SPOILT = [0, 0, 0, 0, 0, 0, 0, 12, 12, 4];

/** After so many rounds new things are made, because random requests delete more than they make. */
const ROUNDS_OF_A_STOCK = 4;

/** Operations that take away: they are sent in one round of three. */
const isTaking = ({ method, path }: DeclaredOperation): boolean =>
  method === "DELETE" || path.endsWith("/undo") || path.endsWith("/merge");

const TABLE =
  "key,en,ru,zh\nice,The icebreaker left port.,Ледокол вышел из порта.,破冰船离港。\nships_one,{{count}} ship,{{count}} судно,\nships_other,{{count}} ships,{{count}} судов,{{count}} 艘船\nport,Ports grow by 12%.,Порты растут на 13 %.,\n";

const json = (path: string, body: object): readonly [string, RequestInit] => [
  path,
  { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
];

/** Requests that make one thing of each kind. */
const stock = (round: number): (readonly [string, RequestInit])[] => [
  json("/api/v1/collections", { id: `c${round}`, title: "Arctic" }),
  [
    `/api/v1/collections/c${round}/documents?id=d${round}&filename=a.csv&namespace=strings`,
    { method: "POST", headers: { "content-type": "application/octet-stream" }, body: TABLE },
  ],
  json("/api/v1/concepts", {
    id: `icebreaker-${round}`,
    terms: [
      { language: "en", text: "icebreaker" },
      { language: "ru", text: "ледокол" },
    ],
  }),
  json(`/api/v1/concepts/icebreaker-${round}/comments`, { text: "Ледокол?" }),
  json("/api/v1/strings/strings/publish", {}),
  json("/api/v1/tokens", { name: `reader ${round}`, role: "reader" }),
  json("/api/v1/webhooks", { url: "https://example.org/hook" }),
];

/** What lists and answers name, so that requests can be about it. */
const LISTS = [
  "collections",
  "collections/{round}/documents",
  "documents/{round}/units",
  "findings",
  "imports",
  "people",
  "questions",
  "concepts",
  "concepts/{concept}/comments",
  "tokens",
  "webhooks",
];

/**
 * Sends random requests to all operations of the document, and judges every answer by what the document declares.
 * First some fitting requests to each operation, so that there are things to work on.
 */
export async function campaign({
  document,
  seed,
  count,
  send,
  without = () => false,
  goesOn = () => true,
}: Campaign): Promise<CampaignResult> {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const operations = operationsOf(document).filter((declared) => !without(declared));
  const pool: Pool = new Map();
  const answers = new Map<string, number>();
  const faults: string[] = [];
  let sent = 0;
  const fill = async (round: number): Promise<void> => {
    for (const [path, init] of stock(round)) await (await send(path, init)).text();
    for (const list of LISTS) {
      const path = list
        .replace("{concept}", `icebreaker-${round}`)
        .replace("{round}", list.startsWith("c") ? `c${round}` : `d${round}`);
      learn(await readAnswer(await send(`/api/v1/${path}`, {})), path, pool);
    }
    pool.set("namespace", ["strings"]);
  };
  const drawn = new Map<string, fc.Arbitrary<DrawnRequest>>();
  const requestsTo = (declared: DeclaredOperation, spoilt: number) => {
    const name = `${declared.operation.operationId} ${spoilt}`;
    const known = drawn.get(name) ?? requestTo(declared, schemas, spoilt);
    drawn.set(name, known);
    return known;
  };
  for (let round = 0; sent < count && goesOn(); round += 1) {
    if (round % ROUNDS_OF_A_STOCK === 0) await fill(round);
    const spoilt = round < 2 ? 0 : (SPOILT[round % SPOILT.length] ?? 0);
    for (const [at, declared] of operations.entries()) {
      if (sent >= count || !goesOn()) break;
      if (isTaking(declared) && (round + at) % 3 > 0) continue;
      const [wanted] = fc.sample(requestsTo(declared, spoilt), {
        numRuns: 1,
        seed: seed + round * 1000 + at,
      });
      if (wanted === undefined) continue;
      const request = written(wanted, pool, schemas);
      sent += 1;
      let answer: Answer;
      try {
        answer = await readAnswer(await send(request.path, request.init));
      } catch (error) {
        const cause =
          error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
        faults.push(
          `${declared.operation.operationId}: no answer: ${String(error)}${cause}\n    ${request.shown}`,
        );
        continue;
      }
      const name = `${declared.method} ${declared.path} ${answer.status}`;
      answers.set(name, (answers.get(name) ?? 0) + 1);
      learn(answer, declared.path, pool);
      if (answer.status === 404) forget(request.path, pool);
      for (const fault of faultsOf(answer, request, declared, schemas).slice(0, 3))
        faults.push(`${declared.operation.operationId}: ${fault}\n    ${request.shown}`);
    }
  }
  return { sent, answers, faults };
}
