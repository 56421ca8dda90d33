import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { signIn } from "../../services/access/sign-in.ts";
import { signOut } from "../../services/access/sign-out.ts";
import { findInvitation } from "../../services/access/invitations.ts";
import { describe, type ProblemText } from "../../messages/messages.ts";
import { assetFor } from "../assets.ts";
import { forgetSession, identify, keepSession, limited, sessionSecret } from "../authentication.ts";
import { respondCached, respondJson } from "../caching.ts";
import type { RequestIn } from "../environment.ts";
import { operation, routes } from "../operation.ts";
import { docsPage, problemsPage } from "../pages/docs.ts";
import { homePage } from "../pages/home.ts";
import { type Markup, STYLE } from "../pages/layout.ts";
import { joinPage } from "../pages/join.ts";
import { signInPage } from "../pages/sign-in.ts";
import { originOf } from "../device.ts";
import { Name } from "./schemas.ts";
import { isFromBrowser, refuseForeignOrigin } from "../security.ts";
import { show, textsFor, wantsPage } from "../shown-page.ts";

const tags = ["pages"];
const page = { 200: { description: "A page", content: { "text/html": { schema: z.string() } } } };
const Secret = z.string().min(1).max(200);
const Checked = z.string().max(10).exactOptional();
const JoinForm = z.object({ secret: Secret, name: Name, en: Checked, ru: Checked, zh: Checked });

export const pageRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/",
      operationId: "getStartPage",
      permission: "public",
      tags,
      summary: "The start page",
      responses: page,
    }),
    async (c) => {
      const built = await assetFor(c);
      if (built) return built;
      const principal = await identify(c).catch(() => undefined);
      return show(c, homePage(textsFor(c), principal));
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/openapi.json",
      operationId: "getApiDescription",
      permission: "public",
      tags,
      summary: "The description of this interface, as OpenAPI 3.1",
      responses: {
        200: { description: "OpenAPI 3.1", content: { "application/json": { schema: z.unknown() } } },
      },
    }),
    (c) => respondJson<unknown>(c, c.var.api(), { cacheControl: "public, no-cache" }),
  )
  .openapi(
    operation({
      method: "get",
      path: "/docs",
      operationId: "getApiPage",
      permission: "public",
      tags,
      summary: "The description of this interface, for people",
      responses: page,
    }),
    (c) => show(c, docsPage(textsFor(c), c.var.api())),
  )
  .openapi(
    operation({
      method: "get",
      path: "/docs/problems",
      operationId: "getProblemsPage",
      permission: "public",
      tags,
      summary: "All problems and what to do about them",
      responses: page,
    }),
    (c) => show(c, problemsPage(textsFor(c))),
  )
  .openapi(
    operation({
      method: "get",
      path: "/docs/style.css",
      operationId: "getPageStyle",
      permission: "public",
      tags,
      summary: "The style of these pages",
      responses: { 200: { description: "A style sheet", content: { "text/css": { schema: z.string() } } } },
    }),
    (c) =>
      respondCached(c, STYLE, { contentType: "text/css; charset=utf-8", cacheControl: "public, no-cache" }),
  )
  .openapi(
    operation({
      method: "get",
      path: "/sign-in",
      operationId: "getSignInPage",
      permission: "public",
      tags,
      summary: "The form for signing in with a token or a recovery code",
      responses: page,
    }),
    (c) => show(c, signInPage(textsFor(c), { providers: providersOf(c) })),
  )
  .openapi(
    operation({
      method: "get",
      path: "/sign-in/{secret}",
      operationId: "getSignInLinkPage",
      permission: "public",
      tags,
      summary: "The form for signing in with a sign-in link",
      request: { params: z.object({ secret: Secret }) },
      responses: page,
    }),
    (c) => show(c, signInPage(textsFor(c), { link: c.req.valid("param").secret })),
  )
  .openapi(
    operation({
      method: "post",
      path: "/sign-in",
      operationId: "signIn",
      permission: "public",
      tags,
      summary: "Open a browser session with a token, a recovery code or the secret of a sign-in link",
      request: {
        body: {
          required: true,
          content: { "application/x-www-form-urlencoded": { schema: z.object({ secret: Secret }) } },
        },
      },
      responses: { 303: { description: "Signed in; the cookie is the session" } },
    }),
    async (c) => {
      if (isFromBrowser(c)) refuseForeignOrigin(c);
      const { context, environmentToken } = c.var.dependencies;
      const secret = c.req.valid("form").secret.trim();
      try {
        const about = originOf(c);
        keepSession(c, await limited(c, secret, () => sessionFor(context, secret, environmentToken, about)));
      } catch (error) {
        return refused(c, error, (problem) =>
          signInPage(textsFor(c), { problem, providers: providersOf(c) }),
        );
      }
      return c.redirect("/", 303);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/join/{secret}",
      operationId: "getJoinPage",
      permission: "public",
      tags,
      summary: "The form of an invitation",
      request: { params: z.object({ secret: Secret }) },
      responses: page,
    }),
    async (c) => {
      const { secret } = c.req.valid("param");
      const invitation = await findInvitation(c.var.context, secret);
      if (invitation === undefined && !wantsPage(c)) throw new Problem("not-found");
      return show(
        c,
        joinPage(textsFor(c), { secret, invitation, providers: providersOf(c) }),
        invitation === undefined ? 404 : 200,
      );
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/join",
      operationId: "joinService",
      permission: "public",
      tags,
      summary: "Make the account of an invitation, and sign in",
      request: {
        body: {
          required: true,
          content: { "application/x-www-form-urlencoded": { schema: JoinForm } },
        },
      },
      responses: { 303: { description: "Signed in; the cookie is the session" } },
    }),
    async (c) => {
      if (isFromBrowser(c)) refuseForeignOrigin(c);
      const { context } = c.var.dependencies;
      const { secret, name, ...chosen } = c.req.valid("form");
      const languages = LANGUAGES.filter((language) => chosen[language] !== undefined);
      const about = { ...originOf(c), account: { name, languages } };
      const invitation = await findInvitation(context, secret);
      try {
        keepSession(
          c,
          await limited(c, secret, async () =>
            invitation === undefined ? undefined : sessionFor(context, secret, undefined, about),
          ),
        );
      } catch (error) {
        return refused(c, error, (problem) =>
          joinPage(textsFor(c), {
            secret,
            invitation,
            providers: providersOf(c),
            ...(invitation === undefined ? {} : { problem }),
          }),
        );
      }
      return c.redirect("/", 303);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/sign-out",
      operationId: "signOut",
      permission: "public",
      tags,
      summary: "End this browser's session",
      responses: { 303: { description: "Signed out" } },
    }),
    async (c) => {
      refuseForeignOrigin(c);
      const secret = sessionSecret(c);
      if (secret !== undefined) await signOut(c.var.context, secret);
      forgetSession(c);
      return c.redirect("/", 303);
    },
  );

const providersOf = (c: RequestIn) => c.var.dependencies.providers?.all;

/** Shows a person why a form was refused; other programs get the problem. */
function refused(c: RequestIn, error: unknown, page: (problem: ProblemText) => Markup): Promise<Response> {
  if (!(error instanceof Problem) || !wantsPage(c)) throw error;
  const shown = page(describe(textsFor(c), error));
  if (error.code === "not-signed-in") return show(c, shown, 401);
  if (error.code === "invalid-fields") return show(c, shown, 422);
  if (error.code !== "too-many-requests") throw error;
  c.header("retry-after", String(error.params["seconds"]));
  return show(c, shown, 429);
}

/** A new session; `undefined` for a wrong secret. */
const sessionFor = (...given: Parameters<typeof signIn>) =>
  signIn(...given).catch((error: unknown) => {
    if (error instanceof Problem && error.code === "not-signed-in") return undefined;
    throw error;
  });
