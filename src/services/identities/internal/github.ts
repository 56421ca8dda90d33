import type { AuthorizationServer } from "oauth4webapi";
import type { Claims } from "../provider-roles.ts";
import { type Fetch, UnfitAnswer } from "./bounded-fetch.ts";

/**
 * Sign-ins by GitHub, which knows OAuth 2.0 and no OpenID Connect: it describes itself nowhere and gives no ID token, so who
 * signed in is asked for with the access token, at its own address over TLS.
 */
export const GITHUB = "https://github.com";
/** What is asked for: the name, the verified addresses, and, where groups give roles, the organisations. */
export const githubScopes = (withGroups: boolean): string =>
  withGroups ? "read:user user:email read:org" : "read:user user:email";

export const GITHUB_SERVER: AuthorizationServer = {
  issuer: GITHUB,
  authorization_endpoint: `${GITHUB}/login/oauth/authorize`,
  token_endpoint: `${GITHUB}/login/oauth/access_token`,
  token_endpoint_auth_methods_supported: ["client_secret_post"],
};

/**
 * What GitHub says of an account, as claims of OpenID Connect. An address counts as the account's only where GitHub has
 * verified it and it is the first one.
 *
 * @param token access token
 * @param withGroups whether the organisations of the account are wanted, as groups; needs the scope `read:org`
 * @throws {UnfitAnswer} for an answer that says something else
 */
export async function githubClaims(
  send: Fetch,
  token: string,
  withGroups: boolean,
): Promise<Claims & { readonly sub: string }> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    // GitHub answers no program without a name.
    "user-agent": "polynya",
  };
  const read = async (path: string): Promise<unknown> => {
    const response = await send(`https://api.github.com${path}`, { method: "GET", headers });
    if (response.status !== 200) throw new UnfitAnswer(`GitHub answered ${response.status} for ${path}`);
    return response.json();
  };
  const user = memberOf(await read("/user"));
  // A name can go to another account; the number never does.
  const { id, login, name } = user;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || typeof login !== "string")
    throw new UnfitAnswer("GitHub names no account");
  const addresses = listOf(await read("/user/emails"));
  const email = addresses.find((one) => one["primary"] === true && one["verified"] === true)?.["email"];
  const organisations = withGroups ? listOf(await read("/user/orgs?per_page=100")) : [];
  return {
    sub: String(id),
    preferred_username: login,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof email === "string" ? { email, email_verified: true } : {}),
    ...(withGroups ? { groups: organisations.map((one) => one["login"]) } : {}),
  };
}

const memberOf = (value: unknown): Claims =>
  typeof value === "object" && value !== null ? (value as Claims) : {};

function listOf(value: unknown): Claims[] {
  if (!Array.isArray(value)) throw new UnfitAnswer("GitHub gave no list");
  return value.map(memberOf);
}
