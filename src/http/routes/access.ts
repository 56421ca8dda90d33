import { z } from "@hono/zod-openapi";
import { ROLES } from "../../services/access/roles.ts";
import { createLink } from "../../services/access/create-sign-in-link.ts";
import { createToken } from "../../services/access/create-token.ts";
import { listTokens, type TokenSummary } from "../../services/access/list-tokens.ts";
import { isSuggesterOn } from "../../services/suggestions/get-suggester.ts";
import { revokeToken } from "../../services/access/revoke-token.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { CollectionId, Name } from "./schemas.ts";

const tags = ["access"];

const Me = z
  .object({
    name: z.string(),
    kind: z.enum(["token", "session", "environment"]),
    role: z.enum(ROLES),
    collection: z.string().nullable(),
    suggestions: z.boolean().openapi({ description: "Whether a model can be asked for translations" }),
  })
  .openapi("Me");

const TokenSchema: z.ZodType<TokenSummary> = z
  .object({
    id: z.string(),
    kind: z.enum(["token", "session"]),
    name: z.string(),
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
    name: Name,
    role: z.enum(ROLES),
    collection: CollectionId.exactOptional(),
    expires: z.iso.datetime({ offset: true }).exactOptional(),
  })
  .openapi("NewToken");

const NewLinkSchema = z
  .strictObject({ name: Name, role: z.enum(ROLES), collection: CollectionId.exactOptional() })
  .openapi("NewSignInLink");

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
    async (c) => {
      const { name, kind, role, collection } = c.var.principal;
      const suggestions = await isSuggesterOn(c.var.context);
      return c.json({ name, kind, role, collection: collection ?? null, suggestions }, 200);
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
      summary: "Make a token; its secret is shown this once",
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
      summary: "Make a one-time sign-in link for a person",
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
