import { Problem } from "../../domain/problem.ts";

/**
 * Sends a delivery. It follows no redirect, waits a bounded time, and goes to no address inside the own network unless
 * that is allowed by name.
 *
 * @returns the status of the answer
 * @throws when there was no answer
 */
export type SendWebhook = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<number>;

/** Longest wait for an answer, in milliseconds. */
export const WEBHOOK_TIMEOUT = 15_000;

/** Sends with `fetch`, for runtimes whose `fetch` can't reach an internal network, such as Workers. */
export const sendByFetch: SendWebhook = async (url, headers, body) => {
  const signal = AbortSignal.timeout(WEBHOOK_TIMEOUT);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
  await response.body?.cancel();
  return response.status;
};

/** Names that are always inside. A name of the open network that leads inside is refused when it is called. */
const INTERNAL = /^(?:localhost|.*\.(?:localhost|local|internal|lan|home|intranet|arpa)|[^.]+)$/u;

/**
 * Checks the address of a webhook: `https`, with a name, without a password. A host that an administrator allowed by
 * name (`POLYNYA_WEBHOOK_HOSTS`) may be inside the own network and without TLS.
 *
 * @param allowed hosts as `name` or `name:port`
 * @throws {Problem} `webhook-address`
 */
export function assertAddress(address: string, allowed: readonly string[]): void {
  const url = URL.parse(address);
  const refuse = (reason: string): never => {
    throw new Problem("webhook-address", { reason, address }, { field: "url" });
  };
  if (url === null || !/^https?:$/u.test(url.protocol)) return refuse("form");
  if (url.username !== "" || url.password !== "") return refuse("password");
  if (allowed.includes(url.host) || allowed.includes(url.hostname)) return;
  if (url.protocol !== "https:") return refuse("encryption");
  const isNumeric = /^[\d.]+$|^\[/u.test(url.hostname);
  if (isNumeric || INTERNAL.test(url.hostname.replace(/\.$/u, ""))) refuse("internal");
}
