import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Problem } from "../domain/problem.ts";
import { authenticate } from "../services/access/authenticate.ts";
import type { Principal } from "../services/access/principal.ts";
import type { Session } from "../services/access/sign-in.ts";
import type { RequestIn } from "./environment.ts";
import { isEncrypted, isFromBrowser, refuseForeignOrigin, refuseSimpleContent } from "./security.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Under TLS the prefix binds the cookie to this one host (RFC 6265bis §4.1.3.2). */
const cookieName = (c: RequestIn) => (isEncrypted(c.req.raw) ? "__Host-polynya" : "polynya");

/**
 * Finds out who sends a request: by a bearer token, by Basic credentials with a token as the password (for clients
 * that support only Basic), or by the session cookie.
 *
 * @returns `undefined` when the request has no credentials
 * @throws {Problem} `not-signed-in` for wrong credentials, `too-many-requests` after too many wrong ones, `forbidden`
 *   when a page of another site sent the request
 */
export async function identify(c: RequestIn, presented?: string): Promise<Principal | undefined> {
  const authorization = c.req.header("authorization");
  if (presented === undefined && authorization === undefined) return identifySession(c);
  const { secret, ambient } =
    presented === undefined ? parseAuthorization(authorization ?? "") : { secret: presented, ambient: false };
  // A browser remembers Basic credentials and sends them by itself, like a cookie.
  if (ambient && !SAFE_METHODS.has(c.req.method) && isFromBrowser(c)) refuseForeignOrigin(c);
  return limited(c, secret, async () => {
    const principal = await check(c, secret);
    return principal?.kind === "session" ? undefined : principal;
  });
}

async function identifySession(c: RequestIn): Promise<Principal | undefined> {
  const secret = sessionSecret(c);
  if (secret === undefined) return undefined;
  const principal = await check(c, secret);
  if (principal?.kind !== "session") throw new Problem("not-signed-in");
  if (!SAFE_METHODS.has(c.req.method)) {
    refuseForeignOrigin(c);
    refuseSimpleContent(c);
  }
  return principal;
}

function check(c: RequestIn, secret: string): Promise<Principal | undefined> {
  const { context, environmentToken } = c.get("dependencies");
  return authenticate(context, secret, environmentToken);
}

function parseAuthorization(header: string): { secret: string; ambient: boolean } {
  const [scheme = "", value = ""] = header.trim().split(/ +/u);
  switch (scheme.toLowerCase()) {
    case "bearer":
      return { secret: value, ambient: false };
    case "basic":
      return { secret: passwordOf(value), ambient: true };
    default:
      return { secret: "", ambient: false };
  }
}

function passwordOf(credentials: string): string {
  try {
    const [user = "", ...password] = atob(credentials).split(":");
    return password.join(":") || user;
  } catch {
    return "";
  }
}

/** Guesses that share this many characters count as guesses at one secret: `pln_` and eight more. */
const PREFIX = 12;

/**
 * Tries a secret. A right one always passes: secrets are too long to be guessed, so a limit protects against load and
 * never has to shut anybody out. Wrong ones are counted by address, and by their beginning over all addresses. They
 * are counted once the answer is known, without waiting in between, so guesses made in parallel count as well.
 *
 * @param attempt answers `undefined` when the secret is wrong
 * @throws {Problem} `not-signed-in` for a wrong secret, `too-many-requests` after too many wrong ones
 */
export async function limited<Found>(
  c: RequestIn,
  secret: string,
  attempt: () => Promise<Found | undefined>,
): Promise<Found> {
  const found = await attempt();
  if (found !== undefined) return found;
  c.get("metrics").failedSignIn();
  const { addresses, prefixes } = c.get("limiters");
  const seconds = addresses.failed(network(c.get("address"))) || prefixes.failed(secret.slice(0, PREFIX));
  throw seconds > 0 ? new Problem("too-many-requests", { seconds }) : new Problem("not-signed-in");
}

/** The network of one subscriber: an IPv6 address without its last 64 bits, which a client chooses itself. */
export function network(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = (part: string) => part.split(":").filter((group) => group !== "");
  const first = groups(head);
  const last = groups(tail ?? "");
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  return [...first, ...zeros, ...last].slice(0, 4).join(":");
}

/** The session's secret from the cookie of a request. */
export const sessionSecret = (c: RequestIn): string | undefined => getCookie(c, cookieName(c));

/** Sets the session's cookie on the answer. */
export function keepSession(c: RequestIn, session: Session): void {
  setCookie(c, cookieName(c), session.secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: isEncrypted(c.req.raw),
    expires: session.expires,
  });
}

/** Deletes the session's cookie in the browser. */
export function forgetSession(c: RequestIn): void {
  deleteCookie(c, cookieName(c), { path: "/", secure: isEncrypted(c.req.raw) });
}
