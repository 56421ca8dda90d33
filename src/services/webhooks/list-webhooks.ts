import { listWebhookRows } from "../../storage/rows/webhooks.ts";
import type { Actor, Context } from "../context.ts";
import { type WebhookView, webhookView } from "./webhook-view.ts";

/** The webhooks that the actor may see, oldest first. */
export async function listWebhooks(context: Context, actor: Actor): Promise<WebhookView[]> {
  return (await listWebhookRows(context.storage, actor.collections)).map(webhookView);
}
