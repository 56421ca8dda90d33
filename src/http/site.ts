import type { Site } from "../services/passkeys/site.ts";
import type { RequestIn } from "./environment.ts";
import { isEncrypted } from "./security.ts";

/** Where the service is for whoever sends this request. */
export function siteOf(c: RequestIn): Site {
  const { protocol, host, hostname } = new URL(c.req.url);
  return { origin: `${isEncrypted(c.req.raw) ? "https:" : protocol}//${host}`, host: hostname };
}
