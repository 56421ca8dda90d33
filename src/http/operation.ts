import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { type Place, Problem } from "../domain/problem.ts";
import { collectionOf } from "../services/access/collection-of.ts";
import { type Access as Rights, onlyCollection, reachOf } from "../services/access/principal.ts";
import type { Permission } from "../services/access/roles.ts";
import { identify } from "./authentication.ts";
import { MEBIBYTE, parseJson, readBody, WORKER_BODY_LIMIT } from "./body.ts";
import type { HttpEnvironment, RequestIn } from "./environment.ts";
import { forward, forwarded, forwardedBody, type Heavy, SMALL_BODY } from "./heavy-work.ts";
import { invalidFields, unknownFields } from "./problems.ts";

export type Access = Permission | "public";

interface Declaration extends Omit<RouteConfig, "path" | "middleware" | "security"> {
  readonly permission: Access;
  /** Verb and noun, as `listDocuments`: generated clients use it as the name of the function. */
  readonly operationId: string;
  readonly tags: string[];
  readonly summary: string;
  /** The operation changes data that all collections share: a token bound to one collection may not call it. */
  readonly shared?: boolean;
  /** Only a person in a browser's session may call it, about themselves: a token has no hand in who its owner is. */
  readonly personal?: boolean;
  /** The token may also be in the path or query parameter `key`, for clients that can't send headers. */
  readonly keyed?: boolean;
  /** Its requests may take long, so they are answered on another thread where there is one. Not for public ones. */
  readonly heavy?: Heavy;
  /** Largest body in bytes: 1 MiB by default, and never more than `WORKER_BODY_LIMIT` on a Worker. */
  readonly limit?: number;
}

/**
 * Declares one operation. Every route is made by this function: it requires a permission, writes it into the OpenAPI
 * document as `x-permission`, and runs the authorisation and the bounded body reader before the validators and the
 * handler.
 */
export function operation<const D extends Declaration & { path: string }>(declaration: D) {
  const wanted: Declaration & { path: string } = declaration;
  const {
    permission,
    shared = false,
    personal = false,
    keyed = false,
    heavy,
    limit = MEBIBYTE,
    ...route
  } = wanted;
  const body = route.request?.body;
  const json = Object.entries(body?.content ?? {}).some(
    ([type, media]) =>
      JSON_TYPE.test(type) && media && "schema" in media && media.schema instanceof z.ZodType,
  );
  // Other programs may add parameters of their own; in our own interface an unknown parameter is a mistake.
  const isStrict = route.path.startsWith("/api/") && !keyed;
  const declared: RouteConfig = {
    ...route,
    "x-permission": permission,
    ...(shared ? { "x-shared": true } : {}),
    ...(heavy ? { "x-heavy": true } : {}),
    ...(personal ? { "x-personal": true } : {}),
    security: permission === "public" ? [] : [...(personal ? [] : [{ token: [] }]), { session: [] }],
    // Left out of the type below; otherwise every answer of the typed client could also be a problem.
    responses: { "4XX": PROBLEM_RESPONSE, "5XX": PROBLEM_RESPONSE, ...route.responses },
    middleware: [
      authorise(permission, { shared, personal, keyed }),
      ...(isStrict ? [refuseUnknownParameters(parametersOf(route.request?.query))] : []),
      ...(heavy === true ? [elsewhere(permission, body && limit)] : []),
      ...(body ? [takeBody({ limit, json, permission, heavy })] : []),
    ],
  };
  return createRoute(declared) as RouteConfig as unknown as Omit<
    D,
    "permission" | "shared" | "personal" | "keyed" | "heavy" | "limit"
  >;
}

function authorise(
  permission: Access,
  { shared, personal, keyed }: Readonly<Record<"shared" | "personal" | "keyed", boolean>>,
): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    if (permission !== "public") {
      const key = keyed ? (c.req.param("key") ?? c.req.query("key")) : undefined;
      const principal = forwarded(c)?.principal ?? (await identify(c, key || undefined));
      if (principal === undefined) throw new Problem("not-signed-in");
      const { name, person, access } = principal;
      const reach = reachOf(access, permission, await addressed(c, access));
      if (reach === undefined || (shared && reach.collections !== undefined)) throw new Problem("forbidden");
      if (personal && (principal.kind !== "session" || person === undefined)) throw new Problem("forbidden");
      const { permissions, collections } = reach;
      c.set("principal", principal);
      c.set("may", (one) => permissions.includes(one));
      c.set("actor", {
        name,
        ...(person === undefined ? {} : { person }),
        ...(collections === undefined ? {} : { collections }),
      });
    }
    await next();
  };
}

/** The collection that a request is about, where rights differ between collections. */
async function addressed(c: RequestIn, rights: Rights): Promise<string | undefined> {
  if (Object.keys(rights.there).length === 0 || onlyCollection(rights) !== undefined) return undefined;
  const { collection = c.req.query("collection"), ...named } = c.req.param() as Record<string, string>;
  return collectionOf(c.var.context, { collection, ...named });
}

const parametersOf = (query: unknown): ReadonlySet<string> =>
  new Set(query instanceof z.ZodObject ? Object.keys(query.shape) : []);

/** Refuses unknown query parameters. If a misspelt one were ignored, the answer would be wrong without a sign. */
function refuseUnknownParameters(known: ReadonlySet<string>): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const unknown = Object.keys(c.req.query()).filter((name) => !known.has(name));
    if (unknown.length > 0) throw unknownFields(unknown, known, c.var.messages);
    await next();
  };
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/iu;

/** Answers on another thread, if there is one. @param limit of the body in bytes; `undefined`: takes no body */
function elsewhere(permission: Access, limit: number | undefined): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const { heavyWork } = c.get("dependencies");
    if (heavyWork === undefined) return next();
    const read = limit === undefined ? undefined : () => readBody(c.req.raw, limit);
    return forward(c, heavyWork, read, permission);
  };
}

interface BodyRules {
  /** In bytes. */
  readonly limit: number;
  readonly json: boolean;
  readonly permission: Access;
  readonly heavy: Heavy | undefined;
}

/**
 * Reads the body once, within its limit, so that later steps do not read from the network. A JSON body with a schema
 * is parsed here; an uploaded JSON file is left to the reader of its format. A heavy request goes to another thread.
 */
function takeBody({ limit, json, permission, heavy }: BodyRules): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const isWorker = c.get("context").storage.engine === "d1";
    const given = forwarded(c);
    const bytes = given
      ? forwardedBody(given)
      : await readBody(c.req.raw, isWorker ? Math.min(limit, WORKER_BODY_LIMIT) : limit);
    const isJson = json && JSON_TYPE.test(c.req.header("content-type") ?? "");
    const isLarge = bytes.byteLength > SMALL_BODY;
    const small = isJson && !isLarge ? parseJson(bytes) : undefined;
    const { heavyWork } = c.get("dependencies");
    if (heavyWork !== undefined && typeof heavy === "function" && (isLarge || heavy(small)))
      return forward(c, heavyWork, () => Promise.resolve(bytes), permission);
    c.set("body", bytes);
    // Hono stores promises here, but its types say otherwise.
    c.req.bodyCache.arrayBuffer = Promise.resolve(bytes.buffer) as unknown as ArrayBuffer;
    if (isJson) {
      const value = isLarge ? parseJson(bytes) : small;
      // The validator calls `json()` again and gets the value that was parsed here.
      c.req.json = <T>() => Promise.resolve(value as T);
    }
    await next();
  };
}

/** An empty set of routes. A failed validation in it becomes a problem. */
export function routes() {
  return new OpenAPIHono<HttpEnvironment>({
    defaultHook: (result, c) => {
      if (!result.success) throw invalidFields(result.error, c.var.messages);
    },
  });
}

export const PlaceSchema: z.ZodType<Place> = z
  .object({
    file: z.string().exactOptional(),
    line: z.int().exactOptional(),
    column: z.int().exactOptional(),
    unit: z.string().exactOptional(),
    language: z.string().exactOptional(),
    field: z.string().exactOptional(),
  })
  .openapi("Place");

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    advice: z.string(),
    code: z.string(),
    instance: z.string(),
    request: z.string(),
    place: PlaceSchema.exactOptional(),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");

/** Declares the answer to what cannot be done. */
export const PROBLEM_RESPONSE = {
  description: "A problem (RFC 9457), in the language of Accept-Language",
  content: { "application/problem+json": { schema: ProblemSchema } },
};

/** Declares the usual answer of an operation: 200 with JSON. */
export const answers = <S extends z.ZodType>(schema: S, description: string) => ({
  200: { description, content: { "application/json": { schema } } },
});

const FILE = { type: "string", format: "binary" } as const;

/** Declares an answer that is a file of one of some media types. */
export const fileAnswer = (description: string, mediaTypes: Iterable<string>) => ({
  description,
  content: Object.fromEntries(
    [...new Set(mediaTypes)].map((type) => [type, { schema: type === "application/json" ? {} : FILE }]),
  ),
});

/** Declares a required JSON body. */
export const json = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { "application/json": { schema } } },
});

/**
 * Declares a PATCH of a resource that has a version. With `If-Match` (see `expectedVersion`) the change is refused if
 * somebody else changed the resource first.
 */
export const patchOperation = <
  const Path extends string,
  Params extends z.ZodObject,
  Patch extends z.ZodType,
  Answer extends z.ZodType,
>(declaration: {
  readonly path: Path;
  readonly operationId: string;
  readonly permission: Permission;
  readonly tags: string[];
  /** Says what the operation changes. */
  readonly summary: string;
  readonly params: Params;
  readonly patch: Patch;
  readonly answer: Answer;
}) => {
  const { path, operationId, permission, tags, summary, params, patch, answer } = declaration;
  return operation({
    method: "patch",
    path,
    operationId,
    permission,
    tags,
    summary: `${summary}; \`If-Match\` makes sure that nobody changed it meanwhile`,
    request: { params, ...json(patch) },
    responses: answers(answer, "As it is now"),
  });
};
