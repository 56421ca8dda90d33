import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import { PERMISSIONS, roleOf, ROLES } from "../../services/access/roles.ts";
import { editPerson } from "../../services/access/people.ts";
import { onlyCollection, permissionsAnywhere } from "../../services/access/principal.ts";
import { countOwnRecoveryCodes, createOwnRecoveryCodes } from "../../services/access/recovery-codes.ts";
import { endOwnSession, listOwnSessions, type SessionView } from "../../services/access/sessions.ts";
import { createLink } from "../../services/access/create-sign-in-link.ts";
import { createToken } from "../../services/access/create-token.ts";
import { listTokens, type TokenSummary } from "../../services/access/list-tokens.ts";
import { isSuggesterOn } from "../../services/suggestions/get-suggester.ts";
import { revokeToken } from "../../services/access/revoke-token.ts";
import { answers, json, operation, routes } from "../operation.ts";
import type { RequestIn } from "../environment.ts";
import { Languages, PersonId } from "./person-schema.ts";
import { AnyId, CollectionId, LanguageSchema, Name } from "./schemas.ts";

const tags = ["access"];

const Me = z
  .object({
    person: z.string().nullable().openapi({ description: "Id; `null` for the environment's token" }),
    name: z.string(),
    languages: z.array(LanguageSchema),
    kind: z.enum(["token", "session", "environment"]),
    role: z.enum(ROLES).openapi({ description: "The role that says best what you may do somewhere" }),
    permissions: z.array(z.enum(PERMISSIONS)).openapi({ description: "What you may do somewhere" }),
    everywhere: z.array(z.enum(PERMISSIONS)).openapi({ description: "What you may do in all collections" }),
    collection: z.string().nullable().openapi({ description: "The only collection that you see" }),
    collections: z
      .record(z.string(), z.array(z.enum(PERMISSIONS)))
      .openapi({ description: "What you may do in collections where it is not what you may do everywhere" }),
    suggestions: z.boolean().openapi({ description: "Whether a model can be asked for translations" }),
  })
  .openapi("Me");

const TokenSchema: z.ZodType<TokenSummary> = z
  .object({
    id: z.string(),
    kind: z.enum(["token", "session"]),
    name: z.string(),
    person: z
      .object({ id: z.string(), kind: z.enum(["person", "program"]), name: z.string() })
      .nullable()
      .openapi({ description: "Whose it is; `null`: the environment's token" }),
    role: z.string(),
    collection: z.string().nullable(),
    created: z.string(),
    createdBy: z.string(),
    expires: z.string().nullable(),
    used: z.string().nullable(),
  })
  .openapi("Token");

const NewTokenSchema = z
  .strictObject({
    name: Name.openapi({ description: "Name of the new program; of a person's token, what it is for" }),
    person: PersonId.exactOptional().openapi({ description: "Whose it will be; absent: a new program's" }),
    role: z.enum(ROLES),
    collection: CollectionId.exactOptional(),
    expires: z.iso.datetime({ offset: true }).exactOptional(),
  })
  .openapi("NewToken");

const NewLinkSchema = z
  .union([
    z.strictObject({ name: Name, role: z.enum(ROLES), collection: CollectionId.exactOptional() }),
    z.strictObject({ person: PersonId }),
  ])
  .openapi("NewSignInLink");

const SessionSchema: z.ZodType<SessionView> = z
  .object({
    id: z.string(),
    device: z.string().nullable().openapi({ description: "Browser and system" }),
    place: z
      .string()
      .nullable()
      .openapi({ description: "Country (ISO 3166-1), where the platform names it" }),
    created: z.string(),
    expires: z.string().nullable(),
    used: z.string().nullable(),
    current: z.boolean().openapi({ description: "The session that asks" }),
  })
  .openapi("Session");

const RecoveryCodeCountSchema = z
  .object({
    left: z.int().openapi({ description: "Codes that were not used" }),
    all: z.int().openapi({ description: "Codes that were made" }),
    created: z.string().nullable(),
  })
  .openapi("RecoveryCodeCount");

export const accessRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/me",
      operationId: "getMe",
      permission: "read",
      tags,
      summary: "Who you are, and in what role",
      responses: answers(Me, "You"),
    }),
    async (c) => c.json(await meOf(c), 200),
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/me",
      operationId: "updateMe",
      permission: "read",
      personal: true,
      tags,
      summary: "Change your own name and languages",
      request: json(
        z
          .strictObject({ name: Name.exactOptional(), languages: Languages.exactOptional() })
          .openapi("MePatch"),
      ),
      responses: answers(Me, "You, as you are now"),
    }),
    async (c) => {
      const { context, actor, principal } = c.var;
      const { name, languages } = await editPerson(context, actor, ownId(c), c.req.valid("json"));
      c.set("principal", { ...principal, name, languages });
      return c.json(await meOf(c), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/me/sessions",
      operationId: "listMySessions",
      permission: "read",
      tags,
      summary: "Where you are signed in",
      responses: answers(
        z.object({ items: z.array(SessionSchema), next: z.null() }),
        "Your open sessions, newest first",
      ),
    }),
    async (c) => c.json({ items: await listOwnSessions(c.var.context, c.var.principal), next: null }, 200),
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/me/sessions/{session}",
      operationId: "endMySession",
      permission: "read",
      personal: true,
      tags,
      summary: "End one of your sessions",
      request: { params: z.object({ session: AnyId }) },
      responses: { 204: { description: "Ended" } },
    }),
    async (c) => {
      await endOwnSession(c.var.context, c.var.principal, c.req.valid("param").session);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/me/recovery-codes",
      operationId: "countMyRecoveryCodes",
      permission: "read",
      tags,
      summary: "How many recovery codes you have left",
      responses: answers(RecoveryCodeCountSchema, "Their number"),
    }),
    async (c) => c.json(await countOwnRecoveryCodes(c.var.context, c.var.principal), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/me/recovery-codes",
      operationId: "createMyRecoveryCodes",
      permission: "read",
      personal: true,
      tags,
      summary: "Make new recovery codes in the place of all that you have; they are shown this once",
      responses: {
        201: {
          description: "The codes; each signs you in once",
          content: { "application/json": { schema: z.object({ codes: z.array(z.string()) }) } },
        },
      },
    }),
    async (c) => {
      const codes = await createOwnRecoveryCodes(c.var.context, c.var.principal);
      return c.json({ codes: [...codes] }, 201);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/tokens",
      operationId: "listTokens",
      permission: "manage",
      tags,
      summary: "Tokens and open sessions",
      responses: answers(
        z.object({ items: z.array(TokenSchema), next: z.null() }),
        "All tokens and sessions that were not revoked",
      ),
    }),
    async (c) => c.json({ items: await listTokens(c.var.context, c.var.actor), next: null }, 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/tokens",
      operationId: "createToken",
      permission: "manage",
      tags,
      summary: "Make a token, of a new program or of a person; its secret is shown this once",
      request: json(NewTokenSchema),
      responses: {
        201: {
          description: "The token with its secret",
          content: {
            "application/json": { schema: z.intersection(TokenSchema, z.object({ token: z.string() })) },
          },
        },
      },
    }),
    async (c) => c.json(await createToken(c.var.context, c.var.actor, c.req.valid("json")), 201),
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/tokens/{token}",
      operationId: "revokeToken",
      permission: "manage",
      tags,
      summary: "Revoke a token or end a session, with the sessions that it opened",
      request: { params: z.object({ token: z.string().max(64) }) },
      responses: { 204: { description: "Revoked" } },
    }),
    async (c) => {
      await revokeToken(c.var.context, c.var.actor, c.req.valid("param").token);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/sign-in-links",
      operationId: "createSignInLink",
      permission: "manage",
      tags,
      summary: "Make a one-time sign-in link for a person, or for somebody new, whose account it makes",
      request: json(NewLinkSchema),
      responses: {
        201: {
          description: "The link's path on this server; it works once, within the hour",
          content: { "application/json": { schema: z.object({ path: z.string(), expires: z.string() }) } },
        },
      },
    }),
    async (c) => {
      const { secret, expires } = await createLink(c.var.context, c.var.actor, c.req.valid("json"));
      return c.json({ path: `/sign-in/${secret}`, expires }, 201);
    },
  );

/** Id of the person whose session sends a personal request. @throws {Problem} `forbidden` */
function ownId({ var: { principal } }: RequestIn): string {
  if (principal.person === undefined) throw new Problem("forbidden");
  return principal.person;
}

async function meOf(c: RequestIn) {
  const { principal, context } = c.var;
  const { person = null, name, languages, kind, access } = principal;
  const permissions = permissionsAnywhere(access);
  return {
    ...{ person, name, kind, permissions },
    languages: [...languages],
    everywhere: [...access.everywhere],
    role: roleOf(permissions),
    collection: onlyCollection(access) ?? null,
    collections: Object.fromEntries(
      Object.entries(access.there).map(([collection, granted]) => [collection, [...granted]]),
    ),
    suggestions: await isSuggesterOn(context),
  };
}
