import { z } from "@hono/zod-openapi";
import { isLanguage, type Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { describe, type Messages, messages } from "../../messages/messages.ts";
import { listSignIns, type SignInView } from "../../services/access/list-sign-ins.ts";
import { beginFlow } from "../../services/identities/begin-flow.ts";
import { finishFlow } from "../../services/identities/finish-flow.ts";
import { type Flow, unsealFlow } from "../../services/identities/flow.ts";
import { listOwnIdentities, unlinkOwnIdentity } from "../../services/identities/own-identities.ts";
import type { Providers } from "../../services/identities/providers.ts";
import { keepSession } from "../authentication.ts";
import { originOf } from "../device.ts";
import type { RequestIn } from "../environment.ts";
import { keepFlow, takeFlow } from "../flow-cookie.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { onwardPage } from "../pages/onward.ts";
import { signInPage } from "../pages/sign-in.ts";
import { PROBLEM_STATUS } from "../problem-status.ts";
import { siteOf } from "../site.ts";
import { show, wantsPage } from "../shown-page.ts";
import { asProblem } from "../../storage/problems.ts";
import { GivenRolesSchema, rolesView } from "./person-schema.ts";
import { AnyId, EvenLast, limitUpTo, OnlyWay } from "./schemas.ts";

const tags = ["access"];
const ProviderName = z.string().min(1).max(32);
const params = z.object({ provider: ProviderName });

const IdentitySchema = z
  .object({
    id: z.string(),
    provider: z.string(),
    account: z.string().openapi({ description: "How people know the account" }),
    roles: GivenRolesSchema,
    until: z.string().openapi({ description: "The roles count until then, if you do not sign in again" }),
    created: z.string(),
    used: z.string().openapi({ description: "Last sign-in" }),
    onlyWay: OnlyWay,
  })
  .openapi("Identity");

const SignInSchema: z.ZodType<SignInView> = z
  .object({
    id: z.string(),
    time: z.string(),
    person: z.string().nullable().openapi({ description: "Id; `null`: the environment's token" }),
    name: z.string(),
    way: z.enum(["link", "code", "token", "provider", "passkey"]),
    provider: z.string().nullable(),
    device: z.string().nullable(),
    place: z.string().nullable(),
  })
  .openapi("SignIn");

export const identityRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/sign-in-providers",
      operationId: "listSignInProviders",
      permission: "public",
      tags,
      summary: "Providers by which people sign in",
      responses: answers(
        z.object({ items: z.array(z.object({ name: z.string(), label: z.string() })), next: z.null() }),
        "In the order of the settings",
      ),
    }),
    (c) => {
      const items = providersOf(c)?.all.map(({ name, label }) => ({ name, label })) ?? [];
      return c.json({ items, next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/sign-ins",
      operationId: "listSignIns",
      permission: "manage",
      shared: true,
      tags,
      summary: "Who signed in when, how and where, within the last 400 days",
      request: { query: z.object({ after: AnyId.exactOptional(), limit: limitUpTo(1000, 100) }) },
      responses: answers(
        z.object({ items: z.array(SignInSchema), next: z.string().nullable() }),
        "One page, newest first",
      ),
    }),
    async (c) => c.json(await listSignIns(c.var.context, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/me/identities",
      operationId: "listMyIdentities",
      permission: "read",
      tags,
      summary: "Your accounts at providers, by which you sign in",
      responses: answers(
        z.object({ items: z.array(IdentitySchema), next: z.null() }),
        "Your accounts, oldest first",
      ),
    }),
    async (c) => {
      const found = await listOwnIdentities(c.var.context, c.var.principal);
      const items = found.map((identity) => ({ ...identity, roles: rolesView(identity.roles) }));
      return c.json({ items, next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/me/identities",
      operationId: "linkMyIdentity",
      permission: "read",
      personal: true,
      tags,
      summary: "Begin to add an account at a provider, by which you will sign in too",
      request: json(z.strictObject({ provider: ProviderName }).openapi("NewIdentity")),
      responses: {
        201: {
          description: "The provider's page, to which the browser has to go",
          content: { "application/json": { schema: z.object({ location: z.string() }) } },
        },
      },
    }),
    async (c) => {
      const { provider } = c.req.valid("json");
      const { person, id: session } = c.var.principal;
      if (person === undefined) throw new Problem("forbidden");
      const purpose = { kind: "link", person, session } as const;
      const { language } = c.var.messages;
      return c.json({ location: await begin(c, { provider, purpose, language }) }, 201);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/me/identities/{identity}",
      operationId: "unlinkMyIdentity",
      permission: "read",
      personal: true,
      tags,
      summary: "Take an account from yours: it signs you in no more, and what its groups gave ends",
      request: { params: z.object({ identity: AnyId }), query: EvenLast },
      responses: { 204: { description: "Taken away" } },
    }),
    async (c) => {
      const { identity } = c.req.valid("param");
      const { last = false } = c.req.valid("query");
      await unlinkOwnIdentity(c.var.context, c.var.principal, identity, last);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/sign-in/oidc/{provider}",
      operationId: "beginProviderSignIn",
      permission: "public",
      tags,
      summary: "Begin to sign in at a provider; `invitation` makes the account of an invitation",
      request: {
        params,
        query: z.object({
          language: z.string().max(20).exactOptional(),
          invitation: z.string().max(200).exactOptional(),
        }),
      },
      responses: { 303: { description: "The provider's page" } },
    }),
    async (c) => {
      const { provider } = c.req.valid("param");
      const { invitation, language } = c.req.valid("query");
      const purpose =
        invitation === undefined ? ({ kind: "sign-in" } as const) : ({ kind: "join", invitation } as const);
      const read = isLanguage(language) ? language : c.var.messages.language;
      try {
        return c.redirect(await begin(c, { provider, purpose, language: read }), 303);
      } catch (error) {
        return refused(c, error, { language: read, purpose });
      }
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/sign-in/oidc/{provider}/callback",
      operationId: "endProviderSignIn",
      permission: "public",
      tags,
      summary: "The provider sends the browser back here",
      request: { params },
      responses: {
        200: {
          description: "Signed in; the cookie is the session",
          content: { "text/html": { schema: z.string() } },
        },
      },
    }),
    async (c) => {
      const { provider } = c.req.valid("param");
      let flow: Flow | undefined;
      try {
        const providers = requiredProviders(c, provider);
        const named = providers.named(provider);
        const sealed = takeFlow(c);
        flow = sealed === undefined ? undefined : await unsealFlow(sealed, named);
        if (flow !== undefined && flow.provider !== provider) throw new Problem("sign-in-mixed");
        const { searchParams } = new URL(c.req.url);
        const done = await finishFlow(c.var.context, providers, flow, searchParams, originOf(c));
        if ("session" in done) keepSession(c, done.session);
        const to = "session" in done ? "/" : "/account";
        return await show(c, onwardPage(textsIn(c, flow?.language), { to }));
      } catch (error) {
        return refused(c, error, flow ?? {});
      }
    },
  );

const providersOf = (c: RequestIn): Providers | undefined => c.var.dependencies.providers;

/** @throws {Problem} `not-found` where there are none */
function requiredProviders(c: RequestIn, provider: string): Providers {
  const providers = providersOf(c);
  if (providers === undefined) throw new Problem("not-found", { what: provider });
  return providers;
}

/** Begins a sign-in, and keeps it in the browser. @returns the provider's page */
async function begin(
  c: RequestIn,
  wanted: Pick<Flow, "provider" | "purpose"> & Pick<Required<Flow>, "language">,
): Promise<string> {
  const providers = requiredProviders(c, wanted.provider);
  const redirect = `${siteOf(c).origin}/sign-in/oidc/${encodeURIComponent(wanted.provider)}/callback`;
  const { location, sealed } = await beginFlow(c.var.context, providers, { ...wanted, redirect });
  keepFlow(c, sealed);
  return location;
}

const textsIn = (c: RequestIn, language: Language | undefined): Messages =>
  language === undefined ? c.var.messages : messages(language);

/** Shows a person why they were not signed in; other programs get the problem. */
function refused(
  c: RequestIn,
  error: unknown,
  flow: Partial<Pick<Flow, "language" | "purpose">>,
): Promise<Response> {
  const known = asProblem(error);
  if (!(known instanceof Problem) || !wantsPage(c)) throw error;
  const status = PROBLEM_STATUS[known.code];
  if (status >= 500) c.var.dependencies.report(known, c.var.request);
  const texts = textsIn(c, flow.language);
  const problem = describe(texts, known);
  if (flow.purpose?.kind === "link") return show(c, onwardPage(texts, { to: "/account", problem }), status);
  const providers = providersOf(c)?.all;
  return show(c, signInPage(texts, { problem, providers, passing: true }), status);
}
