import { addressFault } from "../../domain/outside-address.ts";
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

/**
 * Checks the address of a webhook (`addressFault`).
 *
 * @param allowed hosts inside the own network (`POLYNYA_WEBHOOK_HOSTS`), as `name` or `name:port`
 * @throws {Problem} `webhook-address`
 */
export function assertAddress(address: string, allowed: readonly string[]): void {
  const reason = addressFault(address, allowed);
  if (reason !== undefined) throw new Problem("webhook-address", { reason, address }, { field: "url" });
}
