import { GITHUB, githubScopes } from "./internal/github.ts";
import { isRole, type Role } from "../access/roles.ts";

/** A provider of sign-ins (OpenID Connect), as an administrator has set it. */
export interface Provider {
  /** In addresses and settings. */
  readonly name: string;
  /** On the button. */
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Divided by spaces. */
  readonly scopes: string;
  /** Claim with the groups; a dot leads into an object. */
  readonly groupsClaim: string;
  /** What members of a group may do. */
  readonly groups: ReadonlyMap<string, readonly GroupRole[]>;
  /** What everybody may do who signs in. */
  readonly everybody: readonly GroupRole[];
  /** Who may join without an invitation. */
  readonly join: { readonly groups: boolean; readonly domains: readonly string[] };
  /** Days for which a sign-in counts: its session, and the roles from groups. */
  readonly days: number;
}

/** A role in a collection, by its id, or in all collections. */
export type GroupRole = readonly [collection: string | null, role: Role];

const PREFIX = "POLYNYA_OIDC";
const SCOPES = "openid profile email";
const DAYS = { usual: 7, most: 30 };
/** In `…_ROLES`, for everybody who signs in, and for all collections. */
const ALL = "*";

/**
 * The providers in the settings: `POLYNYA_OIDC` has their names, and `POLYNYA_OIDC_NAME_…` what is said of each.
 *
 * @param environment variables by name
 * @throws {Error} that names the variable and what it has to be
 */
export function readProviders(environment: object): Provider[] {
  const values = new Map<string, unknown>(Object.entries(environment));
  const valueOf = (variable: string): string => {
    const value = values.get(variable);
    return typeof value === "string" ? value.trim() : "";
  };
  const names = listIn(valueOf(PREFIX));
  const wrong = names.find(
    (name, at) => !/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/u.test(name) || names.indexOf(name) !== at,
  );
  if (wrong !== undefined)
    throw new Error(`${PREFIX}: “${wrong}” has to be a name of small letters, digits and hyphens, once`);
  return names.map((name) => {
    const prefix = `${PREFIX}_${name.toUpperCase().replaceAll("-", "_")}_`;
    return readProvider(name, prefix, (what) => valueOf(prefix + what));
  });
}

function readProvider(name: string, prefix: string, valueOf: (what: string) => string): Provider {
  const required = (what: string): string => {
    const value = valueOf(what);
    if (value === "") throw new Error(`${prefix}${what} is missing`);
    return value;
  };
  const issuer = required("ISSUER");
  assertIssuer(issuer, `${prefix}ISSUER`);
  const { everybody, groups } = readRoles(valueOf("ROLES"), `${prefix}ROLES`);
  const isGithub = issuer === GITHUB;
  const scopes = valueOf("SCOPES") || (isGithub ? githubScopes(groups.size > 0) : SCOPES);
  if (!isGithub && !scopes.split(/\s+/u).includes("openid"))
    throw new Error(`${prefix}SCOPES has to name openid`);
  const provider: Provider = {
    ...{ name, issuer, scopes, groups, everybody },
    label: valueOf("LABEL") || (isGithub ? "GitHub" : new URL(issuer).hostname),
    clientId: required("CLIENT_ID"),
    clientSecret: required("CLIENT_SECRET"),
    groupsClaim: valueOf("GROUPS_CLAIM") || "groups",
    join: readJoin(valueOf("JOIN"), `${prefix}JOIN`),
    days: readDays(valueOf("DAYS"), `${prefix}DAYS`),
  };
  if (provider.join.groups && groups.size === 0)
    throw new Error(`${prefix}ROLES names none of the groups that may join`);
  if (provider.join.domains.length > 0 && everybody.length === 0 && groups.size === 0)
    throw new Error(`${prefix}ROLES gives no role to those who may join`);
  return provider;
}

/** @throws {Error} for an address that is not `https`; this machine itself may do without */
function assertIssuer(issuer: string, variable: string): void {
  const url = URL.parse(issuer);
  const isPlain = url?.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (url === null || !isPlain || !(url.protocol === "https:" || isLoopback(url)))
    throw new Error(`${variable} has to be an address such as https://id.example.org/realms/house`);
}

/** Whether an address without TLS leads to this machine. */
export const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === "http:" && /^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/u.test(hostname);

function readJoin(setting: string, variable: string): Provider["join"] {
  const parts = listIn(setting.toLowerCase()).filter((part) => part !== "invited");
  const domains = parts.filter((part) => part !== "groups").map((part) => part.replace(/^@/u, ""));
  const wrong = domains.find((domain) => !/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain));
  if (wrong !== undefined)
    throw new Error(`${variable}: “${wrong}” has to be “invited”, “groups” or a domain such as example.org`);
  return { groups: parts.includes("groups"), domains };
}

function readDays(setting: string, variable: string): number {
  const days = Number(setting || DAYS.usual);
  if (Number.isInteger(days) && days >= 1 && days <= DAYS.most) return days;
  throw new Error(`${variable} has to be a number from 1 to ${DAYS.most}`);
}

/** Reads roles by group: `{"editors": "reviewer", "/arctic": {"sea-ice": "translator"}, "*": "reader"}`. */
function readRoles(setting: string, variable: string): Pick<Provider, "groups" | "everybody"> {
  const wrong = (what: string) =>
    new Error(
      `${variable}: ${what}; it is JSON such as {"editors": "reviewer", "arctic": {"sea-ice": "translator"}}`,
    );
  let read: unknown;
  try {
    read = JSON.parse(setting || "{}");
  } catch {
    throw wrong("this is no JSON");
  }
  const entriesOf = (value: unknown, what: string): [string, unknown][] => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw wrong(`“${what}” has to be a role or an object`);
    return Object.entries(value);
  };
  const roleIn = (value: unknown): Role => {
    if (isRole(value)) return value;
    throw wrong(`“${String(value)}” is no role`);
  };
  const groups = new Map<string, readonly GroupRole[]>();
  for (const [group, given] of entriesOf(read, variable)) {
    const roles =
      typeof given === "string"
        ? [[null, roleIn(given)] as const]
        : entriesOf(given, group).map(
            ([collection, role]) => [collection === ALL ? null : collection, roleIn(role)] as const,
          );
    groups.set(group, roles);
  }
  const everybody = groups.get(ALL) ?? [];
  groups.delete(ALL);
  return { groups, everybody };
}

const listIn = (setting: string): string[] => setting.split(/[\s,]+/u).filter((part) => part !== "");
