import { matchedRoutes } from "hono/route";
import type { RequestIn } from "./environment.ts";
import type { AnsweredRequest } from "./metrics.ts";

/** One line of the access log. It has no secret and no text: of an address it has the ids alone. */
export interface AccessEntry extends AnsweredRequest {
  readonly time: Date;
  /** Id of the request, as in the answer. */
  readonly request: string;
  /** Address of the client. */
  readonly address: string;
  /** The route with the ids that the request names. */
  readonly path: string;
  /** Id of the token or session; absent in public operations. */
  readonly actor?: string | undefined;
}

export const ACCESS_LOGS = ["off", "text", "json"] as const;
export type AccessLog = (typeof ACCESS_LOGS)[number];

/** Parameters of addresses that are ids. All others may be secrets, or texts that somebody translates. */
const IDS: ReadonlySet<string> = new Set([
  "collection",
  "concept",
  "document",
  "finding",
  "import",
  "language",
  "namespace",
  "proposal",
  "unit",
  "webhook",
]);
const SAFE = /^[\w.~@:+-]{1,100}$/u;

/** The pattern of the operation that answered, in the notation of OpenAPI; `other` for pages and unknown addresses. */
export function routeOf(c: RequestIn): string {
  const path = matchedRoutes(c)[c.req.routeIndex]?.path ?? "*";
  return path.includes("*") ? "other" : path.replaceAll(/:(\w+)(?:\{[^}]*\})?/gu, "{$1}");
}

/** A route with the ids of a request in it. */
export function pathOf(c: RequestIn, route: string): string {
  const values = c.req.param() as Readonly<Record<string, string | undefined>>;
  return route.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = IDS.has(name) ? values[name] : undefined;
    return value !== undefined && SAFE.test(value) ? value : whole;
  });
}

/** A line of the log, with its end; `undefined` when the log is off. */
export function accessLine(format: AccessLog, entry: AccessEntry): string | undefined {
  if (format === "off") return undefined;
  const { time, method, route, path, status, seconds, request, address, actor } = entry;
  const milliseconds = Math.round(seconds * 1e5) / 100;
  if (format === "json") {
    const line = { time, address, actor, method, route, path, status, milliseconds, request };
    return `${JSON.stringify(line)}\n`;
  }
  // The address may come from a header of a proxy.
  const words = [address.replaceAll(/[^\w.:%-]/gu, "?") || "-", actor ?? "-", method, path, status];
  return `${time.toISOString()} ${words.join(" ")} ${milliseconds}ms ${request}\n`;
}
