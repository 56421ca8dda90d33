import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { FLOW_LIFETIME } from "../services/identities/flow.ts";
import type { RequestIn } from "./environment.ts";
import { isEncrypted } from "./security.ts";

/** Under TLS the prefix binds the cookie to this one host (RFC 6265bis §4.1.3.2). */
const cookieName = (c: RequestIn) => (isEncrypted(c.req.raw) ? "__Host-polynya-flow" : "polynya-flow");

/** Keeps a sign-in that has begun in the browser. The browser sends it when it comes back from the provider's page. */
export function keepFlow(c: RequestIn, sealed: string): void {
  setCookie(c, cookieName(c), sealed, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isEncrypted(c.req.raw),
    maxAge: FLOW_LIFETIME / 1000,
  });
}

/** Takes the sign-in that has begun out of the browser: it comes back once. */
export function takeFlow(c: RequestIn): string | undefined {
  const sealed = getCookie(c, cookieName(c));
  deleteCookie(c, cookieName(c), { path: "/", secure: isEncrypted(c.req.raw) });
  return sealed;
}
