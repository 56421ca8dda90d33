import { type OpenAPIHono, z } from "@hono/zod-openapi";
import packageJson from "../../package.json" with { type: "json" };
import type { HttpEnvironment } from "./environment.ts";
import type { Access } from "./operation.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

const INFO = {
  openapi: "3.1.0",
  info: {
    title: "Polynya",
    version: packageJson.version,
    description: packageJson.description,
    license: { name: packageJson.license, identifier: packageJson.license },
  },
  servers: [{ url: "/" }],
};

const documents = new WeakMap<object, OpenApiDocument>();

/**
 * Checks that every route declares a permission. It is cheap, because every start of a worker runs it.
 *
 * @throws {Error} with the path of a route without a permission
 */
export function assertDeclared(app: OpenAPIHono<HttpEnvironment>): void {
  const declared = new Set(
    app.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === "route" && definition.route["x-permission"] !== undefined
        ? [`${definition.route.method.toUpperCase()} ${routingPath(definition.route.path)}`]
        : [],
    ),
  );
  const undeclared = app.routes.find(
    ({ method, path }) => method !== "ALL" && !declared.has(`${method} ${path}`),
  );
  if (undeclared) {
    throw new Error(`${undeclared.method} ${undeclared.path} is served without a declared permission`);
  }
}

/**
 * Makes the OpenAPI document of an application.
 *
 * @throws {Error} with the path of a route that declares no permission
 */
export function describeApi(app: OpenAPIHono<HttpEnvironment>): OpenApiDocument {
  const known = documents.get(app);
  if (known) return known;
  app.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description:
      "A token, as `Authorization: Bearer pln_…`; Basic credentials with the token as password do too.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "polynya",
    description: "The session of a browser that was signed in.",
  });
  assertDeclared(app);
  admitAbsence(app.openAPIRegistry.definitions, new Set());
  const generated = withPlainPatterns(app.getOpenAPI31Document(INFO));
  const paths = Object.entries(generated.paths ?? {})
    // A path with a slash at its end is an alias of the path without it, for clients that always add the slash.
    .filter(([path]) => path === "/" || !path.endsWith("/"))
    .map(([path, item]) => [plainPath(path), item] as const);
  const document = { ...generated, paths: Object.fromEntries(paths) };
  documents.set(app, document);
  return document;
}

export interface DeclaredOperation {
  readonly method: string;
  /** Parameters are in braces. */
  readonly path: string;
  readonly permission: Access;
  readonly operation: Operation;
}

type PathItem = NonNullable<OpenApiDocument["paths"]>[string];
export type Operation = NonNullable<PathItem["get"]> & {
  readonly "x-permission"?: Access;
  /** The operation changes data that all collections share. */
  readonly "x-shared"?: true;
  /** Only a person in a browser's session may call it. */
  readonly "x-personal"?: true;
};

const METHODS = ["get", "put", "post", "delete", "patch"] as const;

/** All operations of a document that declare a permission, in the document's order. */
export function operationsOf(document: OpenApiDocument): DeclaredOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation: Operation | undefined = item[method];
      const permission = operation?.["x-permission"];
      return operation && permission ? [{ method: method.toUpperCase(), path, permission, operation }] : [];
    }),
  );
}

/** The path in Hono's syntax; the same replacement as in `OpenAPIHono.openapi`. */
const routingPath = (path: string) => path.replaceAll(/\/\{(.+?)\}/gu, "/:$1");

/** Removes patterns of parameters, as in `{text{.+}}`: OpenAPI allows only the name. */
const plainPath = (path: string) => path.replaceAll(/\{(\w+)\{[^}]*\}\}/gu, "{$1}");

/**
 * Makes exact optional schemas accept `undefined` when they are called alone. The generator marks a field as required
 * if its schema refuses `undefined`. Objects check their fields in another way, so requests with `undefined` or `null`
 * are still refused.
 */
function admitAbsence(value: unknown, seen: Set<unknown>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof z.ZodExactOptional) {
    const ask = value.safeParse.bind(value);
    value.safeParse = (data, context) =>
      data === undefined ? { success: true, data: undefined } : ask(data, context);
  }
  const parts =
    value instanceof z.ZodLazy
      ? [value.unwrap()]
      : Object.values(value instanceof z.ZodType ? value.def : value);
  for (const part of parts) admitAbsence(part, seen);
}

/** Removes the flags that the generator leaves at the end of patterns, because JSON Schema has no flags. */
function withPlainPatterns<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      key === "pattern" && typeof part === "string" ? part.replace(/\/[dgimsuvy]+$/u, "") : part,
    ),
  ) as Value;
}
