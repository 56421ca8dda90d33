import type { GroupRole, Provider } from "./provider-settings.ts";

/** What a provider says of an account. */
export type Claims = Readonly<Record<string, unknown>>;

/** Most groups that are read: more than any provider puts into a token. */
const MOST_GROUPS = 2000;

/** The groups of an account; `undefined` when the provider names none at all. */
export function groupsIn(claims: Claims, claim: string): readonly string[] | undefined {
  const found = claims[claim] ?? claim.split(".").reduce<unknown>(memberOf, claims);
  const groups = typeof found === "string" ? [found] : found;
  if (!Array.isArray(groups)) return undefined;
  return groups.filter((group) => typeof group === "string").slice(0, MOST_GROUPS);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Claims)[name]
    : undefined;

/**
 * Whether the provider left the groups out because there are too many for a token (Entra does it above 200). Nobody may
 * lose a role by that.
 */
export const leavesGroupsOut = (claims: Claims, claim: string): boolean =>
  memberOf(claims["_claim_names"], claim) !== undefined;

/** The roles of an account, each once: those of everybody and those of its groups. */
export function rolesFrom({ everybody, groups, groupsClaim }: Provider, claims: Claims): GroupRole[] {
  const own = (groupsIn(claims, groupsClaim) ?? []).flatMap((group) => groups.get(group) ?? []);
  const byKey = new Map([...everybody, ...own].map((given) => [JSON.stringify(given), given]));
  return [...byKey.values()];
}

/** Why an account may not join without an invitation; `undefined` when it may. */
export function joinFault(
  { join, groups, groupsClaim }: Provider,
  claims: Claims,
): "invited" | "groups" | "domain" | "unverified" | undefined {
  const isMember = (groupsIn(claims, groupsClaim) ?? []).some((group) => groups.has(group));
  if (join.groups && isMember) return undefined;
  const domain = domainOf(claims["email"]);
  const isOfDomain = domain !== undefined && join.domains.includes(domain);
  // Whoever writes an address of others into their own account does not become one of them.
  if (isOfDomain && claims["email_verified"] === true) return undefined;
  if (isOfDomain) return "unverified";
  if (join.groups) return "groups";
  return join.domains.length > 0 ? "domain" : "invited";
}

const domainOf = (email: unknown): string | undefined =>
  typeof email === "string" ? /^[^@\s]+@([^@\s]+)$/u.exec(email)?.[1]?.toLowerCase() : undefined;

/** How people know the account: by its address, its name, or else the provider's own name for it. */
export function accountOf(claims: Claims, subject: string): string {
  const names = ["email", "preferred_username", "name"].map((claim) => claims[claim]);
  return short(names.find(isText) ?? subject);
}

/** The person's name, if the provider tells one. */
export function nameOf(claims: Claims): string | undefined {
  const parts = [claims["given_name"], claims["family_name"]].filter(isText).join(" ");
  const name = [claims["name"], parts, claims["preferred_username"]].find(isText);
  return name === undefined ? undefined : short(name);
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** Control characters and characters that turn the direction have no place in a name. */
const short = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "")
    .trim()
    .slice(0, 200);
