import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import { addMissingStrings } from "../../services/strings/add-missing-strings.ts";
import { listPublications } from "../../services/strings/list-publications.ts";
import { LEAST_STATE, publishStrings } from "../../services/strings/publish-strings.ts";
import { servedMultiple, servedStrings, type ServedStrings } from "../../services/strings/serve-strings.ts";
import { publishedTypes } from "../../services/strings/string-types.ts";
import { parseJson } from "../body.ts";
import { JSON_IN_UTF8, respondCached } from "../caching.ts";
import type { RequestIn } from "../environment.ts";
import { answers, operation, routes } from "../operation.ts";
import { invalidFields } from "../problems.ts";
import { CONVERTED, namespaceOf, OPEN, respondStrings } from "../served-strings.ts";
import { Flag, LanguageSchema, StateSchema } from "./schemas.ts";

/** Website strings for i18next-http-backend (v4), and the operations that publish them. */

const tags = ["strings"];
const Namespace = z.string().min(1).max(128);
const Tag = z.string().min(1).max(128);

const Convert = z.object({
  convert: Flag.exactOptional().openapi({
    description:
      "Chinese that was published in the other script than the tag asks for (`zh-Hant`, `zh-TW`) is converted",
  }),
});

const served = {
  200: {
    description:
      "i18next JSON. `Content-Language` says in which script Chinese is, `Polynya-Converted` that it was converted",
    content: { "application/json": { schema: { type: "object" as const } } },
  },
  304: { description: "The strings have not changed" },
};

export const stringRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/locales/resources.json",
      operationId: "getManyStrings",
      permission: "public",
      tags,
      summary: "Several languages and namespaces at once, `lng=ru+zh&ns=a+b`",
      request: { query: Convert.extend({ lng: z.string().max(500), ns: z.string().max(2000) }) },
      responses: served,
    }),
    (c) => {
      const { lng, ns, convert } = c.req.valid("query");
      return respondMultiple(c, lng, ns, convert);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/locales/{types{.+\\.d\\.ts}}",
      operationId: "getStringTypes",
      permission: "public",
      tags,
      summary:
        "TypeScript of the keys of a namespace, `site.d.ts`: i18next's `t` then checks keys and plurals",
      request: { params: z.object({ types: z.string().max(140) }) },
      responses: {
        200: {
          description: "An interface with the keys and their texts, as the default export",
          content: { "application/typescript": { schema: { type: "string" as const } } },
        },
        304: { description: "The keys and texts have not changed" },
      },
    }),
    async (c) => {
      const namespace = c.req.valid("param").types.replace(/\.d\.ts$/u, "");
      const types = await publishedTypes(c.var.context, namespace);
      if (types === undefined) throw new Problem("not-found");
      return respondCached(c, types, {
        contentType: "application/typescript; charset=utf-8",
        cacheControl: "no-cache",
        headers: OPEN,
      });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/locales/{version{@[0-9a-f]+}}/{language}/{file{.+\\.json}}",
      operationId: "getStringsVersion",
      permission: "public",
      tags,
      summary: "Strings as they were published under this version; never changes",
      request: {
        params: z.object({ version: z.string().max(70), language: Tag, file: z.string().max(140) }),
        query: Convert,
      },
      responses: served,
    }),
    async (c) => {
      const { version, language, file } = c.req.valid("param");
      const wanted = { ...c.req.valid("query"), version: version.slice(1) };
      return foundStrings(
        await respondStrings(
          c,
          await servedStrings(c.var.context, language, namespaceOf(file), wanted),
          true,
        ),
      );
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/locales/{language}/{file{.+}}",
      operationId: "getStrings",
      permission: "public",
      tags,
      summary: "Strings as they are now: `ru/site.json`, or several at once as `ru+zh/site+menu`",
      request: {
        params: z.object({ language: z.string().min(1).max(500), file: z.string().max(2000) }),
        query: Convert,
      },
      responses: served,
    }),
    async (c) => {
      const { language, file } = c.req.valid("param");
      const wanted = c.req.valid("query");
      if (!file.endsWith(".json")) return respondMultiple(c, language, file, wanted.convert);
      const found = await servedStrings(c.var.context, language, namespaceOf(file), wanted);
      return foundStrings(await respondStrings(c, found, false));
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/locales/add/{language}/{namespace{.+}}",
      operationId: "addMissingStrings",
      permission: "translate",
      tags,
      summary: "Take keys that a website found missing, with their fallback texts",
      request: {
        params: z.object({ language: Tag, namespace: Namespace }),
        body: {
          required: true,
          content: {
            "application/json": {
              schema: { type: "object" as const, additionalProperties: { type: "string" as const } },
            },
            "application/x-www-form-urlencoded": { schema: { type: "object" as const } },
          },
        },
      },
      responses: answers(z.object({ added: z.int() }), "How many keys were new"),
    }),
    async (c) => {
      const { language, namespace } = c.req.valid("param");
      const strings = missingStrings(c);
      return c.json(await addMissingStrings(c.var.context, c.var.actor, language, namespace, strings), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/strings/{namespace{.+}}/publish",
      operationId: "publishStrings",
      permission: "publish",
      heavy: true,
      tags,
      summary: "Make the strings of a namespace live, in every language that it has",
      request: {
        params: z.object({ namespace: Namespace }),
        query: z.object({
          dryRun: Flag.exactOptional(),
          state: StateSchema.default(LEAST_STATE).openapi({
            description: "Least state of a text; what is below is left out, so that the website falls back",
          }),
        }),
      },
      responses: answers(
        z.object({
          items: z.array(z.object({ language: LanguageSchema, version: z.string(), changed: z.boolean() })),
          next: z.null(),
        }),
        "What is live now",
      ),
    }),
    async (c) => {
      const { namespace } = c.req.valid("param");
      const { dryRun = false, state } = c.req.valid("query");
      const items = await publishStrings(c.var.context, c.var.actor, namespace, { dryRun, state });
      return c.json({ items, next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/strings/{namespace{.+}}/versions",
      operationId: "listStringVersions",
      permission: "read",
      tags,
      summary: "What was ever published of a namespace, newest first",
      request: { params: z.object({ namespace: Namespace }) },
      responses: answers(
        z.object({
          items: z.array(
            z.object({
              namespace: z.string(),
              language: LanguageSchema,
              version: z.string(),
              time: z.string(),
              author: z.string(),
              current: z.boolean(),
            }),
          ),
          next: z.null(),
        }),
        "Versions",
      ),
    }),
    async (c) => {
      const items = await listPublications(c.var.context, c.var.actor, c.req.valid("param").namespace);
      return c.json({ items, next: null }, 200);
    },
  );

/** @throws {Problem} `not-found` */
function foundStrings(response: Response | undefined): Response {
  if (response === undefined) throw new Problem("not-found");
  return response;
}

async function respondMultiple(
  c: RequestIn,
  languages: string,
  namespaces: string,
  convert: boolean | undefined,
): Promise<Response> {
  const tagsWanted = split(languages, 12);
  const found = await servedMultiple(c.var.context, tagsWanted, split(namespaces, 100), convert);
  const strings = [...found.values()].flatMap((byNamespace) => [...byNamespace.values()]);
  if (strings.length === 0) throw new Problem("not-found");
  return respondCached(c, printMultiple(found), {
    contentType: JSON_IN_UTF8,
    cacheControl: "no-cache",
    headers: {
      ...OPEN,
      "content-language": [...new Set(strings.map(({ tag }) => tag))].join(", "),
      ...(strings.some(({ converted }) => converted) ? { [CONVERTED]: "true" } : {}),
    },
  });
}

/**
 * Strings by language, then by namespace. Where there is one of each, their keys stand beside it: a plain
 * i18next-http-backend on this address takes the answer as the keys, and would find none of its own.
 */
function printMultiple(found: ReadonlyMap<string, ReadonlyMap<string, ServedStrings>>): string {
  const text = ({ body }: ServedStrings) => new TextDecoder().decode(body);
  const members = [...found].map(([tag, byNamespace]) => {
    const parts = [...byNamespace].map(([namespace, one]) => `${JSON.stringify(namespace)}:${text(one)}`);
    return `${JSON.stringify(tag)}:{${parts.join(",")}}`;
  });
  const [[tag, byNamespace] = ["", undefined], ...others] = found;
  if (others.length > 0 || byNamespace?.size !== 1) return `{${members.join(",")}}`;
  const keys = [...byNamespace.values()].flatMap((one) => Object.entries(JSON.parse(text(one)) as object));
  const beside = keys.filter(([name]) => name !== tag);
  return `{${[...members, ...beside.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)].join(",")}}`;
}

/** Splits a list of i18next: its `+` between names becomes a space when the query is decoded. */
function split(list: string, most: number): string[] {
  const items = [...new Set(list.split(/[+ ]/u).filter((item) => item !== ""))];
  if (items.length > most) throw new Problem("too-large", { limit: most });
  return items;
}

const Strings = z.record(z.string().min(1).max(2000), z.string().max(200_000));

/** Reads missing strings by key. Clients with `fetch` send JSON, clients with `XMLHttpRequest` send a form. */
function missingStrings(c: RequestIn): Map<string, string> {
  const isForm = /^application\/x-www-form-urlencoded\b/iu.test(c.req.header("content-type") ?? "");
  const sent: unknown = isForm
    ? Object.fromEntries(new URLSearchParams(new TextDecoder().decode(c.var.body)))
    : parseJson(c.var.body);
  const parsed = Strings.safeParse(sent);
  if (!parsed.success) throw invalidFields(parsed.error, c.var.messages);
  const strings = new Map(Object.entries(parsed.data));
  // Older clients add this time stamp to bypass caches.
  strings.delete("_t");
  return strings;
}
