import { write } from "../../storage/problems.ts";
import { eventsAfter } from "../../storage/rows/events.ts";
import { claimDue, insertDelivery, updateWebhook, type Webhook } from "../../storage/rows/webhooks.ts";
import { changeView } from "../changes/change-view.ts";
import type { Context } from "../context.ts";
import { attempt, isTaken } from "./internal/attempt.ts";
import { assertAddress, type SendWebhook, WEBHOOK_TIMEOUT } from "./send-webhook.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after failed attempts, in milliseconds: those of Standard Webhooks. After the last one the webhook stops. */
export const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Events that one call delivers to one webhook. */
const AT_ONCE = 50;

/**
 * Tells the webhooks that are due what has happened, one event after the other. An event that fails is tried again
 * after a pause; later ones wait, so that a receiver gets all of them in order, each at least once. A webhook that
 * fails for three days stops until somebody starts it again.
 *
 * @param allowed hosts inside the own network that may be called
 * @returns the number of events that were taken
 */
export async function deliverPending(
  context: Context,
  send: SendWebhook,
  allowed: readonly string[],
): Promise<number> {
  const now = context.now();
  const until = new Date(+now + AT_ONCE * WEBHOOK_TIMEOUT).toISOString();
  const due = await claimDue(context.storage, now.toISOString(), until);
  const taken = await Promise.all(due.map((webhook) => deliverTo(context, send, webhook, allowed)));
  return taken.reduce((sum, one) => sum + one, 0);
}

async function deliverTo(
  context: Context,
  send: SendWebhook,
  webhook: Webhook,
  allowed: readonly string[],
): Promise<number> {
  const { storage } = context;
  const { n, kinds, collection } = webhook;
  const events = await eventsAfter(storage, {
    after: webhook.delivered,
    limit: AT_ONCE,
    kinds: [],
    collections: undefined,
  });
  const isWanted = (event: (typeof events)[number]) =>
    (kinds.length === 0 || kinds.includes(event.kind)) &&
    (collection === null || event.collection === null || event.collection === collection);
  let { delivered } = webhook;
  let taken = 0;
  for (const event of events) {
    if (isWanted(event)) {
      const { n: number, kind } = event;
      const message = { event: number, kind, data: changeView(event) };
      const delivery = await attempt(context, guarded(send, allowed), webhook, message);
      const failures = taken === 0 ? webhook.failures + 1 : 1;
      if (!isTaken(delivery)) {
        const pause = PAUSES[failures - 1];
        const later = new Date(+context.now() + (pause ?? 0)).toISOString();
        await write(storage, [
          ...insertDelivery(n, delivery),
          updateWebhook(n, { delivered, failures, due: later, active: pause !== undefined }),
        ]);
        return taken;
      }
      taken += 1;
      await write(storage, insertDelivery(n, delivery));
    }
    delivered = event.n;
  }
  const due = context.now().toISOString();
  await write(storage, [updateWebhook(n, { delivered, failures: 0, due, active: true })]);
  return taken;
}

/** An address that was allowed once may not be any more. */
const guarded =
  (send: SendWebhook, allowed: readonly string[]): SendWebhook =>
  async (url, ...rest) => {
    assertAddress(url, allowed);
    return send(url, ...rest);
  };
