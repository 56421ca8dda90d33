import { eventId } from "../../../storage/rows/events.ts";
import { type Delivery, type Webhook, webhookId } from "../../../storage/rows/webhooks.ts";
import type { Context } from "../../context.ts";
import type { SendWebhook } from "../send-webhook.ts";
import { signedHeaders } from "./sign.ts";

/** Largest recorded reason for a failed attempt, in characters. */
const REASON = 300;

/** True when the receiver took the delivery. */
export const isTaken = ({ status }: Pick<Delivery, "status">): boolean =>
  status !== null && status >= 200 && status < 300;

/**
 * Sends one signed delivery.
 *
 * @param event number of the event; `null`: a test
 * @returns the record of the attempt; a failure is part of it
 */
export async function attempt(
  context: Context,
  send: SendWebhook,
  webhook: Webhook,
  { event, kind, data }: { readonly event: number | null; readonly kind: string; readonly data: object },
): Promise<Delivery> {
  const now = context.now();
  // The same id in every attempt, so that the receiver notices what it has already.
  const id = `${webhookId(webhook.n)}_${event === null ? crypto.randomUUID() : eventId(event)}`;
  const body = JSON.stringify({ type: kind, timestamp: now.toISOString(), data });
  const headers = {
    ...(await signedHeaders(webhook.secret, id, Math.floor(+now / 1000), body)),
    "content-type": "application/json",
    "user-agent": "Polynya",
  };
  const started = performance.now();
  const outcome = await send(webhook.url, headers, body).then(
    (status) => ({ status, error: null }),
    (error: unknown) => ({ status: null, error: reasonOf(error).slice(0, REASON) }),
  );
  const milliseconds = Math.round(performance.now() - started);
  return { event, kind, time: now.toISOString(), ...outcome, milliseconds };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
