import type { Config } from "./files/config.ts";
import { EXIT, Failure } from "./exit-codes.ts";
import { keptServer } from "./files/kept-server.ts";
import { keyFor } from "./files/keys.ts";
import type { Environment } from "./environment.ts";

/** Where a bare `polynya serve` listens. */
const USUAL_SERVER = "http://127.0.0.1:8787";

export interface Server {
  readonly url: URL;
  readonly key: string | undefined;
  /** `POLYNYA_TOKEN` is there, but is not sent to an address that only the folder's configuration names. */
  readonly withheld: boolean;
}

/**
 * The server to talk to: `--server`, `POLYNYA_SERVER`, the folder's configuration, the one where the person signed in
 * last, or the usual local one; and
 * the key for it. `POLYNYA_TOKEN` goes only where the person, not the folder's configuration, said: a folder
 * that was cloned must not be able to send it elsewhere. A key never travels unencrypted but to this machine.
 *
 * @param isHere whether it is a server of this machine, so that the one of the last sign-in does not count
 * @throws {Failure} `server-invalid` (2), `not-encrypted` (5), `keys-damaged` (65)
 */
export async function chooseServer(
  environment: Environment,
  asked: string | undefined,
  config: Config,
  isHere = false,
): Promise<Server> {
  const told = asked ?? (environment.env["POLYNYA_SERVER"] || undefined);
  const kept = isHere ? undefined : await keptServer(environment.env);
  const url = parseServer(told ?? config.server ?? kept ?? USUAL_SERVER);
  const byPerson = told !== undefined || (config.server === undefined && isLoopback(url));
  const token = environment.env["POLYNYA_TOKEN"] || undefined;
  const key = (byPerson ? token : undefined) ?? (await keyFor(environment.env, url.origin));
  if (key !== undefined && url.protocol !== "https:" && !isLoopback(url)) {
    throw new Failure(EXIT.unauthorised, "not-encrypted", { server: url.origin });
  }
  return { url, key, withheld: token !== undefined && key === undefined };
}

function parseServer(address: string): URL {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new Failure(EXIT.usage, "server-invalid", { server: address });
  }
  url.search = "";
  url.hash = "";
  return url;
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
