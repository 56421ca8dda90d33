import { write } from "../../storage/problems.ts";
import { insertDelivery } from "../../storage/rows/webhooks.ts";
import type { Actor, Context } from "../context.ts";
import { attempt } from "./internal/attempt.ts";
import { type DeliveryView, deliveryView } from "./list-deliveries.ts";
import type { SendWebhook } from "./send-webhook.ts";
import { visibleWebhook } from "./visible-webhook.ts";

/** Sends a test at once; it changes nothing else. @throws {Problem} `not-found` */
export async function testWebhook(
  context: Context,
  actor: Actor,
  id: string,
  send: SendWebhook,
): Promise<DeliveryView> {
  const webhook = await visibleWebhook(context, actor, id);
  const delivery = await attempt(context, send, webhook, {
    event: null,
    kind: "webhook.test",
    data: { author: actor.name },
  });
  await write(context.storage, insertDelivery(webhook.n, delivery));
  return deliveryView(delivery);
}
