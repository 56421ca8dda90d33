import { createApp } from "../../src/http/app.ts";
import type { Dependencies } from "../../src/http/environment.ts";
import type { Role } from "../../src/services/access/roles.ts";
import { createToken } from "../../src/services/access/create-token.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/port.ts";

export const ENVIRONMENT_TOKEN = "environment-token-of-the-tests";
export const OWNER = { name: "owner" };

export interface Service {
  readonly context: Context;
  readonly app: ReturnType<typeof createApp>;
  /** Unexpected errors that were reported. */
  readonly reported: unknown[];
  /** Moves the clock forward by some milliseconds. */
  readonly wait: (milliseconds: number) => void;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** Makes a token. By default its name is the role. */
  readonly token: (role: Role, collection?: string, name?: string) => Promise<string>;
}

/** The whole service over a store in memory, or over a given store. */
export function service(
  storage: Storage = openSqlite(":memory:"),
  more: Partial<Dependencies> = {},
): Service {
  let now = Date.parse("2026-11-23T09:00:00Z");
  const context: Context = createContext({
    storage,
    index: ftsMatchIndex(storage),
    now: () => new Date(now),
  });
  const reported: unknown[] = [];
  const app = createApp({
    context,
    environmentToken: ENVIRONMENT_TOKEN,
    address: (c) => c.req.header("x-test-address") ?? "192.0.2.1",
    report: (error) => void reported.push(error),
    ...more,
  });
  return {
    context,
    app,
    reported,
    wait: (milliseconds) => void (now += milliseconds),
    request: async (path, init) => app.request(`http://polynya.test${path}`, init),
    token: async (role, collection, name = role) => {
      const wanted = { name, role, ...(collection === undefined ? {} : { collection }) };
      return (await createToken(context, OWNER, wanted)).token;
    },
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A request with a JSON body. */
export const sending = (
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export interface ProblemBody {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  readonly request: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly place?: { readonly field?: string; line?: number; column?: number };
  readonly [member: string]: unknown;
}

export const problemOf = async (response: Response): Promise<ProblemBody> =>
  (await response.json()) as ProblemBody;
