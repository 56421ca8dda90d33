import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "@hono/zod-openapi";
import {
  listOwnPasskeys,
  type PasskeyView,
  removeOwnPasskey,
  renameOwnPasskey,
} from "../../services/passkeys/own-passkeys.ts";
import {
  type PasskeyRequest,
  passkeySignIn,
  passkeySignInOptions,
} from "../../services/passkeys/passkey-sign-in.ts";
import {
  type PasskeyCreation,
  passkeyOptions,
  registerPasskey,
} from "../../services/passkeys/register-passkey.ts";
import { keepSession, limited } from "../authentication.ts";
import { originOf } from "../device.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { refuseForeignOrigin } from "../security.ts";
import { siteOf } from "../site.ts";
import { AnyId, EvenLast, Name, OnlyWay } from "./schemas.ts";

const tags = ["access"];
const params = z.object({ passkey: AnyId });

const PasskeySchema: z.ZodType<PasskeyView> = z
  .object({
    id: z.string(),
    name: z.string(),
    host: z.string().openapi({ description: "Host for which it was made; it signs in at no other" }),
    synced: z.boolean().openapi({ description: "Kept beyond the one device" }),
    created: z.string(),
    used: z.string().nullable().openapi({ description: "Last sign-in" }),
    onlyWay: OnlyWay,
  })
  .openapi("Passkey");

const Encoded = z.string().max(100_000);
const credentialShape = {
  id: z.string().min(1).max(2000),
  rawId: z.string().max(2000),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).exactOptional(),
};

const RegistrationSchema = z
  .object({
    ...credentialShape,
    response: z.object({
      clientDataJSON: Encoded,
      attestationObject: Encoded,
      transports: z.array(z.string().max(40)).max(20).exactOptional(),
    }),
  })
  .openapi("PasskeyRegistration", { description: "`PublicKeyCredential.toJSON()` of a new key (WebAuthn)" });

const AssertionSchema = z
  .object({
    ...credentialShape,
    response: z.object({
      clientDataJSON: Encoded,
      authenticatorData: Encoded,
      signature: Encoded,
      userHandle: z.string().max(200).exactOptional(),
    }),
  })
  .openapi("PasskeyAssertion", { description: "`PublicKeyCredential.toJSON()` of a signature (WebAuthn)" });

/** Options of WebAuthn, which a client passes on to the browser as they are. */
const options = <Options extends { readonly challenge: string }>(name: string): z.ZodType<Options> =>
  z.custom<Options>().openapi(name, {
    description: "Options of WebAuthn, as JSON",
    type: "object",
    properties: { challenge: { type: "string" } },
    additionalProperties: {},
    required: ["challenge"],
  });

export const passkeyRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/me/passkeys",
      operationId: "listMyPasskeys",
      permission: "read",
      tags,
      summary: "Your passkeys",
      responses: answers(
        z.object({ items: z.array(PasskeySchema), next: z.null() }),
        "Your passkeys, oldest first",
      ),
    }),
    async (c) => c.json({ items: await listOwnPasskeys(c.var.context, c.var.principal), next: null }, 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/me/passkeys/options",
      operationId: "beginMyPasskey",
      permission: "read",
      personal: true,
      tags,
      summary: "What the browser needs to make a passkey for you",
      responses: answers(
        options<PasskeyCreation>("PasskeyCreationOptions"),
        "Good for five minutes, in this session",
      ),
    }),
    async (c) => c.json(await passkeyOptions(c.var.context, c.var.principal, siteOf(c)), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/me/passkeys",
      operationId: "addMyPasskey",
      permission: "read",
      personal: true,
      tags,
      summary: "Add a passkey that the browser has made",
      request: json(z.strictObject({ name: Name, response: RegistrationSchema }).openapi("NewPasskey")),
      responses: {
        201: { description: "The passkey", content: { "application/json": { schema: PasskeySchema } } },
      },
    }),
    async (c) => {
      const { name, response } = c.req.valid("json");
      // The results of extensions, which nobody asks for, are not read.
      const wanted = { name, response: response as RegistrationResponseJSON };
      return c.json(await registerPasskey(c.var.context, c.var.principal, siteOf(c), wanted), 201);
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/me/passkeys/{passkey}",
      operationId: "renameMyPasskey",
      permission: "read",
      personal: true,
      tags,
      summary: "Give a passkey another name",
      request: { params, ...json(z.strictObject({ name: Name }).openapi("PasskeyPatch")) },
      responses: answers(PasskeySchema, "As it is now"),
    }),
    async (c) => {
      const { context, principal } = c.var;
      const { passkey } = c.req.valid("param");
      return c.json(await renameOwnPasskey(context, principal, passkey, c.req.valid("json").name), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/me/passkeys/{passkey}",
      operationId: "removeMyPasskey",
      permission: "read",
      personal: true,
      tags,
      summary: "Remove a passkey: it signs you in no more, and the sessions that it opened end",
      request: { params, query: EvenLast },
      responses: { 204: { description: "Removed" } },
    }),
    async (c) => {
      const { last = false } = c.req.valid("query");
      await removeOwnPasskey(c.var.context, c.var.principal, c.req.valid("param").passkey, last);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/sign-in/passkey/options",
      operationId: "beginPasskeySignIn",
      permission: "public",
      tags,
      summary: "What the browser needs to sign in with a passkey",
      responses: answers(options<PasskeyRequest>("PasskeyRequestOptions"), "Good for five minutes"),
    }),
    async (c) => c.json(await passkeySignInOptions(c.var.context, siteOf(c)), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/sign-in/passkey",
      operationId: "signInWithPasskey",
      permission: "public",
      tags,
      summary: "Open a browser session with what a passkey has signed",
      request: json(AssertionSchema),
      responses: { 204: { description: "Signed in; the cookie is the session" } },
    }),
    async (c) => {
      refuseForeignOrigin(c);
      // The results of extensions, which nobody asks for, are not read.
      const response = c.req.valid("json") as AuthenticationResponseJSON;
      const attempt = () => passkeySignIn(c.var.context, siteOf(c), response, originOf(c));
      keepSession(c, await limited(c, response.id, attempt));
      return c.body(null, 204);
    },
  );
