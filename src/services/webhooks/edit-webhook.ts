import { write } from "../../storage/problems.ts";
import { setActive } from "../../storage/rows/webhooks.ts";
import type { Actor, Context } from "../context.ts";
import { visibleWebhook } from "./visible-webhook.ts";
import { type WebhookView, webhookView } from "./webhook-view.ts";

/** Pauses a webhook, or starts it again: it then gets what has happened meanwhile. @throws {Problem} `not-found` */
export async function editWebhook(
  context: Context,
  actor: Actor,
  id: string,
  { active }: { readonly active: boolean },
): Promise<WebhookView> {
  const { n } = await visibleWebhook(context, actor, id);
  await write(context.storage, [setActive(n, active, context.now().toISOString())]);
  return webhookView(await visibleWebhook(context, actor, id));
}
