import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Problem } from "../domain/problem.ts";
import { authenticate } from "../services/access/authenticate.ts";
import type { Principal } from "../services/access/roles.ts";
import type { Session } from "../services/access/sign-in.ts";
import type { RequestIn } from "./environment.ts";
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
  assertMayTry(c);
  const principal = await check(c, secret);
  if (principal === undefined || principal.kind === "session") {
    noteFailure(c);
    throw new Problem("not-signed-in");
  }
  return principal;
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

/** @throws {Problem} `too-many-requests` */
export function assertMayTry(c: RequestIn): void {
  const seconds = c.var.limiter.wait(c.var.dependencies.address(c));
  if (seconds > 0) throw new Problem("too-many-requests", { seconds });
}

export function noteFailure(c: RequestIn): void {
  c.var.limiter.failed(c.var.dependencies.address(c));
  c.var.metrics.failedSignIn();
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
