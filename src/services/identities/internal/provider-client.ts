import type { AuthorizationServer, Client, ClientAuth, JWKSCacheInput } from "oauth4webapi";
import { Problem, type ProblemCode } from "../../../domain/problem.ts";
import { type Claims, groupsIn, leavesGroupsOut } from "../provider-roles.ts";
import type { Provider } from "../provider-settings.ts";
import { GITHUB, GITHUB_SERVER, githubClaims } from "./github.ts";
import { boundedFetch, type Fetch, UnfitAnswer } from "./bounded-fetch.ts";

/** Sign-ins at one provider, by the authorization code flow of OpenID Connect with PKCE (RFC 7636), state and nonce. */
export interface ProviderClient {
  /**
   * The provider's page on which a person signs in.
   *
   * @throws {Problem} `provider-unreachable`, `provider-refused`
   */
  address(flow: FlowSecrets): Promise<URL>;
  /**
   * What the provider says of who signed in, from the parameters with which it sent the browser back. All of it is
   * checked: the issuer, the audience, the times, the nonce and the signature.
   *
   * @throws {Problem} `sign-in-denied`, `sign-in-expired`, `provider-unreachable`, `provider-refused`, `provider-clock`
   */
  claims(flow: FlowSecrets, parameters: URLSearchParams): Promise<Claims & { readonly sub: string }>;
}

/** What one sign-in alone knows. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Address on this service to which the provider sends the browser back. */
  readonly redirect: string;
}

/** Time for which a provider's description of itself is kept, in milliseconds. */
const KEPT = 3_600_000;
/** The same for a failure: so many who try make one request. */
const FAILURE_KEPT = 5000;
/** Seconds by which the provider's clock may be wrong. */
const TOLERANCE = 60;

/** Loaded when the first person signs in by a provider. */
const library = () => import("oauth4webapi");

/** @param now the service's own clock */
export function providerClient(
  provider: Provider,
  fetch: typeof globalThis.fetch,
  now: () => Date,
): ProviderClient {
  const send = boundedFetch(provider.issuer, fetch);
  let known: { readonly server: Promise<AuthorizationServer>; until: number } | undefined;
  const serverOf = (): Promise<AuthorizationServer> => {
    if (known !== undefined && known.until > now().getTime()) return known.server;
    const server = discover(provider, send);
    const entry = { server, until: now().getTime() + KEPT };
    known = entry;
    server.catch(() => (entry.until = now().getTime() + FAILURE_KEPT));
    return server;
  };
  const keys: JWKSCacheInput = {};
  return {
    address: (flow) => asked(async () => authorizationAddress(provider, await serverOf(), flow)),
    claims: (flow, parameters) =>
      asked(async () => {
        const server = await serverOf();
        return claimsOf({ provider, server, send, keys, now }, flow, parameters);
      }),
  };
}

async function discover({ issuer }: Provider, send: Fetch): Promise<AuthorizationServer> {
  if (issuer === GITHUB) return GITHUB_SERVER;
  const oauth = await library();
  const address = new URL(issuer);
  const options = await requestOptions(send);
  const response = await oauth.discoveryRequest(address, { ...options, algorithm: "oidc" });
  return oauth.processDiscoveryResponse(address, response);
}

/** `boundedFetch` says itself where TLS may be absent. */
async function requestOptions(send: Fetch) {
  const oauth = await library();
  return { [oauth.customFetch]: send, [oauth.allowInsecureRequests]: true } as const;
}

async function authorizationAddress(
  { clientId, scopes }: Provider,
  { authorization_endpoint: endpoint }: AuthorizationServer,
  { state, nonce, verifier, redirect }: FlowSecrets,
): Promise<URL> {
  const oauth = await library();
  const address = URL.parse(endpoint ?? "");
  if (address === null || !/^https?:$/u.test(address.protocol))
    throw new UnfitAnswer("no authorization endpoint");
  const parameters = {
    client_id: clientId,
    redirect_uri: redirect,
    response_type: "code",
    scope: scopes,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address;
}

interface Asked {
  readonly provider: Provider;
  readonly server: AuthorizationServer;
  readonly send: Fetch;
  /** Remembers the provider's keys. */
  readonly keys: JWKSCacheInput;
  readonly now: () => Date;
}

async function claimsOf(
  { provider, server, send, keys, now }: Asked,
  { state, nonce, verifier, redirect }: FlowSecrets,
  parameters: URLSearchParams,
): Promise<Claims & { readonly sub: string }> {
  const oauth = await library();
  const options = { ...(await requestOptions(send)), [oauth.jwksCache]: keys };
  const client: Client = {
    client_id: provider.clientId,
    [oauth.clockSkew]: Math.round((now().getTime() - Date.now()) / 1000),
    [oauth.clockTolerance]: TOLERANCE,
  };
  const callback = oauth.validateAuthResponse(server, client, parameters, state);
  const authentication = await authenticationFor(server, provider.clientSecret);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    callback,
    redirect,
    verifier,
    options,
  );
  if (server.issuer === GITHUB) {
    const { access_token: token } = await oauth.processAuthorizationCodeResponse(server, client, answer);
    return githubClaims(send, token, provider.groups.size > 0);
  }
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  if (claims === undefined) throw new UnfitAnswer("no ID token");
  await oauth.validateApplicationLevelSignature(server, answer, options);
  let all: Claims = claims;
  if (needsMore(provider, claims) && server.userinfo_endpoint !== undefined) {
    const told = await oauth.userInfoRequest(server, client, tokens.access_token, options);
    all = { ...(await oauth.processUserInfoResponse(server, client, claims.sub, told)), ...claims };
  }
  if (leavesGroupsOut(all, provider.groupsClaim) && groupsIn(all, provider.groupsClaim) === undefined)
    throw new Problem("provider-refused", { reason: "groups" });
  return { ...all, sub: claims.sub };
}

/** Many providers put names, addresses and groups into the answer of another endpoint. */
function needsMore({ groups, groupsClaim, join }: Provider, claims: Claims): boolean {
  const lacksGroups = groups.size > 0 && groupsIn(claims, groupsClaim) === undefined;
  const lacksAddress = join.domains.length > 0 && claims["email"] === undefined;
  return lacksGroups || lacksAddress || claims["name"] === undefined;
}

async function authenticationFor(server: AuthorizationServer, secret: string): Promise<ClientAuth> {
  const { ClientSecretBasic, ClientSecretPost } = await library();
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic") ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

/** @throws {Problem} with the error in words as its cause, for the log */
async function asked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw await asProblem(error);
  }
}

/** Errors with which a provider says that the person did not agree (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6). */
const DENIALS: ReadonlySet<string> = new Set(["access_denied", "consent_required", "interaction_required"]);

async function asProblem(error: unknown): Promise<Problem> {
  const oauth = await library();
  const problem = (code: ProblemCode, params = {}) =>
    Object.assign(new Problem(code, params), { cause: inWords(error) });
  if (error instanceof oauth.AuthorizationResponseError) {
    return DENIALS.has(error.error)
      ? problem("sign-in-denied")
      : problem("provider-refused", said(error.error));
  }
  if (error instanceof oauth.ResponseBodyError) {
    return error.error === "invalid_grant"
      ? problem("sign-in-expired")
      : problem("provider-refused", said(error.error));
  }
  const isOfLibrary =
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.UnsupportedOperationError ||
    error instanceof oauth.WWWAuthenticateChallengeError;
  if (!isOfLibrary)
    return problem(error instanceof UnfitAnswer ? "provider-refused" : "provider-unreachable");
  if (error.code === oauth.JWT_TIMESTAMP_CHECK) return problem("provider-clock");
  // The page of a proxy, or of a provider that is starting.
  const isNoAnswer =
    error.code === oauth.RESPONSE_IS_NOT_CONFORM || error.code === oauth.RESPONSE_IS_NOT_JSON;
  return problem(isNoAnswer ? "provider-unreachable" : "provider-refused");
}

/** An error without what it holds besides: answers of providers have secrets in them. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${String(error)} (${String(cause)})` : String(error);
}

/** The provider's word for its error, as a detail. It comes from outside, so only a plain word is shown. */
const said = (error: string): { readonly error?: string } => (/^[a-z_]{1,40}$/u.test(error) ? { error } : {});
