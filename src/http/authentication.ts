import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Problem } from "../domain/problem.ts";
import { authenticate } from "../services/access/authenticate.ts";
import type { Principal } from "../services/access/roles.ts";
import type { Session } from "../services/access/sign-in.ts";
import type { RequestIn } from "./environment.ts";
import type { Limiter } from "./limiter.ts";
import { isEncrypted, isFromBrowser, refuseForeignOrigin, refuseSimpleContent } from "./security.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Under TLS the prefix binds the cookie to this very host (RFC 6265bis §4.1.3.2). */
const cookieName = (c: RequestIn) => (isEncrypted(c) ? "__Host-polynya" : "polynya");

/**
 * Who sends this request: by bearer token, by Basic credentials whose password is a token (for clients
 * that know nothing else), or by the session cookie.
 *
 * @returns `undefined` when the request brings no credentials
 * @throws {Problem} `not-signed-in` when it brings some that do not hold, `too-many-requests` after too
 *   many of those, `forbidden` when a foreign page sent it
 */
export async function identify(c: RequestIn, presented?: string): Promise<Principal | undefined> {
  const authorization = c.req.header("authorization");
  if (presented === undefined && authorization === undefined) return identifySession(c);
  const { secret, ambient } =
    presented === undefined ? parseAuthorization(authorization ?? "") : { secret: presented, ambient: false };
  // A browser that was once given Basic credentials sends them by itself, as it does a cookie.
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
  const { context, environmentToken } = c.var.dependencies;
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

/** Characters by which guesses at one secret are told from guesses at another: `pln_` and eight more. */
const PREFIX = 12;

/**
 * Tries a secret, unless too many like it were wrong. Guesses are counted by address and prefix: a right secret has
 * one prefix, so wrong ones with another never shut it out. Who guesses with many prefixes can't be right, and is told
 * to wait.
 *
 * @param attempt answers `undefined` when the secret does not hold
 * @throws {Problem} `not-signed-in`; `too-many-requests` after too many wrong ones
 */
export async function limited<Found>(
  c: RequestIn,
  secret: string,
  attempt: () => Promise<Found | undefined>,
): Promise<Found> {
  const { limiter, metrics, dependencies } = c.var;
  const address = dependencies.address(c);
  const alike = `${address} ${secret.slice(0, PREFIX)}`;
  assertMayTry(limiter, alike);
  const found = await attempt();
  // Guesses that came at the same time may have used up the tries.
  assertMayTry(limiter, alike);
  if (found !== undefined) return found;
  metrics.failedSignIn();
  limiter.failed(alike);
  assertMayTry(limiter, address);
  limiter.failed(address);
  throw new Problem("not-signed-in");
}

function assertMayTry(limiter: Limiter, key: string): void {
  const seconds = limiter.wait(key);
  if (seconds > 0) throw new Problem("too-many-requests", { seconds });
}

export const sessionSecret = (c: RequestIn): string | undefined => getCookie(c, cookieName(c));

export function keepSession(c: RequestIn, session: Session): void {
  setCookie(c, cookieName(c), session.secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: isEncrypted(c),
    expires: session.expires,
  });
}

export function forgetSession(c: RequestIn): void {
  deleteCookie(c, cookieName(c), { path: "/", secure: isEncrypted(c) });
}
