import { base64url } from "../src/services/access/secret.ts";

/** A provider of OpenID Connect in memory that a test can make lie. */
export interface ScriptedProvider {
  readonly issuer: string;
  readonly fetch: typeof fetch;
  /** Requests as `GET /path`, in order. */
  readonly asked: string[];
  /** Signs somebody in who was sent to this address. @returns the parameters with which the browser comes back */
  readonly signIn: (location: string, claims: Readonly<Record<string, unknown>>) => URLSearchParams;
  /** What it does wrong from now on. */
  lie: Lies;
}

export interface Lies {
  /** Changes the claims of ID tokens. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs with a key of its own that nobody published. */
  readonly foreignKey?: boolean;
  /** Puts these claims into the answer for the user's data alone. */
  readonly apart?: readonly string[];
  /** Answers a path in another way. */
  readonly answers?: Readonly<Record<string, () => Response | Promise<Response>>>;
  /** Changes its description of itself. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export const CLIENT = { id: "polynya", secret: "a-secret-of-the-client-with-many-letters" };
const ISSUER = "https://id.example.org/house";

const jsonPart = (value: unknown) => base64url(new TextEncoder().encode(JSON.stringify(value)));

const newKeys = () =>
  crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);

/** @param now its clock */
export async function scriptedProvider(now: () => Date): Promise<ScriptedProvider> {
  const [own, foreign] = await Promise.all([newKeys(), newKeys()]);
  const jwk = {
    ...(await crypto.subtle.exportKey("jwk", own.publicKey)),
    kid: "own",
    use: "sig",
    alg: "ES256",
  };
  const asked: string[] = [];
  const codes = new Map<string, { readonly query: URLSearchParams; readonly claims: object }>();
  let subject: Readonly<Record<string, unknown>> = {};
  let last = 0;

  async function tokenOf(claims: object): Promise<string> {
    const { lie } = provider;
    const header = { alg: "ES256", kid: "own", ...lie.header };
    const signed = `${jsonPart(header)}.${jsonPart({ ...claims, ...lie.claims })}`;
    if (header.alg === "none") return `${signed}.`;
    const { privateKey } = lie.foreignKey === true ? foreign : own;
    const signature = await crypto.subtle.sign(
      { name: "ECDSA", hash: "SHA-256" },
      privateKey,
      new TextEncoder().encode(signed),
    );
    return `${signed}.${base64url(new Uint8Array(signature))}`;
  }

  async function exchange(form: URLSearchParams, authorization: string): Promise<Response> {
    const found = codes.get(form.get("code") ?? "");
    const hash = await crypto.subtle.digest(
      "SHA-256",
      new TextEncoder().encode(form.get("code_verifier") ?? ""),
    );
    const isRight =
      found !== undefined &&
      base64url(new Uint8Array(hash)) === found.query.get("code_challenge") &&
      form.get("redirect_uri") === found.query.get("redirect_uri") &&
      decodeURIComponent(atob(authorization.replace("Basic ", ""))) === `${CLIENT.id}:${CLIENT.secret}`;
    if (!isRight) return Response.json({ error: "invalid_grant" }, { status: 400 });
    codes.delete(form.get("code") ?? "");
    const seconds = Math.floor(now().getTime() / 1000);
    const nonce = found.query.get("nonce");
    const all = { iss: ISSUER, aud: CLIENT.id, iat: seconds, exp: seconds + 300, nonce, ...found.claims };
    const apart = provider.lie.apart ?? [];
    const entries = Object.entries(all);
    subject = Object.fromEntries(entries.filter(([name]) => name === "sub" || apart.includes(name)));
    const idToken = await tokenOf(Object.fromEntries(entries.filter(([name]) => !apart.includes(name))));
    return Response.json({ access_token: "access", token_type: "Bearer", id_token: idToken });
  }

  const provider: ScriptedProvider = {
    issuer: ISSUER,
    asked,
    lie: {},
    signIn(location, claims) {
      const { searchParams: query } = new URL(location);
      last += 1;
      const code = `code-${last}`;
      codes.set(code, { query, claims });
      return new URLSearchParams({ code, state: query.get("state") ?? "", iss: ISSUER });
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      asked.push(`${request.method} ${pathname}`);
      const told = provider.lie.answers?.[pathname];
      if (told !== undefined) return told();
      switch (pathname) {
        case "/house/.well-known/openid-configuration":
          return Response.json({
            issuer: ISSUER,
            authorization_endpoint: `${ISSUER}/authorize`,
            token_endpoint: `${ISSUER}/token`,
            jwks_uri: `${ISSUER}/keys`,
            userinfo_endpoint: `${ISSUER}/me`,
            id_token_signing_alg_values_supported: ["ES256"],
            authorization_response_iss_parameter_supported: true,
            ...provider.lie.metadata,
          });
        case "/house/keys":
          return Response.json({ keys: [jwk] });
        case "/house/token":
          return exchange(
            new URLSearchParams(await request.text()),
            request.headers.get("authorization") ?? "",
          );
        case "/house/me":
          return Response.json(subject);
        default:
          return new Response(null, { status: 404 });
      }
    },
  };
  return provider;
}
