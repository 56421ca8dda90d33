import { eventId } from "../../storage/rows/events.ts";
import { deliveriesOf, type Delivery } from "../../storage/rows/webhooks.ts";
import type { Actor, Context } from "../context.ts";
import { visibleWebhook } from "./visible-webhook.ts";

/** An attempt in answers. `change` is the id of the event; `null`: a test. */
export type DeliveryView = Omit<Delivery, "event"> & { readonly change: string | null };

export const deliveryView = ({ event, ...delivery }: Delivery): DeliveryView => ({
  ...delivery,
  change: event === null ? null : eventId(event),
});

/** The last attempts of a webhook, newest first. @throws {Problem} `not-found` */
export async function listDeliveries(context: Context, actor: Actor, id: string): Promise<DeliveryView[]> {
  const { n } = await visibleWebhook(context, actor, id);
  return (await deliveriesOf(context.storage, n)).map(deliveryView);
}
